using NodaTime;

namespace Billing.Domain.Rating;

/// <summary>A session with what the rules look up again and again.</summary>
/// <param name="Session">As given.</param>
/// <param name="Engineer">The engineer's number, from 0.</param>
/// <param name="Incident">The session's incident, or null.</param>
/// <param name="Start">Seconds since 1970, inclusive.</param>
/// <param name="Stop">Seconds since 1970, exclusive.</param>
internal readonly record struct Work(RatedSession Session, int Engineer, KnownIncident? Incident, long Start, long Stop);

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

/// <summary>The sessions in order of time, tied to their incidents and chains.</summary>
internal sealed class WorkFacts
{
    private readonly Dictionary<string, KnownIncident> incidents = new(StringComparer.Ordinal);

    public WorkFacts(IReadOnlyList<RatedIncident> incidents, IReadOnlyList<RatedSession> sessions)
    {
        TieChains(incidents);
        Dictionary<string, int> engineers = new(StringComparer.Ordinal);
        Works = new Work[sessions.Count];
        for (var i = 0; i < sessions.Count; i++) Works[i] = Know(sessions[i], engineers);
        Array.Sort(Works, InTime);
        foreach (var work in Works)
            if (work.Incident?.Chain is { } chain) chain.Start = Math.Min(chain.Start, work.Start);
    }

    /// <summary>By start, then id.</summary>
    public Work[] Works { get; }

    /// <summary>The incident with this id.</summary>
    public KnownIncident Incident(string id) => incidents[id];

    private Work Know(RatedSession session, Dictionary<string, int> engineers)
    {
        if (!engineers.TryGetValue(session.Engineer, out var engineer)) engineers.Add(session.Engineer, engineer = engineers.Count);
        var incident = session.Incident is null ? null : incidents[session.Incident];
        return new(session, engineer, incident, WholeSeconds.Since1970(session.Start), WholeSeconds.Since1970(session.Stop));
    }

    private void TieChains(IReadOnlyList<RatedIncident> all)
    {
        var byId = all.ToDictionary(i => i.Id, StringComparer.Ordinal);
        Stack<RatedIncident> later = [];
        foreach (var incident in all)
        {
            var at = incident;
            while (at.Continues is not null && !incidents.ContainsKey(at.Id))
            {
                later.Push(at);
                at = byId[at.Continues];
            }

            if (!incidents.TryGetValue(at.Id, out var known)) incidents.Add(at.Id, known = new(at, new(incidents.Count, at.Id)));
            foreach (var recurrence in later) incidents.Add(recurrence.Id, new(recurrence, known.Chain));
            later.Clear();
        }
    }

    private static int InTime(Work a, Work b)
    {
        var order = a.Start.CompareTo(b.Start);
        return order != 0 ? order : CodePoints.Compare(a.Session.Id, b.Session.Id);
    }
}
