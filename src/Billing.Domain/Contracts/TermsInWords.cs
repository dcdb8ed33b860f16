using Billing.Domain.Incidents;
using NodaTime;

namespace Billing.Domain.Contracts;

/// <summary>What a clause is about. Terms have at most one clause of each kind but <see cref="Premium"/> and <see cref="Monthly"/>.</summary>
public enum ClauseKind { Rate, Premium, Stacking, Maximum, Increment, MinimumCallOut, ResponseFee, Cap, Retainer, Monthly, Recurrence }

/// <summary>One clause of a contract's terms, as documents print it.</summary>
/// <param name="Number">The first is the base rate, then one for each premium in its order, then everything else.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Sentence">In the reader's language, with its full stop.</param>
public sealed record Clause(int Number, ClauseKind Kind, string Sentence);

/// <summary>Says terms in plain words, clause by clause: what the client accepts, and what an invoice cites by number.</summary>
public static class TermsInWords
{
    /// <summary>Every clause; the premium at index i has the number of the first clause + 1 + i, in every language.</summary>
    /// <param name="terms">Without errors of <see cref="Rating.TermsValidation"/>.</param>
    /// <param name="currency">Of every rate and amount.</param>
    /// <param name="engineerName">The name of an engineer by the id that <see cref="ContractTerms.EngineerRates"/> uses.</param>
    /// <param name="language"><c>en</c>, <c>fr</c> or <c>de</c>.</param>
    /// <param name="first">Number of the first clause; clauses cite each other by number.</param>
    /// <exception cref="ArgumentException">Another language.</exception>
    public static IReadOnlyList<Clause> Clauses(ContractTerms terms, Currency currency, Func<string, string> engineerName, string language = "en", int first = 1)
    {
        var words = TermsLanguage.Of(language);
        return [.. Sentences(words, terms, currency, engineerName, first).Select((said, i) => new Clause(first + i, said.Kind, said.Sentence))];
    }

    /// <summary>What work costs, in a few sentences to read in one go. Clauses that it does not say are named by number at its end.</summary>
    /// <param name="terms">Without errors of <see cref="Rating.TermsValidation"/>.</param>
    /// <param name="currency">Of every rate and amount.</param>
    /// <param name="engineerName">As for <see cref="Clauses"/>.</param>
    /// <param name="language"><c>en</c>, <c>fr</c> or <c>de</c>.</param>
    /// <exception cref="ArgumentException">Another language.</exception>
    public static string Summary(ContractTerms terms, Currency currency, Func<string, string> engineerName, string language = "en") =>
        new TermsSummary(TermsLanguage.Of(language), terms, currency, Clauses(terms, currency, engineerName, language)).Text();

    /// <summary>Puts before a sentence from which day it holds.</summary>
    /// <param name="from">First local day of the terms.</param>
    /// <param name="sentence">One of <see cref="Clauses"/>.</param>
    /// <param name="language"><c>en</c>, <c>fr</c> or <c>de</c>.</param>
    /// <exception cref="ArgumentException">Another language.</exception>
    public static string Dated(LocalDate from, string sentence, string language = "en") => TermsLanguage.Of(language).Dated(from, sentence);

    /// <summary>Severities from the worst on, words of one's own last.</summary>
    internal static string Listed(TermsLanguage words, IReadOnlySet<string> severities) =>
        words.AnyOf([.. severities.OrderBy(Rank).ThenBy(s => s, StringComparer.Ordinal).Select(words.Severity)]);

    /// <summary>A sentence for each group of premiums of which only the highest counts.</summary>
    /// <param name="words">The language.</param>
    /// <param name="terms">The terms.</param>
    /// <param name="first">Number of the first clause.</param>
    internal static IEnumerable<string> Groups(TermsLanguage words, ContractTerms terms, int first)
    {
        // Where only the highest counts anyway, a group changes nothing and would only puzzle.
        if (terms.Stacking == Stacking.Highest) return [];
        return terms.Premiums.Select((premium, i) => (premium.Group, Number: first + 1 + i)).Where(p => p.Group is not null).GroupBy(p => p.Group, p => p.Number, StringComparer.Ordinal)
            .Where(g => g.Count() > 1).Select(g => words.OnlyHighestOf(words.AllOf([.. g.Select(TermsLanguage.Whole)])));
    }

    private static IEnumerable<(ClauseKind Kind, string Sentence)> Sentences(TermsLanguage words, ContractTerms terms, Currency currency, Func<string, string> engineerName, int first)
    {
        var own = terms.EngineerRates.Select(r => (Name: engineerName(r.Key), Rate: r.Value)).OrderBy(r => r.Name, StringComparer.Ordinal);
        yield return (ClauseKind.Rate, words.Rates(words.Amount(terms.HourlyRate, currency), [.. own.Select(o => (o.Name, words.Amount(o.Rate, currency)))]));
        foreach (var premium in terms.Premiums) yield return (ClauseKind.Premium, Of(words, premium));
        if (terms.Premiums.Count > 1) yield return (ClauseKind.Stacking, string.Join(' ', Groups(words, terms, first).Prepend(words.Stacked(terms.Stacking))));
        if (terms.MaximumMultiplier is { } maximum) yield return (ClauseKind.Maximum, words.Maximum(words.Times(maximum)));
        if (terms.Increment is { } increment) yield return (ClauseKind.Increment, words.Increment(increment));
        if (terms.MinimumCallOut is { } callOut) yield return (ClauseKind.MinimumCallOut, words.CallOut(words.Span(callOut.Minutes), words.Span(callOut.JoinWithinMinutes)));
        if (terms.ResponseFee is { } fee) yield return (ClauseKind.ResponseFee, words.Fee(words.Amount(fee.Amount, currency), words.Span(fee.WithinMinutes)));
        if (terms.Cap is { } cap) yield return (ClauseKind.Cap, words.Cap(cap.Scope, words.Amount(cap.Amount, currency)));
        if (terms.Retainer is { } retainer) yield return (ClauseKind.Retainer, words.Retainer(words.Span(retainer.IncludedMinutes), retainer.Weighted));
        foreach (var charge in terms.Recurring) yield return (ClauseKind.Monthly, words.EachMonth(words.Amount(charge.Amount, currency), charge.Name));
        if (terms.RecurrenceCountsOn) yield return (ClauseKind.Recurrence, words.Recurrence(terms.Cap?.Scope == CapScope.Incident));
    }

    private static string Of(TermsLanguage words, Premium premium) => premium switch
    {
        ThresholdPremium { Steps.Count: 0 } threshold => words.NoSteps(threshold.Name),
        ThresholdPremium threshold => words.Threshold(threshold),
        WindowPremium window => words.Window(window.Name, words.Days(window.Days), words.Hours(window.From, window.To), words.Times(window.Multiplier)),
        HolidayPremium holiday => words.Sentence(words.Item(words.Holidays, words.Times(holiday.Multiplier))),
        SeverityPremium { Severities.Count: 0 } severity => words.NoSeverities(severity.Name),
        SeverityPremium severity => words.Sentence(words.Item(words.Severities(Listed(words, severity.Severities)), words.Times(severity.Multiplier))),
        _ => throw new InvalidOperationException($"Premiums of type {premium.GetType().Name} have no words."),
    };

    private static int Rank(string severity)
    {
        for (var i = 0; i < Incident.Severities.Count; i++)
            if (string.Equals(Incident.Severities[i], severity, StringComparison.Ordinal)) return i;
        return Incident.Severities.Count;
    }
}
