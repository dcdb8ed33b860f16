using Billing.Documents.Layout;
using Billing.Documents.Text;
using Billing.Domain.Invoicing;

namespace Billing.Documents.Invoices;

/// <summary>Every slice of time with the clause that priced it.</summary>
internal static class SliceTable
{
    private static readonly RowLook SliceRow = new(3.5, 3.5, 0.6, Look.Hairline);

    /// <param name="text">The invoice's words.</param>
    /// <param name="group">Whose slices.</param>
    /// <param name="withDescriptions">What was done stands below the clause, once for each session.</param>
    public static Table Of(InvoiceText text, InvoiceGroup group, bool withDescriptions)
    {
        var labels = text.Labels;
        var table = new Table(Column.Fit(120), Column.Fit(40), Column.Share(), Column.Fit(34, Align.Right), Column.Fit(20, Align.Right)) { Before = 14, Gap = 14 };
        table.Header(Look.HeaderRow, Heading(labels.Session), Heading(labels.Engineer), Heading(labels.ClauseColumn), Heading(labels.Time, Align.Right), Heading(labels.Factor, Align.Right));
        var minimums = group.Lines.Where(l => l.Kind == "minimum").Select(l => l.Position).ToHashSet();
        var openings = withDescriptions ? WorkSession.Of(group.Slices).Select(s => s.Slices[0]).ToHashSet(ReferenceEqualityComparer.Instance) : [];
        for (var i = 0; i < group.Slices.Count; i++)
        {
            var slice = group.Slices[i];
            var description = openings.Contains(slice) && !string.IsNullOrWhiteSpace(slice.Description) ? slice.Description.Trim() : null;
            table.Add(SliceRow, keepWithNext: i == group.Slices.Count - 1, Cells(text, slice, minimums.Contains(slice.Position), description));
        }
        table.Add(SliceRow with { RuleBelow = 0 }, keepWithNext: false, Total(text, group));
        return table;
    }

    private static Cell[] Cells(InvoiceText text, InvoiceSlice slice, bool minimum, string? description)
    {
        var reasons = text.NumberedReasons(slice, slice.Stop > slice.Start ? text.Labels.RoundedDown : Added(text, minimum));
        var clause = new List<Block> { new Paragraph(slice.Seconds < 0 ? InvoiceLabels.Fill(text.Labels.TakenBack, reasons) : reasons, Look.Body) };
        if (description is not null) clause.Add(new Paragraph(description, Look.Small) { Before = 1 });
        return
        [
            new(new Paragraph(When(text, slice, minimum), Look.Body)),
            new(new Paragraph(slice.Engineer, Look.Body)),
            new(clause),
            new(new Paragraph(text.Format.Duration(slice.Seconds), Look.Body) { Align = Align.Right }),
            new(new Paragraph(text.Format.Number(slice.Multiplier, 0), Look.Body) { Align = Align.Right }),
        ];
    }

    // What was made up has no time of its own: it says why it is there.
    private static string When(InvoiceText text, InvoiceSlice slice, bool minimum)
    {
        if (slice.Stop > slice.Start) return text.Stretch(slice.Start, slice.Stop);
        return text.Format.WeekdayDate(text.DateOf(slice.Start)) + ", " + Added(text, minimum);
    }

    private static string Added(InvoiceText text, bool minimum) => minimum ? text.Inline(text.Labels.MinimumCallOut) : text.Labels.RoundedUp;

    private static Cell[] Total(InvoiceText text, InvoiceGroup group) =>
    [
        new(new Paragraph(text.Labels.Total, Look.Strong)) { Columns = 3 },
        new(new Paragraph(text.Format.Duration(group.Slices.Sum(s => s.Seconds)), Look.Strong) { Align = Align.Right }),
        new(new Paragraph("", Look.Body)),
    ];

    private static Cell Heading(string label, Align align = Align.Left) => new(new Paragraph(label, Look.Small) { Align = align }) { Heading = HeadingOf.Column };
}
