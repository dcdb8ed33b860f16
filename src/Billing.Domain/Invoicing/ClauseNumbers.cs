using Billing.Domain.Contracts;
using Billing.Domain.Rating;
using Billing.Domain.Work;
using NodaTime;

namespace Billing.Domain.Invoicing;

/// <summary>
/// Numbers the clauses that an invoice prints and finds those that a line rests on: of every terms version in force in the month, and of
/// earlier ones that still decide in it; a later version counts on.
/// </summary>
internal sealed class ClauseNumbers
{
    private readonly ProposalFacts facts;
    private readonly RatedPeriod rated;
    private readonly IncrementScope? rounded;
    private readonly Instant end;
    private readonly Lazy<Dictionary<string, Instant>> chainStarts;
    private readonly Dictionary<string, WorkSession> sessions;
    private readonly Dictionary<string, Instant> lastStops = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Engineer, string Incident), ContractTerms> firstTerms = [];
    private readonly Dictionary<ContractTerms, IReadOnlyList<Clause>> clauses = new(ReferenceEqualityComparer.Instance);
    private readonly List<string> sentences = [];

    public ClauseNumbers(ProposalFacts facts, RatedPeriod rated)
    {
        (this.facts, this.rated) = (facts, rated);
        rounded = facts.Work.Terms.FirstOrDefault(t => t.Increment is not null)?.Increment?.Scope;
        end = rated.Period.EndIn(facts.Work.Zone);
        chainStarts = new(ChainStarts);
        sessions = facts.Work.Sessions.ToDictionary(s => s.Id.ToString(), StringComparer.Ordinal);
        foreach (var slice in rated.Slices.Where(s => s.Kind == SliceKind.Work)) Meet(slice);
        var cited = rated.Lines.SelectMany(Beside).Select(c => c.Terms).ToHashSet(ReferenceEqualityComparer.Instance);
        Number([.. facts.Work.Terms.Where((t, i) => IsInForce(t, i) || cited.Contains(t))]);
    }

    /// <summary>Every clause as a sentence; the first is clause 1.</summary>
    public IReadOnlyList<string> Sentences => sentences;

    /// <summary>The clauses that priced a slice: its premiums', or the base rate's.</summary>
    public IEnumerable<int> Of(RatedSlice slice)
    {
        var first = clauses.TryGetValue(slice.Terms, out var known) ? known[0].Number : 1;
        return slice.Premiums.Count == 0 ? [first] : slice.Premiums.Select(p => first + 1 + p);
    }

    /// <summary>Every clause that a line rests on, rising.</summary>
    public IReadOnlyList<int> Of(RatedLine line) =>
        [.. line.Slices.SelectMany(Of).Concat(Beside(line).Select(c => NumberOf(c.Terms, c.Kind)).OfType<int>()).Distinct().Order()];

    /// <summary>The clause that added a slice's time, or that took time off behind it; null where none did.</summary>
    public int? Adjusting(RatedSlice slice) => Adjustment(slice) is { } clause ? NumberOf(clause.Terms, clause.Kind) : null;

    /// <summary>Seconds of its session that rounding took off behind a slice; 0 for none.</summary>
    public long TakenOff(RatedSlice slice)
    {
        if (slice.Kind != SliceKind.Work || lastStops[slice.Session] != slice.Stop || sessions[slice.Session].Stop is not { } stop) return 0;
        return Math.Max(0L, (long)(Instant.Min(stop, end) - slice.Stop).TotalSeconds);
    }

    private bool IsInForce(ContractTerms terms, int place) =>
        terms.EffectiveFrom <= rated.Period.LastDay && (place + 1 == facts.Work.Terms.Count || facts.Work.Terms[place + 1].EffectiveFrom > rated.Period.FirstDay);

    private void Meet(RatedSlice slice)
    {
        lastStops[slice.Session] = lastStops.TryGetValue(slice.Session, out var stop) ? Instant.Max(stop, slice.Stop) : slice.Stop;

        // Slices come in order of start.
        if (slice.Incident is { } incident) firstTerms.TryAdd((slice.Engineer, incident), slice.Terms);
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

    /// <summary>What bears on a line beside its price.</summary>
    private IEnumerable<(ContractTerms Terms, ClauseKind Kind)> Beside(RatedLine line)
    {
        if (line.Kind == LineKind.Fee) return [(At(line.Date!.Value), ClauseKind.ResponseFee)];
        if (line.Kind == LineKind.Cap) return [(At(line.Date ?? FirstDayOf(line)), ClauseKind.Cap)];
        var adjusted = line.Slices.Select(Adjustment).OfType<(ContractTerms, ClauseKind)>();

        // The retainer is that of the month's first slice (RATING §9).
        return line.Covered ? adjusted.Append((rated.Slices[0].Terms, ClauseKind.Retainer)) : adjusted;
    }

    private (ContractTerms Terms, ClauseKind Kind)? Adjustment(RatedSlice slice) => slice.Kind switch
    {
        SliceKind.Minimum => (slice.Terms, ClauseKind.MinimumCallOut),
        SliceKind.Work when TakenOff(slice) == 0 => null,
        _ => (Rounding(slice), ClauseKind.Increment),
    };

    // The increment is that of the unit's first instant (RATING §6). A day lies within one version of the terms.
    private ContractTerms Rounding(RatedSlice slice) => rounded switch
    {
        IncrementScope.Day => slice.Terms,
        IncrementScope.Incident when slice.Incident is { } incident => firstTerms[(slice.Engineer, incident)],
        _ => At(DayOf(sessions[slice.Session].Start)),
    };

    // The cap is that of the scope's first slice or fee (RATING §10); the work of a chain may have begun in an earlier month.
    private LocalDate FirstDayOf(RatedLine cap)
    {
        if (cap.Incident is not { } first) return rated.Lines.Where(l => l.Kind == LineKind.Fee).Select(l => l.Date!.Value).Concat(rated.Slices.Select(s => DayOf(s.Start))).Min();
        return DayOf(chainStarts.Value[first]);
    }

    // By the first incident of a chain. Only caps of incidents ask for it, and all of them at once.
    private Dictionary<string, Instant> ChainStarts()
    {
        var input = facts.Work.ToInput(null);
        var firsts = input.FirstsOfChains();
        return input.Sessions.Where(s => s.Incident is not null).GroupBy(s => firsts[s.Incident!], StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Min(s => s.Start), StringComparer.Ordinal);
    }

    private ContractTerms At(LocalDate day) => facts.Work.Terms.Last(t => t.EffectiveFrom <= day);

    private LocalDate DayOf(Instant instant) => instant.InZone(facts.Work.Zone).Date;
}
