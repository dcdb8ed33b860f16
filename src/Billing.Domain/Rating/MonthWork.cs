using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;

namespace Billing.Domain.Rating;

/// <summary>Picks the work that one month's amounts depend on, so that the rest need not be cut.</summary>
/// <remarks>It may pick too much, never too little: the rules then give the month what they would give it among all work.</remarks>
internal sealed class MonthWork(WorkFacts facts, KnownIncidents incidents, IReadOnlyList<ContractTerms> terms)
{
    // A week that a month shares with its neighbours, and a day for zones that are far from UTC or where a date comes back.
    private const long Margin = 8L * Days.Seconds;
    private const long Month = 31L * Days.Seconds;

    // By the number of a chain's first incident.
    private readonly bool[] touched = new bool[incidents.Count];

    private long from = long.MinValue;
    private long to = long.MaxValue;
    private long last;
    private long agreed;

    /// <summary>Leaves only what bears on this month.</summary>
    public void Pick(BillingPeriod period)
    {
        if (terms.Count == 0) return;
        var start = Days.Since1970(period.FirstDay) * (long)Days.Seconds;
        to = ReachesTo(start + Month);
        from = start - Margin;
        from = ReachesBack();
        Touch();

        // Only what counts back through a whole incident lets work of any later date change this month.
        last = terms.SelectMany(t => t.Premiums).Any(p => p is ThresholdPremium { Scope: ThresholdScope.Incident, Mode: ThresholdMode.Retroactive }) ? long.MaxValue : to;

        // Work before the first terms is an error whichever month was asked for.
        agreed = Days.Since1970(terms.Min(t => t.EffectiveFrom)) * (long)Days.Seconds + Margin;
        facts.Keep(this);
    }

    /// <summary>True for work that the month picked depends on.</summary>
    public bool Needs(in Work work) => work.IsIn(from, to) || work.Start < agreed || (work.Start < last && IsTouched(work));

    /// <summary>A session of a later month can join a call-out opened in this one, and is rounded with the rest of its own month.</summary>
    private long ReachesTo(long end) =>
        end + Margin + (terms.Any(t => t.MinimumCallOut is not null) ? Month + WholeSeconds.AtMost(terms.Max(t => t.MinimumCallOut?.JoinWithinMinutes ?? 0m)) : 0);

    /// <summary>
    /// Counters need an incident's own earlier work, and no more. What its cap has spent may need more: a retainer, a day's increment or the threshold of a day,
    /// week or month lets all work of those months have a say in it.
    /// </summary>
    private long ReachesBack()
    {
        var spent = terms.Any(t => t.Cap is { Scope: CapScope.Incident });
        var shared = terms.Any(t => t.Retainer is not null || t.Increment is { Scope: IncrementScope.Day }
            || t.Premiums.Any(p => p is ThresholdPremium { Scope: not ThresholdScope.Incident }));
        if (!spent || !shared) return from;
        Touch();
        var began = from;
        foreach (ref readonly var work in facts.Works)
            if (work.Start < began && IsTouched(work)) began = work.Start;
        return Math.Min(from, began - Month - Margin);
    }

    private void Touch()
    {
        foreach (ref readonly var work in facts.Works)
            if (work.Incident >= 0 && work.IsIn(from, to)) touched[incidents.FirstOf(work.Incident)] = true;
    }

    private bool IsTouched(in Work work) => work.Incident >= 0 && touched[incidents.FirstOf(work.Incident)];
}
