using Billing.Documents.Layout;
using Billing.Documents.Text;
using Billing.Domain.Invoicing;
using NodaTime;

namespace Billing.Documents.Invoices;

/// <summary>What the invoice rests on: each incident's hours, the work described, and the clauses.</summary>
internal static class InvoiceAnnex
{
    public static IEnumerable<Block> Blocks(InvoiceText text, TypeSetter setter, Annexes annexes)
    {
        if (annexes.Groups.Count > 0 || text.Snapshot.Clauses.Count > 0) yield return new PageBreak();
        foreach (var group in annexes.Groups)
            foreach (var block in Group(text, setter, group, annexes.NumberOf(group)!.Value)) yield return block;
        foreach (var block in Agreed(text)) yield return block;
    }

    private static IEnumerable<Block> Group(InvoiceText text, TypeSetter setter, InvoiceGroup group, int number)
    {
        yield return new Paragraph(InvoiceLabels.Fill(text.Labels.AnnexTo, number, text.Snapshot.Number), Look.Small) { Before = 34, KeepWithNext = true };
        yield return new Paragraph(text.GroupName(group), Look.Section) { Role = "H2", Bookmarked = true, KeepWithNext = true, Before = 1 };
        yield return new Paragraph(Times(text, group), Look.Small) { Before = 3, KeepWithNext = true };
        // Time that is taken back was not worked again.
        var sessions = WorkSession.Of(group.Slices.Where(s => s.Seconds >= 0));
        if (group.IncidentCode is not null)
            foreach (var picture in BandPicture.Of(text, setter, sessions)) yield return picture;
        if (group.Slices.Count > 0) yield return SliceTable.Of(text, group, withDescriptions: group.IncidentCode is null);
        if (group.IncidentCode is null) yield break;
        foreach (var block in Descriptions(text, sessions)) yield return block;
    }

    private static string Times(InvoiceText text, InvoiceGroup group)
    {
        var labels = text.Labels;
        var started = group.Slices.Where(s => s.Stop > s.Start).Select(s => (Instant?)s.Start).Min();
        return InvoiceText.Joined(" · ",
            group.Severity is null ? null : text.Severity(group.Severity),
            group.AlertedAt is { } alert ? InvoiceLabels.Fill(labels.Alerted, text.DayAndTime(alert)) : null,
            started is { } start && group.IncidentCode is not null && !text.OpensThePeriod(start) ? InvoiceLabels.Fill(labels.Started, text.DayAndTime(start)) : null,
            group.ResolvedAt is { } resolved ? InvoiceLabels.Fill(labels.Resolved, text.DayAndTime(resolved)) : null,
            InvoiceLabels.Fill(labels.AllTimes, text.Snapshot.TimeZone));
    }

    private static IEnumerable<Block> Descriptions(InvoiceText text, List<WorkSession> sessions)
    {
        var described = sessions.Where(s => !string.IsNullOrWhiteSpace(s.Description)).ToList();
        if (described.Count == 0) yield break;
        yield return new Paragraph(text.Labels.WhatWasDone, Look.Heading) { Role = "H3", Before = 18, KeepWithNext = true };
        foreach (var session in described)
        {
            var when = InvoiceText.Joined(", ", text.Stretch(session.Start, session.Stop), session.Engineer);
            yield return new Paragraph(when, Look.Small) { Before = 5, KeepWithNext = true };
            yield return new Paragraph(session.Description!.Trim(), Look.Body) { Before = 1 };
        }
    }

    private static IEnumerable<Block> Agreed(InvoiceText text)
    {
        var clauses = text.Snapshot.Clauses;
        if (clauses.Count == 0) yield break;
        yield return new Paragraph(text.Labels.WhatWasAgreed, Look.Section) { Role = "H2", Bookmarked = true, Before = 34, KeepWithNext = true };
        yield return new Paragraph(InvoiceLabels.Fill(text.Labels.Agreed, text.Snapshot.ContractCode, text.Snapshot.ContractTitle), Look.Small) { Before = 3, KeepWithNext = true };
        yield return new NumberedList(clauses, Look.Strong, Look.Body) { Before = 8, Spacing = 4 };
    }
}
