using Billing.Domain.Contracts;
using NodaTime;

namespace Billing.Domain.Invoicing;

/// <summary>Which months of a contract are to be billed (DESIGN §5). "Is it the 1st?" is never asked: everything due and not settled is owed.</summary>
public static class OwedPeriods
{
    /// <summary>The instant from which a month is due: its billing day's first instant in the contract's zone.</summary>
    /// <param name="period">The service month.</param>
    /// <param name="billingDay">1 to 28, of the month after.</param>
    /// <param name="zone">The contract's.</param>
    public static Instant DueAt(BillingPeriod period, int billingDay, DateTimeZone zone) =>
        period.Next.FirstDay.PlusDays(billingDay - 1).AtStartOfDayInZone(zone).ToInstant();

    /// <summary>Owed months, rising.</summary>
    /// <param name="contract">Active or ended.</param>
    /// <param name="lastSettled">The last month settled, or null when none is.</param>
    /// <param name="through">Null for what is due by its billing day; else every complete month up to this one.</param>
    /// <param name="now">The present.</param>
    public static IEnumerable<BillingPeriod> Of(Contract contract, BillingPeriod? lastSettled, BillingPeriod? through, Instant now)
    {
        var zone = DateTimeZoneProviders.Tzdb[contract.TimeZone];
        var first = lastSettled?.Next ?? BillingPeriod.Of(contract.StartsOn);
        for (var period = first; IsWanted(period); period = period.Next) yield return period;

        bool IsWanted(BillingPeriod period) =>
            (contract.EndsOn is not { } end || period <= BillingPeriod.Of(end))
            && (through is { } last ? period <= last && period.EndIn(zone) <= now : DueAt(period, contract.BillingDay, zone) <= now);
    }

    /// <summary>True when every month of an agreement that has an end is settled: none will come.</summary>
    /// <param name="contract">Active or ended.</param>
    /// <param name="lastSettled">The last month settled, or null when none is.</param>
    public static bool IsOver(Contract contract, BillingPeriod? lastSettled) =>
        contract.EndsOn is { } end && (lastSettled?.Next ?? BillingPeriod.Of(contract.StartsOn)) > BillingPeriod.Of(end);

    /// <summary>When the next month falls due; null when none will.</summary>
    public static Instant? NextDue(Contract contract, BillingPeriod? lastSettled)
    {
        if (contract.State != ContractState.Active) return null;
        var period = lastSettled?.Next ?? BillingPeriod.Of(contract.StartsOn);
        if (contract.EndsOn is { } end && period > BillingPeriod.Of(end)) return null;
        return DueAt(period, contract.BillingDay, DateTimeZoneProviders.Tzdb[contract.TimeZone]);
    }
}
