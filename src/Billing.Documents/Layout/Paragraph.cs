using Billing.Documents.Pdf;

namespace Billing.Documents.Layout;

/// <summary>Text of one or more styles, wrapped.</summary>
internal sealed class Paragraph : Block
{
    private List<Glyph>? glyphs;

    public Paragraph(params IReadOnlyList<TextSpan> spans) => Spans = spans;

    public Paragraph(string text, TextStyle style) => Spans = [new(text, style)];

    /// <summary>At least one.</summary>
    public IReadOnlyList<TextSpan> Spans { get; }

    /// <summary>Structure type: P, H1, H2, …</summary>
    public string Role { get; init; } = "P";

    public Align Align { get; init; }

    /// <summary>Room kept free at the right, points: lines up decimals of numbers with fewer of them.</summary>
    public double EndIndent { get; init; }

    /// <summary>Listed in the reader's outline.</summary>
    public bool Bookmarked { get; init; }

    /// <summary>The text without its styles.</summary>
    public string PlainText => string.Concat(Spans.Select(s => s.Text));

    public override double NaturalWidth(TypeSetter setter) =>
        EndIndent + LineBreaker.Break(Glyphs(setter), double.MaxValue, Spans[0].Style).Max(l => l.Width);

    public override IEnumerable<Fragment> Lay(TypeSetter setter, double width, StructureElement? parent) => [Lines(setter, width, parent?.Add(Role))];

    /// <summary>The lines as content of an element that is there already, such as a table cell.</summary>
    public Fragment Lines(TypeSetter setter, double width, StructureElement? element)
    {
        var lines = LineBreaker.Break(Glyphs(setter), width - EndIndent, Spans[0].Style);
        Action<PdfPage, double>? drawn = Bookmarked ? (page, top) => setter.Document.Bookmark(PlainText, page, top) : null;
        return new TextFragment(lines, width - EndIndent, Align, element, drawn) { Before = Before, KeepWithNext = KeepWithNext };
    }

    private List<Glyph> Glyphs(TypeSetter setter) => glyphs ??= setter.Shape(Spans);
}

/// <summary>Lines of a paragraph.</summary>
internal sealed class TextFragment(List<TextLine> lines, double width, Align align, StructureElement? element, Action<PdfPage, double>? drawn) : Fragment
{
    // A paragraph leaves no single line behind and takes none along.
    private const int Together = 2;

    public override double Height { get; } = lines.Sum(l => l.Height);

    public override double LeastHeight => lines.Count < 2 * Together ? Height : lines.Take(Together).Sum(l => l.Height);

    public override bool SplitsFreely => true;

    public override (Fragment Head, Fragment Tail)? Split(double height)
    {
        var (count, used) = (0, 0.0);
        while (count < lines.Count && used + lines[count].Height <= height) used += lines[count++].Height;
        count = Math.Min(count, lines.Count - Together);
        if (count < Together) return null;
        var head = new TextFragment(lines[..count], width, align, element, drawn) { Before = Before, Repeat = Repeat };
        return (head, new TextFragment(lines[count..], width, align, element, drawn: null) { KeepWithNext = KeepWithNext, Repeat = Repeat });
    }

    public override void Draw(PdfPage page, double x, double top)
    {
        drawn?.Invoke(page, top);
        if (element is null) page.BeginArtifact(pagination: true);
        else page.Begin(element);
        foreach (var line in lines)
        {
            var indent = align switch { Align.Right => width - line.Width, Align.Centre => (width - line.Width) / 2, _ => 0 };
            line.Draw(page, x + indent, top);
            top += line.Height;
        }
        page.End();
    }
}
