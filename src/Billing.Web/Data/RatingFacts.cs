using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Invoicing;
using Billing.Domain.Rating;
using Billing.Domain.Work;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web.Data;

/// <summary>What is known of one contract's work, as far as the rating of some months needs it.</summary>
/// <param name="Contract">The contract.</param>
/// <param name="Terms">In force, by date, rising; the last version of each date.</param>
/// <param name="Incidents">Every incident that the sessions name.</param>
/// <param name="Sessions">Every session that can bear on those months, also not billable and running ones.</param>
public sealed record ContractFacts(Contract Contract, IReadOnlyList<ContractTerms> Terms, IReadOnlyList<Incident> Incidents, IReadOnlyList<WorkSession> Sessions)
{
    /// <summary>The contract's zone.</summary>
    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[Contract.TimeZone];

    /// <summary>What the rater is given: billable time; a running session counts until <paramref name="now"/>, or not at all when that is null.</summary>
    public RatingInput ToInput(Instant? now) => new(
        new(Contract.Currency, Zone, Contract.Holidays.ToHashSet(), Terms),
        [.. Incidents.Select(i => new RatedIncident(i.Id.ToString(), i.Severity, i.AlertedAt, null))],
        [.. Sessions.Where(s => s.Billable && (s.Stop ?? now) > s.Start).Select(s => Rated(s, (s.Stop ?? now)!.Value))]);

    private static RatedSession Rated(WorkSession s, Instant stop) => new(s.Id.ToString(), s.MemberId.ToString(), s.IncidentId?.ToString(), s.Start, stop);
}

/// <summary>Reads <see cref="ContractFacts"/>. One contract at a time, by indexes.</summary>
public sealed class RatingFacts(BillingDb db)
{
    // Thresholds may count from the Monday before a month begins.
    private static readonly Duration BeforeMonth = Duration.FromDays(8);

    // No session lasts longer than this, so one that reaches into a month starts at most this long before it.
    private static readonly Duration LongestSession = Duration.FromDays(62);

    /// <summary>Facts for rating this month and later ones; null when the contract is not this business's.</summary>
    public async Task<ContractFacts?> SinceAsync(Id<Contract> id, BillingPeriod month, CancellationToken cancel)
    {
        var contract = await db.Contracts.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel);
        if (contract is null) return null;
        var from = month.StartIn(DateTimeZoneProviders.Tzdb[contract.TimeZone]) - BeforeMonth;
        var earliest = from - LongestSession;
        var recent = await db.Sessions.AsNoTracking().Where(s => s.ContractId == id && s.Start > earliest && (s.Stop == null || s.Stop > from)).ToListAsync(cancel);
        return await WithIncidentsAsync(contract, recent, cancel);
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
        var versions = await db.Terms.AsNoTracking().Where(t => t.ContractId == id).Select(t => new { t.EffectiveFrom, t.Version, t.Clauses }).ToListAsync(cancel);
        return [.. versions.GroupBy(t => t.EffectiveFrom).OrderBy(g => g.Key).Select(g => RatingJson.ReadTerms(g.MaxBy(t => t.Version)!.Clauses))];
    }

    // An incident's counters run through all its months, so all its sessions come along.
    private async Task<ContractFacts> WithIncidentsAsync(Contract contract, List<WorkSession> recent, CancellationToken cancel)
    {
        var ids = recent.Where(s => s.IncidentId is not null).Select(s => s.IncidentId).Distinct().ToList();
        var known = recent.Select(s => s.Id).ToHashSet();
        var older = ids.Count == 0 ? [] : await db.Sessions.AsNoTracking().Where(s => ids.Contains(s.IncidentId)).ToListAsync(cancel);
        var incidentIds = ids.Select(i => i!.Value).ToList();
        var incidents = ids.Count == 0 ? [] : await db.Incidents.AsNoTracking().Where(i => incidentIds.Contains(i.Id)).ToListAsync(cancel);
        return new(contract, await TermsAsync(contract.Id, cancel), incidents, [.. recent, .. older.Where(s => !known.Contains(s.Id))]);
    }
}
