using Billing.Documents.Pdf;

namespace Billing.Documents.Layout;

/// <summary>Size and margins of a page, points.</summary>
internal sealed record PageSetup(double Width, double Height, double Left, double Top, double Right, double Bottom)
{
    /// <summary>ISO 216 A4 (210 × 297 mm).</summary>
    public static PageSetup A4 { get; } = new(595.276, 841.89, 51, 48, 51, 62);

    /// <summary>US Letter.</summary>
    public static PageSetup Letter { get; } = new(612, 792, 54, 48, 54, 62);

    /// <summary>Distance of the footer's top from the page's lower edge.</summary>
    public double Footer { get; init; } = 40;

    public double InnerWidth => Width - Left - Right;

    public double InnerHeight => Height - Top - Bottom;
}

/// <summary>Puts blocks on pages, one below the other.</summary>
internal sealed class PageFlow
{
    private const double Tolerance = 0.001;

    private readonly PageSetup setup;
    private readonly PdfDocument document;
    private readonly TypeSetter setter;
    private PdfPage page;
    private double y;
    private bool fresh = true;

    private PageFlow(PdfMetadata metadata, PageSetup setup)
    {
        this.setup = setup;
        document = new(metadata);
        setter = new(document);
        page = document.AddPage(setup.Width, setup.Height);
        y = setup.Top;
    }

    private double Room => setup.Height - setup.Bottom - y + Tolerance;

    /// <summary>Lays out and writes a document.</summary>
    /// <param name="metadata">What the file says of itself.</param>
    /// <param name="setup">Page size.</param>
    /// <param name="body">From the first page on; made for this document, since blocks hold its glyphs.</param>
    /// <param name="footer">Of a page, by its number and how many there are.</param>
    public static RenderedDocument Render(PdfMetadata metadata, PageSetup setup, Func<TypeSetter, IEnumerable<Block>> body, Func<int, int, Block> footer)
    {
        var flow = new PageFlow(metadata, setup);
        var fragments = body(flow.setter).SelectMany(b => b.Lay(flow.setter, setup.InnerWidth, flow.document.Structure)).ToList();
        for (var i = 0; i < fragments.Count;) i = flow.PlaceTogether(fragments, i);
        var pages = flow.document.Pages;
        for (var i = 0; i < pages.Count; i++)
        {
            foreach (var fragment in footer(i + 1, pages.Count).Lay(flow.setter, setup.InnerWidth, parent: null))
                fragment.Draw(pages[i], setup.Left, setup.Height - setup.Footer);
        }
        return new(flow.document.Save(), pages.Count, flow.setter.Replaced);
    }

    /// <summary>How high blocks are on an endless page of this width, points.</summary>
    public static double HeightOf(IEnumerable<Block> blocks, PageSetup setup, TypeSetter setter)
    {
        var fragments = blocks.SelectMany(b => b.Lay(setter, setup.InnerWidth, parent: null)).ToList();
        return fragments.Select((f, i) => f.Height + (i == 0 ? 0 : f.Before)).Sum();
    }

    // What is kept with its next moves to a new page together, where it fits on one.
    private int PlaceTogether(List<Fragment> fragments, int first)
    {
        var last = first;
        while (fragments[last].KeepWithNext && last + 1 < fragments.Count) last++;
        if (fragments[first].StartsPage && !fresh) NewPage(null);
        var needed = fragments[last].LeastHeight - (fresh ? fragments[first].Before : 0);
        for (var i = first; i <= last; i++) needed += fragments[i].Before + (i < last ? fragments[i].Height : 0);
        if (needed > Room && !fresh && needed <= setup.InnerHeight) NewPage(fragments[first].Repeat);
        for (var i = first; i <= last; i++) Place(fragments[i]);
        return last + 1;
    }

    private void Place(Fragment fragment)
    {
        var before = fresh ? 0 : fragment.Before;
        if (before + fragment.Height <= Room)
        {
            Draw(fragment, before);
            return;
        }
        var tall = fragment.Height > setup.InnerHeight - (fragment.Repeat?.Height ?? 0);
        if ((fragment.SplitsFreely || tall) && fragment.Split(Room - before) is { } parts)
        {
            Draw(parts.Head, before);
            NewPage(fragment.Repeat);
            Place(parts.Tail);
        }
        else if (fresh) Draw(fragment, before);
        else
        {
            NewPage(fragment.Repeat);
            Place(fragment);
        }
    }

    private void Draw(Fragment fragment, double before)
    {
        fragment.Draw(page, setup.Left, y + before);
        y += before + fragment.Height;
        if (fragment.Height > 0) fresh = false;
    }

    private void NewPage(Fragment? repeat)
    {
        page = document.AddPage(setup.Width, setup.Height);
        (y, fresh) = (setup.Top, true);
        if (repeat is null) return;
        repeat.Draw(page, setup.Left, y);
        y += repeat.Height;
    }
}
