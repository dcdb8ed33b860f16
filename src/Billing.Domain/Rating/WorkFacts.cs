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
    private readonly List<Work> works = [];
    private readonly Dictionary<string, int> engineers = new(StringComparer.Ordinal);
    private readonly List<long> until = [];
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);

    /// <summary>By start. Which of two that start together comes first changes nothing that is paid.</summary>
    public ReadOnlySpan<Work> Works => CollectionsMarshal.AsSpan(works);

    /// <summary>How many engineers are at work; known once they have numbers.</summary>
    public int Engineers => engineers.Count;

    /// <summary>Takes the sessions in.</summary>
    /// <returns>False where something may be wrong with them (RATING §2).</returns>
    public bool Read(IReadOnlyList<RatedSession> sessions, KnownIncidents incidents)
    {
        works.EnsureCapacity(sessions.Count);
        var (sound, rising) = (true, true);
        var (before, incident, number) = ("", (string?)null, -1);
        for (var i = 0; i < sessions.Count; i++)
        {
            var session = sessions[i];

            // Sessions on one incident mostly follow one another.
            if (session.Incident != incident) number = (incident = session.Incident) is null ? -1 : incidents.NumberOf(incident);
            var work = new Work(session, -1, number, WholeSeconds.Since1970(session.Start), WholeSeconds.Since1970(session.Stop));
            sound &= work.Start < work.Stop & (number >= 0 | incident is null) & WholeSeconds.IsRateable(session.Start) & WholeSeconds.IsRateable(session.Stop);
            rising &= i == 0 || IsAfter(session.Id, before);
            before = session.Id;
            works.Add(work);
        }

        Ordering.Sort(works, (a, b) => a.Start.CompareTo(b.Start));
        return sound && (rising || AreDistinct(sessions)) && NobodyIsInTwoPlaces();
    }

    /// <summary>Leaves only these.</summary>
    public void Keep(Predicate<Work> wanted) => works.RemoveAll(w => !wanted(w));

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
        foreach (ref var work in CollectionsMarshal.AsSpan(works))
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
