using System.Runtime.InteropServices;
using Billing.Domain.Contracts;

namespace Billing.Domain.Rating;

/// <summary>A threshold of some terms, tied to the kind of counter it looks at (RATING §4).</summary>
/// <param name="Place">Of its kind in <see cref="ThresholdCounts.Kinds"/>.</param>
/// <param name="Kind">What it counts over, and whose seconds.</param>
/// <param name="Mode">How its steps apply.</param>
/// <param name="Steps">Per step: the count from which it applies when graduated, and above which when retroactive, in seconds.</param>
internal sealed record ThresholdRule(int Place, CounterKind Kind, ThresholdMode Mode, long[] Steps)
{
    /// <summary>The highest step that applies at this second, from 1; 0 for none.</summary>
    public int StepAt(long second, ReadOnlySpan<int> counters, ref long change)
    {
        var counter = counters[Place];
        if (counter < 0) return 0;
        var step = 0;
        foreach (var count in Steps)
        {
            var begins = Mode == ThresholdMode.Graduated ? Kind.ReachedAt(counter, count) : Kind.CountOf(counter) > count ? long.MinValue : long.MaxValue;
            if (begins <= second) step++;
            else return Wait(begins, step, ref change);
        }

        return step;
    }

    private static int Wait(long begins, int step, ref long change)
    {
        change = Math.Min(change, begins);
        return step;
    }
}

/// <summary>The kinds of counters that one contract's terms look at.</summary>
/// <param name="known">Where kinds are kept, by <see cref="CounterKind.Place"/>.</param>
internal sealed class ThresholdCounts(CounterKind?[] known)
{
    private readonly List<CounterKind> kinds = [];

    public ReadOnlySpan<CounterKind> Kinds => CollectionsMarshal.AsSpan(kinds);

    /// <summary>Ties a threshold to its kind of counter.</summary>
    public ThresholdRule RuleFor(ThresholdPremium threshold)
    {
        var kind = known[CounterKind.Place(threshold.Scope, threshold.Basis)] ??= new(threshold.Scope, threshold.Basis);
        var place = kinds.IndexOf(kind);
        if (place < 0)
        {
            place = kinds.Count;
            kinds.Add(kind);
        }

        if (threshold.Mode == ThresholdMode.Retroactive) return new(place, kind, threshold.Mode, [.. threshold.Steps.Select(s => WholeSeconds.AtMost(s.AfterMinutes))]);
        long[] steps = [.. threshold.Steps.Select(s => WholeSeconds.AtLeast(s.AfterMinutes))];
        kind.Watch(steps);
        return new(place, kind, threshold.Mode, steps);
    }
}
