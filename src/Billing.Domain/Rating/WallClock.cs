using Billing.Domain.Contracts;
using NodaTime;
using NodaTime.TimeZones;

namespace Billing.Domain.Rating;

/// <summary>A stretch of time in which the local date, the terms in force and the windows and holidays that match stay the same.</summary>
/// <param name="Stop">Seconds since 1970, exclusive.</param>
/// <param name="Day">Local date, in days since 1970-01-01.</param>
/// <param name="Month">Its month, as <see cref="Days.MonthOf"/> numbers it.</param>
/// <param name="Setting">What the clock says about the price; null before the first terms.</param>
internal readonly record struct Stretch(long Stop, int Day, int Month, Setting? Setting);

/// <summary>What the wall clock of the contract's zone shows, in stretches (RATING §3).</summary>
/// <remarks>
/// Time is cut where what the clock shows changes, by going from one edge to the next on the instants' line: no local time is ever turned
/// back into an instant, so that repeated and skipped hours, midnights and dates need no rule of their own.
/// </remarks>
internal sealed class WallClock(DateTimeZone zone, IReadOnlySet<LocalDate> holidays, TermsInForce terms)
{
    private long lastStart;
    private Stretch last;
    private (long From, long To, int Seconds) offset;
    private (int Day, int Month, TermsRules? Rules, bool IsHoliday) date = (int.MinValue, 0, null, false);

    /// <summary>The stretch that this second (since 1970) lies in. Only from this second on is it known to hold.</summary>
    public Stretch At(long second)
    {
        // Work comes by start, so what lies in no stretch just read lies mostly in one never read.
        if (second >= lastStart && second < last.Stop) return last;
        lastStart = second;
        return last = Read(second);
    }

    private Stretch Read(long second)
    {
        if (second < offset.From || second >= offset.To) ReadOffset(second);
        var local = second + offset.Seconds;
        var day = (int)WholeSeconds.FloorDivide(local, Days.Seconds);
        if (day != date.Day) ReadDate(day);
        var timeOfDay = (int)(local - (long)day * Days.Seconds);
        var end = second + (date.Rules?.NextEdge(timeOfDay) ?? Days.Seconds) - timeOfDay;
        return new(Math.Min(end, offset.To), day, date.Month, date.Rules?.Setting(day, timeOfDay, date.IsHoliday));
    }

    private void ReadOffset(long second)
    {
        var interval = zone.GetZoneInterval(WholeSeconds.ToInstant(second));
        offset = (
            interval.HasStart ? WholeSeconds.Since1970(interval.Start) : long.MinValue,
            interval.HasEnd ? WholeSeconds.Since1970(interval.End) : long.MaxValue,
            interval.WallOffset.Seconds);
    }

    private void ReadDate(int day)
    {
        var local = Days.ToDate(day);
        date = (day, Days.MonthOf(local), terms.On(local), holidays.Count > 0 && holidays.Contains(local));
    }
}

/// <summary>The terms of one contract, by date.</summary>
internal sealed class TermsInForce
{
    private readonly TermsRules[] rising;

    public TermsInForce(IReadOnlyList<ContractTerms> terms, ThresholdCounts counts)
    {
        var prices = new Prices();
        rising = [.. terms.OrderBy(t => t.EffectiveFrom).Select(t => new TermsRules(t, counts, prices))];
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
