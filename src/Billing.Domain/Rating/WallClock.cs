using Billing.Domain.Contracts;
using NodaTime;
using NodaTime.TimeZones;

namespace Billing.Domain.Rating;

/// <summary>A stretch of time in which the local date, the terms in force and the windows and holidays that match stay the same.</summary>
/// <param name="Stop">Seconds since 1970, exclusive.</param>
/// <param name="Date">Local date.</param>
/// <param name="Day">The same in days since 1970-01-01.</param>
/// <param name="Rules">Of the terms in force; null before the first.</param>
/// <param name="Matches">Per premium of the terms, whether it is a window or holiday that matches.</param>
internal sealed record Stretch(long Stop, LocalDate Date, int Day, TermsRules? Rules, bool[] Matches);

/// <summary>What the wall clock of the contract's zone shows, in stretches (RATING §3).</summary>
/// <remarks>
/// Time is cut where what the clock shows changes, by going from one edge to the next on the instants' line: no local time is ever turned
/// back into an instant, so that repeated and skipped hours, midnights and dates need no rule of their own.
/// </remarks>
internal sealed class WallClock(DateTimeZone zone, IReadOnlySet<LocalDate> holidays, TermsInForce terms)
{

    // By day of UTC. Many sessions of several engineers fall on the same days, in any order.
    private readonly Dictionary<long, List<Stretch>> known = [];
    private long lastDay = long.MinValue;
    private List<Stretch> last = [];

    /// <summary>The stretch that this second (since 1970) lies in. It may stop early, at an end of a day of UTC.</summary>
    public Stretch At(long second)
    {
        var day = WholeSeconds.FloorDivide(second, Days.Seconds);
        if (day != lastDay) (lastDay, last) = (day, OfDay(day));
        foreach (var stretch in last)
            if (second < stretch.Stop) return stretch;
        throw new InvalidOperationException("The stretches of a day cover all of it.");
    }

    private List<Stretch> OfDay(long day)
    {
        if (known.TryGetValue(day, out var stretches)) return stretches;
        known.Add(day, stretches = []);
        var stop = (day + 1) * Days.Seconds;
        for (var second = day * Days.Seconds; second < stop;)
        {
            var stretch = Read(second, stop);
            if (stretches.Count > 0 && IsSame(stretches[^1], stretch)) stretches[^1] = stretch;
            else stretches.Add(stretch);
            second = stretch.Stop;
        }

        return stretches;
    }

    private Stretch Read(long second, long stop)
    {
        var interval = zone.GetZoneInterval(WholeSeconds.ToInstant(second));
        var local = second + interval.WallOffset.Seconds;
        var day = (int)WholeSeconds.FloorDivide(local, Days.Seconds);
        var timeOfDay = (int)(local - (long)day * Days.Seconds);
        var date = Days.ToDate(day);
        var rules = terms.On(date);

        var end = Math.Min(stop, second + (rules?.NextEdge(timeOfDay) ?? Days.Seconds) - timeOfDay);
        if (interval.HasEnd) end = Math.Min(end, WholeSeconds.Since1970(interval.End));
        return new(end, date, day, rules, rules?.Matching(date, timeOfDay, holidays.Contains(date)) ?? []);
    }

    private static bool IsSame(Stretch a, Stretch b) => a.Day == b.Day && a.Rules == b.Rules && a.Matches.AsSpan().SequenceEqual(b.Matches);
}

/// <summary>The terms of one contract, by date.</summary>
internal sealed class TermsInForce
{
    private readonly TermsRules[] rising;

    public TermsInForce(IReadOnlyList<ContractTerms> terms, ThresholdCounts counts)
    {
        rising = [.. terms.OrderBy(t => t.EffectiveFrom).Select(t => new TermsRules(t, counts))];
    }

    /// <summary>Those with the latest date not after this one; null before the first.</summary>
    public TermsRules? On(LocalDate date)
    {
        var (low, high) = (0, rising.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (rising[middle].Terms.EffectiveFrom <= date) low = middle + 1;
            else high = middle;
        }

        return low == 0 ? null : rising[low - 1];
    }
}
