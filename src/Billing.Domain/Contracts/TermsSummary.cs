using NodaTime;

namespace Billing.Domain.Contracts;

/// <summary>Terms in a few sentences: the rate, when it is another, how that combines, and what is never exceeded.</summary>
/// <remarks>Whatever has no short form that is exact is said in its clause's own sentence, or left to the clauses by number.</remarks>
internal sealed class TermsSummary(TermsLanguage words, ContractTerms terms, Currency currency, Func<string, string> engineerName, IReadOnlyList<Clause> clauses)
{
    private static readonly LocalTime Evening = new(17, 0);
    private static readonly LocalTime Morning = new(9, 0);

    // Joined to the rate; -1 for none.
    private readonly int joined = terms.Premiums.ToList().FindIndex(CanJoin);

    public string Text() => string.Join(' ', [.. Rate(), .. Thresholds(), .. Others(), .. Combined(), .. Said(ClauseKind.Maximum), .. Said(ClauseKind.Cap), .. Further()]);

    private static bool CanJoin(Premium premium) => premium is ThresholdPremium { Mode: ThresholdMode.Graduated, Steps: [{ AfterMinutes: > 0 }, ..] };

    private static bool ChangesNothing(Premium premium) =>
        premium is ThresholdPremium { Steps.Count: 0 } or WindowPremium { Days.Count: 0 } or SeverityPremium { Severities.Count: 0 };

    private IEnumerable<string> Rate()
    {
        if (joined < 0) return [clauses[0].Sentence];
        var (threshold, rate) = ((ThresholdPremium)terms.Premiums[joined], words.Amount(terms.HourlyRate, currency));
        var listed = TermsInWords.OwnRates(words, terms, currency, engineerName);
        var own = listed.Count == 0 ? "" : $" ({string.Join(words.BetweenItems, listed.Select(o => words.OwnRate(o.Name, o.Rate)))})";
        var first = words.FromTheFirst(threshold, rate, own);
        return threshold.Scope == ThresholdScope.Incident ? [first, words.WithoutIncident(rate, own)] : [first];
    }

    private IEnumerable<string> Thresholds() =>
        clauses.Skip(1).Take(terms.Premiums.Count).Where((_, i) => i != joined && terms.Premiums[i] is ThresholdPremium { Steps.Count: > 0 }).Select(c => c.Sentence);

    private IEnumerable<string> Others()
    {
        var items = terms.Premiums.Where(p => p is not ThresholdPremium && !ChangesNothing(p)).Select((premium, place) => (Premium: premium, Key: ItemOf(premium, place)))
            .GroupBy(p => p.Key, p => p.Premium).Select(g => words.Item(words.AllOf([.. g.SelectMany(When)]), words.Times(g.Key.Times))).ToList();
        return items.Count == 0 ? [] : [words.Sentence(string.Join(words.BetweenItems, items))];
    }

    // What is said in one breath. Where surcharges add up, two days in one item would read as one surcharge, unless they are of one group.
    private (decimal Times, int? Alone, string? Group) ItemOf(Premium premium, int place)
    {
        var highest = terms.Stacking == Stacking.Highest;
        return (Times(premium), IsWholeDays(premium) && (highest || premium.Group is not null) ? null : place, highest ? null : premium.Group);
    }

    // Hours belong to the days before them, so an item that has some stands alone.
    private static bool IsWholeDays(Premium premium) => premium is HolidayPremium || (premium is WindowPremium w && w.From == w.To && w.From == LocalTime.Midnight);

    private static decimal Times(Premium premium) => premium switch
    {
        WindowPremium window => window.Multiplier,
        HolidayPremium holiday => holiday.Multiplier,
        SeverityPremium severity => severity.Multiplier,
        _ => throw new InvalidOperationException($"Premiums of type {premium.GetType().Name} have no multiplier of their own."),
    };

    private IEnumerable<string> When(Premium premium) => premium switch
    {
        WindowPremium window when IsWholeDays(window) => words.DayWords(window.Days),
        WindowPremium window when IsNight(window) => [words.Nights(window.From, window.To)],
        WindowPremium window => [$"{words.Days(window.Days)} {words.Hours(window.From, window.To)}"],
        SeverityPremium severity => [words.Severities(TermsInWords.Listed(words, severity.Severities))],
        _ => [words.Holidays],
    };

    // On some nights only, it would be open which day the hours after midnight belong to.
    private static bool IsNight(WindowPremium window) => window.Days.Count == 7 && window.From >= Evening && window.To <= Morning && window.To != LocalTime.Midnight;

    private IEnumerable<string> Combined()
    {
        if (terms.Premiums.Count < 2) return [];

        // The base rate is no premium: what lowers it applies although ×1 is higher.
        var lowers = terms.Premiums.Any(p => p is ThresholdPremium t ? t.Steps.Any(s => s.Multiplier < 1) : Times(p) < 1);
        var combined = terms.Stacking == Stacking.Highest && lowers ? words.Stacked(Stacking.Highest) : words.Combined(terms.Stacking);
        return TermsInWords.Groups(words, terms, clauses[0].Number).Prepend(combined);
    }

    private IEnumerable<string> Said(ClauseKind kind) => clauses.Where(c => c.Kind == kind).Select(c => c.Sentence);

    private IEnumerable<string> Further()
    {
        int[] numbers = [.. clauses.Where((clause, i) => clause.Kind == ClauseKind.Premium ? ChangesNothing(terms.Premiums[i - 1]) : !IsSaid(clause.Kind)).Select(c => c.Number)];
        return numbers.Length == 0 ? [] : [words.Further(Runs(numbers), numbers.Length)];
    }

    private static bool IsSaid(ClauseKind kind) => kind is ClauseKind.Rate or ClauseKind.Stacking or ClauseKind.Maximum or ClauseKind.Cap;

    // Three in a row or more are a run.
    private static string Runs(int[] numbers)
    {
        var runs = numbers.Select((number, i) => (number, Run: number - i)).GroupBy(n => n.Run, n => n.number).Select(g => g.ToList());
        return string.Join(", ", runs.SelectMany(run => run.Count > 2 ? [TermsLanguage.Whole(run[0]) + "–" + TermsLanguage.Whole(run[^1])] : run.Select(TermsLanguage.Whole)));
    }
}
