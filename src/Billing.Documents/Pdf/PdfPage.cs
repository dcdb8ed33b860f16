namespace Billing.Documents.Pdf;

/// <summary>One page and what is drawn on it. Points (1/72 inch) from the top left corner, y downwards.</summary>
/// <remarks>All content stands between <see cref="Begin"/> or <see cref="BeginArtifact"/> and <see cref="End"/>, else the file is not accessible.</remarks>
internal sealed class PdfPage
{
    private readonly PdfBuffer content = new();
    private readonly List<StructureElement> marks = [];
    private Rgb? fill;
    private Rgb? stroke;
    private bool marked;

    internal PdfPage(int id, double width, double height) => (Id, Width, Height) = (id, width, height);

    public double Width { get; }

    public double Height { get; }

    internal int Id { get; }

    internal PdfBuffer Content => content;

    internal IReadOnlyList<StructureElement> Marks => marks;

    /// <summary>What follows is content of the element.</summary>
    public void Begin(StructureElement element)
    {
        content.Add("/").Add(element.Role).Add("<</MCID ").Add((long)marks.Count).Add(">>BDC\n");
        element.Mark(this, marks.Count);
        marks.Add(element);
        Enter();
    }

    /// <summary>What follows is no content: rules, backgrounds, page numbers.</summary>
    /// <param name="pagination">A running header or footer, or a header row said again.</param>
    public void BeginArtifact(bool pagination = false)
    {
        content.Add(pagination ? "/Artifact<</Type/Pagination>>BDC\n" : "/Artifact BMC\n");
        Enter();
    }

    /// <summary>Ends what was begun.</summary>
    public void End()
    {
        content.Add("EMC\n");
        marked = false;
    }

    /// <summary>Draws characters from the baseline on. <paramref name="codes"/> are those of the font; <paramref name="shifts"/>, if any, move the pen
    /// after each in thousandths of the size.</summary>
    public void Text(double x, double baseline, PdfFont font, double size, Rgb colour, ReadOnlySpan<ushort> codes, ReadOnlySpan<short> shifts)
    {
        Fill(colour);
        content.Add("BT/").Add(font.Name).Add(" ").Add(size).Add(" Tf ").Add(x).Add(" ").Add(Height - baseline).Add(" Td[<");
        for (var i = 0; i < codes.Length; i++)
        {
            content.Hex(codes[i]);
            if (i < shifts.Length - 1 && shifts[i] != 0) content.Add(">").Add((long)-shifts[i]).Add("<");
        }
        content.Add(">]TJ ET\n");
    }

    /// <summary>A filled rectangle.</summary>
    public void Rectangle(double x, double y, double width, double height, Rgb colour)
    {
        Fill(colour);
        content.Add(x).Add(" ").Add(Height - y - height).Add(" ").Add(width).Add(" ").Add(height).Add(" re f\n");
    }

    /// <summary>A filled rectangle with round corners.</summary>
    public void Rounded(double x, double y, double width, double height, double radius, Rgb colour)
    {
        var r = Math.Min(radius, Math.Min(width, height) / 2);
        var (c, top, bottom, right) = (r * 0.5523, Height - y, Height - y - height, x + width);
        Fill(colour);
        Point(x + r, bottom, "m").Point(right - r, bottom, "l").Curve(right - r + c, bottom, right, bottom + r - c, right, bottom + r);
        Point(right, top - r, "l").Curve(right, top - r + c, right - r + c, top, right - r, top);
        Point(x + r, top, "l").Curve(x + r - c, top, x, top - r + c, x, top - r);
        Point(x, bottom + r, "l").Curve(x, bottom + r - c, x + r - c, bottom, x + r, bottom);
        content.Add("f\n");
    }

    /// <summary>A straight line.</summary>
    public void Line(double x1, double y1, double x2, double y2, double thickness, Rgb colour)
    {
        if (stroke != colour) Colour(colour, "RG\n");
        stroke = colour;
        content.Add(thickness).Add(" w ");
        Point(x1, Height - y1, "m").Point(x2, Height - y2, "l");
        content.Add("S\n");
    }

    /// <summary>Unit squares filled as one path: a matrix code. One path, so that no seam shows between neighbours.</summary>
    /// <param name="cells">Column, row and how many squares to the right.</param>
    public void Cells(double x, double y, double cell, IEnumerable<(int Column, int Row, int Count)> cells, Rgb colour)
    {
        Fill(colour);
        content.Add("q ").Add(cell).Add(" 0 0 ").Add(-cell).Add(" ").Add(x).Add(" ").Add(Height - y).Add(" cm\n");
        foreach (var (column, row, count) in cells)
            content.Add((long)column).Add(" ").Add((long)row).Add(" ").Add((long)count).Add(" 1 re ");
        content.Add("f Q\n");
    }

    /// <summary>Draws an image into the rectangle.</summary>
    public void Image(PdfImage image, double x, double y, double width, double height) =>
        content.Add("q ").Add(width).Add(" 0 0 ").Add(height).Add(" ").Add(x).Add(" ").Add(Height - y - height).Add(" cm/").Add(image.Name).Add(" Do Q\n");

    private void Enter()
    {
        if (marked) throw new InvalidOperationException("Marked content does not nest.");
        marked = true;
    }

    private void Fill(Rgb colour)
    {
        if (fill != colour) Colour(colour, "rg\n");
        fill = colour;
    }

    private void Colour(Rgb colour, string op) => content.Add(colour.Red).Add(" ").Add(colour.Green).Add(" ").Add(colour.Blue).Add(" ").Add(op);

    private PdfPage Point(double x, double y, string op)
    {
        content.Add(x).Add(" ").Add(y).Add(" ").Add(op).Add(" ");
        return this;
    }

    private void Curve(double x1, double y1, double x2, double y2, double x3, double y3) => Point(x1, y1, "").Point(x2, y2, "").Point(x3, y3, "c");
}
