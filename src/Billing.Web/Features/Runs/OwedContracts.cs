using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.Web.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web.Features.Runs;

/// <summary>A contract with the months that it owes a look.</summary>
/// <param name="Contract">Which.</param>
/// <param name="Periods">Months to be billed, rising.</param>
/// <param name="Late">Those of them that are billed already, and of which something is left that no later month will take along.</param>
internal sealed record OwedContract(Contract Contract, IReadOnlyList<BillingPeriod> Periods, IReadOnlySet<BillingPeriod> Late)
{
    /// <summary>What to ask for, in order.</summary>
    public IEnumerable<ProposalRequest> Requests => Periods.Select(p => new ProposalRequest(p, Late.Contains(p) ? ProposalKind.Late : ProposalKind.Month));
}

/// <summary>Finds what is owed, page by page, by indexes.</summary>
internal static class OwedContracts
{
    /// <summary>Contracts a page.</summary>
    public const int PageSize = 200;

    /// <summary>Active and ended contracts by code, with their owed months; also those that owe nothing.</summary>
    public static async Task<IReadOnlyList<OwedContract>> PageAsync(BillingDb db, RunOrder order, string? after, Instant now, CancellationToken cancel)
    {
        var wanted = db.Contracts.AsNoTracking().Where(c => c.State == ContractState.Active || c.State == ContractState.Ended);
        if (order.Contract is { } one) wanted = wanted.Where(c => c.Id == one);
        if (after is not null) wanted = wanted.Where(c => string.Compare(c.Code, after) > 0);
        var page = await wanted.OrderBy(c => c.Code).Take(PageSize)
            .Select(c => new { Contract = c, Last = db.SettledPeriods.Where(p => p.ContractId == c.Id).OrderByDescending(p => p.Period).Select(p => (BillingPeriod?)p.Period).FirstOrDefault() })
            .ToListAsync(cancel);
        if (page.Count == 0) return [];
        var (first, last) = (page[0].Contract.Code, page[^1].Contract.Code);
        var again = await OwedAgainAsync(db, first, last, cancel);
        var changed = await ChangedAsync(db, first, last, cancel);
        return [.. page.Select(c => Owed(c.Contract, c.Last, order.Through, now, again[c.Contract.Id], changed[c.Contract.Id]))];
    }

    private static OwedContract Owed(Contract contract, BillingPeriod? last, BillingPeriod? through, Instant now, IEnumerable<BillingPeriod> again, IEnumerable<BillingPeriod> changed)
    {
        var due = OwedPeriods.Of(contract, last, through, now).ToList();

        // The next month's invoice takes along what is left of earlier ones; where none will come, they get one of their own.
        var late = due.Count == 0 && OwedPeriods.IsOver(contract, last) ? changed.ToHashSet() : [];
        return new(contract, [.. again.Concat(late).Distinct().Order(), .. due], late);
    }

    // Months in which nothing was owed, and that got work afterwards: one index look-up for each such month.
    private static async Task<ILookup<Id<Contract>, BillingPeriod>> OwedAgainAsync(BillingDb db, string first, string last, CancellationToken cancel)
    {
        // Said so that the search goes by contract: "is null" would lead through every empty month of the business, for each contract.
        Id<Invoice> none = default;
        var empty = await (
            from period in db.SettledPeriods.AsNoTracking()
            join contract in db.Contracts on period.ContractId equals contract.Id
            where string.Compare(contract.Code, first) >= 0 && string.Compare(contract.Code, last) <= 0
            where (period.InvoiceId ?? none) == none && !db.SettledPeriods.Any(q => q.ContractId == period.ContractId && q.Period == period.Period && (q.InvoiceId ?? none) != none)
            where db.Sessions.Any(s => s.ContractId == period.ContractId && s.Billable && s.Start > period.Reach && s.Start < period.To && (s.Stop == null || s.Stop > period.From))
            select new { period.ContractId, period.Period }).ToListAsync(cancel);
        return empty.ToLookup(p => p.ContractId, p => p.Period);
    }

    private static async Task<ILookup<Id<Contract>, BillingPeriod>> ChangedAsync(BillingDb db, string first, string last, CancellationToken cancel)
    {
        var changed = await (
            from month in db.ChangedMonths.AsNoTracking()
            join contract in db.Contracts on month.ContractId equals contract.Id
            where string.Compare(contract.Code, first) >= 0 && string.Compare(contract.Code, last) <= 0
            select new { month.ContractId, month.Period }).ToListAsync(cancel);
        return changed.ToLookup(c => c.ContractId, c => c.Period);
    }
}
