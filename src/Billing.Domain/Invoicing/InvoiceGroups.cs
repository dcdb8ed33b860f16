using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Rating;
using Billing.Domain.Work;
using NodaTime;

namespace Billing.Domain.Invoicing;

/// <summary>Gathers rated lines by incident for people: incidents in order of time, work without one last; positions run through.</summary>
internal static class InvoiceGroups
{
    public static IEnumerable<InvoiceGroup> Of(ProposalFacts facts, RatedPeriod rated, ClauseNumbers clauses, Dictionary<RatedSlice, int> positions)
    {
        var sessions = facts.Work.Sessions.ToDictionary(s => s.Id.ToString(), StringComparer.Ordinal);
        var incidents = facts.Work.Incidents.ToDictionary(i => i.Id.ToString(), StringComparer.Ordinal);
        var begun = facts.Work.Sessions.Where(s => s.Billable && s.IncidentId is not null).ToLookup(s => s.IncidentId!.Value.ToString(), s => s.Start, StringComparer.Ordinal);
        var position = 0;
        foreach (var group in rated.Lines.GroupBy(l => l.Incident, StringComparer.Ordinal).OrderBy(g => g.Key is null))
        {
            var lines = new List<InvoiceLine>();
            var slices = new List<InvoiceSlice>();
            foreach (var line in group)
            {
                position++;
                foreach (var slice in line.Slices) positions[slice] = position;
                lines.Add(Line(line, position, facts, clauses, begun));
                slices.AddRange(line.Slices.Select(s => Slice(s, position, facts, clauses, sessions[s.Session])));
            }

            var incident = group.Key is null ? null : incidents[group.Key];
            yield return new(incident?.Code, incident?.Title, incident?.Severity, incident?.AlertedAt, incident?.ResolvedAt, lines, [.. slices.OrderBy(s => s.Start).ThenBy(s => s.Position)]);
        }
    }

    private static InvoiceLine Line(RatedLine line, int position, ProposalFacts facts, ClauseNumbers clauses, ILookup<string, Instant> begun)
    {
        var (from, to) = TimesOf(line, facts, begun);
        return new(
            position, line.Kind.ToString().ToLowerInvariant(), line.Reasons, clauses.Of(line), line.Engineer is null ? null : NameOf(line.Engineer, facts),
            line.Seconds, line.HourlyRate, line.Multiplier, line.Covered, line.Amount, from, to);
    }

    private static (Instant? From, Instant? To) TimesOf(RatedLine line, ProposalFacts facts, ILookup<string, Instant> begun)
    {
        if (line.Slices.Count > 0) return (line.Slices[0].Start, line.Slices.Max(s => s.Stop));
        if (line.Kind == LineKind.Fee) return (begun[line.Incident!].Min(), null);
        return line.Date is { } day ? (StartOf(day, facts), StartOf(day.PlusDays(1), facts)) : (null, null);
    }

    private static Instant StartOf(LocalDate day, ProposalFacts facts) => day.AtStartOfDayInZone(facts.Work.Zone).ToInstant();

    private static InvoiceSlice Slice(RatedSlice slice, int position, ProposalFacts facts, ClauseNumbers clauses, WorkSession session) => new(
        NameOf(slice.Engineer, facts), slice.Start, slice.Stop, slice.Seconds, slice.Multiplier, slice.Reasons, [.. clauses.Of(slice)], position,
        session.Description.Length == 0 ? null : session.Description)
    {
        Kind = slice.Kind.ToString().ToLowerInvariant(),
        SessionStart = session.Start,
        SessionStop = session.Stop,
        AdjustedBy = clauses.Adjusting(slice),
        TakenOff = clauses.TakenOff(slice) is > 0 and var seconds ? seconds : null,
    };

    private static string NameOf(string engineer, ProposalFacts facts) => facts.Members[Id<Member>.Parse(engineer, null)];
}
