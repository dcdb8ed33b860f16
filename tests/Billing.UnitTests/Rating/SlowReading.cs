using System.Globalization;
using System.Numerics;
using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Rating;
using NodaTime;

namespace Billing.UnitTests.Rating;

/// <summary>
/// A second reading of RATING.md, for tests: it walks every second, looks everything up again for each, and adds up in whole numbers. It shares
/// the input's types with the engine and nothing else. Give it small contracts.
/// </summary>
internal sealed class SlowReading
{
    private readonly RatingInput input;
    private readonly Dictionary<long, LocalDateTime> wall = [];
    private readonly Dictionary<LocalDate, ContractTerms> termsOn = [];
    private readonly Dictionary<SlowCounter, long> counts = [];
    private readonly Dictionary<(string Session, long Second, SlowCounter Counter), long> countAt = [];

    private SlowReading(RatingInput input) => this.input = input;

    private RatedContract Contract => input.Contract;

    /// <summary>The months as text: period, total, then each line and slice, in order.</summary>
    public static List<string> Read(RatingInput input) => new SlowReading(input).Read();

    private List<string> Read()
    {
        var sessions = input.Sessions.OrderBy(s => s.Start).ThenBy(s => s.Id, StringComparer.Ordinal).ToList();
        CountSeconds(sessions);
        var cut = sessions.SelectMany(Cut).ToList();
        var opening = cut.GroupBy(s => s.Session.Id).ToDictionary(g => g.Key, g => g.First().Copy(), StringComparer.Ordinal);
        var billed = Round(cut);
        billed.AddRange(Minimums(sessions, opening, billed));
        return new SlowMonths(Contract.Currency, Contract.Terms, First).Print(billed, Fees(sessions));
    }

    private LocalDateTime Wall(long second)
    {
        if (!wall.TryGetValue(second, out var local)) wall.Add(second, local = Instant.FromUnixTimeSeconds(second).InZone(Contract.Zone).LocalDateTime);
        return local;
    }

    private ContractTerms TermsAt(long second)
    {
        var date = Wall(second).Date;
        if (!termsOn.TryGetValue(date, out var terms)) termsOn.Add(date, terms = Contract.Terms.Where(t => t.EffectiveFrom <= date).MaxBy(t => t.EffectiveFrom)!);
        return terms;
    }

    private RatedIncident? IncidentOf(RatedSession session) => input.Incidents.FirstOrDefault(i => i.Id == session.Incident);

    private string First(string incident)
    {
        while (input.Incidents.First(i => i.Id == incident).Continues is { } before) incident = before;
        return incident;
    }

    // §4. Every second of work, in order of time; the count at its beginning knows nothing of those that work in the same second.
    private void CountSeconds(List<RatedSession> sessions)
    {
        var kinds = Contract.Terms.SelectMany(t => t.Premiums).OfType<ThresholdPremium>().Select(p => (p.Scope, p.Basis)).Distinct().ToList();
        if (kinds.Count == 0) return;
        var seconds = sessions.SelectMany(s => Seconds(s).Select(t => (Session: s, Second: t))).OrderBy(x => x.Second).ToList();
        for (int from = 0, to; from < seconds.Count; from = to)
        {
            for (to = from; to < seconds.Count && seconds[to].Second == seconds[from].Second;) to++;
            var same = seconds[from..to];
            foreach (var (session, second) in same)
                foreach (var (scope, basis) in kinds)
                    if (CounterOf(scope, basis, session, second) is { } counter)
                        countAt[(session.Id, second, counter)] = basis == ThresholdBasis.Elapsed ? second - BeginningOf(session) : counts.GetValueOrDefault(counter);
            foreach (var (session, second) in same)
                foreach (var (scope, basis) in kinds)
                    if (CounterOf(scope, basis, session, second) is { } counter) counts[counter] = counts.GetValueOrDefault(counter) + 1;
        }
    }

    private static IEnumerable<long> Seconds(RatedSession session)
    {
        for (var t = session.Start.ToUnixTimeSeconds(); t < session.Stop.ToUnixTimeSeconds(); t++) yield return t;
    }

    private long BeginningOf(RatedSession session) =>
        input.Sessions.Where(s => s.Incident is not null && First(s.Incident) == First(session.Incident!)).Min(s => s.Start).ToUnixTimeSeconds();

    private SlowCounter? CounterOf(ThresholdScope scope, ThresholdBasis basis, RatedSession session, long second)
    {
        var date = Wall(second).Date;
        if (scope == ThresholdScope.Incident && session.Incident is null) return null;
        var engineer = basis == ThresholdBasis.Engineer ? session.Engineer : null;
        return scope switch
        {
            ThresholdScope.Incident => new(scope, basis, First(session.Incident!), default, engineer),
            ThresholdScope.Day => new(scope, basis, null, date, engineer),
            ThresholdScope.Week => new(scope, basis, null, date.PlusDays(1).Previous(IsoDayOfWeek.Monday), engineer),
            _ => new(scope, basis, null, new(date.Year, date.Month, 1), engineer),
        };
    }

    private static string Iso(LocalDate date) => date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

    // §5, a second at a time.
    private List<SlowSlice> Cut(RatedSession session)
    {
        List<SlowSlice> slices = [];
        List<(decimal Multiplier, decimal? Step)?> before = [];
        foreach (var second in Seconds(session))
        {
            var (terms, date) = (TermsAt(second), Wall(second).Date);

            // Two premiums may share a name, so the set that matches is known by place and step.
            var set = terms.Premiums.Select(p => Match(p, session, second)).ToList();
            if (slices.LastOrDefault() is { } last && last.Terms == terms && last.Date == date && set.SequenceEqual(before)) last.Seconds++;
            else slices.Add(Priced(session, second, date, terms, set));
            before = set;
        }

        return slices;
    }

    private static SlowSlice Priced(RatedSession session, long second, LocalDate date, ContractTerms terms, List<(decimal Multiplier, decimal? Step)?> set)
    {
        var matching = terms.Premiums.Zip(set).Where(m => m.Second is not null).Select(m => (m.First.Group, m.Second!.Value.Multiplier, Reason: ReasonOf(m.First, m.Second.Value.Step))).ToList();
        return new(session, SliceKind.Work, second, 1, date, terms, RateOf(terms, session.Engineer), MultiplierOf(terms, matching), [.. matching.Select(m => m.Reason)]);
    }

    private static string ReasonOf(Premium premium, decimal? step) => step is { } minutes ? premium.Name + " > " + minutes.ToString("G29", CultureInfo.InvariantCulture) : premium.Name;

    private static decimal RateOf(ContractTerms terms, string engineer) => terms.EngineerRates.TryGetValue(engineer, out var rate) ? rate : terms.HourlyRate;

    private static decimal MultiplierOf(ContractTerms terms, List<(string? Group, decimal Multiplier, string Reason)> matching)
    {
        var counted = matching.Where(m => m.Group is null).Select(m => m.Multiplier).ToList();
        counted.AddRange(matching.Where(m => m.Group is not null).GroupBy(m => m.Group).Select(g => g.Max(m => m.Multiplier)));
        var result = 1m;
        if (counted.Count > 0 && terms.Stacking == Stacking.Highest) result = counted.Max();
        if (terms.Stacking == Stacking.Add) foreach (var m in counted) result += m - 1;
        if (terms.Stacking == Stacking.Multiply) foreach (var m in counted) result *= m;
        if (terms.MaximumMultiplier is { } maximum && result > maximum) result = maximum;
        return result < 0 ? 0 : result;
    }

    private (decimal Multiplier, decimal? Step)? Match(Premium premium, RatedSession session, long second)
    {
        switch (premium)
        {
            case HolidayPremium p:
                return Contract.Holidays.Contains(Wall(second).Date) ? (p.Multiplier, null) : null;
            case SeverityPremium p:
                return IncidentOf(session) is { } incident && p.Severities.Contains(incident.Severity) ? (p.Multiplier, null) : null;
            case WindowPremium p:
                return IsIn(p, Wall(second)) ? (p.Multiplier, null) : null;
            default:
                var threshold = (ThresholdPremium)premium;
                if (CounterOf(threshold.Scope, threshold.Basis, session, second) is not { } counter) return null;
                var at = threshold.Mode == ThresholdMode.Graduated ? countAt[(session.Id, second, counter)] : counts[counter];
                (decimal Multiplier, decimal? Step)? reached = null;
                foreach (var step in threshold.Steps)
                {
                    var applies = threshold.Mode == ThresholdMode.Graduated ? at >= step.AfterMinutes * 60 : at > step.AfterMinutes * 60;
                    if (applies && !(reached?.Step > step.AfterMinutes)) reached = (step.Multiplier, step.AfterMinutes);
                }

                return reached;
        }
    }

    private static bool IsIn(WindowPremium window, LocalDateTime local)
    {
        var (time, today, yesterday) = (local.TimeOfDay, local.DayOfWeek, local.Date.PlusDays(-1).DayOfWeek);
        if (window.To > window.From) return window.Days.Contains(today) && time >= window.From && time < window.To;
        return (window.Days.Contains(today) && time >= window.From) || (window.Days.Contains(yesterday) && time < window.To);
    }

    // §6. Time is taken off one second at a time.
    private List<SlowSlice> Round(List<SlowSlice> cut)
    {
        var scope = Contract.Terms.Select(t => t.Increment?.Scope).FirstOrDefault(s => s is not null);
        var units = cut.GroupBy(s => scope switch
        {
            IncrementScope.Day => s.Session.Engineer + " on " + Iso(s.Date),
            IncrementScope.Incident when s.Session.Incident is not null => s.Session.Engineer + " at " + s.Session.Incident + " in " + Iso(s.Date)[..7],
            _ => "session " + s.Session.Id,
        }).Select(u => u.OrderBy(s => s.Start).ToList()).ToList();
        foreach (var unit in units.Where(u => u[0].Terms.Increment is { } i && i.Rounding != IncrementRounding.None))
        {
            var increment = unit[0].Terms.Increment!;
            var (total, step) = (unit.Sum(s => s.Seconds), increment.Minutes * 60L);
            var target = total - total % step;
            var up = increment.Rounding == IncrementRounding.Up ? total % step > 0 : increment.Rounding == IncrementRounding.Nearest && total % step * 2 >= step;
            if (up) target += step;
            var last = unit[^1];
            if (target > total) unit.Add(new(last.Session, SliceKind.Rounding, last.Start + last.Seconds, target - total, last.Date, last.Terms, last.Rate, last.Multiplier, last.Reasons));
            for (; total > target; total--) unit.Last(s => s.Seconds > 0).Seconds--;
        }

        return units.SelectMany(u => u).Where(s => s.Seconds > 0).ToList();
    }

    // §7.
    private IEnumerable<SlowSlice> Minimums(List<RatedSession> sessions, Dictionary<string, SlowSlice> opening, List<SlowSlice> rounded)
    {
        foreach (var group in sessions.Where(s => s.Incident is not null).GroupBy(s => (s.Engineer, s.Incident)))
        {
            var waiting = group.ToList();
            while (waiting.Count > 0)
            {
                var opener = waiting[0];
                var rule = TermsAt(opener.Start.ToUnixTimeSeconds()).MinimumCallOut;
                var callOut = rule is null ? [opener] : waiting.Where(s => (decimal)(s.Start - opener.Start).TotalSeconds <= rule.JoinWithinMinutes * 60).ToList();
                waiting.RemoveAll(callOut.Contains);
                if (rule is null) continue;
                var billed = rounded.Where(s => callOut.Contains(s.Session)).Sum(s => s.Seconds);
                var first = opening[opener.Id];
                if (billed < rule.Minutes * 60)
                    yield return new(opener, SliceKind.Minimum, first.Start, (long)Math.Ceiling(rule.Minutes * 60) - billed, first.Date, first.Terms, first.Rate, first.Multiplier, first.Reasons);
            }
        }
    }

    // §8.
    private List<SlowFee> Fees(List<RatedSession> sessions)
    {
        List<SlowFee> fees = [];
        foreach (var incident in input.Incidents.Where(i => i.AlertedAt is not null))
        {
            if (sessions.Find(s => s.Incident == incident.Id) is not { } first) continue;
            var start = first.Start.ToUnixTimeSeconds();
            var waited = start - incident.AlertedAt!.Value.ToUnixTimeSeconds();
            var terms = TermsAt(start);
            if (terms.ResponseFee is { } fee && waited >= 0 && waited <= fee.WithinMinutes * 60) fees.Add(new(incident.Id, fee.Amount, start, Wall(start).Date, terms));
        }

        return fees;
    }
}

/// <summary>What one count is kept by: an incident, or the first day of a day, week or month; and one engineer, where only one counts.</summary>
internal readonly record struct SlowCounter(ThresholdScope Scope, ThresholdBasis Basis, string? Incident, LocalDate From, string? Engineer);

internal sealed record SlowFee(string Incident, decimal Amount, long Start, LocalDate Date, ContractTerms Terms);

internal sealed class SlowSlice(
    RatedSession session, SliceKind kind, long start, long seconds, LocalDate date, ContractTerms terms, decimal rate, decimal multiplier, List<string> reasons)
{
    public RatedSession Session => session;

    public SliceKind Kind => kind;

    public long Start { get; set; } = start;

    public long Seconds { get; set; } = seconds;

    public LocalDate Date => date;

    public ContractTerms Terms => terms;

    public decimal Rate => rate;

    public decimal Multiplier => multiplier;

    public List<string> Reasons => reasons;

    public bool Covered { get; set; }

    public Fraction Exact => Covered ? Fraction.Zero : Fraction.Of(rate) * Fraction.Of(multiplier) * new Fraction(Seconds, 3600);

    public SlowSlice Copy() => new(session, kind, Start, Seconds, date, terms, rate, multiplier, reasons) { Covered = Covered };
}

/// <summary>An exact number, so that the tests' sums have no roundings to share with the engine's.</summary>
internal readonly record struct Fraction(BigInteger Over, BigInteger Under)
{
    public static Fraction Zero => new(0, 1);

    public static Fraction Of(decimal value)
    {
        var bits = decimal.GetBits(value);
        var whole = (new BigInteger((uint)bits[2]) << 64) + (new BigInteger((uint)bits[1]) << 32) + (uint)bits[0];
        return new(bits[3] < 0 ? -whole : whole, BigInteger.Pow(10, (bits[3] >> 16) & 0xFF));
    }

    public static Fraction operator *(Fraction a, Fraction b) => new(a.Over * b.Over, a.Under * b.Under);

    public static Fraction operator +(Fraction a, Fraction b) => a.Under == b.Under ? new(a.Over + b.Over, a.Under) : new(a.Over * b.Under + b.Over * a.Under, a.Under * b.Under);

    public static Fraction operator -(Fraction a, Fraction b) => a + new Fraction(-b.Over, b.Under);

    public static bool operator <(Fraction a, Fraction b) => a.Over * b.Under < b.Over * a.Under;

    public static bool operator >(Fraction a, Fraction b) => b < a;

    public static Fraction Min(Fraction a, Fraction b) => a < b ? a : b;

    /// <summary>Half away from zero; not negative.</summary>
    public decimal Rounded(Currency currency)
    {
        var scale = BigInteger.Pow(10, currency.MinorDigits);
        return (decimal)((Over * scale * 2 + Under) / (Under * 2)) / (decimal)scale;
    }
}
