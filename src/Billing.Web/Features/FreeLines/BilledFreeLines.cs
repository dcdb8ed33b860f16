using Billing.Domain;
using Billing.Domain.Invoicing;
using Billing.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Billing.Web.Features.FreeLines;

/// <summary>An invoice that holds a free line.</summary>
public sealed record BilledOn(Id<Invoice> Invoice, string Number);

/// <summary>Which free lines are on issued invoices, and so stay as they are.</summary>
public sealed class BilledFreeLines(BillingDb db)
{
    /// <summary>The invoice of each line that one holds; lines that are not billed are left out.</summary>
    public async Task<IReadOnlyDictionary<Id<FreeLine>, BilledOn>> OfAsync(IReadOnlyCollection<Id<FreeLine>> lines, CancellationToken cancel)
    {
        var wanted = lines.Select(l => (Id<FreeLine>?)l).ToList();
        var found = await (
            from billed in db.BilledLines.Where(b => wanted.Contains(b.FreeLineId))
            join invoice in db.Invoices on billed.InvoiceId equals invoice.Id
            select new { Line = billed.FreeLineId!.Value, invoice.Id, invoice.Number }).ToListAsync(cancel);
        return found.GroupBy(f => f.Line).ToDictionary(g => g.Key, g => new BilledOn(g.First().Id, g.First().Number));
    }
}
