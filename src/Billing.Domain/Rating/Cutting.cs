using NodaTime;

namespace Billing.Domain.Rating;

/// <summary>A slice and the local day it belongs to, which for added time is that of the slice it follows (RATING §6).</summary>
internal readonly record struct DatedSlice(RatedSlice Slice, LocalDate Date);

/// <summary>Cuts sessions into slices of one price (RATING §§3–5).</summary>
internal sealed class Cutting(WorkFacts facts, WallClock clock, ThresholdCounts counts)
{
    private readonly List<Piece> pieces = new(facts.Works.Length);
    private readonly List<DatedSlice> slices = new(facts.Works.Length);
    private Counter?[] counters = [];

    /// <summary>A session's time within one stretch of the wall clock, before thresholds.</summary>
    private readonly record struct Piece(int Work, long Start, long Stop, Stretch Stretch);

    /// <summary>The slices of each session in order of time, sessions by start.</summary>
    /// <param name="errors">Receives the sessions that work before the first terms.</param>
    public IReadOnlyList<DatedSlice> Cut(RatingErrors errors)
    {
        for (var i = 0; i < facts.Works.Length; i++) CutByClock(i, errors);
        if (errors.Any) return [];
        Count();
        SliceOpen? open = null;
        for (var i = 0; i < pieces.Count; i++) CutByPrice(i, ref open);
        if (open is { } last) slices.Add(last.Close());
        return slices;
    }

    private void CutByClock(int number, RatingErrors errors)
    {
        var work = facts.Works[number];
        for (var second = work.Start; second < work.Stop;)
        {
            var stretch = clock.At(second);
            if (stretch.Rules is null)
            {
                errors.Add(RatingErrorCodes.NoTerms, $"Session “{work.Session.Id}” has work before the first terms of the contract.", work.Session.Id);
                return;
            }

            var stop = Math.Min(work.Stop, stretch.Stop);
            pieces.Add(new(number, second, stop, stretch));
            second = stop;
        }
    }

    /// <summary>Runs all counters through all work once, from the first second to the last.</summary>
    private void Count()
    {
        var kinds = counts.Kinds.Count;
        if (kinds == 0) return;
        counters = new Counter?[pieces.Count * kinds];
        var (starts, startOrder) = (new long[pieces.Count], new int[pieces.Count]);
        var (stops, stopOrder) = (new long[pieces.Count], new int[pieces.Count]);
        for (var i = 0; i < pieces.Count; i++)
        {
            for (var k = 0; k < kinds; k++) counters[i * kinds + k] = counts.Kinds[k].For(facts.Works[pieces[i].Work], pieces[i].Stretch.Day);
            (starts[i], stops[i], startOrder[i], stopOrder[i]) = (pieces[i].Start, pieces[i].Stop, i, i);
        }

        Ordering.Sort(starts, startOrder);
        Ordering.Sort(stops, stopOrder);
        for (int started = 0, stopped = 0; stopped < stops.Length;)
        {
            if (started < starts.Length && starts[started] <= stops[stopped]) Turn(startOrder[started], starts[started++], 1);
            else Turn(stopOrder[stopped], stops[stopped++], -1);
        }
    }

    private void Turn(int piece, long second, int change)
    {
        foreach (var counter in CountersOf(piece)) counter?.Turn(second, change);
    }

    private ReadOnlySpan<Counter?> CountersOf(int piece) => counters.AsSpan(piece * counts.Kinds.Count, counts.Kinds.Count);

    private void CutByPrice(int number, ref SliceOpen? open)
    {
        var piece = pieces[number];
        var work = facts.Works[piece.Work];
        var severity = work.Incident?.Incident.Severity;
        for (var second = piece.Start; second < piece.Stop;)
        {
            var stop = piece.Stop;
            var price = piece.Stretch.Rules!.PriceAt(second, piece.Stretch, severity, CountersOf(number), ref stop);
            if (open is { } before && before.GoesOn(work, piece.Stretch, price)) open = before with { Stop = stop };
            else
            {
                if (open is { } done) slices.Add(done.Close());
                open = new(work, piece.Stretch, price, second, stop);
            }

            second = stop;
        }
    }

    /// <summary>A slice whose end is not yet known.</summary>
    private readonly record struct SliceOpen(Work Work, Stretch Stretch, Price Price, long Start, long Stop)
    {
        public bool GoesOn(in Work work, Stretch stretch, Price price) =>
            ReferenceEquals(work.Session, Work.Session) && stretch.Day == Stretch.Day && ReferenceEquals(price, Price) && stretch.Rules == Stretch.Rules;

        public DatedSlice Close()
        {
            var (session, terms) = (Work.Session, Stretch.Rules!.Terms);
            var rate = terms.EngineerRates.TryGetValue(session.Engineer, out var own) ? own : terms.HourlyRate;
            var slice = new RatedSlice(
                session.Id, session.Incident, session.Engineer, SliceKind.Work, WholeSeconds.ToInstant(Start), WholeSeconds.ToInstant(Stop), Stop - Start,
                rate, Price.Multiplier, Price.Reasons, Covered: false, terms, Price.Premiums);
            return new(slice, Stretch.Date);
        }
    }
}
