using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Rating;
using Billing.Domain.Work;
using NodaTime;

namespace Billing.Domain.Invoicing;

/// <summary>Gathers charges by incident for people: incidents in order of time, work without one after them, then what is no work; positions run through.</summary>
internal static class InvoiceGroups
{
    public static IEnumerable<InvoiceGroup> Of(ProposalFacts facts, IReadOnlyList<Charge> charges, BillingPeriod period, ClauseNumbers clauses, List<(InvoiceLine, Charge)> made)
    {
        var sessions = facts.Work.Sessions.ToDictionary(s => s.Id.ToString(), StringComparer.Ordinal);
        var incidents = facts.Work.Incidents.ToDictionary(i => i.Id.ToString(), StringComparer.Ordinal);
        var begun = facts.Work.Sessions.Where(s => s.Billable && s.IncidentId is not null).ToLookup(s => s.IncidentId!.Value.ToString(), s => s.Start, StringComparer.Ordinal);
        foreach (var group in charges.GroupBy(c => (c.Key.Incident, Part: PartOf(c))).OrderBy(g => g.Key.Part))
        {
            var lines = new List<InvoiceLine>();
            var slices = new List<InvoiceSlice>();
            foreach (var charge in group)
            {
                var line = Line(charge, made.Count + 1, facts, period, clauses, begun);
                made.Add((line, charge));
                lines.Add(line);
                slices.AddRange(charge.Slices.Select(s => Slice(s, charge, line.Position, facts, clauses, sessions.GetValueOrDefault(s.Session))));
            }

            var incident = group.Key.Incident is null ? null : incidents[group.Key.Incident];
            yield return new(incident?.Code, incident?.Title, incident?.Severity, incident?.AlertedAt, incident?.ResolvedAt, lines, [.. slices.OrderBy(s => s.Start).ThenBy(s => s.Position)]);
        }
    }

    private static int PartOf(Charge charge) => charge.Key.Incident is not null ? 0 : Charge.IsWork(charge.Key.Kind) ? 1 : charge.Key.Kind == "recurring" ? 2 : 3;

    private static InvoiceLine Line(Charge charge, int position, ProposalFacts facts, BillingPeriod period, ClauseNumbers clauses, ILookup<string, Instant> begun)
    {
        var key = charge.Key;
        var (from, to) = TimesOf(charge, facts, begun);
        return new(
            position, charge.IsRoundingDifference ? "cent" : key.Kind, key.Reasons ?? [], clauses.Of(charge),
            key.Engineer is null ? null : NameOf(key.Engineer, facts), charge.Seconds, ChargeKey.Number(key.HourlyRate), ChargeKey.Number(key.Multiplier), key.Covered, charge.Amount, from, to)
        {
            Description = charge.Description,
            Quantity = charge.Quantity,
            Unit = charge.Unit,
            UnitPrice = charge.UnitPrice,
            Days = charge.Days is var (first, last) ? new(first, last) : null,
            Vat = charge.Vat ?? Vat.TreatmentOf(facts.Business, facts.Client),
            ServiceMonth = charge.Month == period ? null : charge.Month.ToString(),
        };
    }

    private static (Instant? From, Instant? To) TimesOf(Charge charge, ProposalFacts facts, ILookup<string, Instant> begun)
    {
        if (charge.Slices.Count > 0) return (charge.Slices.Min(s => s.Start), charge.Slices.Max(s => s.Stop));
        if (charge.IsRoundingDifference) return (null, null);
        if (charge.Key.Kind == "fee") return (begun[charge.Key.Incident!].Select(start => (Instant?)start).Min(), null);
        return charge.Key is { Kind: "cap", Day: { } day } ? (StartOf(day, facts), StartOf(day.PlusDays(1), facts)) : (null, null);
    }

    private static Instant StartOf(LocalDate day, ProposalFacts facts) => day.AtStartOfDayInZone(facts.Work.Zone).ToInstant();

    private static InvoiceSlice Slice(ChargedSlice slice, Charge charge, int position, ProposalFacts facts, ClauseNumbers clauses, WorkSession? session) => new(
        NameOf(charge.Key.Engineer!, facts), slice.Start, slice.Stop, slice.Seconds, ChargeKey.Number(charge.Key.Multiplier)!.Value, charge.Key.Reasons ?? [],
        slice.Rated is { } rated ? [.. clauses.Of(rated)] : [], position, session is null || session.Description.Length == 0 ? null : session.Description)
    {
        Kind = slice.Start < slice.Stop ? "work" : charge.Key.Kind == "minimum" ? "minimum" : "rounding",
        SessionStart = session?.Start,
        SessionStop = session?.Stop,
        AdjustedBy = slice.Rated is { } priced ? clauses.Adjusting(priced, charge.Month) : null,
        TakenOff = slice.Rated is { } whole && clauses.TakenOff(whole, charge.Month) is > 0 and var seconds ? seconds : null,
    };

    private static string NameOf(string engineer, ProposalFacts facts) => facts.Members[Id<Member>.Parse(engineer, null)];
}
