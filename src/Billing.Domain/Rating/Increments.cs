using Billing.Domain.Contracts;
using NodaTime;

namespace Billing.Domain.Rating;

/// <summary>Rounds time to the increment (RATING §6).</summary>
internal static class Increments
{
    /// <summary>What is rounded as one: a session, or an engineer's work (on one incident) within a day or month.</summary>
    private readonly record struct UnitKey(string Owner, string? Incident, int Part);

    /// <summary>The same slices in the same order, with time added to the ends of units or taken off them.</summary>
    /// <param name="cut">By engineer in order of time.</param>
    /// <param name="terms">All of the contract; their increments have one scope (RATING §2).</param>
    public static IReadOnlyList<DatedSlice> Round(IReadOnlyList<DatedSlice> cut, IReadOnlyList<ContractTerms> terms)
    {
        if (terms.FirstOrDefault(t => t.Increment is not null)?.Increment is not { } any) return cut;
        var units = UnitsOf(cut, any.Scope);
        var left = new long[cut.Count];
        for (var i = cut.Count - 1; i >= 0; i--)
        {
            if (i == units[i].Last) units[i].Settle();
            left[i] = units[i].Keep(cut[i].Slice.Seconds);
        }

        List<DatedSlice> rounded = new(cut.Count);
        for (var i = 0; i < left.Length; i++)
        {
            if (left[i] > 0) rounded.Add(Shortened(cut[i], left[i]));
            if (i == units[i].Last && units[i].Missing > 0) rounded.Add(Added(cut[i], units[i].Missing));
        }

        return rounded;
    }

    private static Unit[] UnitsOf(IReadOnlyList<DatedSlice> cut, IncrementScope scope)
    {
        Dictionary<UnitKey, Unit> known = [];
        var units = new Unit[cut.Count];
        for (var i = 0; i < units.Length; i++)
        {
            var key = KeyOf(cut[i], scope);
            if (!known.TryGetValue(key, out var unit)) known.Add(key, unit = new(cut[i].Slice.Terms.Increment));
            unit.Count(i, cut[i].Slice.Seconds);
            units[i] = unit;
        }

        return units;
    }

    private static UnitKey KeyOf(DatedSlice dated, IncrementScope scope)
    {
        var (slice, date) = dated;
        return scope switch
        {
            IncrementScope.Day => new(slice.Engineer, null, Days.Since1970(date)),
            IncrementScope.Incident when slice.Incident is not null => new(slice.Engineer, slice.Incident, date.Year * 12 + date.Month),
            _ => new(slice.Session, null, 0),
        };
    }

    private static DatedSlice Shortened(DatedSlice dated, long seconds) => seconds == dated.Slice.Seconds
        ? dated
        : dated with { Slice = dated.Slice with { Stop = dated.Slice.Start + Duration.FromSeconds(seconds), Seconds = seconds } };

    private static DatedSlice Added(DatedSlice last, long seconds) =>
        last with { Slice = last.Slice with { Kind = SliceKind.Rounding, Start = last.Slice.Stop, Seconds = seconds } };

    /// <summary>A unit's time, and what rounding adds to it or takes off.</summary>
    /// <param name="increment">Of the terms at the unit's first instant; null to leave it alone.</param>
    private sealed class Unit(Increment? increment)
    {
        private long seconds;
        private long surplus;

        /// <summary>Place of its last slice.</summary>
        public int Last { get; private set; }

        /// <summary>Seconds to add after its last slice.</summary>
        public long Missing { get; private set; }

        public void Count(int place, long more) => (Last, seconds) = (place, seconds + more);

        public void Settle()
        {
            var step = (increment?.Minutes ?? 0) * 60L;
            var rounded = increment?.Rounding switch
            {
                IncrementRounding.Up => (seconds + step - 1) / step * step,
                IncrementRounding.Nearest => (seconds + step / 2) / step * step,
                IncrementRounding.Down => seconds / step * step,
                _ => seconds,
            };
            (Missing, surplus) = (Math.Max(0, rounded - seconds), Math.Max(0, seconds - rounded));
        }

        /// <summary>Takes the surplus off slices asked for from the last to the first.</summary>
        /// <returns>Seconds that stay.</returns>
        public long Keep(long ofSlice)
        {
            var off = Math.Min(ofSlice, surplus);
            surplus -= off;
            return ofSlice - off;
        }
    }
}
