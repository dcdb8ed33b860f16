using Billing.Documents.Pdf;

namespace Billing.Documents.Layout;

/// <summary>Content of one cell of a table or of a row.</summary>
/// <param name="content">From top to bottom.</param>
internal sealed class Cell(params IReadOnlyList<Block> content)
{
    public IReadOnlyList<Block> Content => content;

    /// <summary>How many columns it covers.</summary>
    public int Columns { get; init; } = 1;

    /// <summary>What it names, where it is no data.</summary>
    public HeadingOf Heading { get; init; }

    /// <summary>Its widest content, points.</summary>
    public double NaturalWidth(TypeSetter setter) => content.Count == 0 ? 0 : content.Max(b => b.NaturalWidth(setter));

    /// <summary>Its content laid into a width.</summary>
    public List<Fragment> Lay(TypeSetter setter, double width, StructureElement? element)
    {
        // A lone paragraph is the cell's own text; only several need elements to keep them apart.
        if (content is [Paragraph { Role: "P" } only]) return [only.Lines(setter, width, element)];
        return [.. content.SelectMany(b => b.Lay(setter, width, element))];
    }
}

/// <summary>What a header cell names.</summary>
internal enum HeadingOf { Nothing, Column, Row }

/// <summary>Fragments below one another within a cell, as placed in its row.</summary>
/// <param name="X">From the row's left edge, points.</param>
/// <param name="Content">From top to bottom.</param>
internal readonly record struct PlacedCell(double X, List<Fragment> Content)
{
    public double Height => Content.Select((f, i) => f.Height + (i == 0 ? 0 : f.Before)).Sum();
}

/// <summary>Cells side by side. Split only where it is taller than a page.</summary>
internal sealed class RowFragment(List<PlacedCell> cells, double width, RowLook look) : Fragment
{
    public override double Height { get; } = look.PaddingTop + look.PaddingBottom + (cells.Count == 0 ? 0 : cells.Max(c => c.Height));

    public override (Fragment Head, Fragment Tail)? Split(double height)
    {
        var room = height - look.PaddingTop - look.PaddingBottom;
        var parts = cells.ConvertAll(c => Split(c, room));
        if (parts.TrueForAll(p => p.Head.Content.Count == 0)) return null;
        var head = new RowFragment(parts.ConvertAll(p => p.Head), width, look with { RuleBelow = 0 }) { Before = Before, Repeat = Repeat };
        return (head, new RowFragment(parts.ConvertAll(p => p.Tail), width, look) { KeepWithNext = KeepWithNext, Repeat = Repeat });
    }

    public override void Draw(PdfPage page, double x, double top)
    {
        foreach (var cell in cells)
        {
            var y = top + look.PaddingTop;
            for (var i = 0; i < cell.Content.Count; i++)
            {
                var fragment = cell.Content[i];
                if (i > 0) y += fragment.Before;
                fragment.Draw(page, x + cell.X, y);
                y += fragment.Height;
            }
        }
        if (look.RuleBelow <= 0) return;
        page.BeginArtifact();
        page.Line(x, top + Height, x + width, top + Height, look.RuleBelow, look.RuleColour);
        page.End();
    }

    private static (PlacedCell Head, PlacedCell Tail) Split(PlacedCell cell, double room)
    {
        var (head, tail, used) = (new List<Fragment>(), new List<Fragment>(), 0.0);
        foreach (var fragment in cell.Content)
        {
            var before = head.Count == 0 ? 0 : fragment.Before;
            if (tail.Count > 0) tail.Add(fragment);
            else if (used + before + fragment.Height <= room) head.Add(fragment);
            else if (fragment.Split(room - used - before) is { } parts)
            {
                head.Add(parts.Head);
                tail.Add(parts.Tail);
            }
            else tail.Add(fragment);
            used += before + fragment.Height;
        }
        return (cell with { Content = head }, cell with { Content = tail });
    }
}

/// <summary>Space and rule of a row.</summary>
/// <param name="PaddingTop">Points.</param>
/// <param name="PaddingBottom">Points.</param>
/// <param name="RuleBelow">Thickness in points; 0 for none.</param>
/// <param name="RuleColour">Of the rule.</param>
internal readonly record struct RowLook(double PaddingTop, double PaddingBottom, double RuleBelow, Rgb RuleColour);
