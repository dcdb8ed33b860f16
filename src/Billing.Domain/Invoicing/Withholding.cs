using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Rating;
using Billing.Domain.Work;
using NodaTime;
using NodaTime.Text;

namespace Billing.Domain.Invoicing;

/// <summary>A session that is left out whole for now, and billed later with its true dates (DESIGN §5, Withhold).</summary>
/// <param name="Session">Which.</param>
/// <param name="Sentence">Why, and what ends it, for the person.</param>
public sealed record WithheldSession(WorkSession Session, string Sentence);

/// <summary>Finds the work whose price is not final yet.</summary>
public static class Withholding
{
    private static readonly LocalDatePattern LongDate = LocalDatePattern.CreateWithInvariantCulture("d MMMM uuuu");

    /// <summary>A session that still runs, is over twelve hours and unconfirmed, or sits in a call-out that can still grow. In order of start.</summary>
    /// <param name="work">The contract's work.</param>
    /// <param name="members">Names.</param>
    /// <param name="held">Ids of sessions that a document holds already: what is billed is never taken back by waiting.</param>
    /// <param name="now">The present.</param>
    public static IReadOnlyList<WithheldSession> Of(ContractFacts work, IReadOnlyDictionary<Id<Member>, string> members, IReadOnlySet<string> held, Instant now)
    {
        var sessions = work.Sessions.Where(s => s.Billable).OrderBy(s => s.Start).ToList();
        Dictionary<Id<WorkSession>, string> reasons = [];
        foreach (var session in sessions)
            if (OwnReason(session, work.Zone, members, now) is { } reason) reasons.Add(session.Id, reason);
        foreach (var callOut in CallOutsOf(sessions, work)) Join(callOut, reasons, members, work.Zone, now);
        return [.. sessions.Where(s => reasons.ContainsKey(s.Id) && !held.Contains(s.Id.ToString())).Select(s => new WithheldSession(s, reasons[s.Id]))];
    }

    private static string? OwnReason(WorkSession session, DateTimeZone zone, IReadOnlyDictionary<Id<Member>, string> members, Instant now)
    {
        var who = members.GetValueOrDefault(session.MemberId, "Someone");
        if (session.IsRunning) return $"{who}'s clock still runs since {Day(session, zone)}. It is billed when the clock has stopped.";
        return session.NeedsConfirmation(now) ? $"{who}'s session of {Day(session, zone)} is longer than twelve hours. Confirm it in the timesheet." : null;
    }

    // One session that waits lets the minimum of its whole call-out wait.
    private static void Join(CallOut callOut, Dictionary<Id<WorkSession>, string> reasons, IReadOnlyDictionary<Id<Member>, string> members, DateTimeZone zone, Instant now)
    {
        if (!callOut.Takes(now) && !callOut.Sessions.Exists(s => reasons.ContainsKey(s.Id))) return;
        foreach (var session in callOut.Sessions)
            reasons.TryAdd(session.Id, $"{members.GetValueOrDefault(session.MemberId, "Someone")}'s call-out of {Day(session, zone)} can still grow. It is billed when it is over.");
    }

    /// <summary>The call-outs under a minimum, as RATING §7 forms them.</summary>
    private static List<CallOut> CallOutsOf(List<WorkSession> sessions, ContractFacts work)
    {
        List<CallOut> all = [];
        if (work.Terms.All(t => t.MinimumCallOut is null)) return all;
        Dictionary<(Id<Member>, Id<Incident>), CallOut> open = [];
        foreach (var session in sessions)
        {
            if (session.IncidentId is not { } incident) continue;
            var key = (session.MemberId, incident);
            if (open.TryGetValue(key, out var callOut) && callOut.Takes(session.Start)) callOut.Sessions.Add(session);
            else open[key] = Open(session, work, all);
        }

        return all;
    }

    private static CallOut Open(WorkSession session, ContractFacts work, List<CallOut> all)
    {
        var date = session.Start.InZone(work.Zone).Date;
        var callOut = new CallOut(work.Terms.LastOrDefault(t => t.EffectiveFrom <= date)?.MinimumCallOut, [session]);
        all.Add(callOut);
        return callOut;
    }

    private static string Day(WorkSession session, DateTimeZone zone) => LongDate.Format(session.Start.InZone(zone).Date);

    private sealed record CallOut(MinimumCallOut? Rule, List<WorkSession> Sessions)
    {
        public bool Takes(Instant start) => Rule is not null && (start - Sessions[0].Start).TotalSeconds <= WholeSeconds.AtMost(Rule.JoinWithinMinutes);
    }
}
