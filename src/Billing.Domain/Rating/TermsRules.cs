using Billing.Domain.Contracts;
using NodaTime;

namespace Billing.Domain.Rating;

/// <summary>One set of terms, made ready to be asked often.</summary>
internal sealed class TermsRules
{
    private readonly int[] edges;
    private readonly Setting?[] settings;
    private readonly ThresholdRule?[] thresholds;
    private readonly bool[] severe;
    private string? severity;

    public TermsRules(ContractTerms terms, ThresholdCounts counts, Prices prices)
    {
        Terms = terms;
        Prices = new(terms, prices);
        edges = [.. terms.Premiums.OfType<WindowPremium>().SelectMany(w => new[] { SecondOf(w.From), SecondOf(w.To) }).Append(Days.Seconds).Distinct().Order()];
        settings = new Setting?[edges.Length * 16];
        severe = new bool[terms.Premiums.Count];
        thresholds = [.. terms.Premiums.Select(p => p is ThresholdPremium t ? counts.RuleFor(t) : null)];
    }

    public ContractTerms Terms { get; }

    public PriceTree Prices { get; }

    /// <summary>The first second of the local day after this one at which a window may begin or end, or the day's end.</summary>
    public int NextEdge(int timeOfDay) => edges[EdgeAfter(timeOfDay)];

    /// <summary>What the clock says about the price at this local time (RATING §3).</summary>
    public Setting Setting(int day, int timeOfDay, bool isHoliday)
    {
        // Between two edges the weekday and the holidays decide alone.
        var place = EdgeAfter(timeOfDay) * 16 + (int)Days.WeekdayOf(day) * 2 + (isHoliday ? 1 : 0);
        return settings[place] ??= new(this, Match(day, timeOfDay, isHoliday));
    }

    /// <summary>The price of work at this second.</summary>
    /// <param name="second">Since 1970.</param>
    /// <param name="matches">Of the <see cref="Rating.Setting"/> that the second lies in.</param>
    /// <param name="by">Who works.</param>
    /// <param name="on">The incident worked on, or null.</param>
    /// <param name="counters">What the work is counted by, one for every kind of <see cref="ThresholdCounts"/>.</param>
    /// <param name="change">The next second at which the answer may differ; lowered when a step begins before.</param>
    public SlicePrice PriceAt(long second, bool[] matches, string by, RatedIncident? on, ReadOnlySpan<int> counters, ref long change)
    {
        if (on is not null && on.Severity != severity) Read(on.Severity);
        var at = Prices.Root;
        for (var i = 0; i < thresholds.Length; i++)
        {
            // 0 for no, 1 for yes, for a threshold its step from 1.
            var state = thresholds[i] is { } threshold ? threshold.StepAt(second, counters, ref change)
                : matches[i] || (severe[i] && on is not null) ? 1
                : 0;
            at = at.Next(state);
        }

        return Prices.At(at, by);
    }

    // Work goes on with one severity for a while.
    private void Read(string next)
    {
        severity = next;
        for (var i = 0; i < severe.Length; i++) severe[i] = Terms.Premiums[i] is SeverityPremium premium && premium.Severities.Contains(next);
    }

    private int EdgeAfter(int timeOfDay)
    {
        var place = 0;
        while (edges[place] <= timeOfDay) place++;
        return place;
    }

    private bool[] Match(int day, int timeOfDay, bool isHoliday)
    {
        var matches = new bool[Terms.Premiums.Count];
        for (var i = 0; i < matches.Length; i++)
            matches[i] = Terms.Premiums[i] switch { WindowPremium window => IsIn(window, day, timeOfDay), HolidayPremium => isHoliday, _ => false };
        return matches;
    }

    private static bool IsIn(WindowPremium window, int day, int timeOfDay)
    {
        var (from, to) = (SecondOf(window.From), SecondOf(window.To));
        var today = window.Days.Contains(Days.WeekdayOf(day));
        if (from < to) return today && timeOfDay >= from && timeOfDay < to;

        // The day before by the calendar, even where the zone skipped it: "the day after one" is a date, not a sleep.
        return (today && timeOfDay >= from) || (timeOfDay < to && window.Days.Contains(Days.WeekdayOf(day - 1)));
    }

    private static int SecondOf(LocalTime time) => time.Hour * 3600 + time.Minute * 60 + time.Second;
}
