using Billing.Domain.Contracts;
using NodaTime;
using NodaTime.Text;

namespace Billing.Domain.Invoicing;

/// <summary>What a contract costs each month whatever happens: retainer fee, standby (DESIGN §2, Terms).</summary>
public static class RecurringCharges
{
    /// <summary>
    /// The charges of one month, in order of their first day. A month in which the contract starts or ends, or in which a charge begins, ends or changes its
    /// amount, is prorated by days: amount × days ÷ days of the month, rounded once, half away from zero. Terms that repeat a charge let it go on: it
    /// stays one charge. Days are local to the contract's zone and the last day counts.
    /// </summary>
    /// <param name="contract">Whose first and last day bound the days.</param>
    /// <param name="terms">By date, rising; the last version of each date.</param>
    /// <param name="period">A month that is over, or the last month of a contract.</param>
    /// <returns>
    /// Whole months have the unit <c>MON</c>. Of a part, the quantity is in days (<c>DAY</c>) and the unit price is that of the whole month, so of as many
    /// days as the month has (BT-149).
    /// </returns>
    public static IReadOnlyList<Charge> Of(Contract contract, IReadOnlyList<ContractTerms> terms, BillingPeriod period)
    {
        List<Stretch> stretches = [];
        var last = contract.EndsOn is { } end ? LocalDate.Min(end, period.LastDay) : period.LastDay;
        for (var i = 0; i < terms.Count; i++)
        {
            var first = LocalDate.Max(LocalDate.Max(terms[i].EffectiveFrom, contract.StartsOn), period.FirstDay);
            var until = i + 1 < terms.Count ? LocalDate.Min(last, terms[i + 1].EffectiveFrom.PlusDays(-1)) : last;
            if (first > until) continue;
            foreach (var charge in terms[i].Recurring) Extend(stretches, new(charge, terms[i], first, until));
        }

        return [.. stretches.Select((stretch, i) => ChargeOf(stretch, contract.Currency, period, stretches.FindIndex(s => IsNamed(s, stretch)) == i))];
    }

    private static void Extend(List<Stretch> stretches, Stretch next)
    {
        var before = stretches.FindIndex(s => s.Charge == next.Charge && s.Last.PlusDays(1) == next.First);
        if (before < 0) stretches.Add(next);
        else stretches[before] = stretches[before] with { Last = next.Last };
    }

    private static bool IsNamed(Stretch one, Stretch other) => string.Equals(one.Charge.Name, other.Charge.Name, StringComparison.Ordinal);

    // The first stretch of a name has no date in its key, so that it is the same charge when a contract's start or end moves; a later one, at another amount, has.
    private static Charge ChargeOf(Stretch stretch, Currency currency, BillingPeriod period, bool isFirst)
    {
        var (charge, days, all) = (stretch.Charge, DaysIn(stretch.First, stretch.Last), DaysIn(period.FirstDay, period.LastDay));
        return new(
            new() { Kind = "recurring", Label = charge.Name, Date = isFirst ? null : LocalDatePattern.Iso.Format(stretch.First) }, period, null,
            currency.Round(charge.Amount * days / all), [])
        {
            Description = charge.Name,
            Quantity = days == all ? 1m : days,
            Unit = days == all ? "MON" : "DAY",
            UnitPrice = charge.Amount,
            Terms = stretch.Terms,
            Days = (stretch.First, stretch.Last),
        };
    }

    private static int DaysIn(LocalDate first, LocalDate last) => Period.DaysBetween(first, last) + 1;

    // A charge at one amount on days without a gap; its clause is that of the first terms.
    private sealed record Stretch(RecurringCharge Charge, ContractTerms Terms, LocalDate First, LocalDate Last);
}
