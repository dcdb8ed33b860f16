using Billing.Domain.Contracts;
using NodaTime;
using NodaTime.Text;
using static System.FormattableString;

namespace Billing.Domain.Rating;

/// <summary>Says what is wrong with terms (RATING §2), for the engine and for the form that writes them.</summary>
public static class TermsValidation
{
    /// <summary>Everything wrong with one set of terms; empty when nothing is.</summary>
    /// <returns>Codes <c>malformed</c>, <c>negative</c> and <c>steps-not-rising</c>; the field is a path such as <c>premiums[2].steps[0].multiplier</c>.</returns>
    public static IReadOnlyList<Refusal> Check(ContractTerms terms)
    {
        var found = new TermsFindings(terms.EffectiveFrom);
        found.Money(terms.HourlyRate, "hourlyRate", "the hourly rate");
        foreach (var (engineer, rate) in terms.EngineerRates) found.Money(rate, $"engineerRates.{engineer}", $"the hourly rate of {engineer}");
        for (var i = 0; i < terms.Premiums.Count; i++) Check(terms.Premiums[i], Invariant($"premiums[{i}]"), found);
        if (terms.MaximumMultiplier is { } maximum) found.Multiplier(maximum, "maximumMultiplier", "the largest multiplier");
        if (terms.Increment is { Minutes: <= 0 }) found.Malformed("increment.minutes", "the increment must be a whole number of minutes above 0");
        CheckAmounts(terms, found);
        CheckRecurring(terms.Recurring, found);
        return found.All;
    }

    /// <summary>Everything wrong with all terms of one contract together; empty when nothing is.</summary>
    /// <returns>As <see cref="Check(ContractTerms)"/>, and codes <c>duplicate-terms</c> and <c>mixed-scope</c>.</returns>
    public static IReadOnlyList<Refusal> CheckAll(IReadOnlyList<ContractTerms> terms)
    {
        List<Refusal> found = [.. terms.SelectMany(Check)];
        foreach (var date in terms.GroupBy(t => t.EffectiveFrom).Where(g => g.Count() > 1).Select(g => g.Key))
            found.Add(new(RatingErrorCodes.DuplicateTerms, $"Two sets of terms begin on {LocalDatePattern.Iso.Format(date)}: keep one, or give one another date.", "effectiveFrom"));
        if (terms.Select(t => t.Increment?.Scope).OfType<IncrementScope>().Distinct().Count() > 1)
            found.Add(new(RatingErrorCodes.MixedScope, "All terms of a contract must round the same thing: give every increment one scope.", "increment.scope"));
        if (terms.Select(t => t.Cap?.Scope).OfType<CapScope>().Distinct().Count() > 1)
            found.Add(new(RatingErrorCodes.MixedScope, "All terms of a contract must cap the same thing: give every cap one scope.", "cap.scope"));
        return found;
    }

    private static void CheckAmounts(ContractTerms terms, TermsFindings found)
    {
        if (terms.MinimumCallOut is { } callOut)
        {
            found.Minutes(callOut.Minutes, "minimumCallOut.minutes", "the minimum call-out");
            found.Minutes(callOut.JoinWithinMinutes, "minimumCallOut.joinWithinMinutes", "the time within which a session joins a call-out");
        }

        if (terms.ResponseFee is { } fee)
        {
            found.Money(fee.Amount, "responseFee.amount", "the response fee");
            found.Minutes(fee.WithinMinutes, "responseFee.withinMinutes", "the time within which the response fee is due");
        }

        if (terms.Cap is { } cap) found.Money(cap.Amount, "cap.amount", "the cap");
        if (terms.Retainer is { } retainer) found.Minutes(retainer.IncludedMinutes, "retainer.includedMinutes", "the included time");
    }

    private static void CheckRecurring(IReadOnlyList<RecurringCharge> recurring, TermsFindings found)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < recurring.Count; i++)
        {
            var (name, at) = (recurring[i].Name, Invariant($"recurring[{i}]"));
            if (string.IsNullOrWhiteSpace(name)) found.Malformed(at + ".name", "each monthly charge must have a name");
            else if (!names.Add(name.Trim())) found.Malformed(at + ".name", $"“{name}” is charged twice: give each monthly charge a name of its own");
            found.Money(recurring[i].Amount, at + ".amount", $"the monthly amount of “{name}”");
        }
    }

    private static void Check(Premium premium, string field, TermsFindings found)
    {
        var label = $"the multiplier of “{premium.Name}”";
        switch (premium)
        {
            case ThresholdPremium threshold:
                Check(threshold, field, found);
                break;
            case WindowPremium window:
                found.Multiplier(window.Multiplier, field + ".multiplier", label);
                if (HasFraction(window.From) || HasFraction(window.To)) found.Malformed(field, $"“{premium.Name}” must begin and end on whole seconds");
                break;
            case HolidayPremium holiday:
                found.Multiplier(holiday.Multiplier, field + ".multiplier", label);
                break;
            case SeverityPremium severity:
                found.Multiplier(severity.Multiplier, field + ".multiplier", label);
                break;
            default:
                throw new InvalidOperationException($"Premiums of type {premium.GetType().Name} are not rated.");
        }
    }

    private static void Check(ThresholdPremium threshold, string field, TermsFindings found)
    {
        var name = threshold.Name;
        if (threshold.Basis == ThresholdBasis.Elapsed && (threshold.Scope != ThresholdScope.Incident || threshold.Mode != ThresholdMode.Graduated))
            found.Malformed(field + ".basis", $"“{name}” can count elapsed time only per incident and graduated");
        if (threshold.Mode == ThresholdMode.Retroactive && threshold.Scope is not (ThresholdScope.Incident or ThresholdScope.Day))
            found.Malformed(field + ".mode", $"“{name}” can be retroactive only per incident or per day");
        for (var i = 0; i < threshold.Steps.Count; i++)
        {
            found.Minutes(threshold.Steps[i].AfterMinutes, Invariant($"{field}.steps[{i}].afterMinutes"), Invariant($"step {i + 1} of “{name}”"));
            found.Multiplier(threshold.Steps[i].Multiplier, Invariant($"{field}.steps[{i}].multiplier"), Invariant($"the multiplier of step {i + 1} of “{name}”"));
        }

        var after = threshold.Steps.Select(s => s.AfterMinutes).ToList();
        if (after.TrueForAll(m => m >= 0) && after.Zip(after.Skip(1)).Any(pair => pair.First >= pair.Second))
            found.Add(RatingErrorCodes.StepsNotRising, field + ".steps", $"the steps of “{name}” must rise: each begins later than the one before");
    }

    private static bool HasFraction(LocalTime time) => time.TickOfSecond != 0 || time.NanosecondOfSecond != 0;
}

/// <summary>Checks single values of one set of terms against the bounds of RATING §2.</summary>
internal sealed class TermsFindings(LocalDate effectiveFrom)
{
    private const decimal MoneyBelow = 1_000_000_000m;
    private const decimal MultiplierBelow = 1000m;

    private readonly List<Refusal> found = [];

    public IReadOnlyList<Refusal> All => found;

    public void Money(decimal value, string field, string label) => Bounded(value, MoneyBelow, "1,000,000,000", field, label);

    public void Multiplier(decimal value, string field, string label) => Bounded(value, MultiplierBelow, "1000", field, label);

    public void Minutes(decimal value, string field, string label)
    {
        if (value < 0) Add(RatingErrorCodes.Negative, field, $"{label} must not be negative");
    }

    public void Malformed(string field, string sentence) => Add(RatingErrorCodes.Malformed, field, sentence);

    public void Add(string code, string field, string sentence) =>
        found.Add(new(code, $"In the terms from {LocalDatePattern.Iso.Format(effectiveFrom)}, {sentence}.", field));

    private void Bounded(decimal value, decimal below, string belowText, string field, string label)
    {
        if (value < 0) Add(RatingErrorCodes.Negative, field, $"{label} must not be negative");
        if (value >= below) Malformed(field, $"{label} must be below {belowText}");
        if (decimal.Round(value, 4, MidpointRounding.ToZero) != value) Malformed(field, $"{label} must have at most 4 decimals");
    }
}
