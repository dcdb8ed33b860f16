using Billing.Domain.Contracts;
using NodaTime;

namespace Billing.Domain.Rating;

/// <summary>Everything the engine looks at (RATING §1). The order of the lists never matters.</summary>
/// <param name="Contract">The agreement that prices the work.</param>
/// <param name="Incidents">Incidents that the sessions name, and those that these continue.</param>
/// <param name="Sessions">The contract's work, of all months: thresholds and caps count across them.</param>
public sealed record RatingInput(RatedContract Contract, IReadOnlyList<RatedIncident> Incidents, IReadOnlyList<RatedSession> Sessions)
{
    /// <summary>By id of an incident, the id of the first of its chain, which names it (RATING §1, <c>continues</c>).</summary>
    /// <remarks>For input that was rated: without circles and repeated ids.</remarks>
    public IReadOnlyDictionary<string, string> FirstsOfChains()
    {
        var continues = Incidents.ToDictionary(i => i.Id, i => i.Continues, StringComparer.Ordinal);
        return continues.Keys.ToDictionary(id => id, FirstOf, StringComparer.Ordinal);

        string FirstOf(string incident)
        {
            while (continues[incident] is { } earlier) incident = earlier;
            return incident;
        }
    }
}

/// <summary>What a contract says about money and time (RATING §1).</summary>
/// <param name="Currency">Of every rate and amount.</param>
/// <param name="Zone">Local dates and times are those of the wall clock in this zone (RATING §3).</param>
/// <param name="Holidays">Local dates that holiday premiums match.</param>
/// <param name="Terms">In any order; no two from the same date.</param>
public sealed record RatedContract(Currency Currency, DateTimeZone Zone, IReadOnlySet<LocalDate> Holidays, IReadOnlyList<ContractTerms> Terms);

/// <summary>An incident as far as prices depend on it (RATING §1).</summary>
/// <param name="Id">Unique among incidents.</param>
/// <param name="Severity">A free word that severity premiums name.</param>
/// <param name="AlertedAt">Whole second at which the client raised it; null when nobody did (RATING §8).</param>
/// <param name="Continues">Id of the incident this one counts on from; null when it starts anew.</param>
public sealed record RatedIncident(string Id, string Severity, Instant? AlertedAt, string? Continues);

/// <summary>One stretch of work, half-open [start, stop) (RATING §1).</summary>
/// <param name="Id">Unique among sessions.</param>
/// <param name="Engineer">Who worked; never in two places at once.</param>
/// <param name="Incident">Id of the incident worked on, or null.</param>
/// <param name="Start">Whole second, inclusive.</param>
/// <param name="Stop">Whole second, exclusive, after <paramref name="Start"/>.</param>
public sealed record RatedSession(string Id, string Engineer, string? Incident, Instant Start, Instant Stop);
