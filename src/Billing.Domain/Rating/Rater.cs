namespace Billing.Domain.Rating;

/// <summary>Prices every second of a contract's work: a pure function, normative text in <c>RATING.md</c> beside this file.</summary>
public static class Rater
{
    /// <summary>Rates all months.</summary>
    /// <returns>The months, or every error found; nothing is rated around an error (RATING §2).</returns>
    public static RatingResult Rate(RatingInput input)
    {
        var errors = new RatingErrors();
        InputValidation.Check(input.Contract.Terms, input.Incidents, input.Sessions, errors);
        return errors.Any ? RatingResult.Refused(errors.Listed()) : RateChecked(input, errors);
    }

    private static RatingResult RateChecked(RatingInput input, RatingErrors errors)
    {
        var (contract, facts) = (input.Contract, new WorkFacts(input.Incidents, input.Sessions));
        var counts = new ThresholdCounts();
        var clock = new WallClock(contract.Zone, contract.Holidays, new TermsInForce(contract.Terms, counts));
        var cut = new Cutting(facts, clock, counts).Cut(errors);
        if (errors.Any) return RatingResult.Refused(errors.Listed());

        var rounded = Increments.Round(cut, contract.Terms);
        var billed = CallOuts.MakeUp(cut, rounded, contract.Terms);
        var fees = ResponseFees.Due(cut, facts);
        return RatingResult.Of(Months.Of(billed, fees, contract, facts), contract.Currency);
    }
}
