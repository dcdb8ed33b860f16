using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.Web.Data;
using Billing.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web.Features.FreeLines;

/// <summary>Adds, changes and deletes free lines. Whether one is billed is decided with the write lock held, so that no invoice is issued in between.</summary>
public sealed class FreeLineWrites(BillingDb db, BusinessScope scope, BilledFreeLines billed, IClock clock)
{
    /// <summary>Adds a line to a contract.</summary>
    internal Task<Result<FreeLine>> AddAsync(Id<Contract> contract, FreeLineDraft draft, UploadedReceipt? receipt) => db.WriteAsync<Result<FreeLine>>(async () =>
    {
        if (!FreeLineRights.Kinds(scope.Member!).Contains(draft.Kind)) return new Refusal("not-yours", "Only the owner adds fixed prices and discounts.");
        var line = new FreeLine(scope.RequiredBusinessId, contract, draft.Kind, draft.Date, draft.Description, scope.MemberId, clock.WholeSecond());
        draft.Into(line);
        db.FreeLines.Add(line);
        await OweAsync(line);
        await KeepAsync(line, receipt);
        return line;
    });

    /// <summary>Changes a line. Its receipt stays when neither another comes nor it is to go.</summary>
    internal Task<Result<FreeLine>> ChangeAsync(Id<FreeLine> id, FreeLineDraft draft, UploadedReceipt? receipt, bool removeReceipt) => OpenAsync(id, async line =>
    {
        draft.Into(line);
        if (removeReceipt || receipt is not null) await DropReceiptAsync(line);
        await KeepAsync(line, receipt);
    });

    /// <summary>Deletes a line with its receipt; the audit trail keeps what it was.</summary>
    internal Task<Result<FreeLine>> DeleteAsync(Id<FreeLine> id) => OpenAsync(id, async line =>
    {
        await DropReceiptAsync(line);
        db.FreeLines.Remove(line);
        await db.SaveChangesAsync();
    });

    private Task<Result<FreeLine>> OpenAsync(Id<FreeLine> id, Func<FreeLine, Task> work) => db.WriteAsync<Result<FreeLine>>(async () =>
    {
        var line = await db.FreeLines.SingleOrDefaultAsync(l => l.Id == id);
        if (line is null || !FreeLineRights.MayWrite(scope.Member!, line)) return new Refusal("not-found", "This line is not there any more.");
        if ((await billed.OfAsync([id], CancellationToken.None)).TryGetValue(id, out var on)) return new Refusal("billed", $"This line is on invoice {on.Number}, so it stays as it is.");
        await work(line);
        return line;
    });

    // The next month's invoice takes a line along. Where none will come, its month is to be looked at again.
    private async Task OweAsync(FreeLine line)
    {
        var contract = await db.Contracts.AsNoTracking().SingleAsync(c => c.Id == line.ContractId);
        var last = await db.SettledPeriods.Where(p => p.ContractId == contract.Id).OrderByDescending(p => p.Period).Select(p => (BillingPeriod?)p.Period).FirstOrDefaultAsync();
        if (last is not { } settled || !OwedPeriods.IsOver(contract, last) || await db.ChangedMonths.AnyAsync(m => m.ContractId == contract.Id && m.Period == settled)) return;
        db.ChangedMonths.Add(new()
        {
            BusinessId = contract.BusinessId, ContractId = contract.Id, Period = settled, Reason = "A line was added after the contract's last month was billed.", Since = clock.WholeSecond(),
        });
    }

    // The audit trail tells a file that was replaced as one that went and one that came.
    private async Task DropReceiptAsync(FreeLine line)
    {
        line.ReceiptName = null;
        if (await db.Receipts.SingleOrDefaultAsync(r => r.FreeLineId == line.Id) is { } old) db.Receipts.Remove(old);
        await db.SaveChangesAsync();
    }

    private async Task KeepAsync(FreeLine line, UploadedReceipt? receipt)
    {
        if (receipt is not null)
        {
            line.ReceiptName = receipt.Name;
            db.Receipts.Add(receipt.For(line));
        }

        await db.SaveChangesAsync();
    }
}
