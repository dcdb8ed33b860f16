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
        var space = Workspace.Take();
        try
        {
            var errors = Check(input, space);
            return errors.Any ? RatingResult.Refused(errors.Listed()) : RateSound(input, only, space, errors);
        }
        catch (OverflowException)
        {
            // Every number is within bounds, but a product of many multipliers need not be.
            var errors = new RatingErrors();
            errors.Add(RatingErrorCodes.Malformed, "The rates and multipliers together give amounts too large to reckon with: set a lower maximum or fewer premiums.");
            return RatingResult.Refused(errors.Listed());
        }
        finally
        {
            space.Return();
        }
    }

    private static RatingErrors Check(RatingInput input, Workspace space)
    {
        var errors = new RatingErrors();
        foreach (var refusal in TermsValidation.CheckAll(input.Contract.Terms)) errors.Add(refusal);
        if (!space.Incidents.Read(input.Incidents) | !space.Facts.Read(input.Sessions, space.Incidents)) InputValidation.Check(input.Incidents, input.Sessions, errors);
        return errors;
    }

    private static RatingResult RateSound(RatingInput input, BillingPeriod? only, Workspace space, RatingErrors errors)
    {
        var contract = input.Contract;
        space.Incidents.Chain();
        if (only is { } period) new MonthWork(space.Facts, space.Incidents, contract.Terms).Pick(period);
        space.Facts.Tie(space.Incidents);
        var counts = new ThresholdCounts(space.CounterKinds);
        var clock = new WallClock(contract.Zone, contract.Holidays, new TermsInForce(contract.Terms, counts));
        new Cutting(space, clock, counts).Cut(errors);
        if (errors.Any) return RatingResult.Refused(errors.Listed());

        Increments.Round(space, contract.Terms);
        CallOuts.MakeUp(space, contract.Terms);
        var months = new Months(contract, space, ResponseFees.Due(space, contract.Terms));
        return RatingResult.Of(months.Of(only is { } asked ? Days.MonthOf(asked) : null), contract.Currency);
    }
}
