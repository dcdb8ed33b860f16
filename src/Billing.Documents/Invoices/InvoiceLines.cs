using Billing.Documents.Layout;
using Billing.Documents.Text;
using Billing.Domain;
using Billing.Domain.Invoicing;
using NodaTime;

namespace Billing.Documents.Invoices;

/// <summary>The table of what is billed, grouped by incident.</summary>
internal static class InvoiceLines
{
    // Beyond these a line says how often and where the list is.
    private const int StretchesOnLine = 3;

    public static Table Table(InvoiceText text, Annexes annexes)
    {
        var groups = text.Snapshot.Groups;
        // Without any time there is nothing to say about hours.
        var charges = groups.Count > 0 && groups.All(g => g.Subject() is GroupSubject.Monthly or GroupSubject.Other);
        var table = Headed(text, charges);
        var decimals = groups.SelectMany(g => g.Lines).Select(l => Decimals(text, Rate(l))).DefaultIfEmpty().Max();
        foreach (var group in groups)
        {
            if (groups.Count > 1 || group.Subject() != GroupSubject.Work) table.Add(Look.GroupRow, keepWithNext: true, GroupHeading(text, group, annexes.NumberOf(group), charges ? 2 : 4));
            var subtotal = groups.Count > 1 && group.Lines.Count > 1;
            for (var i = 0; i < group.Lines.Count; i++)
                table.Add(Look.DataRow, keepWithNext: subtotal && i == group.Lines.Count - 1, Shown(Cells(text, group, group.Lines[i], annexes, decimals)));
            if (subtotal) table.Add(Look.DataRow, keepWithNext: false, Shown(Subtotal(text, group)));
        }
        return table;

        Cell[] Shown(Cell[] cells) => charges ? [cells[0], cells[^1]] : cells;
    }

    /// <summary>A row for each group, where the lines themselves stand on later pages.</summary>
    public static Table Summary(InvoiceText text, Annexes annexes)
    {
        var table = new Table(Column.Share(), Column.Fit(38, Align.Right), Column.Fit(64, Align.Right)) { Before = 26, Gap = 16 };
        table.Header(Look.HeaderRow, Heading(text.Labels.Work, Align.Left), Heading(text.Labels.Hours), Heading(text.Labels.Amount));
        foreach (var group in text.Snapshot.Groups)
        {
            var seconds = group.Lines.Sum(l => l.Seconds ?? 0);
            var what = new List<Block> { new Paragraph(text.GroupName(group), Look.Body) };
            if (InvoiceText.Joined(", ", GroupDetails(text, group, annexes.NumberOf(group)), ChargeText.Names(text, group)) is { Length: > 0 } details) what.Add(new Paragraph(details, Look.Small) { Before = 1 });
            table.Add(Look.DataRow, keepWithNext: false,
                new(what), Figure(seconds == 0 ? "" : text.Format.Duration(seconds), Look.Body), Figure(text.Money(group.Lines.Sum(l => l.Amount)), Look.Body));
        }
        return table;
    }

    private static Table Headed(InvoiceText text, bool charges)
    {
        var (labels, amounts) = (text.Labels, Column.Fit(64, Align.Right));
        var table = new Table(charges ? [Column.Share(), amounts] : [Column.Share(), Column.Fit(38, Align.Right), Column.Fit(58, Align.Right), amounts]) { Before = 26, Gap = 16 };
        if (charges) table.Header(Look.HeaderRow, Heading(labels.Item, Align.Left), Heading(labels.Amount));
        else table.Header(Look.HeaderRow, Heading(labels.Work, Align.Left), Heading(labels.Hours), Heading(labels.Rate), Heading(labels.Amount));
        return table;
    }

    private static Cell Heading(string label, Align align = Align.Right) => new(new Paragraph(label, Look.Small) { Align = align }) { Heading = HeadingOf.Column };

    private static Cell GroupHeading(InvoiceText text, InvoiceGroup group, int? annex, int columns)
    {
        var details = GroupDetails(text, group, annex);
        return new(new Paragraph(new TextSpan(text.GroupName(group), Look.Strong), new TextSpan(details.Length == 0 ? "" : "  " + details, Look.SmallStrong))) { Columns = columns, Heading = HeadingOf.Row };
    }

    private static string GroupDetails(InvoiceText text, InvoiceGroup group, int? annex)
    {
        var dates = group.Slices.Count == 0 ? null : text.Format.ShortRange(text.DateOf(group.Slices.Min(s => s.Start)), text.DateOf(group.Slices.Max(s => s.Start)));
        return InvoiceText.Joined(", ", dates, annex is { } number ? InvoiceLabels.Fill(text.Labels.Annex, number) : null);
    }

    private static Cell[] Subtotal(InvoiceText text, InvoiceGroup group)
    {
        var name = group.Subject() == GroupSubject.Work ? char.ToLowerInvariant(text.Labels.WithoutIncident[0]) + text.Labels.WithoutIncident[1..] : text.Inline(text.GroupName(group));
        var label = InvoiceLabels.Fill(text.Labels.Subtotal, group.IncidentCode ?? name);
        var seconds = group.Lines.Sum(l => l.Seconds ?? 0);
        return
        [
            new(new Paragraph(label, Look.Body with { Colour = Look.Quiet })),
            Figure(seconds == 0 ? "" : text.Format.Duration(seconds), Look.Body with { Colour = Look.Quiet }),
            Figure("", Look.Body),
            Figure(text.Money(group.Lines.Sum(l => l.Amount)), Look.Strong),
        ];
    }

    private static Cell[] Cells(InvoiceText text, InvoiceGroup group, InvoiceLine line, Annexes annexes, int decimals)
    {
        var what = new List<Block> { new Paragraph(Title(text, line), Look.Body) };
        var details = Details(text, group, line, annexes.NumberOf(group));
        if (details.Length > 0) what.Add(new Paragraph(details, Look.Small) { Before = 1 });
        if (annexes.NumberOf(group) is null) what.AddRange(Descriptions(group, line));
        var rate = Rate(line);
        var (own, width) = (Decimals(text, rate), 0.0);
        // Figures of our fonts are 0.572 of the size wide, a decimal point 0.268: so many stand in the column's other rows and not here.
        if (own < decimals) width = Look.Body.Size * (0.572 * (decimals - own) + (own == 0 ? 0.268 : 0));
        return
        [
            new(what),
            Figure(line.Seconds is { } seconds ? text.Format.Duration(seconds) : "", Look.Body),
            new(new Paragraph(rate is { } r ? text.Money(r) : "", Look.Body) { Align = Align.Right, EndIndent = width }),
            Figure(text.Money(line.Amount), Look.Body),
        ];
    }

    private static Cell Figure(string text, TextStyle style) => new(new Paragraph(text, style) { Align = Align.Right });

    private static string Title(InvoiceText text, InvoiceLine line)
    {
        if (line.IsCharge()) return ChargeText.Title(text, line);
        var labels = text.Labels;
        if (line.Kind is "cap" or "fee")
            return line.Reasons.Count > 0 ? text.Reasons(line.Reasons) : line.Kind == "cap" ? labels.Cap : labels.ResponseFee;
        var factor = line.Multiplier is { } m && (m != 1 || line.Reasons.Count > 0) ? " " + text.Format.Multiplier(m) : "";
        var priced = text.Reasons(line.Reasons) + factor;
        var title = line.Kind == "minimum" ? labels.MinimumCallOut + ", " + (line.Reasons.Count == 0 ? text.Inline(priced) : priced) : priced;
        return line.Covered ? title + ", " + labels.Covered : title;
    }

    private static string Details(InvoiceText text, InvoiceGroup group, InvoiceLine line, int? annex) => InvoiceText.Joined(", ",
        line.IsCharge() ? ChargeText.Details(text, line) : InvoiceText.Joined(", ", text.SeveralEngineers ? line.Engineer : null, When(text, group, line, annex), ChargeText.Month(text, line), text.Clauses(line.Clauses)),
        VatOf(text, line));

    private static string? VatOf(InvoiceText text, InvoiceLine line) =>
        !text.SeveralVats || line.Vat is not { } vat ? null : vat.Category == VatCategory.Standard ? text.Vat(vat) : text.Inline(text.Vat(vat));

    private static string? When(InvoiceText text, InvoiceGroup group, InvoiceLine line, int? annex)
    {
        if (line is { Kind: "fee", Reasons.Count: 0 } && line.From is { } start && group.AlertedAt is { } alert)
            return InvoiceLabels.Fill(text.Labels.AlertAndStart, text.DayAndTime(alert), text.DateOf(alert) == text.DateOf(start) ? text.Clock(start) : text.DayAndTime(start));
        var stretches = WorkSession.Of(WorkSession.Net([.. group.Slices.Where(s => s.Position == line.Position)]));
        if (stretches.Count > StretchesOnLine)
        {
            var dates = text.Format.ShortRange(text.DateOf(stretches[0].Start), text.DateOf(stretches[^1].Start));
            return InvoiceText.Joined(", ", InvoiceLabels.Fill(text.Labels.Stretches, stretches.Count, dates), annex is { } a ? InvoiceLabels.Fill(text.Labels.Annex, a) : null);
        }
        if (stretches.Count > 0) return string.Join(", ", stretches.Select(s => text.Stretch(s.Start, s.Stop)));
        if (line.From is not { } from) return null;
        if (line.Kind != "fee") return text.Stretch(from, line.To ?? from);
        return line.To is { } to && to > from ? text.Format.ShortRange(text.DateOf(from), text.DateOf(to - Duration.Epsilon)) : text.Format.WeekdayDate(text.DateOf(from));
    }

    private static IEnumerable<Paragraph> Descriptions(InvoiceGroup group, InvoiceLine line) => group.Slices
        .Where(s => s.Position == line.Position && !string.IsNullOrWhiteSpace(s.Description))
        .Select(s => s.Description!.Trim()).Distinct(StringComparer.Ordinal).Select(d => new Paragraph(d, Look.SmallInk) { Before = 1 });

    private static decimal? Rate(InvoiceLine line) => line.HourlyRate * line.Multiplier;

    // Digits after the point that the rate is written with.
    private static int Decimals(InvoiceText text, decimal? rate)
    {
        var (decimals, rest) = (0, rate ?? 0);
        while (decimals < 10 && rest != decimal.Truncate(rest)) (rest, decimals) = (rest * 10, decimals + 1);
        return Math.Max(Currency.TryGet(text.Snapshot.Currency, out var currency) ? currency.MinorDigits : 2, decimals);
    }
}
