using System.Text;
using Billing.Documents.Pdf;

namespace Billing.Documents.Layout;

/// <summary>A picture with words for those who do not see it.</summary>
/// <param name="height">Points.</param>
/// <param name="alternative">What it shows, in words.</param>
/// <param name="draw">Draws on the page: left, top and width in points.</param>
internal sealed class Figure(double height, string alternative, Action<PdfPage, double, double, double> draw) : Block
{
    /// <summary>Points; null for all there is.</summary>
    public double? Width { get; init; }

    /// <summary>A raster image, scaled to fit into the box with its proportions kept.</summary>
    public static Figure Image(ImageData image, double mostWidth, double mostHeight, string alternative, PdfDocument document)
    {
        var scale = Math.Min(mostWidth / image.Width, mostHeight / image.Height);
        var embedded = document.AddImage(image);
        return new(image.Height * scale, alternative, (page, x, top, width) => page.Image(embedded, x, top, width, image.Height * scale)) { Width = image.Width * scale };
    }

    public override double NaturalWidth(TypeSetter setter) => Width ?? 0;

    public override IEnumerable<Fragment> Lay(TypeSetter setter, double width, StructureElement? parent)
    {
        var element = parent?.Add("Figure", alternative: alternative);
        yield return new Drawn(height, (page, x, top) =>
        {
            var own = Width ?? width;
            if (element is null) page.BeginArtifact();
            else page.Begin(element);
            draw(page, x, top, own);
            page.End();
            if (element is not null) element.Attributes = Box(page, x, top, own);
        }) { Before = Before, KeepWithNext = KeepWithNext };
    }

    // PDF/UA asks where a figure stands.
    private string Box(PdfPage page, double x, double top, double width) => Encoding.ASCII.GetString(new PdfBuffer().Add("/O/Layout/Placement/Block/BBox[")
        .Add(x).Add(" ").Add(page.Height - top - height).Add(" ").Add(x + width).Add(" ").Add(page.Height - top).Add("]").Written);
}

/// <summary>A straight line over the whole width; decoration.</summary>
internal sealed class Rule(double thickness, Rgb colour) : Block
{
    public override IEnumerable<Fragment> Lay(TypeSetter setter, double width, StructureElement? parent)
    {
        yield return new Drawn(thickness, (page, x, top) =>
        {
            page.BeginArtifact();
            page.Line(x, top + thickness / 2, x + width, top + thickness / 2, thickness, colour);
            page.End();
        }) { Before = Before, KeepWithNext = KeepWithNext };
    }
}

/// <summary>What follows begins on a new page.</summary>
internal sealed class PageBreak : Block
{
    public override IEnumerable<Fragment> Lay(TypeSetter setter, double width, StructureElement? parent) => [new Drawn(0, (_, _, _) => { }) { StartsPage = true, KeepWithNext = true }];
}

/// <summary>A fragment of fixed height that draws itself.</summary>
internal sealed class Drawn(double height, Action<PdfPage, double, double> draw) : Fragment
{
    public override double Height => height;

    public override void Draw(PdfPage page, double x, double top) => draw(page, x, top);
}
