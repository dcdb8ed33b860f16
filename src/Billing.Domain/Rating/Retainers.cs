using Billing.Domain.Contracts;
using NodaTime;

namespace Billing.Domain.Rating;

/// <summary>Lets a month's included time pay for slices (RATING §9).</summary>
internal static class Retainers
{
    /// <param name="month">The slices of one month, in the order of RATING §9; at least one.</param>
    public static IReadOnlyList<DatedSlice> Cover(IReadOnlyList<DatedSlice> month)
    {
        if (month[0].Slice.Terms.Retainer is not { } retainer) return month;
        List<DatedSlice> slices = new(month.Count + 1);
        var left = WholeSeconds.Of(retainer.IncludedMinutes);
        foreach (var dated in month)
        {
            var slice = dated.Slice;
            var weight = retainer.Weighted ? slice.Multiplier : 1m;
            var seconds = Fitting(slice.Seconds, weight, left);
            if (seconds > 0) slices.Add(dated with { Slice = Covered(slice, seconds) });
            if (seconds < slice.Seconds) slices.Add(dated with { Slice = Rest(slice, seconds) });

            // What a split leaves over is dropped.
            left = seconds < slice.Seconds ? 0m : left - seconds * weight;
        }

        return slices;
    }

    /// <summary>The largest number of whole seconds, up to all, that uses no more than what is left.</summary>
    private static long Fitting(long seconds, decimal weight, decimal left)
    {
        if (seconds * weight <= left) return seconds;
        var fitting = decimal.ToInt64(decimal.Floor(left / weight));

        // The quotient may have been rounded up to a whole number in its 28th digit.
        return fitting * weight <= left ? fitting : fitting - 1;
    }

    private static RatedSlice Covered(RatedSlice slice, long seconds) =>
        slice with { Covered = true, Seconds = seconds, Stop = slice.Kind == SliceKind.Work ? slice.Start + Duration.FromSeconds(seconds) : slice.Stop };

    private static RatedSlice Rest(RatedSlice slice, long covered) => covered == 0
        ? slice
        : slice with { Seconds = slice.Seconds - covered, Start = slice.Kind == SliceKind.Work ? slice.Start + Duration.FromSeconds(covered) : slice.Start };
}
