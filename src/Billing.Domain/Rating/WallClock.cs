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
    private long lastStart;
    private Stretch? last;

    /// <summary>The stretch that this second (since 1970) lies in. Only from this second on is it known to hold.</summary>
    public Stretch At(long second)
    {
        // Work comes by start, so what lies in no stretch just read lies mostly in one never read.
        if (last is not null && second >= lastStart && second < last.Stop) return last;
        lastStart = second;
        return last = Read(second);
    }

    private Stretch Read(long second)
    {
        var interval = zone.GetZoneInterval(WholeSeconds.ToInstant(second));
        var local = second + interval.WallOffset.Seconds;
        var day = (int)WholeSeconds.FloorDivide(local, Days.Seconds);
        var timeOfDay = (int)(local - (long)day * Days.Seconds);
        var date = Days.ToDate(day);
        var rules = terms.On(date);

        var end = second + (rules?.NextEdge(timeOfDay) ?? Days.Seconds) - timeOfDay;
        if (interval.HasEnd) end = Math.Min(end, WholeSeconds.Since1970(interval.End));
        return new(end, date, day, rules, rules?.Matching(date, timeOfDay, holidays.Contains(date)) ?? []);
    }
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
