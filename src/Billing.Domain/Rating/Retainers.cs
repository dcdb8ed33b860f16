namespace Billing.Domain.Rating;

/// <summary>Lets a month's included time pay for slices (RATING §9).</summary>
internal static class Retainers
{
    /// <summary>Adds the slices of one month, split where the included time runs out.</summary>
    /// <param name="month">In the order of RATING §9.</param>
    /// <param name="slices">Receives them in that order.</param>
    public static void Cover(ReadOnlySpan<Slice> month, List<Slice> slices)
    {
        if (month.Length == 0 || month[0].Terms.Retainer is not { } retainer)
        {
            slices.AddRange(month);
            return;
        }

        var left = WholeSeconds.Of(retainer.IncludedMinutes);
        foreach (ref readonly var slice in month)
        {
            var weight = retainer.Weighted ? slice.Price.Multiplier : 1m;
            var seconds = Fitting(slice.Seconds, weight, left);
            if (seconds > 0) slices.Add(slice with { Covered = true, Seconds = seconds });
            if (seconds < slice.Seconds) slices.Add(Rest(slice, seconds));

            // What a split leaves over is dropped.
            left = seconds < slice.Seconds ? 0m : left - seconds * weight;
        }
    }

    /// <summary>The largest number of whole seconds, up to all, that uses no more than what is left.</summary>
    private static long Fitting(long seconds, decimal weight, decimal left)
    {
        if (seconds * weight <= left) return seconds;
        var fitting = decimal.ToInt64(decimal.Floor(left / weight));

        // The quotient may have been rounded up to a whole number in its 28th digit.
        return fitting * weight <= left ? fitting : fitting - 1;
    }

    private static Slice Rest(in Slice slice, long covered) =>
        slice with { Seconds = slice.Seconds - covered, Start = slice.Kind == SliceKind.Work ? slice.Start + covered : slice.Start };
}
