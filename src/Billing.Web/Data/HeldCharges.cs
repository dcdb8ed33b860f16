using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Microsoft.EntityFrameworkCore;

namespace Billing.Web.Data;

/// <summary>Reads what issued documents hold of a contract's months, by indexes.</summary>
public sealed class HeldCharges(BillingDb db)
{
    private static readonly Func<BillingDb, Id<Contract>, IReadOnlyCollection<BillingPeriod>, IAsyncEnumerable<BilledLine>> LinesOf = EF.CompileAsyncQuery(
        (BillingDb db, Id<Contract> contract, IReadOnlyCollection<BillingPeriod> months) =>
            db.BilledLines.AsNoTracking().Where(l => l.ContractId == contract && l.FreeLineId == null && months.Contains(l.ServiceMonth)));

    /// <summary>All of it but the lines that people typed, which are held whole or not at all.</summary>
    /// <param name="contract">Whose documents.</param>
    /// <param name="months">Service months, whatever month they were billed in.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<IReadOnlyList<HeldCharge>> OfAsync(Contract contract, IReadOnlyCollection<BillingPeriod> months, CancellationToken cancel)
    {
        var lines = await LinesOf(db, contract.Id, months).ToListAsync(cancel);
        if (lines.Count == 0) return [];
        var invoices = lines.Select(l => l.InvoiceId).Distinct().ToList();
        var slices = (await db.BilledSlices.AsNoTracking().Where(s => invoices.Contains(s.InvoiceId)).OrderBy(s => s.Ordinal).ToListAsync(cancel)).ToLookup(s => (s.InvoiceId, s.Line));
        return [.. lines.Select(l => new HeldCharge(
            ChargeKey.Parse(l.Key), l.ServiceMonth, l.Seconds, Money.FromMinor(l.AmountMinor, contract.Currency).Amount,
            [.. slices[(l.InvoiceId, l.Position)].Select(s => new ChargedSlice(s.SessionId.ToString(), s.Start, s.Stop, s.Seconds, null))], new(l.VatCategory, l.VatRate)))];
    }
}
