using Billing.Domain.Contracts;
using Billing.Domain.Rating;
using Billing.Domain.Work;
using NodaTime;

namespace Billing.Domain.Invoicing;

/// <summary>
/// Numbers the clauses that an invoice prints and finds those that a line rests on: of every terms version in force in its months, and of
/// earlier ones that still decide in them; a later version counts on.
/// </summary>
internal sealed class ClauseNumbers
{
    private readonly ProposalFacts facts;
    private readonly ProposedCharges proposed;
    private readonly IncrementScope? rounded;
    private readonly Lazy<Dictionary<string, Instant>> chainStarts;
    private readonly Dictionary<string, WorkSession> sessions;
    private readonly Dictionary<(BillingPeriod Month, string Session), Instant> lastStops = [];
    private readonly Dictionary<(BillingPeriod Month, string Engineer, string Incident), ContractTerms> firstTerms = [];
    private readonly Dictionary<ContractTerms, IReadOnlyList<Clause>> clauses = new(ReferenceEqualityComparer.Instance);
    private readonly List<string> sentences = [];

    public ClauseNumbers(ProposalFacts facts, BillingPeriod period, ProposedCharges proposed)
    {
        (this.facts, this.proposed) = (facts, proposed);
        rounded = facts.Work.Terms.FirstOrDefault(t => t.Increment is not null)?.Increment?.Scope;
        chainStarts = new(ChainStarts);
        sessions = facts.Work.Sessions.ToDictionary(s => s.Id.ToString(), StringComparer.Ordinal);
        foreach (var (month, rated) in proposed.Rated)
            foreach (var slice in rated.Slices.Where(s => s.Kind == SliceKind.Work)) Meet(slice, month);
        var months = proposed.Charges.Select(c => c.Month).Append(period).ToHashSet();
        var cited = proposed.Charges.SelectMany(Beside).Select(c => c.Terms).ToHashSet(ReferenceEqualityComparer.Instance);
        Number([.. facts.Work.Terms.Where((t, i) => months.Any(m => IsInForce(t, i, m)) || cited.Contains(t))]);
    }

    /// <summary>Every clause as a sentence; the first is clause 1.</summary>
    public IReadOnlyList<string> Sentences => sentences;

    /// <summary>The clauses that priced a slice: its premiums', or the base rate's.</summary>
    public IEnumerable<int> Of(RatedSlice slice)
    {
        var first = clauses.TryGetValue(slice.Terms, out var known) ? known[0].Number : 1;
        return slice.Premiums.Count == 0 ? [first] : slice.Premiums.Select(p => first + 1 + p);
    }

    /// <summary>Every clause that a charge rests on, rising; none for what no clause is about, and for time that only a document knows.</summary>
    public IReadOnlyList<int> Of(Charge charge)
    {
        if (charge is { Terms: { } terms, Description: { } name }) return NumberOfMonthly(terms, name) is { } monthly ? [monthly] : [];
        return [.. charge.Slices.SelectMany(s => s.Rated is { } slice ? Of(slice) : []).Concat(Beside(charge).Select(c => NumberOf(c.Terms, c.Kind)).OfType<int>()).Distinct().Order()];
    }

    /// <summary>The clause that added a slice's time, or that took time off behind it; null where none did.</summary>
    public int? Adjusting(RatedSlice slice, BillingPeriod month) => Adjustment(slice, month) is { } clause ? NumberOf(clause.Terms, clause.Kind) : null;

    /// <summary>Seconds of its session that rounding took off behind a slice; 0 for none.</summary>
    public long TakenOff(RatedSlice slice, BillingPeriod month)
    {
        if (slice.Kind != SliceKind.Work || lastStops[(month, slice.Session)] != slice.Stop || sessions[slice.Session].Stop is not { } stop) return 0;
        return Math.Max(0L, (long)(Instant.Min(stop, month.EndIn(facts.Work.Zone)) - slice.Stop).TotalSeconds);
    }

    private bool IsInForce(ContractTerms terms, int place, BillingPeriod month) =>
        terms.EffectiveFrom <= month.LastDay && (place + 1 == facts.Work.Terms.Count || facts.Work.Terms[place + 1].EffectiveFrom > month.FirstDay);

    private void Meet(RatedSlice slice, BillingPeriod month)
    {
        var key = (month, slice.Session);
        lastStops[key] = lastStops.TryGetValue(key, out var stop) ? Instant.Max(stop, slice.Stop) : slice.Stop;

        // Slices come in order of start.
        if (slice.Incident is { } incident) firstTerms.TryAdd((month, slice.Engineer, incident), slice.Terms);
    }

    // Where several versions are printed, the first clause of each says from when it holds. What an invoice cites is what the client agreed to read.
    private void Number(List<ContractTerms> printed)
    {
        var language = facts.Client.Language;
        foreach (var terms in printed)
        {
            var said = TermsInWords.Clauses(terms, facts.Contract.Currency, id => facts.Members[Id<Member>.Parse(id, null)], language, sentences.Count + 1);
            clauses.Add(terms, said);
            sentences.AddRange(said.Select((clause, i) => printed.Count > 1 && i == 0 ? TermsInWords.Dated(terms.EffectiveFrom, clause.Sentence, language) : clause.Sentence));
        }
    }

    private int? NumberOf(ContractTerms terms, ClauseKind kind) => clauses[terms].FirstOrDefault(c => c.Kind == kind)?.Number;

    // Monthly charges follow each other in the order of the terms.
    private int? NumberOfMonthly(ContractTerms terms, string name) =>
        NumberOf(terms, ClauseKind.Monthly) + terms.Recurring.TakeWhile(r => !string.Equals(r.Name, name, StringComparison.Ordinal)).Count();

    /// <summary>What bears on a charge beside its price.</summary>
    private IEnumerable<(ContractTerms Terms, ClauseKind Kind)> Beside(Charge charge)
    {
        if (charge.IsRoundingDifference) return [];
        if (charge.Terms is { } recurring) return [(recurring, ClauseKind.Monthly)];
        if (charge.Key.Kind == "fee") return Known(At(charge.Key.Day!.Value), ClauseKind.ResponseFee);
        if (charge.Key.Kind == "cap") return Known(charge.Key.Day is { } day ? At(day) : At(FirstDayOf(charge)), ClauseKind.Cap);
        var adjusted = charge.Slices.Select(s => s.Rated is { } slice ? Adjustment(slice, charge.Month) : null).OfType<(ContractTerms, ClauseKind)>();

        // The retainer is that of the month's first slice (RATING §9).
        return charge.Key.Covered && proposed.Rated.TryGetValue(charge.Month, out var rated) && rated.Slices.Count > 0 ? adjusted.Append((rated.Slices[0].Terms, ClauseKind.Retainer)) : adjusted;
    }

    // A charge that is owed no more may be of work that is gone.
    private static IEnumerable<(ContractTerms Terms, ClauseKind Kind)> Known(ContractTerms? terms, ClauseKind kind) => terms is null ? [] : [(terms, kind)];

    private (ContractTerms Terms, ClauseKind Kind)? Adjustment(RatedSlice slice, BillingPeriod month) => slice.Kind switch
    {
        SliceKind.Minimum => (slice.Terms, ClauseKind.MinimumCallOut),
        SliceKind.Work when TakenOff(slice, month) == 0 => null,
        _ => (Rounding(slice, month), ClauseKind.Increment),
    };

    // The increment is that of the unit's first instant (RATING §6). A day lies within one version of the terms.
    private ContractTerms Rounding(RatedSlice slice, BillingPeriod month) => rounded switch
    {
        IncrementScope.Day => slice.Terms,
        IncrementScope.Incident when slice.Incident is { } incident => firstTerms[(month, slice.Engineer, incident)],
        _ => At(DayOf(sessions[slice.Session].Start))!,
    };

    // The cap is that of the scope's first slice or fee (RATING §10); the work of a chain may have begun in an earlier month.
    private LocalDate? FirstDayOf(Charge cap)
    {
        if (cap.Key.Incident is { } first) return chainStarts.Value.TryGetValue(first, out var start) ? DayOf(start) : null;
        if (!proposed.Rated.TryGetValue(cap.Month, out var rated)) return null;
        return rated.Lines.Where(l => l.Kind == LineKind.Fee).Select(l => l.Date).Concat(rated.Slices.Select(s => (LocalDate?)DayOf(s.Start))).Min();
    }

    // By the first incident of a chain. Only caps of incidents ask for it, and all of them at once.
    private Dictionary<string, Instant> ChainStarts()
    {
        var input = proposed.Counted;
        var firsts = input.FirstsOfChains();
        return input.Sessions.Where(s => s.Incident is not null).GroupBy(s => firsts[s.Incident!], StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Min(s => s.Start), StringComparer.Ordinal);
    }

    private ContractTerms? At(LocalDate? day) => facts.Work.Terms.LastOrDefault(t => t.EffectiveFrom <= day);

    private LocalDate DayOf(Instant instant) => instant.InZone(facts.Work.Zone).Date;
}
