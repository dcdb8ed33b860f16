using Billing.Domain.Invoicing;
using NodaTime;

namespace Billing.Domain.Work;

/// <summary>What a session typed by hand must be, whoever types it. Refusals name the field <c>Start</c>, <c>Stop</c> or <c>NotBillableReason</c>.</summary>
/// <param name="Start">Inclusive.</param>
/// <param name="Stop">Exclusive; null while the clock runs.</param>
/// <param name="Billable">Whether it is to be billed.</param>
/// <param name="Reason">Why not; null when none was given.</param>
public sealed record SessionChange(Instant Start, Instant? Stop, bool Billable = true, string? Reason = null)
{
    /// <summary>Nobody works longer without a stop; more is a slip of the pen.</summary>
    public static readonly Duration Longest = Duration.FromDays(7);

    /// <summary>Nobody bills work of another century; an earlier day is a slip of the pen that would keep everything else from being priced.</summary>
    public static readonly Instant Earliest = Instant.FromUtc(2000, 1, 1, 0, 0);

    /// <summary>Clocks of two machines may differ by this much.</summary>
    public static readonly Duration Tolerance = Duration.FromMinutes(1);

    /// <summary>Everything that is wrong with it; empty when nothing is.</summary>
    public IReadOnlyList<Refusal> Check(Instant now) => [.. Wrong(now)];

    /// <summary>Months of the contract's zone that the work lies in; a running session reaches until now.</summary>
    public static IReadOnlyList<BillingPeriod> Months(Instant start, Instant? stop, Instant now, DateTimeZone zone)
    {
        // The stop is exclusive: work until midnight on the first is none of the new month's.
        var last = BillingPeriod.Of(Instant.Max(start, (stop ?? now) - Duration.FromSeconds(1)), zone);
        List<BillingPeriod> months = [];
        for (var month = BillingPeriod.Of(start, zone); month <= last; month = month.Next) months.Add(month);
        return months;
    }

    private IEnumerable<Refusal> Wrong(Instant now)
    {
        if (Start < Earliest)
        {
            yield return new("too-early", "This is long ago. Check the year.", nameof(Start));
        }
        else if (Stop is { } stop)
        {
            if (stop <= Start) yield return new("stop-not-after-start", "Enter a stop that is after the start.", nameof(Stop));
            else if (stop - Start > Longest) yield return new("too-long", "This is longer than 7 days. Check both days, or split it into shorter sessions.", nameof(Stop));
            else if (stop > now + Tolerance) yield return new("future", "This stop is still to come. Start the clock instead, or add the time when it is done.", nameof(Stop));
        }
        else if (Start > now)
        {
            yield return new("future", "The clock already runs, so it cannot have started later than now.", nameof(Start));
        }
        else if (now - Start > Longest)
        {
            yield return new("too-long", "The clock would have run for more than 7 days. Check the day.", nameof(Start));
        }

        if (!Billable && Reason is null) yield return new("reason", "Enter why this time is not billed, for example: our own mistake.", "NotBillableReason");
    }
}

/// <summary>A session as far as another could overlap it.</summary>
/// <param name="Id">Which.</param>
/// <param name="Start">Inclusive.</param>
/// <param name="Stop">Exclusive; null while it runs, when it reaches into all time to come.</param>
/// <param name="What">Its incident or contract, for the sentence that names it.</param>
public sealed record OtherSession(Id<WorkSession> Id, Instant Start, Instant? Stop, string What);

/// <summary>No one is in two places at once, across contracts and incidents (DESIGN §4).</summary>
public static class Overlaps
{
    /// <summary>The earliest of one person's other sessions that this time runs into; null when it is free. Touching is free.</summary>
    /// <param name="others">Sessions of the same person.</param>
    /// <param name="self">The session being changed, which cannot overlap itself; null for a new one.</param>
    /// <param name="start">Inclusive.</param>
    /// <param name="stop">Exclusive; null while it runs.</param>
    public static OtherSession? Find(IEnumerable<OtherSession> others, Id<WorkSession>? self, Instant start, Instant? stop) =>
        others.Where(o => o.Id != self && o.Start < (stop ?? Instant.MaxValue) && start < (o.Stop ?? Instant.MaxValue)).MinBy(o => o.Start);
}
