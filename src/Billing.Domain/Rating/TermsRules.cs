using Billing.Domain.Contracts;
using NodaTime;

namespace Billing.Domain.Rating;

/// <summary>One set of terms, made ready to be asked often.</summary>
internal sealed class TermsRules
{
    private readonly int[] edges;
    private readonly bool[]?[] matching;
    private readonly ThresholdRule?[] thresholds;

    public TermsRules(ContractTerms terms, ThresholdCounts counts)
    {
        Terms = terms;
        Prices = new(terms);
        edges = [.. terms.Premiums.OfType<WindowPremium>().SelectMany(w => new[] { SecondOf(w.From), SecondOf(w.To) }).Append(Days.Seconds).Distinct().Order()];
        matching = new bool[]?[edges.Length * 16];
        thresholds = [.. terms.Premiums.Select(p => p is ThresholdPremium t ? counts.RuleFor(t) : null)];
    }

    public ContractTerms Terms { get; }

    public PriceTree Prices { get; }

    /// <summary>The first second of the local day after this one at which a window may begin or end, or the day's end.</summary>
    public int NextEdge(int timeOfDay) => edges[EdgeAfter(timeOfDay)];

    /// <summary>Per premium, whether it is a window or holiday that matches at this local time (RATING §3).</summary>
    public bool[] Matching(LocalDate date, int timeOfDay, bool isHoliday)
    {
        // Between two edges the weekday and the holidays decide alone.
        var place = EdgeAfter(timeOfDay) * 16 + (int)date.DayOfWeek * 2 + (isHoliday ? 1 : 0);
        return matching[place] ??= Match(date, timeOfDay, isHoliday);
    }

    private int EdgeAfter(int timeOfDay)
    {
        var place = 0;
        while (edges[place] <= timeOfDay) place++;
        return place;
    }

    private bool[] Match(LocalDate date, int timeOfDay, bool isHoliday)
    {
        var matches = new bool[Terms.Premiums.Count];
        for (var i = 0; i < matches.Length; i++)
            matches[i] = Terms.Premiums[i] switch { WindowPremium window => IsIn(window, date, timeOfDay), HolidayPremium => isHoliday, _ => false };
        return matches;
    }

    /// <summary>Which premiums match the work at this second, as a way through <see cref="Prices"/>: 0 for no, 1 for yes, for a threshold its step from 1.</summary>
    /// <param name="second">Since 1970.</param>
    /// <param name="stretch">The stretch that the second lies in.</param>
    /// <param name="severity">Of the incident worked on, or null.</param>
    /// <param name="counters">What the work is counted by, as <see cref="ThresholdCounts"/> numbers them.</param>
    /// <param name="change">The next second at which the answer may differ; lowered when a step begins before.</param>
    public Price PriceAt(long second, Stretch stretch, string? severity, ReadOnlySpan<Counter?> counters, ref long change)
    {
        var at = Prices.Root;
        for (var i = 0; i < thresholds.Length; i++)
        {
            var state = thresholds[i] is { } threshold ? threshold.StepAt(second, counters[threshold.Kind], ref change)
                : stretch.Matches[i] || IsOf(Terms.Premiums[i], severity) ? 1
                : 0;
            at = at.Next(state);
        }

        return Prices.At(at);
    }

    private static bool IsOf(Premium premium, string? severity) => severity is not null && premium is SeverityPremium p && p.Severities.Contains(severity);

    private static bool IsIn(WindowPremium window, LocalDate date, int timeOfDay)
    {
        var (from, to) = (SecondOf(window.From), SecondOf(window.To));
        var today = window.Days.Contains(date.DayOfWeek);
        if (from < to) return today && timeOfDay >= from && timeOfDay < to;

        // The day before by the calendar, even where the zone skipped it: "the day after one" is a date, not a sleep.
        return (today && timeOfDay >= from) || (timeOfDay < to && window.Days.Contains(date.PlusDays(-1).DayOfWeek));
    }

    private static int SecondOf(LocalTime time) => time.Hour * 3600 + time.Minute * 60 + time.Second;
}
