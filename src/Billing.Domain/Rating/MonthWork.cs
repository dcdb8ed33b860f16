using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;

namespace Billing.Domain.Rating;

/// <summary>Picks the sessions that one month's amounts depend on, so that the rest need not be cut.</summary>
/// <remarks>It may pick too many, never too few: the rules then give the month what they would give it among all sessions.</remarks>
internal sealed class MonthWork(RatingInput input, KnownIncidents incidents)
{
    // A week that a month shares with its neighbours, and a day for zones that are far from UTC or where a date comes back.
    private const long Margin = 8L * Days.Seconds;
    private const long Month = 31L * Days.Seconds;

    private readonly IReadOnlyList<ContractTerms> terms = input.Contract.Terms;

    /// <summary>In the input's order.</summary>
    public IReadOnlyList<RatedSession> Of(BillingPeriod period)
    {
        if (terms.Count == 0) return input.Sessions;
        var start = Days.Since1970(period.FirstDay) * (long)Days.Seconds;
        var to = ReachesTo(start + Month);
        var from = ReachesBack(start - Margin, to);
        var touched = Touched(from, to);

        // Only what counts back through a whole incident lets work of any later date change this month.
        var last = terms.SelectMany(t => t.Premiums).Any(p => p is ThresholdPremium { Scope: ThresholdScope.Incident, Mode: ThresholdMode.Retroactive }) ? long.MaxValue : to;

        // Work before the first terms is an error whichever month was asked for.
        var agreed = Days.Since1970(terms.Min(t => t.EffectiveFrom)) * (long)Days.Seconds + Margin;
        return [.. input.Sessions.Where(s => IsIn(s, from, to) || StartOf(s) < agreed || (StartOf(s) < last && ChainOf(s) is { } chain && touched.Contains(chain)))];
    }

    /// <summary>A session of a later month can join a call-out opened in this one, and is rounded with the rest of its own month.</summary>
    private long ReachesTo(long end) =>
        end + Margin + (terms.Any(t => t.MinimumCallOut is not null) ? Month + WholeSeconds.AtMost(terms.Max(t => t.MinimumCallOut?.JoinWithinMinutes ?? 0m)) : 0);

    /// <summary>
    /// Counters need an incident's own earlier work, and no more. What its cap has spent may need more: a retainer, a day's increment or the threshold of a day,
    /// week or month lets all work of those months have a say in it.
    /// </summary>
    private long ReachesBack(long from, long to)
    {
        var spent = terms.Any(t => t.Cap is { Scope: CapScope.Incident });
        var shared = terms.Any(t => t.Retainer is not null || t.Increment is { Scope: IncrementScope.Day }
            || t.Premiums.Any(p => p is ThresholdPremium { Scope: not ThresholdScope.Incident }));
        if (!spent || !shared) return from;
        var near = Touched(from, to);
        var began = input.Sessions.Where(s => ChainOf(s) is { } chain && near.Contains(chain)).Select(StartOf).DefaultIfEmpty(from).Min();
        return Math.Min(from, began - Month - Margin);
    }

    private HashSet<Chain> Touched(long from, long to) => input.Sessions.Where(s => IsIn(s, from, to)).Select(ChainOf).OfType<Chain>().ToHashSet();

    private Chain? ChainOf(RatedSession session) => session.Incident is null ? null : incidents[session.Incident].Chain;

    private static bool IsIn(RatedSession session, long from, long to) => WholeSeconds.Since1970(session.Stop) > from && StartOf(session) < to;

    private static long StartOf(RatedSession session) => WholeSeconds.Since1970(session.Start);
}
