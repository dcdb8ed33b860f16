using NodaTime;

namespace Billing.Domain.Contracts;

/// <summary>Terms in a few sentences: the rate, when it is another, how that combines, and what is never exceeded.</summary>
/// <remarks>Whatever has no short form that is exact is said in its clause's own sentence, or left to the clauses by number.</remarks>
internal sealed class TermsSummary(TermsLanguage words, ContractTerms terms, Currency currency, IReadOnlyList<Clause> clauses)
{
    private static readonly LocalTime Evening = new(17, 0);
    private static readonly LocalTime Morning = new(9, 0);

    // Joined to the rate; -1 for none. With rates of one's own the rate is a sentence for itself.
    private readonly int joined = terms.EngineerRates.Count > 0 ? -1 : terms.Premiums.ToList().FindIndex(CanJoin);

    public string Text() => string.Join(' ', [.. Rate(), .. Thresholds(), .. Others(), .. Combined(), .. Said(ClauseKind.Maximum), .. Said(ClauseKind.Cap), .. Further()]);

    private static bool CanJoin(Premium premium) => premium is ThresholdPremium { Mode: ThresholdMode.Graduated, Steps: [{ AfterMinutes: > 0 }, ..] };

    private static bool ChangesNothing(Premium premium) => premium is ThresholdPremium { Steps.Count: 0 } or WindowPremium { Days.Count: 0 } or SeverityPremium { Severities.Count: 0 };

    private IEnumerable<string> Rate()
    {
        if (joined < 0) return [clauses[0].Sentence];
        var (threshold, rate) = ((ThresholdPremium)terms.Premiums[joined], words.Amount(terms.HourlyRate, currency));
        return threshold.Scope == ThresholdScope.Incident ? [words.FromTheFirst(threshold, rate), words.WithoutIncident(rate)] : [words.FromTheFirst(threshold, rate)];
    }

    private IEnumerable<string> Thresholds() =>
        terms.Premiums.Select((premium, i) => (premium, i)).Where(p => p.premium is ThresholdPremium { Steps.Count: > 0 } && p.i != joined).Select(p => clauses[p.i + 1].Sentence);

    private IEnumerable<string> Others()
    {
        // Where surcharges add up, two days in one item would read as one surcharge, unless they are of one group.
        var items = terms.Premiums.OfType<FlatPremium>().Where(p => !ChangesNothing(p)).Select((p, i) => (Premium: p, Alone: !IsWholeDays(p), Place: i))
            .GroupBy(p => (p.Premium.Multiplier, Alone: p.Alone || (terms.Stacking != Stacking.Highest && p.Premium.Group is null) ? p.Place : -1, Group: terms.Stacking == Stacking.Highest ? null : p.Premium.Group))
            .Select(g => words.Item(words.AllOf([.. g.SelectMany(p => When(p.Premium))]), words.Times(g.Key.Multiplier))).ToList();
        return items.Count == 0 ? [] : [words.Sentence(string.Join(words.BetweenItems, items))];
    }

    // Hours belong to the days before them, so an item that has some stands alone.
    private static bool IsWholeDays(Premium premium) => premium is HolidayPremium || (premium is WindowPremium w && w.From == w.To && w.From == LocalTime.Midnight);

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
        var lowers = terms.Premiums.Any(p => p is ThresholdPremium t ? t.Steps.Any(s => s.Multiplier < 1) : ((FlatPremium)p).Multiplier < 1);
        return TermsInWords.Groups(words, terms, clauses[0].Number).Prepend(terms.Stacking == Stacking.Highest && lowers ? words.Stacked(Stacking.Highest) : words.Combined(terms.Stacking));
    }

    private IEnumerable<string> Said(ClauseKind kind) => clauses.Where(c => c.Kind == kind).Select(c => c.Sentence);

    private IEnumerable<string> Further()
    {
        var silent = terms.Premiums.Select((p, i) => (p, clauses[i + 1].Number)).Where(p => ChangesNothing(p.p)).Select(p => p.Number);
        var further = clauses.Where(c => c.Kind is ClauseKind.Increment or ClauseKind.MinimumCallOut or ClauseKind.ResponseFee or ClauseKind.Retainer or ClauseKind.Monthly or ClauseKind.Recurrence).Select(c => c.Number);
        int[] numbers = [.. silent, .. further];
        return numbers.Length == 0 ? [] : [words.Further(Runs(numbers), numbers.Length)];
    }

    // Three in a row or more are a run.
    private static string Runs(int[] numbers)
    {
        var runs = numbers.Select((number, i) => (number, Run: number - i)).GroupBy(n => n.Run, n => n.number).Select(g => g.ToList());
        return string.Join(", ", runs.SelectMany(run => run.Count > 2 ? [TermsLanguage.Whole(run[0]) + "–" + TermsLanguage.Whole(run[^1])] : run.Select(TermsLanguage.Whole)));
    }
}
