using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Rating;
using NodaTime;

namespace Billing.Domain.Work;

/// <summary>What is known of one contract's work, as far as the rating of some months needs it.</summary>
/// <param name="Contract">The contract.</param>
/// <param name="Terms">In force, by date, rising; the last version of each date.</param>
/// <param name="Incidents">Every incident that the sessions name, and those that these recur.</param>
/// <param name="Sessions">Every session that can bear on those months, also not billable and running ones.</param>
public sealed record ContractFacts(Contract Contract, IReadOnlyList<ContractTerms> Terms, IReadOnlyList<Incident> Incidents, IReadOnlyList<WorkSession> Sessions)
{
    /// <summary>The contract's zone.</summary>
    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[Contract.TimeZone];

    /// <summary>What the rater is given: billable time; a running session counts until <paramref name="now"/>, or not at all when that is null.</summary>
    public RatingInput ToInput(Instant? now) => new(
        new(Contract.Currency, Zone, Contract.Holidays.ToHashSet(), Terms),
        [.. Incidents.Select(i => new RatedIncident(i.Id.ToString(), i.Severity, i.AlertedAt, CountsOnFrom(i)?.ToString()))],
        [.. Sessions.Where(s => s.Billable && (s.Stop ?? now) > s.Start).Select(s => Rated(s, (s.Stop ?? now)!.Value))]);

    // The terms of the day on which it came back say whether it counts on (DESIGN §2).
    private Id<Incident>? CountsOnFrom(Incident incident)
    {
        var opened = incident.OpenedAt.InZone(Zone).Date;
        return Terms.LastOrDefault(t => t.EffectiveFrom <= opened)?.RecurrenceCountsOn == true ? incident.RecursId : null;
    }

    private static RatedSession Rated(WorkSession s, Instant stop) => new(s.Id.ToString(), s.MemberId.ToString(), s.IncidentId?.ToString(), s.Start, stop);
}
