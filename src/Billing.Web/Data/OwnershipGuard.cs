using Billing.Domain;
using Billing.Domain.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Billing.Web.Data;

/// <summary>
/// Re-checks on write what the query filters promise on read: <c>Find</c>, <c>Update</c> of a detached row and raw SQL can get past them.
/// </summary>
internal static class OwnershipGuard
{
    /// <summary>Refuses to save rows of another business, rows of none, and changed owners.</summary>
    /// <exception cref="InvalidOperationException">Such a row is there: a bug, and nothing is saved.</exception>
    public static void Check(ChangeTracker tracker, Id<Business>? current)
    {
        foreach (var entry in tracker.Entries<IOwned>())
        {
            if (entry.State is EntityState.Unchanged or EntityState.Detached) continue;
            var owner = entry.Entity.BusinessId;
            if (owner == default) throw new InvalidOperationException($"A {entry.Metadata.ClrType.Name} without a business cannot be saved.");
            if (owner != current) throw new InvalidOperationException($"A {entry.Metadata.ClrType.Name} of another business cannot be saved.");
        }
    }
}
