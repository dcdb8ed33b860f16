using Billing.Domain.Contracts;

namespace Billing.Domain.Rating;

/// <summary>Finds what RATING §2 names, but for the errors that only reading JSON can find and for work before the first terms.</summary>
internal static class InputValidation
{
    /// <summary>Names everything that is wrong.</summary>
    public static void Check(IReadOnlyList<ContractTerms> terms, IReadOnlyList<RatedIncident> incidents, IReadOnlyList<RatedSession> sessions, RatingErrors errors)
    {
        foreach (var refusal in TermsValidation.CheckAll(terms)) errors.Add(refusal);
        Check(incidents, sessions, errors);
    }

    /// <summary>Names everything that is wrong with the work itself, at leisure: where nothing is, <see cref="WorkFacts"/> mostly knows without asking.</summary>
    public static void Check(IReadOnlyList<RatedIncident> incidents, IReadOnlyList<RatedSession> sessions, RatingErrors errors)
    {
        CheckInstants(incidents, sessions, errors);
        foreach (var id in Repeated(sessions.Select(s => s.Id), sessions.Count))
            errors.Add(RatingErrorCodes.DuplicateId, $"Two sessions have the id “{id}”: each needs its own.", id);
        foreach (var session in sessions.Where(s => s.Stop <= s.Start))
            errors.Add(RatingErrorCodes.StopNotAfterStart, $"Session “{session.Id}” must stop after it starts.", session.Id);
        CheckIncidents(incidents, sessions, errors);
        CheckOverlaps(sessions, errors);
    }

    private static void CheckInstants(IReadOnlyList<RatedIncident> incidents, IReadOnlyList<RatedSession> sessions, RatingErrors errors)
    {
        if (sessions.FirstOrDefault(s => !WholeSeconds.IsRateable(s.Start) || !WholeSeconds.IsRateable(s.Stop)) is { } session)
            errors.Add(RatingErrorCodes.Malformed, $"Session “{session.Id}” must start and stop on whole seconds of the years 2 to 9998.");
        if (incidents.FirstOrDefault(i => i.AlertedAt is { } alerted && !WholeSeconds.IsRateable(alerted)) is { } incident)
            errors.Add(RatingErrorCodes.Malformed, $"Incident “{incident.Id}” must be alerted on a whole second of the years 2 to 9998.");
    }

    private static void CheckIncidents(IReadOnlyList<RatedIncident> incidents, IReadOnlyList<RatedSession> sessions, RatingErrors errors)
    {
        var known = incidents.Select(i => i.Id).ToHashSet(StringComparer.Ordinal);
        var repeated = Repeated(incidents.Select(i => i.Id), incidents.Count).ToHashSet(StringComparer.Ordinal);
        foreach (var id in repeated)
            errors.Add(RatingErrorCodes.DuplicateId, $"Two incidents have the id “{id}”: each needs its own.");
        foreach (var session in sessions.Where(s => s.Incident is not null && !known.Contains(s.Incident)))
            errors.Add(RatingErrorCodes.UnknownIncident, $"Session “{session.Id}” is on incident “{session.Incident}”, which is not there.", session.Id);
        foreach (var incident in incidents.Where(i => i.Continues is not null && !known.Contains(i.Continues)))
            errors.Add(RatingErrorCodes.UnknownIncident, $"Incident “{incident.Id}” continues incident “{incident.Continues}”, which is not there.");

        // Which incident an id used twice means cannot be known, so no way that leads through one is followed.
        var next = incidents.Where(i => i.Continues is not null && !repeated.Contains(i.Id))
            .ToDictionary(i => i.Id, i => i.Continues!, StringComparer.Ordinal);
        foreach (var id in Circles.LeadingInto(next))
            errors.Add(RatingErrorCodes.UnknownIncident, $"Incident “{id}” continues in a circle and has no first incident.");
    }

    private static void CheckOverlaps(IReadOnlyList<RatedSession> sessions, RatingErrors errors)
    {
        var ordered = sessions.Where(s => s.Start < s.Stop).ToArray();
        Ordering.Sort(Array.ConvertAll(ordered, s => WholeSeconds.Since1970(s.Start)), ordered, ordered.Length);
        Dictionary<string, List<RatedSession>> atWork = new(StringComparer.Ordinal);
        foreach (var session in ordered)
        {
            if (!atWork.TryGetValue(session.Engineer, out var before)) atWork.Add(session.Engineer, before = []);
            for (var i = before.Count - 1; i >= 0; i--)
            {
                if (before[i].Stop <= session.Start) before.RemoveAt(i);
                else errors.Add(RatingErrorCodes.Overlap, Overlap(before[i], session), before[i].Id, session.Id);
            }

            before.Add(session);
        }
    }

    private static string Overlap(RatedSession a, RatedSession b)
    {
        var (first, second) = CodePoints.Compare(a.Id, b.Id) <= 0 ? (a, b) : (b, a);
        return $"{a.Engineer} cannot work in sessions “{first.Id}” and “{second.Id}” at the same time.";
    }

    private static IEnumerable<string> Repeated(IEnumerable<string> ids, int count)
    {
        HashSet<string> seen = new(count, StringComparer.Ordinal);
        return ids.Where(id => !seen.Add(id)).Distinct(StringComparer.Ordinal).ToList();
    }
}

/// <summary>Follows ways from name to name.</summary>
internal static class Circles
{
    /// <summary>The names whose way never ends, in linear time.</summary>
    public static IEnumerable<string> LeadingInto(IReadOnlyDictionary<string, string> next)
    {
        Dictionary<string, bool> circular = new(StringComparer.Ordinal);
        List<string> way = [];
        foreach (var name in next.Keys)
        {
            HashSet<string> onWay = new(StringComparer.Ordinal);
            var at = name;
            while (next.ContainsKey(at) && !circular.ContainsKey(at) && onWay.Add(at))
            {
                way.Add(at);
                at = next[at];
            }

            var ends = !onWay.Contains(at) && !circular.GetValueOrDefault(at);
            foreach (var step in way) circular[step] = !ends;
            way.Clear();
        }

        return circular.Where(c => c.Value).Select(c => c.Key);
    }
}
