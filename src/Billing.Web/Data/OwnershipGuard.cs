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
            if (entry.State is not (EntityState.Unchanged or EntityState.Detached)) Check(entry.Entity, current);
    }

    /// <summary>Refuses to save a row of another business, or of none.</summary>
    /// <exception cref="InvalidOperationException">It is one: a bug, and nothing is saved.</exception>
    public static void Check(IOwned row, Id<Business>? current)
    {
        if (row.BusinessId == default) throw new InvalidOperationException($"A {row.GetType().Name} without a business cannot be saved.");
        if (row.BusinessId != current) throw new InvalidOperationException($"A {row.GetType().Name} of another business cannot be saved.");
    }
}
