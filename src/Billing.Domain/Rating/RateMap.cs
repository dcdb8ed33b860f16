using Billing.Domain.Contracts;
using NodaTime;

namespace Billing.Domain.Rating;

/// <summary>A part of one local hour that has one multiplier.</summary>
/// <param name="From">Seconds after the hour began, inclusive.</param>
/// <param name="To">Seconds after the hour began, exclusive; at most 3600.</param>
/// <param name="Multiplier">Not negative.</param>
public readonly record struct RatePart(int From, int To, decimal Multiplier);

/// <summary>
/// The multiplier of every hour of a week on the contract's wall clock, by windows alone (RATING §§3, 5): thresholds, holidays and
/// severities depend on the work or the date, and are left out. An hour within which a window begins or ends is cut there, so that no
/// cell ever shows a price that nobody pays.
/// </summary>
public sealed class RateMap
{
    private const int Hour = 3600;

    // Any week serves: windows know weekdays, not dates.
    private static readonly int AMonday = Days.Since1970(new(2024, 1, 1));

    private readonly RatePart[][] cells;

    private RateMap(RatePart[][] cells) => this.cells = cells;

    /// <summary>Every multiplier that occurs, rising, and its seconds in a week.</summary>
    public IReadOnlyList<(decimal Multiplier, int Seconds)> Multipliers =>
        [.. cells.SelectMany(c => c).GroupBy(p => p.Multiplier).OrderBy(g => g.Key).Select(g => (g.Key, g.Sum(p => p.To - p.From)))];

    /// <summary>The parts of one hour, in order, covering all of it; neighbours differ.</summary>
    /// <param name="day">Monday to Sunday.</param>
    /// <param name="hour">0–23 on the wall clock.</param>
    public IReadOnlyList<RatePart> At(IsoDayOfWeek day, int hour) => cells[((int)day - 1) * 24 + hour];

    /// <summary>The multiplier at this weekday and local time.</summary>
    public decimal At(IsoDayOfWeek day, LocalTime time)
    {
        var second = time.Minute * 60 + time.Second;
        return At(day, time.Hour).First(p => second < p.To).Multiplier;
    }

    /// <summary>A whole day in stretches of one multiplier, in seconds since its midnight; neighbours differ.</summary>
    public IReadOnlyList<RatePart> Of(IsoDayOfWeek day)
    {
        var parts = new List<RatePart>();
        for (var hour = 0; hour < 24; hour++)
            foreach (var part in At(day, hour)) Add(parts, part with { From = hour * Hour + part.From, To = hour * Hour + part.To });
        return parts;
    }

    /// <summary>The map of these terms.</summary>
    public static RateMap Of(ContractTerms terms)
    {
        var rules = new TermsRules(terms, new(new CounterKind?[CounterKind.Most]), new());
        return new([.. Enumerable.Range(0, 7 * 24).Select(cell => Cell(rules, AMonday + cell / 24, cell % 24 * Hour))]);
    }

    private static RatePart[] Cell(TermsRules rules, int day, int start)
    {
        var parts = new List<RatePart>();
        for (var second = start; second < start + Hour;)
        {
            var stop = Math.Min(start + Hour, rules.NextEdge(second));
            Add(parts, new(second - start, stop - start, Multiplier(rules, day, second)));
            second = stop;
        }

        return [.. parts];
    }

    // The rater's own rules and prices, so that the map never says anything else than an invoice does.
    private static decimal Multiplier(TermsRules rules, int day, int second)
    {
        var end = rules.Setting(day, second, isHoliday: false).Matches.Aggregate(rules.Prices.Root, (node, matches) => node.Next(matches ? 1 : 0));
        return rules.Prices.At(end, engineer: "").Multiplier;
    }

    private static void Add(List<RatePart> parts, RatePart part)
    {
        if (parts.Count > 0 && parts[^1].Multiplier == part.Multiplier) parts[^1] = parts[^1] with { To = part.To };
        else parts.Add(part);
    }
}
