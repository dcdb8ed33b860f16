using Billing.Domain.Contracts;
using NodaTime;

namespace Billing.Domain.Invoicing;

/// <summary>What a contract costs each month whatever happens: retainer fee, standby (DESIGN §2, Terms).</summary>
public static class RecurringCharges
{
    /// <summary>
    /// The charges of one month. A month in which the contract starts or ends, or in which its terms change, is prorated by days: amount × days ÷ days of
    /// the month, rounded once, half away from zero. Days are local to the contract's zone and the last day counts.
    /// </summary>
    /// <param name="contract">Whose first and last day bound the days.</param>
    /// <param name="terms">By date, rising; the last version of each date.</param>
    /// <param name="period">A month that is over, or the last month of a contract.</param>
    public static IReadOnlyList<Charge> Of(Contract contract, IReadOnlyList<ContractTerms> terms, BillingPeriod period)
    {
        List<Charge> charges = [];
        var last = contract.EndsOn is { } end ? LocalDate.Min(end, period.LastDay) : period.LastDay;
        for (var i = 0; i < terms.Count; i++)
        {
            var first = LocalDate.Max(LocalDate.Max(terms[i].EffectiveFrom, contract.StartsOn), period.FirstDay);
            var until = i + 1 < terms.Count ? LocalDate.Min(last, terms[i + 1].EffectiveFrom.PlusDays(-1)) : last;
            if (first > until) continue;
            charges.AddRange(terms[i].Recurring.Select(charge => ChargeOf(charge, contract.Currency, period, terms[i], first, until)));
        }

        return charges;
    }

    private static Charge ChargeOf(RecurringCharge charge, Currency currency, BillingPeriod period, ContractTerms terms, LocalDate first, LocalDate last)
    {
        var days = Period.DaysBetween(first, last) + 1;
        var all = Period.DaysBetween(period.FirstDay, period.LastDay) + 1;
        return new(
            new() { Kind = "recurring", Label = charge.Name, HourlyRate = null, Date = NodaTime.Text.LocalDatePattern.Iso.Format(first) }, period, null,
            currency.Round(charge.Amount * days / all), [])
        {
            Description = charge.Name,
            Quantity = days == all ? 1m : days,
            Unit = days == all ? "MON" : "DAY",
            UnitPrice = days == all ? charge.Amount : null,
            Terms = terms,
            Days = (first, last),
        };
    }
}
