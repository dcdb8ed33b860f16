using Billing.Domain.Invoicing;

namespace Billing.Domain.Rating;

/// <summary>Prices every second of a contract's work: a pure function, normative text in <c>RATING.md</c> beside this file.</summary>
public static class Rater
{
    /// <summary>Rates all months.</summary>
    /// <returns>The months, or every error found; nothing is rated around an error (RATING §2).</returns>
    public static RatingResult Rate(RatingInput input) => Rate(input, only: null);

    /// <summary>Rates one month, and no more of the others than it depends on.</summary>
    /// <param name="input">Of all months, as for <see cref="Rate(RatingInput)"/>: an incident's earlier work counts.</param>
    /// <param name="period">The month, local to the contract's zone.</param>
    /// <returns>That month exactly as among all, or no month when nothing was done in it; or every error found, of whatever month.</returns>
    public static RatingResult Rate(RatingInput input, BillingPeriod period) => Rate(input, only: period);

    private static RatingResult Rate(RatingInput input, BillingPeriod? only)
    {
        var errors = new RatingErrors();
        InputValidation.Check(input.Contract.Terms, input.Incidents, input.Sessions, errors);
        if (errors.Any) return RatingResult.Refused(errors.Listed());
        try
        {
            return RateSound(input, only, errors);
        }
        catch (OverflowException)
        {
            // Every number is within bounds, but a product of many multipliers need not be.
            errors.Add(RatingErrorCodes.Malformed, "The rates and multipliers together give amounts too large to reckon with: set a lower maximum or fewer premiums.");
            return RatingResult.Refused(errors.Listed());
        }
    }

    private static RatingResult RateSound(RatingInput input, BillingPeriod? only, RatingErrors errors)
    {
        var (contract, incidents) = (input.Contract, new KnownIncidents(input.Incidents));
        var facts = new WorkFacts(incidents, only is { } month ? new MonthWork(input, incidents).Of(month) : input.Sessions);
        var counts = new ThresholdCounts();
        var clock = new WallClock(contract.Zone, contract.Holidays, new TermsInForce(contract.Terms, counts));
        var cut = new Cutting(facts, clock, counts).Cut(errors);
        if (errors.Any) return RatingResult.Refused(errors.Listed());

        var rounded = Increments.Round(cut, contract.Terms);
        var billed = CallOuts.MakeUp(cut, rounded, contract.Terms);
        var fees = ResponseFees.Due(cut, incidents, contract.Terms);
        var periods = Months.Of(billed, fees, contract, incidents);
        return RatingResult.Of(only is null ? periods : periods.FindAll(p => p.Period == only), contract.Currency);
    }
}
