namespace Billing.Domain.Rating;

/// <summary>A session with what the rules look up again and again.</summary>
/// <param name="Session">As given.</param>
/// <param name="Engineer">The engineer's number, from 0.</param>
/// <param name="Incident">The session's incident, or null.</param>
/// <param name="Start">Seconds since 1970, inclusive.</param>
/// <param name="Stop">Seconds since 1970, exclusive.</param>
internal readonly record struct Work(RatedSession Session, int Engineer, KnownIncident? Incident, long Start, long Stop);

/// <summary>The sessions in order of time, tied to their incidents and chains.</summary>
internal sealed class WorkFacts
{
    public WorkFacts(KnownIncidents incidents, IReadOnlyList<RatedSession> sessions)
    {
        Incidents = incidents;
        Dictionary<string, int> engineers = new(StringComparer.Ordinal);
        Works = new Work[sessions.Count];
        for (var i = 0; i < Works.Length; i++) Works[i] = Know(sessions[i], engineers);
        Ordering.Sort(Array.ConvertAll(Works, w => w.Start), Works);
        foreach (var work in Works)
            if (work.Incident?.Chain is { } chain) chain.Start = Math.Min(chain.Start, work.Start);
    }

    /// <summary>By start. Which of two that start together comes first changes nothing that is paid.</summary>
    public Work[] Works { get; }

    public KnownIncidents Incidents { get; }

    private Work Know(RatedSession session, Dictionary<string, int> engineers)
    {
        if (!engineers.TryGetValue(session.Engineer, out var engineer)) engineers.Add(session.Engineer, engineer = engineers.Count);
        var incident = session.Incident is null ? null : Incidents[session.Incident];
        return new(session, engineer, incident, WholeSeconds.Since1970(session.Start), WholeSeconds.Since1970(session.Stop));
    }
}
