using System.Buffers;
using System.Runtime.InteropServices;

namespace Billing.Domain.Rating;

/// <summary>A session's time within one stretch of the wall clock, before thresholds.</summary>
/// <param name="Work">Place of the work.</param>
/// <param name="Day">Local date, in days since 1970-01-01.</param>
/// <param name="Month">Its month.</param>
/// <param name="Start">Seconds since 1970, inclusive.</param>
/// <param name="Stop">Seconds since 1970, exclusive.</param>
/// <param name="Setting">What the wall clock says about the price.</param>
internal readonly record struct Piece(int Work, int Day, int Month, long Start, long Stop, Setting Setting);

/// <summary>Cuts sessions into slices of one price (RATING §§3–5).</summary>
internal sealed class Cutting(Workspace space, WallClock clock, ThresholdCounts counts)
{
    private readonly WorkFacts facts = space.Facts;
    private readonly KnownIncidents incidents = space.Incidents;
    private readonly List<Piece> pieces = space.Pieces;

    /// <summary>Finds the slices of each session in order of time, sessions by start.</summary>
    /// <param name="errors">Receives the sessions that work before the first terms.</param>
    public void Cut(RatingErrors errors)
    {
        for (var i = 0; i < facts.Works.Length; i++) CutByClock(i, errors);
        if (errors.Any) return;
        if (counts.Kinds.Length > 0) Count();
        for (var i = 0; i < pieces.Count; i++) CutByPrice(i);
    }

    private void CutByClock(int number, RatingErrors errors)
    {
        var work = facts.Works[number];
        for (var second = work.Start; second < work.Stop;)
        {
            var stretch = clock.At(second);
            if (stretch.Setting is null)
            {
                errors.Add(RatingErrorCodes.NoTerms, $"Session “{work.Session.Id}” has work before the first terms of the contract.", work.Session.Id);
                return;
            }

            var stop = Math.Min(work.Stop, stretch.Stop);
            pieces.Add(new(number, stretch.Day, stretch.Month, second, stop, stretch.Setting));
            second = stop;
        }
    }

    /// <summary>Runs all counters through all work once, from the first second to the last.</summary>
    private void Count()
    {
        foreach (ref readonly var piece in CollectionsMarshal.AsSpan(pieces))
            foreach (var kind in counts.Kinds) space.CountedBy.Add(kind.For(facts.Works[piece.Work], piece.Day, piece.Month, facts, incidents));
        var (starts, stops, startOrder, stopOrder) = (Rent<long>(), Rent<long>(), Rent<int>(), Rent<int>());
        for (var i = 0; i < pieces.Count; i++) (starts[i], stops[i], startOrder[i], stopOrder[i]) = (pieces[i].Start, pieces[i].Stop, i, i);
        Ordering.Sort(starts, startOrder, pieces.Count);
        Ordering.Sort(stops, stopOrder, pieces.Count);
        for (int started = 0, stopped = 0; stopped < pieces.Count;)
        {
            if (started < pieces.Count && starts[started] <= stops[stopped]) Turn(startOrder[started], starts[started++], 1);
            else Turn(stopOrder[stopped], stops[stopped++], -1);
        }

        Return(starts, stops);
        Return(startOrder, stopOrder);
    }

    private T[] Rent<T>() => ArrayPool<T>.Shared.Rent(pieces.Count);

    private static void Return<T>(params ReadOnlySpan<T[]> arrays)
    {
        foreach (var array in arrays) ArrayPool<T>.Shared.Return(array);
    }

    private void Turn(int piece, long second, int change)
    {
        var counters = CountersOf(piece);
        for (var k = 0; k < counters.Length; k++)
            if (counters[k] >= 0) counts.Kinds[k].Turn(counters[k], second, change);
    }

    private ReadOnlySpan<int> CountersOf(int piece) => CollectionsMarshal.AsSpan(space.CountedBy).Slice(piece * counts.Kinds.Length, counts.Kinds.Length);

    private void CutByPrice(int number)
    {
        var piece = pieces[number];
        ref readonly var work = ref facts.Works[piece.Work];
        var incident = work.Incident < 0 ? null : incidents[work.Incident];
        for (var second = piece.Start; second < piece.Stop;)
        {
            var stop = piece.Stop;
            var price = piece.Setting.Rules.PriceAt(second, piece.Setting.Matches, work.Session.Engineer, incident, CountersOf(number), ref stop);
            Add(new(piece.Work, piece.Day, piece.Month, SliceKind.Work, second, stop - second, price, Covered: false));
            second = stop;
        }
    }

    /// <summary>Adds a slice, or lengthens the one before where nothing has changed.</summary>
    private void Add(in Slice slice)
    {
        var before = CollectionsMarshal.AsSpan(space.Cut);
        if (before.Length > 0 && before[^1] is var last && last.Work == slice.Work && last.Day == slice.Day && ReferenceEquals(last.Price, slice.Price))
            before[^1] = last with { Seconds = last.Seconds + slice.Seconds };
        else space.Cut.Add(slice);
    }
}
