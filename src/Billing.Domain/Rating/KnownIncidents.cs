namespace Billing.Domain.Rating;

/// <summary>An incident and the chain it belongs to (RATING §1, <c>continues</c>).</summary>
internal sealed record KnownIncident(RatedIncident Incident, Chain Chain);

/// <summary>Incidents that count as one for thresholds and the incident cap; an incident that nothing continues is a chain of one.</summary>
/// <param name="number">From 0.</param>
/// <param name="first">Id of its first incident, which names it.</param>
internal sealed class Chain(int number, string first)
{
    public int Number => number;

    public string First => first;

    /// <summary>Seconds since 1970 of its first session's start.</summary>
    public long Start { get; set; } = long.MaxValue;
}

/// <summary>The incidents of one input, each tied to its chain.</summary>
internal sealed class KnownIncidents
{
    private readonly Dictionary<string, KnownIncident> byId;

    /// <param name="incidents">Without circles and repeated ids (RATING §2).</param>
    public KnownIncidents(IReadOnlyList<RatedIncident> incidents)
    {
        byId = new(incidents.Count, StringComparer.Ordinal);
        var given = incidents.ToDictionary(i => i.Id, StringComparer.Ordinal);
        Stack<RatedIncident> later = [];
        foreach (var incident in incidents)
        {
            var at = incident;
            while (at.Continues is not null && !byId.ContainsKey(at.Id))
            {
                later.Push(at);
                at = given[at.Continues];
            }

            if (!byId.TryGetValue(at.Id, out var known)) byId.Add(at.Id, known = new(at, new(byId.Count, at.Id)));
            foreach (var recurrence in later) byId.Add(recurrence.Id, new(recurrence, known.Chain));
            later.Clear();
        }
    }

    /// <summary>The incident with this id.</summary>
    public KnownIncident this[string id] => byId[id];
}
