using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Rating;
using Billing.Domain.Work;

namespace Billing.Domain.Invoicing;

/// <summary>Gathers charges by incident for people: incidents in order of time, work without one after them, then what is no work; positions run through.</summary>
internal static class InvoiceGroups
{
    private static readonly string[] Rated = ["work", "minimum", "fee", "cap"];

    public static IEnumerable<InvoiceGroup> Of(ProposalFacts facts, IReadOnlyList<Charge> charges, BillingPeriod period, ClauseNumbers clauses, List<(InvoiceLine, Charge)> made)
    {
        var sessions = facts.Work.Sessions.ToDictionary(s => s.Id.ToString(), StringComparer.Ordinal);
        var incidents = facts.Work.Incidents.ToDictionary(i => i.Id.ToString(), StringComparer.Ordinal);
        foreach (var group in charges.GroupBy(c => (c.Key.Incident, Part: PartOf(c))).OrderBy(g => g.Key.Part))
        {
            var lines = new List<InvoiceLine>();
            var slices = new List<InvoiceSlice>();
            foreach (var charge in group)
            {
                var line = Line(charge, made.Count + 1, facts, period, clauses);
                made.Add((line, charge));
                lines.Add(line);
                slices.AddRange(charge.Slices.Select(s => Slice(s, charge, line.Position, facts, clauses, sessions.GetValueOrDefault(s.Session))));
            }

            var incident = group.Key.Incident is null ? null : incidents[group.Key.Incident];
            yield return new(incident?.Code, incident?.Title, incident?.Severity, incident?.AlertedAt, incident?.ResolvedAt, lines, [.. slices.OrderBy(s => s.Start).ThenBy(s => s.Position)]);
        }
    }

    private static int PartOf(Charge charge) => charge.Key.Incident is not null ? 0 : Rated.Contains(charge.Key.Kind, StringComparer.Ordinal) ? 1 : charge.Key.Kind == "recurring" ? 2 : 3;

    private static InvoiceLine Line(Charge charge, int position, ProposalFacts facts, BillingPeriod period, ClauseNumbers clauses)
    {
        var (key, slices) = (charge.Key, charge.Slices);
        return new(
            position, charge.IsRoundingDifference ? "cent" : key.Kind, key.Reasons ?? [], [.. slices.SelectMany(s => s.Rated is { } rated ? clauses.Of(rated) : []).Distinct().Order()],
            key.Engineer is null ? null : NameOf(key.Engineer, facts), charge.Seconds, ChargeKey.Number(key.HourlyRate), ChargeKey.Number(key.Multiplier), key.Covered, charge.Amount,
            slices.Count == 0 ? null : slices.Min(s => s.Start), slices.Count == 0 ? null : slices.Max(s => s.Stop))
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

    private static InvoiceSlice Slice(ChargedSlice slice, Charge charge, int position, ProposalFacts facts, ClauseNumbers clauses, WorkSession? session) => new(
        NameOf(charge.Key.Engineer!, facts), slice.Start, slice.Stop, slice.Seconds, ChargeKey.Number(charge.Key.Multiplier)!.Value, charge.Key.Reasons ?? [],
        slice.Rated is { } rated ? [.. clauses.Of(rated)] : [], position, session is null || session.Description.Length == 0 ? null : session.Description)
    {
        Kind = slice.Start < slice.Stop ? "work" : charge.Key.Kind == "minimum" ? "minimum" : "rounding",
        SessionStart = session?.Start,
        SessionStop = session?.Stop,
    };

    private static string NameOf(string engineer, ProposalFacts facts) => facts.Members[Id<Member>.Parse(engineer, null)];
}

/// <summary>Numbers the clauses of every terms version in force in some months: 1 is the base rate, premiums follow in their order; a later version counts on.</summary>
internal sealed class ClauseNumbers
{
    private readonly Dictionary<ContractTerms, int> firstOf = new(ReferenceEqualityComparer.Instance);
    private readonly List<string> sentences = [];

    public ClauseNumbers(ProposalFacts facts, IReadOnlyList<BillingPeriod> months)
    {
        var all = facts.Work.Terms;
        var inForce = all.Where((t, i) => months.Any(m => t.EffectiveFrom <= m.LastDay && (i + 1 == all.Count || all[i + 1].EffectiveFrom > m.FirstDay))).ToList();
        foreach (var terms in inForce)
        {
            firstOf[terms] = sentences.Count + 1;
            sentences.AddRange(Words(terms, facts, inForce.Count > 1));
        }
    }

    /// <summary>Every clause as a sentence; the first is clause 1.</summary>
    public IReadOnlyList<string> Sentences => sentences;

    /// <summary>The clauses that priced a slice.</summary>
    public IEnumerable<int> Of(RatedSlice slice)
    {
        var first = firstOf.GetValueOrDefault(slice.Terms, 1);
        return slice.Premiums.Count == 0 ? [first] : slice.Premiums.Select(p => first + 1 + p);
    }

    // Where the terms changed within the month, the first clause of each version says from when it holds.
    private static IEnumerable<string> Words(ContractTerms terms, ProposalFacts facts, bool dated)
    {
        // What an invoice cites is what the client agreed to read.
        var language = facts.Client.Language;
        return TermsInWords.Clauses(terms, facts.Contract.Currency, id => facts.Members[Id<Member>.Parse(id, null)], language)
            .Select((clause, i) => dated && i == 0 ? TermsInWords.Dated(terms.EffectiveFrom, clause.Sentence, language) : clause.Sentence);
    }
}
