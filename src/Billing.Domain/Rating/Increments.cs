using Billing.Domain.Contracts;

namespace Billing.Domain.Rating;

/// <summary>Rounds time to the increment (RATING §6).</summary>
internal static class Increments
{
    /// <summary>What is rounded as one: a session's work, or an engineer's (on one incident) within a day or month.</summary>
    private readonly record struct UnitKey(int Owner, int Incident, int Part);

    /// <summary>Adds the same slices in the same order to those billed, with time added to the ends of units or taken off them.</summary>
    /// <param name="space">With slices cut: by engineer in order of time.</param>
    /// <param name="terms">All of the contract; their increments have one scope (RATING §2).</param>
    public static void Round(Workspace space, IReadOnlyList<ContractTerms> terms)
    {
        var (cut, billed) = (space.Cut, space.Billed);
        if (terms.FirstOrDefault(t => t.Increment is not null)?.Increment is not { } any)
        {
            billed.AddRange(cut);
            return;
        }

        var units = UnitsOf(cut, space.Facts, any.Scope);
        var left = new long[cut.Count];
        for (var i = cut.Count - 1; i >= 0; i--)
        {
            if (i == units[i].Last) units[i].Settle();
            left[i] = units[i].Keep(cut[i].Seconds);
        }

        for (var i = 0; i < left.Length; i++)
        {
            if (left[i] > 0) billed.Add(cut[i] with { Seconds = left[i] });
            if (i == units[i].Last && units[i].Missing > 0) billed.Add(cut[i] with { Kind = SliceKind.Rounding, Start = cut[i].Stop, Seconds = units[i].Missing });
        }
    }

    private static Unit[] UnitsOf(List<Slice> cut, WorkFacts facts, IncrementScope scope)
    {
        Dictionary<UnitKey, Unit> known = [];
        var units = new Unit[cut.Count];
        for (var i = 0; i < units.Length; i++)
        {
            var key = KeyOf(cut[i], facts.Works[cut[i].Work], scope);
            if (!known.TryGetValue(key, out var unit)) known.Add(key, unit = new(cut[i].Terms.Increment));
            unit.Count(i, cut[i].Seconds);
            units[i] = unit;
        }

        return units;
    }

    private static UnitKey KeyOf(in Slice slice, in Work work, IncrementScope scope) => scope switch
    {
        IncrementScope.Day => new(work.Engineer, -1, slice.Day),
        IncrementScope.Incident when work.Incident >= 0 => new(work.Engineer, work.Incident, slice.Month),
        _ => new(slice.Work, -2, 0),
    };

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
