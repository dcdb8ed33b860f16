using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.Web.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace Billing.Web.Features.FreeLines;

/// <summary>A free line in a list.</summary>
/// <param name="Line">The line.</param>
/// <param name="By">Who wrote it.</param>
/// <param name="MayWrite">Whether the reader may open it.</param>
/// <param name="MaySeeReceipt">Whether there is a receipt that the reader may see.</param>
/// <param name="Billed">The invoice that holds it; null while none does.</param>
public sealed record FreeLineRow(FreeLine Line, string By, bool MayWrite, bool MaySeeReceipt, BilledOn? Billed);

/// <summary>The free lines of a contract.</summary>
public sealed record FreeLineList(Contract Contract, IReadOnlyList<FreeLineRow> Open, IReadOnlyList<FreeLineRow> Billed);

/// <summary>Reads what the pages of free lines show.</summary>
public sealed class FreeLinePages(BillingDb db, BusinessScope scope, BilledFreeLines billed, IClock clock)
{
    // Older ones are found on their invoices.
    private const int Latest = 10;

    /// <summary>Everything still to be billed under a contract, by day, and what was billed last.</summary>
    public async Task<FreeLineList> OfAsync(Contract contract, CancellationToken cancel)
    {
        var lines = await (
            from line in db.FreeLines.Where(l => l.ContractId == contract.Id)
            join member in db.Members on line.MadeBy equals member.Id
            orderby line.Date, line.MadeAt
            select new { Line = line, member.Name }).AsNoTracking().ToListAsync(cancel);
        var held = await billed.OfAsync([.. lines.Select(l => l.Line.Id)], cancel);
        var me = scope.Member!;
        var rows = lines.ConvertAll(l => new FreeLineRow(
            l.Line, l.Name, FreeLineRights.MayWrite(me, l.Line), l.Line.ReceiptName is not null && FreeLineRights.MaySeeReceipt(me, l.Line), held.GetValueOrDefault(l.Line.Id)));
        return new(contract, rows.FindAll(r => r.Billed is null), [.. rows.FindAll(r => r.Billed is not null).TakeLast(Latest).Reverse()]);
    }

    /// <summary>A new line's form; null when the contract is not this business's.</summary>
    public async Task<FreeLineForm?> NewAsync(Id<Contract> contract, string? kind, CancellationToken cancel)
    {
        var form = new FreeLineForm { Kind = kind, Quantity = "1", Unit = "C62" };
        if (!await FillAsync(form, contract, cancel)) return null;
        var kinds = form.Around.Kinds;
        form.Kind = (Enum.TryParse<FreeLineKind>(kind, true, out var wanted) && kinds.Contains(wanted) ? wanted : kinds[0]).ToString();
        var today = clock.GetCurrentInstant().InZone(DateTimeZoneProviders.Tzdb[form.Around.Contract.TimeZone]).Date;
        if (form.Around.Contract.EndsOn is { } end && today > end) today = end;
        form.Date = LocalDatePattern.Iso.Format(LocalDate.Max(today, form.Around.Contract.StartsOn));
        return form;
    }

    /// <summary>Puts around a new line's form what belongs there; false when the contract is not this business's.</summary>
    public async Task<bool> FillAsync(FreeLineForm form, Id<Contract> id, CancellationToken cancel)
    {
        if (await db.Contracts.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel) is not { } contract) return false;
        form.Around = new(contract, await ClientAsync(contract, cancel), FreeLineRights.Kinds(scope.Member!), null, null);
        return true;
    }

    /// <summary>Puts around a line's form what belongs there.</summary>
    public async Task FillAsync(FreeLineForm form, FreeLine line, CancellationToken cancel)
    {
        var contract = await db.Contracts.AsNoTracking().SingleAsync(c => c.Id == line.ContractId, cancel);
        var held = await billed.OfAsync([line.Id], cancel);
        form.Kind = line.Kind.ToString();
        form.Around = new(contract, await ClientAsync(contract, cancel), [], line, held.GetValueOrDefault(line.Id));
    }

    /// <summary>A line that the member may open; null otherwise.</summary>
    public async Task<FreeLine?> FindAsync(Id<FreeLine> id, CancellationToken cancel) =>
        await db.FreeLines.AsNoTracking().SingleOrDefaultAsync(l => l.Id == id, cancel) is { } line && FreeLineRights.MayWrite(scope.Member!, line) ? line : null;

    /// <summary>A line's receipt with its name; null when there is none, or the member may not see it.</summary>
    public async Task<(string Name, Receipt Receipt)?> ReceiptAsync(Id<FreeLine> id, CancellationToken cancel)
    {
        var line = await db.FreeLines.AsNoTracking().SingleOrDefaultAsync(l => l.Id == id, cancel);
        if (line?.ReceiptName is not { } name || !FreeLineRights.MaySeeReceipt(scope.Member!, line)) return null;
        return (name, await db.Receipts.AsNoTracking().SingleAsync(r => r.FreeLineId == id, cancel));
    }

    private Task<string> ClientAsync(Contract contract, CancellationToken cancel) => db.Clients.Where(c => c.Id == contract.ClientId).Select(c => c.Name).SingleAsync(cancel);
}
