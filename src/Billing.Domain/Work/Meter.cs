using Billing.Domain.Contracts;
using Billing.Domain.Rating;
using NodaTime;

namespace Billing.Domain.Work;

/// <summary>What a second costs.</summary>
/// <param name="HourlyRate">Major units per hour, before the multiplier.</param>
/// <param name="Multiplier">Not negative.</param>
/// <param name="Reasons">Names of the matching premiums (RATING §5); empty at the base rate.</param>
/// <param name="Covered">True while the retainer pays for it (RATING §9).</param>
public sealed record MeterPrice(decimal HourlyRate, decimal Multiplier, IReadOnlyList<string> Reasons, bool Covered)
{
    /// <summary>True when both cost the same, whatever the reasons.</summary>
    public bool CostsAs(MeterPrice other) => HourlyRate == other.HourlyRate && Multiplier == other.Multiplier && Covered == other.Covered;
}

/// <summary>Another price to come.</summary>
/// <param name="At">The first second that costs it.</param>
/// <param name="Price">What it costs then.</param>
public sealed record MeterChange(Instant At, MeterPrice Price);

/// <summary>What a running clock shows.</summary>
/// <param name="Elapsed">Whole seconds since the start, not negative.</param>
/// <param name="Price">Of the second that begins now; null when nothing prices it.</param>
/// <param name="Next">The next other price while all clocks run on; null when none comes within <see cref="Meter.Ahead"/>.</param>
/// <param name="Session">What this session would add to the invoices if it stopped now, major units; null when nothing prices it.</param>
/// <param name="Incident">What its incident would come to through all months if all clocks stopped now; null without incident or price.</param>
/// <param name="AtMaximum">True when the agreed maximum takes part of what is earned now off again (RATING §10).</param>
public sealed record MeterReading(Duration Elapsed, MeterPrice? Price, MeterChange? Next, decimal? Session, decimal? Incident, bool AtMaximum);

/// <summary>Reads a running clock with the engine that prices the invoice (DESIGN §7). Three ratings, whatever the length of the session.</summary>
public static class Meter
{
    /// <summary>How far the next change is looked for: a week holds every weekday's windows.</summary>
    public static readonly Duration Ahead = Duration.FromDays(7);

    /// <summary>The reading at this instant.</summary>
    /// <param name="facts">Of the session's contract since the month of its start, or of its incident's first session.</param>
    /// <param name="id">The running session, one of the facts'.</param>
    /// <param name="now">Whole second.</param>
    public static MeterReading Read(ContractFacts facts, Id<WorkSession> id, Instant now)
    {
        var session = facts.Sessions.Single(s => s.Id == id);
        var elapsed = Duration.Max(Duration.Zero, now - session.Start);
        var unpriced = new MeterReading(elapsed, null, null, null, null, false);
        if (!session.Billable) return unpriced;

        // What is written down for later is not known to happen, and would stand in the way of the clock that runs on.
        var known = facts with { Sessions = [.. facts.Sessions.Where(s => s.Id == id || s.Start < now)] };
        var input = known.ToInput(now);
        var (with, without) = (Rater.Rate(input), Rater.Rate((known with { Sessions = [.. known.Sessions.Where(s => s.Id != id)] }).ToInput(now)));
        var prices = PricesFrom(known, session, now);
        if (!with.IsOk || !without.IsOk || prices.Count == 0) return unpriced;

        var next = prices.FirstOrDefault(p => !p.Price.CostsAs(prices[0].Price));
        var incident = session.IncidentId?.ToString();
        return new(
            elapsed, prices[0].Price, next, with.Periods.Sum(p => p.Total) - without.Periods.Sum(p => p.Total),
            incident is null ? null : with.Periods.SelectMany(p => p.Lines).Where(l => l.Incident == incident).Sum(l => l.Amount),
            IsAtMaximum(with, input, incident, now));
    }

    /// <summary>The price at this instant and those that follow, in order of time, as if all clocks ran on.</summary>
    private static List<MeterChange> PricesFrom(ContractFacts facts, WorkSession session, Instant now)
    {
        // A retroactive step holds for all as soon as one second passes it; as a graduated one it begins at that very second (RATING §4).
        var ahead = facts with { Terms = [.. facts.Terms.Select(t => t with { Premiums = [.. t.Premiums.Select(Graduated)] })] };
        var id = session.Id.ToString();
        var slices = Rater.Rate(ahead.ToInput(Instant.Max(now, session.Start) + Ahead)).Periods
            .SelectMany(p => p.Slices).Where(s => s.Kind == SliceKind.Work && s.Session == id).OrderBy(s => s.Start).ToList();

        // Rounding down takes the end off a day or month, so the slice before such a gap speaks for it.
        var first = slices.FindLastIndex(s => s.Start <= now);
        return slices.Skip(Math.Max(0, first)).Select(s => new MeterChange(s.Start, new(s.HourlyRate, s.Multiplier, s.Reasons, s.Covered))).ToList();
    }

    private static Premium Graduated(Premium premium) => premium is ThresholdPremium { Mode: ThresholdMode.Retroactive } threshold ? threshold with { Mode = ThresholdMode.Graduated } : premium;

    private static bool IsAtMaximum(RatingResult result, RatingInput input, string? incident, Instant now)
    {
        var today = now.InZone(input.Contract.Zone).Date;
        var first = incident is null ? null : input.FirstsOfChains()[incident];
        return result.Periods.Where(p => p.Period.FirstDay <= today && today <= p.Period.LastDay).SelectMany(p => p.Lines)
            .Any(l => l.Kind == LineKind.Cap && (l.Incident is null ? l.Date is null || l.Date == today : l.Incident == first));
    }
}
