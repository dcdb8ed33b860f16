using System.Runtime.InteropServices;

namespace Billing.Domain.Rating;

/// <summary>A session with what the rules look up again and again.</summary>
/// <param name="Session">As given.</param>
/// <param name="Engineer">The engineer's number, from 0.</param>
/// <param name="Incident">The number of the session's incident; −1 for none.</param>
/// <param name="Start">Seconds since 1970, inclusive.</param>
/// <param name="Stop">Seconds since 1970, exclusive.</param>
internal readonly record struct Work(RatedSession Session, int Engineer, int Incident, long Start, long Stop)
{
    public bool IsIn(long from, long to) => Stop > from && Start < to;
}

/// <summary>The sessions in order of time, tied to their incidents.</summary>
internal sealed class WorkFacts
{
    private static readonly RatedSession Nobody = new("", "", null, default, default);

    private readonly List<Work> works = [];
    private readonly Dictionary<string, int> engineers = new(StringComparer.Ordinal);
    private readonly List<long> until = [];
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);

    /// <summary>By start. Which of two that start together comes first changes nothing that is paid.</summary>
    public Span<Work> Works => CollectionsMarshal.AsSpan(works);

    /// <summary>How many sessions it can hold without growing.</summary>
    public int Capacity => works.Capacity;

    /// <summary>How many engineers are at work; known once they have numbers.</summary>
    public int Engineers => engineers.Count;

    /// <summary>Takes the sessions in.</summary>
    /// <returns>False where something may be wrong with them (RATING §2).</returns>
    public bool Read(IReadOnlyList<RatedSession> sessions, KnownIncidents incidents)
    {
        CollectionsMarshal.SetCount(works, sessions.Count);
        var (sound, rising, inOrder) = (true, true, true);
        var before = new Work(Nobody, -1, -1, long.MinValue, long.MinValue);
        for (var i = 0; i < sessions.Count; i++)
        {
            var session = sessions[i];
            sound &= WholeSeconds.TryCount(session.Start, out var start) & WholeSeconds.TryCount(session.Stop, out var stop) & start < stop;

            // Sessions on one incident mostly follow one another.
            var incident = session.Incident is null ? -1 : session.Incident == before.Session.Incident ? before.Incident : incidents.NumberOf(session.Incident);
            sound &= incident >= 0 | session.Incident is null;
            rising &= IsAfter(session.Id, before.Session.Id);
            inOrder &= before.Start <= start;
            Works[i] = before = new(session, -1, incident, start, stop);
        }

        if (!inOrder) works.Sort((a, b) => a.Start.CompareTo(b.Start));
        return sound && (rising || AreDistinct(sessions)) && NobodyIsInTwoPlaces();
    }

    /// <summary>Leaves only what one month depends on.</summary>
    public void Keep(MonthWork month)
    {
        var kept = 0;
        foreach (ref readonly var work in Works)
            if (month.Needs(work)) Works[kept++] = work;
        CollectionsMarshal.SetCount(works, kept);
    }

    /// <summary>Gives the engineers at work their numbers, and tells incidents when their work began.</summary>
    public void Tie(KnownIncidents incidents)
    {
        NumberEngineers();
        foreach (ref readonly var work in Works)
            if (work.Incident >= 0) incidents.Begin(work.Incident, work.Start);
    }

    public void Clear()
    {
        works.Clear();
        engineers.Clear();
        until.Clear();
        ids.Clear();
    }

    // Any order will do: ids that rise in it are all different, and need not be remembered.
    private static bool IsAfter(string id, string before) => id.Length == before.Length ? string.CompareOrdinal(id, before) > 0 : id.Length > before.Length;

    private bool AreDistinct(IReadOnlyList<RatedSession> sessions)
    {
        foreach (var session in sessions)
            if (!ids.Add(session.Id)) return false;
        return true;
    }

    private void NumberEngineers()
    {
        foreach (ref var work in Works)
        {
            if (!engineers.TryGetValue(work.Session.Engineer, out var number)) engineers.Add(work.Session.Engineer, number = engineers.Count);
            work = work with { Engineer = number };
        }
    }

    private bool NobodyIsInTwoPlaces()
    {
        if (IsOneAfterAnother()) return true;
        NumberEngineers();
        for (var i = 0; i < engineers.Count; i++) until.Add(long.MinValue);
        foreach (var work in Works)
        {
            if (work.Start < until[work.Engineer]) return false;
            until[work.Engineer] = work.Stop;
        }

        return true;
    }

    private bool IsOneAfterAnother()
    {
        var last = long.MinValue;
        foreach (ref readonly var work in Works)
        {
            if (work.Start < last) return false;
            last = work.Stop;
        }

        return true;
    }
}
