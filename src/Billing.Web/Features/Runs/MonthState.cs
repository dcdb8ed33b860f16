using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Billing.Web.Features.Runs;

/// <summary>
/// What the ledger and the lists say of a contract's month, in one look. Most months are on no list, and then none of the lists need be read.
/// </summary>
public sealed record MonthState
{
    // Whether there is an invoice is asked of what was found: asked while searching, it would lead through every invoice of the business.
    private static readonly Func<BillingDb, Id<Contract>, BillingPeriod, CancellationToken, Task<MonthState>> Read = EF.CompileAsyncQuery(
        (BillingDb db, Id<Contract> contract, BillingPeriod period, CancellationToken _) => db.Contracts.Where(c => c.Id == contract).Select(c => new MonthState
        {
            IsInvoiced = db.SettledPeriods.Where(p => p.ContractId == c.Id && p.Period == period).Max(p => p.InvoiceId == null ? (int?)0 : 1) == 1,
            LastSettled = db.SettledPeriods.Where(p => p.ContractId == c.Id && p.Period == period).Max(p => (int?)p.Sequence) ?? 0,
            LastIssued = db.Invoices.Where(i => i.ContractId == c.Id && i.Period == period).Max(i => (int?)i.Sequence) ?? 0,
            IsDrafted = db.Drafts.Any(d => d.ContractId == c.Id && d.Period == period),
            HasDrafts = db.Drafts.Any(d => d.ContractId == c.Id),
            HasChangedMonths = db.ChangedMonths.Any(m => m.ContractId == c.Id),
            IsParked = db.Parked.Any(p => p.ContractId == c.Id),
            HasFreeLines = db.FreeLines.Any(l => l.ContractId == c.Id && !db.BilledLines.Any(b => b.FreeLineId == l.Id)),
        }).Single());

    /// <summary>In the ledger, with an invoice or without.</summary>
    public bool IsSettled => LastSettled > 0;

    /// <summary>In the ledger with an invoice.</summary>
    public required bool IsInvoiced { get; init; }

    /// <summary>The last sequence in the ledger; 0 for none.</summary>
    public required int LastSettled { get; init; }

    /// <summary>The last sequence of an invoice; 0 for none.</summary>
    public required int LastIssued { get; init; }

    /// <summary>The month waits as a draft.</summary>
    public required bool IsDrafted { get; init; }

    /// <summary>Some month of the contract waits as a draft.</summary>
    public required bool HasDrafts { get; init; }

    /// <summary>Something is left of some billed month of the contract.</summary>
    public required bool HasChangedMonths { get; init; }

    /// <summary>The contract is on the list of those that cannot be billed.</summary>
    public required bool IsParked { get; init; }

    /// <summary>Someone typed a line that no document holds.</summary>
    public required bool HasFreeLines { get; init; }

    /// <summary>Looks.</summary>
    /// <exception cref="InvalidOperationException">The contract is not this business's.</exception>
    public static Task<MonthState> ReadAsync(BillingDb db, Id<Contract> contract, BillingPeriod period, CancellationToken cancel) => Read(db, contract, period, cancel);
}
