using Billing.Domain;
using Billing.Domain.Invoicing;

namespace Billing.Web.Features.FreeLines;

/// <summary>An invoice that holds a free line.</summary>
public sealed record BilledOn(Id<Invoice> Invoice, string Number);

/// <summary>Which free lines are on issued invoices, and so stay as they are.</summary>
public sealed class BilledFreeLines
{
    /// <summary>The invoice of each line that one holds; lines that are not billed are left out. No invoice holds free lines yet.</summary>
    public Task<IReadOnlyDictionary<Id<FreeLine>, BilledOn>> OfAsync(IReadOnlyCollection<Id<FreeLine>> lines, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(lines);
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyDictionary<Id<FreeLine>, BilledOn>>(new Dictionary<Id<FreeLine>, BilledOn>());
    }
}
