using Billing.Domain.Contracts;
using Billing.Domain.Rating;
using NodaTime;

namespace Billing.UnitTests.Contracts;

/// <summary>Terms with one field changed.</summary>
/// <param name="What">Which field, for the message.</param>
/// <param name="Terms">The changed terms, without errors.</param>
/// <param name="Prices">True where the change alone can change a price.</param>
/// <param name="Clause">About what the changed clause is.</param>
internal sealed record TermsVariation(string What, ContractTerms Terms, bool Prices, ClauseKind Clause)
{
    /// <summary>Every field of the terms, changed on its own.</summary>
    public static IEnumerable<TermsVariation> Of(ContractTerms terms) =>
        Rates(terms).Concat(terms.Premiums.SelectMany((premium, i) => OfPremium(terms, premium, i))).Concat(Combination(terms)).Concat(Rest(terms)).Where(v => TermsValidation.Check(v.Terms).Count == 0);

    private static IEnumerable<TermsVariation> Rates(ContractTerms terms)
    {
        yield return new("hourlyRate", terms with { HourlyRate = terms.HourlyRate + 0.0001m }, true, ClauseKind.Rate);
        var own = terms.EngineerRates.ToDictionary(r => r.Key, r => r.Value, StringComparer.Ordinal);
        foreach (var name in own.Keys) yield return new($"engineerRates.{name}", terms with { EngineerRates = new Dictionary<string, decimal>(own, StringComparer.Ordinal) { [name] = own[name] + 1m } }, true, ClauseKind.Rate);
        if (!own.ContainsKey("cy")) yield return new("engineerRates", terms with { EngineerRates = new Dictionary<string, decimal>(own, StringComparer.Ordinal) { ["cy"] = 77m } }, true, ClauseKind.Rate);
    }

    private static IEnumerable<TermsVariation> OfPremium(ContractTerms terms, Premium premium, int place)
    {
        var changed = premium switch
        {
            ThresholdPremium threshold => OfThreshold(threshold),
            WindowPremium window => OfWindow(window),
            HolidayPremium holiday => [("multiplier", holiday with { Multiplier = holiday.Multiplier + 0.0001m }, true)],
            SeverityPremium severity => OfSeverity(severity),
            _ => throw new InvalidOperationException(premium.GetType().Name),
        };
        foreach (var (what, other, prices) in changed)
            yield return new($"premiums[{place}].{what}", terms with { Premiums = [.. terms.Premiums.Select((p, i) => i == place ? other : p)] }, prices, ClauseKind.Premium);
    }

    private static IEnumerable<(string, Premium, bool)> OfThreshold(ThresholdPremium threshold)
    {
        var counts = threshold.Steps.Count > 0;
        foreach (var scope in Enum.GetValues<ThresholdScope>().Where(s => s != threshold.Scope)) yield return ("scope", threshold with { Scope = scope }, counts);
        foreach (var basis in Enum.GetValues<ThresholdBasis>().Where(b => b != threshold.Basis)) yield return ("basis", threshold with { Basis = basis }, counts);
        yield return ("mode", threshold with { Mode = threshold.Mode == ThresholdMode.Graduated ? ThresholdMode.Retroactive : ThresholdMode.Graduated }, counts);
        for (var i = 0; i < threshold.Steps.Count; i++)
        {
            var (at, step) = (i, threshold.Steps[i]);
            yield return ("afterMinutes", threshold with { Steps = [.. threshold.Steps.Select((s, n) => n == at ? step with { AfterMinutes = s.AfterMinutes + 1m / 64m } : s)] }, true);
            yield return ("multiplier", threshold with { Steps = [.. threshold.Steps.Select((s, n) => n == at ? step with { Multiplier = s.Multiplier + 0.25m } : s)] }, true);
            yield return ("fewer steps", threshold with { Steps = [.. threshold.Steps.Where((_, n) => n != at)] }, true);
        }
    }

    private static IEnumerable<(string, Premium, bool)> OfWindow(WindowPremium window)
    {
        var matches = window.Days.Count > 0;
        yield return ("multiplier", window with { Multiplier = window.Multiplier + 0.5m }, matches);
        yield return ("from", window with { From = window.From.PlusSeconds(1) }, matches);
        yield return ("to", window with { To = window.To.PlusMinutes(1) }, matches);
        foreach (var day in Enum.GetValues<IsoDayOfWeek>().Skip(1))
            yield return ("days", window with { Days = window.Days.Contains(day) ? window.Days.Where(d => d != day).ToHashSet() : [.. window.Days, day] }, true);
    }

    private static IEnumerable<(string, Premium, bool)> OfSeverity(SeverityPremium severity)
    {
        yield return ("multiplier", severity with { Multiplier = severity.Multiplier + 0.5m }, severity.Severities.Count > 0);
        foreach (var word in (string[])["critical", "medium", "critique", "hoch", "zebra"])
            yield return ("severities", severity with { Severities = severity.Severities.Contains(word) ? severity.Severities.Where(s => s != word).ToHashSet(StringComparer.Ordinal) : [.. severity.Severities, word] }, true);
    }

    private static IEnumerable<TermsVariation> Combination(ContractTerms terms)
    {
        foreach (var stacking in Enum.GetValues<Stacking>().Where(s => s != terms.Stacking)) yield return new("stacking", terms with { Stacking = stacking }, terms.Premiums.Count > 1, ClauseKind.Stacking);
        for (var i = 0; i < terms.Premiums.Count; i++)
        {
            var at = i;
            var group = terms.Premiums[i].Group is null ? "g" : null;
            var others = terms.Premiums.Where((_, n) => n != at).Any(p => p.Group == "g");
            yield return new($"premiums[{i}].group", terms with { Premiums = [.. terms.Premiums.Select((p, n) => n == at ? p with { Group = group } : p)] }, terms.Stacking != Stacking.Highest && others, ClauseKind.Stacking);
        }

        yield return new("maximumMultiplier", terms with { MaximumMultiplier = terms.MaximumMultiplier is null ? 1.75m : null }, true, ClauseKind.Maximum);
        if (terms.MaximumMultiplier is { } maximum) yield return new("maximumMultiplier", terms with { MaximumMultiplier = maximum + 0.1m }, true, ClauseKind.Maximum);
    }

    private static IEnumerable<TermsVariation> Rest(ContractTerms terms)
    {
        if (terms.Increment is { } increment)
        {
            var rounds = increment.Rounding != IncrementRounding.None;
            yield return new("increment.minutes", terms with { Increment = increment with { Minutes = increment.Minutes + 1 } }, rounds, ClauseKind.Increment);
            foreach (var rounding in Enum.GetValues<IncrementRounding>().Where(r => r != increment.Rounding)) yield return new("increment.rounding", terms with { Increment = increment with { Rounding = rounding } }, true, ClauseKind.Increment);
            foreach (var scope in Enum.GetValues<IncrementScope>().Where(s => s != increment.Scope)) yield return new("increment.scope", terms with { Increment = increment with { Scope = scope } }, rounds, ClauseKind.Increment);
            yield return new("increment", terms with { Increment = null }, rounds, ClauseKind.Increment);
        }

        if (terms.MinimumCallOut is { } callOut)
        {
            yield return new("minimumCallOut.minutes", terms with { MinimumCallOut = callOut with { Minutes = callOut.Minutes + 0.5m } }, true, ClauseKind.MinimumCallOut);
            yield return new("minimumCallOut.join", terms with { MinimumCallOut = callOut with { JoinWithinMinutes = callOut.JoinWithinMinutes + 90m } }, true, ClauseKind.MinimumCallOut);
        }

        if (terms.ResponseFee is { } fee)
        {
            yield return new("responseFee.amount", terms with { ResponseFee = fee with { Amount = fee.Amount + 0.0001m } }, true, ClauseKind.ResponseFee);
            yield return new("responseFee.within", terms with { ResponseFee = fee with { WithinMinutes = fee.WithinMinutes + 1m } }, true, ClauseKind.ResponseFee);
        }

        if (terms.Cap is { } cap)
        {
            yield return new("cap.amount", terms with { Cap = cap with { Amount = cap.Amount + 1000m } }, true, ClauseKind.Cap);
            foreach (var scope in Enum.GetValues<CapScope>().Where(s => s != cap.Scope)) yield return new("cap.scope", terms with { Cap = cap with { Scope = scope } }, true, ClauseKind.Cap);
        }

        if (terms.Retainer is { } retainer)
        {
            yield return new("retainer.minutes", terms with { Retainer = retainer with { IncludedMinutes = retainer.IncludedMinutes + 0.01m } }, true, ClauseKind.Retainer);
            yield return new("retainer.weighted", terms with { Retainer = retainer with { Weighted = !retainer.Weighted } }, true, ClauseKind.Retainer);
        }

        yield return new("recurrenceCountsOn", terms with { RecurrenceCountsOn = !terms.RecurrenceCountsOn }, true, ClauseKind.Recurrence);
    }
}
