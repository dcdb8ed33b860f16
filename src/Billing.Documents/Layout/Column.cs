namespace Billing.Documents.Layout;

/// <summary>A column of a table or of a row.</summary>
/// <param name="Kind">How its width is found.</param>
/// <param name="Amount">Points, or a share.</param>
/// <param name="Align">Of the text in it, where a cell does not say otherwise.</param>
internal readonly record struct Column(ColumnKind Kind, double Amount, Align Align)
{
    /// <summary>So many points.</summary>
    public static Column Fixed(double points, Align align = Align.Left) => new(ColumnKind.Fixed, points, align);

    /// <summary>A share of what the others leave.</summary>
    public static Column Share(double share = 1, Align align = Align.Left) => new(ColumnKind.Share, share, align);

    /// <summary>As wide as its widest cell, at least so many points.</summary>
    public static Column Fit(double least = 0, Align align = Align.Left) => new(ColumnKind.Fit, least, align);
}

/// <summary>How a column's width is found.</summary>
internal enum ColumnKind { Fixed, Share, Fit }

/// <summary>Finds the widths of columns.</summary>
internal static class ColumnWidths
{
    // However wide the fitted columns would be, a shared one keeps this part of the whole: an endless name must not push out the text.
    private const double LeastShared = 0.3;

    /// <param name="columns">In order.</param>
    /// <param name="natural">Widest content of a column, points; asked of fitted ones only.</param>
    /// <param name="width">Of all, points.</param>
    /// <param name="gap">Between two, points.</param>
    public static double[] Find(IReadOnlyList<Column> columns, Func<int, double> natural, double width, double gap)
    {
        var inner = width - gap * (columns.Count - 1);
        var widths = columns.Select((c, i) => c.Kind switch { ColumnKind.Fixed => c.Amount, ColumnKind.Fit => Math.Max(c.Amount, natural(i)), _ => 0 }).ToArray();
        var shares = columns.Where(c => c.Kind == ColumnKind.Share).Sum(c => c.Amount);
        var room = shares > 0 ? inner * (1 - LeastShared) : inner;
        Narrow(columns, widths, room - columns.Where(c => c.Kind == ColumnKind.Fixed).Sum(c => c.Amount));
        var left = inner - widths.Sum();
        for (var i = 0; i < widths.Length; i++)
            if (columns[i].Kind == ColumnKind.Share) widths[i] = left * columns[i].Amount / shares;
        return widths;
    }

    // The widest give way first: a long name wraps before a figure does.
    private static void Narrow(IReadOnlyList<Column> columns, double[] widths, double room)
    {
        var rising = Enumerable.Range(0, widths.Length).Where(i => columns[i].Kind == ColumnKind.Fit).OrderBy(i => widths[i]).ToList();
        for (var i = 0; i < rising.Count; i++)
        {
            widths[rising[i]] = Math.Min(widths[rising[i]], Math.Max(0, room) / (rising.Count - i));
            room -= widths[rising[i]];
        }
    }
}
