using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Invoicing;
using Billing.Domain.Rating;
using Billing.Domain.Work;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web.Data;

/// <summary>Reads <see cref="ContractFacts"/>. One contract at a time, by indexes.</summary>
public sealed class RatingFacts(BillingDb db)
{
    // Thresholds may count from the Monday before a month begins.
    private static readonly Duration BeforeMonth = Duration.FromDays(8);

    private static readonly Func<BillingDb, Id<Contract>, CancellationToken, Task<Contract?>> ContractOf = EF.CompileAsyncQuery(
        (BillingDb db, Id<Contract> id, CancellationToken _) => db.Contracts.AsNoTracking().SingleOrDefault(c => c.Id == id));

    private static readonly Func<BillingDb, Id<Contract>, IAsyncEnumerable<TermsVersion>> VersionsOf = EF.CompileAsyncQuery(
        (BillingDb db, Id<Contract> id) => db.Terms.AsNoTracking().Where(t => t.ContractId == id));

    private static readonly Func<BillingDb, Id<Contract>, Instant, Instant, IAsyncEnumerable<WorkSession>> SessionsOf = EF.CompileAsyncQuery(
        (BillingDb db, Id<Contract> id, Instant from, Instant earliest) => db.Sessions.AsNoTracking().Where(s => s.ContractId == id && s.Start > earliest && (s.Stop == null || s.Stop > from)));

    // One look-up a member, who has one at most. Asked for by contract, they would lead through all of its past.
    private static readonly Func<BillingDb, IAsyncEnumerable<WorkSession>> Running = EF.CompileAsyncQuery(
        (BillingDb db) => db.Members.AsNoTracking().SelectMany(m => db.Sessions.Where(s => s.MemberId == m.Id && s.Stop == null)));

    // Two searches, since one for both would go through every incident of the business.
    private static readonly Func<BillingDb, List<Id<Incident>>, List<Id<Incident>?>, IAsyncEnumerable<Incident>> NextOf = EF.CompileAsyncQuery(
        (BillingDb db, List<Id<Incident>> ids, List<Id<Incident>?> recurred) => db.Incidents.AsNoTracking().Where(i => ids.Contains(i.Id)).Concat(db.Incidents.AsNoTracking().Where(i => recurred.Contains(i.RecursId))));

    // Of these incidents, but none that SessionsOf finds.
    private static readonly Func<BillingDb, List<Id<Incident>?>, Id<Contract>, Instant, Instant, IAsyncEnumerable<WorkSession>> OtherSessionsOf = EF.CompileAsyncQuery(
        (BillingDb db, List<Id<Incident>?> ids, Id<Contract> of, Instant from, Instant earliest) =>
            db.Sessions.AsNoTracking().Where(s => ids.Contains(s.IncidentId) && (s.ContractId != of || s.Start <= earliest || s.Stop <= from)));

    /// <summary>Facts for rating this month and later ones; null when the contract is not this business's.</summary>
    public async Task<ContractFacts?> SinceAsync(Id<Contract> id, BillingPeriod month, CancellationToken cancel)
    {
        var contract = await ContractOf(db, id, cancel);
        if (contract is null) return null;
        var terms = await TermsAsync(id, cancel);

        // What an incident's cap still allows depends on what its earlier months cost, and that on all the work of those months.
        var from = terms.Any(t => t.Cap?.Scope == CapScope.Incident) ? Instant.MinValue + WorkSession.LongestReach : month.StartIn(DateTimeZoneProviders.Tzdb[contract.TimeZone]) - BeforeMonth;
        var earliest = from - WorkSession.LongestReach;
        var recent = await SessionsOf(db, id, from, earliest).ToListAsync(cancel);
        await foreach (var session in Running(db).WithCancellation(cancel))
            if (session.ContractId == id && session.Start <= earliest) recent.Add(session);
        return await WithIncidentsAsync(contract, terms, recent, from, cancel);
    }

    /// <summary>Facts for rating one incident through all its months; null when it is not this business's.</summary>
    public async Task<ContractFacts?> OfIncidentAsync(Id<Incident> id, CancellationToken cancel)
    {
        var incident = await db.Incidents.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancel);
        if (incident is null) return null;
        var first = await db.Sessions.Where(s => s.IncidentId == id).MinAsync(s => (Instant?)s.Start, cancel) ?? incident.OpenedAt;
        var zone = await db.Contracts.Where(c => c.Id == incident.ContractId).Select(c => c.TimeZone).SingleAsync(cancel);
        return await SinceAsync(incident.ContractId, BillingPeriod.Of(first, DateTimeZoneProviders.Tzdb[zone]), cancel);
    }

    /// <summary>Terms in force: the last version of each date, rising.</summary>
    public async Task<IReadOnlyList<ContractTerms>> TermsAsync(Id<Contract> id, CancellationToken cancel)
    {
        var versions = await VersionsOf(db, id).ToListAsync(cancel);
        return [.. versions.GroupBy(t => t.EffectiveFrom).OrderBy(g => g.Key).Select(g => RatingJson.ReadTerms(g.MaxBy(t => t.Version)!.Clauses))];
    }

    // An incident's counters run through all its months, and through those of the incidents it recurs, so all their sessions come along.
    private async Task<ContractFacts> WithIncidentsAsync(Contract contract, IReadOnlyList<ContractTerms> terms, List<WorkSession> recent, Instant from, CancellationToken cancel)
    {
        var incidents = await FamilyAsync([.. recent.Where(s => s.IncidentId is not null).Select(s => s.IncidentId!.Value).Distinct()], cancel);
        var ids = incidents.Select(i => (Id<Incident>?)i.Id).ToList();
        var known = recent.Select(s => s.Id).ToHashSet();

        // What the recent ones hold already is not read twice.
        var all = ids.Count == 0 ? [] : await OtherSessionsOf(db, ids, contract.Id, from, from - WorkSession.LongestReach).ToListAsync(cancel);
        return new(contract, terms, incidents, [.. recent, .. all.Where(s => !known.Contains(s.Id))]);
    }

    // Up to the first of each chain and down to its last. Chains are short; each step is one look-up for all of them.
    private async Task<IReadOnlyList<Incident>> FamilyAsync(IReadOnlyList<Id<Incident>> incidents, CancellationToken cancel)
    {
        var family = new Dictionary<Id<Incident>, Incident>();
        for (var step = incidents.ToHashSet(); step.Count > 0;)
        {
            var (ids, recurred) = (step.ToList(), step.Select(i => (Id<Incident>?)i).ToList());
            var found = await NextOf(db, ids, recurred).ToListAsync(cancel);
            var added = found.Where(i => family.TryAdd(i.Id, i)).ToList();
            step = [.. added.Select(i => i.Id).Except(ids), .. added.Where(i => i.RecursId is { } parent && !family.ContainsKey(parent)).Select(i => i.RecursId!.Value)];
        }

        return [.. family.Values.OrderBy(i => i.OpenedAt).ThenBy(i => i.Number)];
    }
}
