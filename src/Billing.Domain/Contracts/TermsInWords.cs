using Billing.Domain.Incidents;
using NodaTime;

namespace Billing.Domain.Contracts;

/// <summary>One clause of a contract's terms, as documents print it.</summary>
/// <param name="Number">1 is the base rate, then one for each premium in its order, then everything else.</param>
/// <param name="Sentence">In the reader's language, with its full stop.</param>
public sealed record Clause(int Number, string Sentence);

/// <summary>Says terms in plain words, clause by clause: what the client accepts, and what an invoice cites by number.</summary>
public static class TermsInWords
{
    /// <summary>Every clause; the premium at index i has number i + 2, in every language.</summary>
    /// <param name="terms">Without errors of <see cref="Rating.TermsValidation"/>.</param>
    /// <param name="currency">Of every rate and amount.</param>
    /// <param name="engineerName">The name of an engineer by the id that <see cref="ContractTerms.EngineerRates"/> uses.</param>
    /// <param name="language"><c>en</c>, <c>fr</c> or <c>de</c>.</param>
    /// <exception cref="ArgumentException">Another language.</exception>
    public static IReadOnlyList<Clause> Clauses(ContractTerms terms, Currency currency, Func<string, string> engineerName, string language = "en")
    {
        var words = TermsLanguage.Of(language);
        return [.. Sentences(words, terms, currency, engineerName).Select((sentence, i) => new Clause(i + 1, sentence))];
    }

    /// <summary>Puts before a sentence from which day it holds.</summary>
    /// <param name="from">First local day of the terms.</param>
    /// <param name="sentence">One of <see cref="Clauses"/>.</param>
    /// <param name="language"><c>en</c>, <c>fr</c> or <c>de</c>.</param>
    /// <exception cref="ArgumentException">Another language.</exception>
    public static string Dated(LocalDate from, string sentence, string language = "en") => TermsLanguage.Of(language).Dated(from, sentence);

    /// <summary>The number of the clause that a monthly charge comes from, in every language.</summary>
    /// <param name="name">Of a charge of these terms.</param>
    /// <param name="terms">Without errors of <see cref="Rating.TermsValidation"/>.</param>
    /// <exception cref="InvalidOperationException">The terms have no such charge.</exception>
    public static int NumberOfMonthly(string name, ContractTerms terms)
    {
        var (words, currency) = (TermsLanguage.Of("en"), Currency.Of("EUR"));
        var sentence = EachMonth(words, terms.Recurring.First(c => string.Equals(c.Name, name, StringComparison.Ordinal)), currency);
        return Sentences(words, terms, currency, id => id).TakeWhile(s => !string.Equals(s, sentence, StringComparison.Ordinal)).Count() + 1;
    }

    private static string EachMonth(TermsLanguage words, RecurringCharge charge, Currency currency) => words.EachMonth(words.Amount(charge.Amount, currency), charge.Name);

    private static IEnumerable<string> Sentences(TermsLanguage words, ContractTerms terms, Currency currency, Func<string, string> engineerName)
    {
        var own = terms.EngineerRates.Select(r => (Name: engineerName(r.Key), Rate: r.Value)).OrderBy(r => r.Name, StringComparer.Ordinal);
        yield return words.Rates(words.Amount(terms.HourlyRate, currency), own.Select(o => (o.Name, words.Amount(o.Rate, currency))));
        foreach (var premium in terms.Premiums) yield return Of(words, premium);
        if (terms.Premiums.Count > 1) yield return Stacked(words, terms);
        if (terms.MaximumMultiplier is { } maximum) yield return words.Maximum(words.Times(maximum));
        if (terms.Increment is { } increment) yield return words.Increment(increment);
        if (terms.MinimumCallOut is { } callOut) yield return words.CallOut(words.Span(callOut.Minutes), words.Span(callOut.JoinWithinMinutes));
        if (terms.ResponseFee is { } fee) yield return words.Fee(words.Amount(fee.Amount, currency), words.Span(fee.WithinMinutes));
        if (terms.Cap is { } cap) yield return words.Cap(cap.Scope, words.Amount(cap.Amount, currency));
        if (terms.Retainer is { } retainer) yield return words.Retainer(words.Span(retainer.IncludedMinutes), retainer.Weighted);
        foreach (var charge in terms.Recurring) yield return EachMonth(words, charge, currency);
        if (terms.RecurrenceCountsOn) yield return words.Recurrence;
    }

    private static string Of(TermsLanguage words, Premium premium) => premium switch
    {
        ThresholdPremium { Steps.Count: 0 } threshold => words.NoSteps(threshold.Name),
        ThresholdPremium threshold => words.Threshold(threshold),
        WindowPremium window => words.Window(window.Name, Days(words, window.Days), words.Hours(window.From, window.To), words.Times(window.Multiplier)),
        HolidayPremium holiday => words.Holidays(words.Times(holiday.Multiplier)),
        SeverityPremium severity => words.Severities(words.AnyOf([.. severity.Severities.OrderBy(Rank).ThenBy(s => s, StringComparer.Ordinal).Select(words.Severity)]), words.Times(severity.Multiplier)),
        _ => throw new InvalidOperationException($"Premiums of type {premium.GetType().Name} have no words."),
    };

    private static string Stacked(TermsLanguage words, ContractTerms terms)
    {
        // Where only the highest counts anyway, a group changes nothing and would only puzzle.
        var groups = terms.Stacking == Stacking.Highest ? [] : terms.Premiums.Where(p => p.Group is not null).GroupBy(p => p.Group, StringComparer.Ordinal).Where(g => g.Count() > 1);
        return string.Concat([words.Stacked(terms.Stacking), .. groups.Select(g => " " + words.OnlyHighestOf(words.AllOf([.. g.Select(p => p.Name)])))]);
    }

    // Three days in a row or more are a run, also past Sunday; fewer are named.
    private static string Days(TermsLanguage words, IReadOnlySet<IsoDayOfWeek> days)
    {
        if (days.Count == 0) return words.NoDay;
        if (days.Count == 7) return words.EveryDay;
        var runs = Week.Where(d => days.Contains(d) && !days.Contains(After(d, 6))).Select(first => Week.Select((_, n) => After(first, n)).TakeWhile(days.Contains).ToList());
        return words.AllOf([.. runs.SelectMany(run => run.Count > 2 ? [words.DayRun(run[0], run[^1])] : run.Select(words.OnDay))]);
    }

    private static IReadOnlyList<IsoDayOfWeek> Week { get; } = [.. Enumerable.Range(1, 7).Select(n => (IsoDayOfWeek)n)];

    private static IsoDayOfWeek After(IsoDayOfWeek day, int days) => (IsoDayOfWeek)(((int)day - 1 + days) % 7 + 1);

    private static int Rank(string severity)
    {
        for (var i = 0; i < Incident.Severities.Count; i++)
            if (string.Equals(Incident.Severities[i], severity, StringComparison.Ordinal)) return i;
        return Incident.Severities.Count;
    }
}
