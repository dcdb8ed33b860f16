using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Invoicing;
using Billing.Domain.Rating;
using Billing.Domain.Work;
using Billing.Web.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web.Features.Today;

/// <summary>What one contract comes to, as its invoice would compute it now.</summary>
internal sealed record ContractSoFar(ContractFacts Facts, RatingResult Result, IReadOnlyList<Charge> Unbilled)
{
    /// <summary>What an incident comes to, through all its months; null when nothing could be rated.</summary>
    public decimal? Of(Id<Incident> id) => Result.IsOk ? Result.Periods.SelectMany(p => p.Lines).Where(l => l.Incident == id.ToString()).Sum(l => l.Amount) : null;

    /// <summary>Why nothing could be rated; null when it was.</summary>
    public string? Problem => Result.IsOk ? null : $"{Facts.Contract.Code}: {(Result.Errors[0].Code == RatingErrorCodes.NoTerms ? "some work has no terms that price it" : Result.Errors[0].Message.TrimEnd('.'))}.";
}

/// <summary>Rates the contracts that the first page speaks of.</summary>
/// <remarks>
/// Linear in the contracts that have work this month or an open incident on the page, and in the work of those; a contract at rest costs nothing.
/// Ten such contracts of a hundred sessions are rated in a few milliseconds, so nothing is remembered between two visits.
/// </remarks>
internal sealed class MonthSoFar(BillingDb db, RatingFacts facts, HeldCharges held)
{
    // A month begins up to 14 h earlier in one zone than in UTC, and a session may have begun a week before it.
    private static readonly Duration Margin = Duration.FromDays(8);

    public async Task<Dictionary<Id<Contract>, ContractSoFar>> RateAsync(IReadOnlyList<OpenIncident> open, Instant now, CancellationToken cancel)
    {
        var month = BillingPeriod.Of(now, DateTimeZone.Utc).StartIn(DateTimeZone.Utc);
        var (from, reach) = (month - Margin, month - Duration.FromDays(1));
        var ids = await db.Sessions.Where(s => s.Start > from && (s.Stop == null || s.Stop > reach)).Select(s => s.ContractId).Distinct().ToListAsync(cancel);
        var wanted = ids.Union(open.Select(i => i.ContractId)).ToList();
        var firsts = await FirstsAsync(open, cancel);
        Dictionary<Id<Contract>, ContractSoFar> all = [];
        foreach (var id in wanted)
            if (await RateAsync(id, firsts.TryGetValue(id, out var first) ? first : now, now, cancel) is { } rated) all.Add(id, rated);
        return all;
    }

    private async Task<ContractSoFar?> RateAsync(Id<Contract> id, Instant first, Instant now, CancellationToken cancel)
    {
        var zone = await db.Contracts.Where(c => c.Id == id).Select(c => c.TimeZone).SingleAsync(cancel);
        var local = DateTimeZoneProviders.Tzdb[zone];
        var month = BillingPeriod.Of(now, local);
        if (await facts.SinceAsync(id, BillingPeriod.Of(Instant.Min(first, now), local), cancel) is not { } known) return null;
        var result = Rater.Rate(known.ToInput(now));
        if (!result.IsOk) return new(known, result, []);
        var unbilled = Domain.Invoicing.Unbilled.OfWork(result.Periods.FirstOrDefault(p => p.Period == month), await held.OfAsync(known.Contract, [month], cancel), known.Contract.Currency);
        return new(known, result, unbilled);
    }

    private async Task<Dictionary<Id<Contract>, Instant>> FirstsAsync(IReadOnlyList<OpenIncident> open, CancellationToken cancel)
    {
        var ids = open.Select(i => (Id<Incident>?)i.Id).ToList();
        var starts = ids.Count == 0 ? [] : await db.Sessions.Where(s => ids.Contains(s.IncidentId)).GroupBy(s => s.ContractId).Select(g => new { g.Key, First = g.Min(s => s.Start) }).ToListAsync(cancel);
        return starts.ToDictionary(s => s.Key, s => s.First);
    }
}
