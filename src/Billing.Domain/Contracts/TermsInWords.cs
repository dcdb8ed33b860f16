using System.Globalization;
using Billing.Domain.Incidents;
using NodaTime;
using NodaTime.Text;
using static System.FormattableString;

namespace Billing.Domain.Contracts;

/// <summary>One clause of a contract's terms, as documents print it.</summary>
/// <param name="Number">1 is the base rate, then one for each premium in its order, then everything else.</param>
/// <param name="Sentence">English, with its full stop.</param>
public sealed record Clause(int Number, string Sentence);

/// <summary>Says terms in plain words, clause by clause: what the client accepts, and what an invoice cites by number.</summary>
public static class TermsInWords
{
    private static readonly LocalTimePattern Minutes = LocalTimePattern.CreateWithInvariantCulture("HH:mm");
    private static readonly LocalTimePattern Seconds = LocalTimePattern.CreateWithInvariantCulture("HH:mm:ss");

    /// <summary>Every clause; the premium at index i has number i + 2.</summary>
    /// <param name="terms">Without errors of <see cref="Rating.TermsValidation"/>.</param>
    /// <param name="currency">Of every rate and amount.</param>
    /// <param name="engineerName">The name of an engineer by the id that <see cref="ContractTerms.EngineerRates"/> uses.</param>
    public static IReadOnlyList<Clause> Clauses(ContractTerms terms, Currency currency, Func<string, string> engineerName) =>
    [
        .. Sentences(terms, currency, engineerName).Select((sentence, i) => new Clause(i + 1, sentence)),
    ];

    private static IEnumerable<string> Sentences(ContractTerms terms, Currency currency, Func<string, string> engineerName)
    {
        yield return Rates(terms, currency, engineerName);
        foreach (var premium in terms.Premiums) yield return Of(premium);
        if (terms.Premiums.Count > 1) yield return Stacked(terms);
        if (terms.MaximumMultiplier is { } maximum) yield return $"No hour counts more than {Times(maximum)}.";
        if (terms.Increment is { } increment) yield return Of(increment);
        if (terms.MinimumCallOut is { } callOut)
            yield return $"A call-out is billed as at least {Span(callOut.Minutes)}; work that begins within {Span(callOut.JoinWithinMinutes)} of its start belongs to it.";
        if (terms.ResponseFee is { } fee) yield return $"Starting within {Span(fee.WithinMinutes)} of the alert adds {Amount(fee.Amount, currency)}, once for each incident.";
        if (terms.Cap is { } cap) yield return $"One {ScopeOf(cap.Scope)} never costs more than {Amount(cap.Amount, currency)}.";
        if (terms.Retainer is { } retainer) yield return $"Each month includes {Span(retainer.IncludedMinutes)}; {(retainer.Weighted ? "an hour at ×2 uses up two hours of it" : "an hour uses up one hour of it at any multiplier")}.";
        if (terms.RecurrenceCountsOn) yield return "When an incident happens again, its hours count on from the earlier one.";
    }

    private static string Rates(ContractTerms terms, Currency currency, Func<string, string> engineerName)
    {
        var own = terms.EngineerRates.Select(r => (Name: engineerName(r.Key), Rate: r.Value)).OrderBy(r => r.Name, StringComparer.Ordinal);
        return string.Concat(["An hour costs " + Amount(terms.HourlyRate, currency), .. own.Select(o => $", one of {o.Name} {Amount(o.Rate, currency)}"), "."]);
    }

    private static string Of(Premium premium) => premium switch
    {
        ThresholdPremium threshold => Of(threshold),
        WindowPremium window => $"{window.Name}: {Days(window.Days)} {Hours(window)} {Times(window.Multiplier)}.",
        HolidayPremium holiday => $"Public holidays {Times(holiday.Multiplier)}.",
        SeverityPremium severity => $"Incidents of severity {Listed([.. severity.Severities.OrderBy(Rank).ThenBy(s => s, StringComparer.Ordinal)], "or")} {Times(severity.Multiplier)}.",
        _ => throw new InvalidOperationException($"Premiums of type {premium.GetType().Name} have no words."),
    };

    private static string Of(ThresholdPremium threshold)
    {
        if (threshold.Steps.Count == 0) return $"{threshold.Name}: no steps, so nothing changes.";

        // A graduated step holds from its count on, a retroactive one only when the final count has passed it (RATING §4).
        var retroactive = threshold.Mode == ThresholdMode.Retroactive;
        var scope = threshold.Scope switch { ThresholdScope.Incident => "on one incident", ThresholdScope.Day => "in one day", ThresholdScope.Week => "in one calendar week", _ => "in one calendar month" };
        var steps = threshold.Steps.Select((step, i) => $"{(retroactive ? "over" : "from")} {Reached(step.AfterMinutes, retroactive)}{(i == 0 ? " " + scope : "")} {Times(step.Multiplier)}");
        var basis = threshold.Basis switch
        {
            ThresholdBasis.Engineer => "counted for each engineer",
            ThresholdBasis.Team => "counted for all engineers together",
            _ => "counted on the clock since the work began",
        };
        return Capital(string.Join(", ", steps)) + (retroactive ? ", then for all of it, " : ", ") + basis + ".";
    }

    private static string Reached(decimal minutes, bool retroactive) => minutes == 0 && !retroactive ? "the first second" : Span(minutes);

    private static string Stacked(ContractTerms terms)
    {
        var rule = terms.Stacking switch
        {
            Stacking.Highest => "the highest counts",
            Stacking.Add => "their surcharges are added: ×1.5 and ×2 together make ×2.5",
            _ => "they are multiplied: ×1.5 and ×2 together make ×3",
        };

        // Where only the highest counts anyway, a group changes nothing and would only puzzle.
        var groups = terms.Stacking == Stacking.Highest ? [] : terms.Premiums.Where(p => p.Group is not null).GroupBy(p => p.Group, StringComparer.Ordinal).Where(g => g.Count() > 1);
        return string.Concat([$"Where several apply, {rule}.", .. groups.Select(g => $" Of {Listed([.. g.Select(p => p.Name)], "and")} only the highest counts.")]);
    }

    private static string Of(Increment increment)
    {
        if (increment.Rounding == IncrementRounding.None) return "Time is counted to the second.";
        var direction = increment.Rounding switch { IncrementRounding.Up => "up to a multiple of", IncrementRounding.Down => "down to a multiple of", _ => "to the nearest multiple of" };
        var scope = increment.Scope switch
        {
            IncrementScope.Session => "for each session",
            IncrementScope.Day => "for each engineer's day",
            _ => "for each engineer's month on one incident",
        };
        return $"Time is rounded {direction} {Span(increment.Minutes)}, {scope}.";
    }

    private static string ScopeOf(CapScope scope) => scope switch { CapScope.Incident => "incident", CapScope.Day => "day", _ => "month" };

    private static string Hours(WindowPremium window)
    {
        if (window.From == window.To) return window.From == LocalTime.Midnight ? "all day" : $"from {Clock(window.From)} for 24 hours";
        if (window.To == LocalTime.Midnight) return $"from {Clock(window.From)} to midnight";
        return $"from {Clock(window.From)} to {Clock(window.To)}{(window.To < window.From ? " the next day" : "")}";
    }

    // Three days in a row or more are a run, also past Sunday; fewer are named.
    private static string Days(IReadOnlySet<IsoDayOfWeek> days)
    {
        if (days.Count == 0) return "on no day";
        if (days.Count == 7) return "every day";
        var runs = Week.Where(d => days.Contains(d) && !days.Contains(After(d, 6))).Select(first => Week.Select((_, n) => After(first, n)).TakeWhile(days.Contains).ToList());
        return Listed([.. runs.SelectMany(Run)], "and");
    }

    private static IReadOnlyList<IsoDayOfWeek> Week { get; } = [.. Enumerable.Range(1, 7).Select(n => (IsoDayOfWeek)n)];

    private static IEnumerable<string> Run(List<IsoDayOfWeek> run) => run.Count > 2 ? [$"{run[0]} to {run[^1]}"] : run.Select(d => d + "s");

    private static IsoDayOfWeek After(IsoDayOfWeek day, int days) => (IsoDayOfWeek)(((int)day - 1 + days) % 7 + 1);

    private static int Rank(string severity)
    {
        for (var i = 0; i < Incident.Severities.Count; i++)
            if (string.Equals(Incident.Severities[i], severity, StringComparison.Ordinal)) return i;
        return Incident.Severities.Count;
    }

    private static string Listed(IReadOnlyList<string> words, string last) => words.Count switch
    {
        0 => "none",
        1 => words[0],
        _ => string.Join(", ", words.Take(words.Count - 1)) + $" {last} {words[^1]}",
    };

    private static string Span(decimal minutes)
    {
        var hours = decimal.Floor(minutes / 60m);
        var rest = minutes - hours * 60m;
        if (rest == 0) return hours == 0 ? "0 minutes" : Count(hours, "hour");
        return hours == 0 ? Count(rest, "minute") : $"{Count(hours, "hour")} {Count(rest, "minute")}";
    }

    private static string Count(decimal value, string unit) => Invariant($"{value:0.####} {unit}{(value == 1 ? "" : "s")}");

    private static string Times(decimal multiplier) => Invariant($"×{multiplier:0.####}");

    private static string Clock(LocalTime time) => (time.Second == 0 ? Minutes : Seconds).Format(time);

    // A rate may be finer than the minor unit; what is agreed is never shown rounded.
    private static string Amount(decimal amount, Currency currency)
    {
        var digits = new string('0', currency.MinorDigits) + new string('#', 4 - currency.MinorDigits);
        var sign = currency.Code switch { "EUR" => "€", "USD" => "$", "GBP" => "£", "JPY" => "¥", _ => currency.Code + "\u00a0" };
        return sign + amount.ToString("#,##0." + digits, CultureInfo.InvariantCulture);
    }

    private static string Capital(string sentence) => char.ToUpperInvariant(sentence[0]) + sentence[1..];
}
