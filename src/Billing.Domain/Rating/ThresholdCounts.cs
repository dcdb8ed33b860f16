using Billing.Domain.Contracts;

namespace Billing.Domain.Rating;

/// <summary>A threshold of some terms, tied to the kind of counter it looks at (RATING §4).</summary>
/// <param name="Kind">Number of the kind in <see cref="ThresholdCounts"/>.</param>
/// <param name="Mode">How its steps apply.</param>
/// <param name="Steps">Per step: the count from which it applies when graduated, and above which when retroactive, in seconds.</param>
internal sealed record ThresholdRule(int Kind, ThresholdMode Mode, long[] Steps)
{
    /// <summary>The highest step that applies at this second, from 1; 0 for none.</summary>
    public int StepAt(long second, Counter? counter, ref long change)
    {
        if (counter is null) return 0;
        var step = 0;
        foreach (var count in Steps)
        {
            var begins = Mode == ThresholdMode.Graduated ? counter.ReachedAt(count) : counter.Count > count ? long.MinValue : long.MaxValue;
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

/// <summary>One way to count: what over, and whose seconds. All thresholds that count alike share its counters (RATING §4, last sentence).</summary>
internal sealed class CounterKind(ThresholdScope scope, ThresholdBasis basis)
{
    private readonly Dictionary<(int Scope, int Engineer), Counter> counters = [];
    private readonly SortedSet<long> counts = [];
    private long[]? watched;

    public ThresholdScope Scope => scope;

    public ThresholdBasis Basis => basis;

    /// <summary>Makes its counters notice when this count is reached.</summary>
    public void Watch(IEnumerable<long> seconds) => counts.UnionWith(seconds);

    /// <summary>The counter of this work on this local day; null where it counts nothing.</summary>
    public Counter? For(in Work work, int day)
    {
        if (ScopeOf(work, day) is not { } number) return null;
        var key = (number, basis == ThresholdBasis.Engineer ? work.Engineer : -1);
        if (counters.TryGetValue(key, out var counter)) return counter;
        watched ??= [.. counts];
        counter = basis == ThresholdBasis.Elapsed ? Counter.Elapsed(watched, work.Incident!.Chain.Start) : new Counter(watched);
        counters.Add(key, counter);
        return counter;
    }

    // 1970-01-01 was a Thursday: three days after its ISO week began.
    private int? ScopeOf(in Work work, int day) => scope switch
    {
        ThresholdScope.Incident => work.Incident?.Chain.Number,
        ThresholdScope.Day => day,
        ThresholdScope.Week => (int)WholeSeconds.FloorDivide(day + 3, 7),
        ThresholdScope.Month => MonthOf(day),
        _ => throw new InvalidOperationException($"Scope {scope} is not rated."),
    };

    private static int MonthOf(int day)
    {
        var date = Days.ToDate(day);
        return date.Year * 12 + date.Month;
    }
}

/// <summary>The kinds of counters that one contract's terms look at.</summary>
internal sealed class ThresholdCounts
{
    private readonly List<CounterKind> kinds = [];

    public IReadOnlyList<CounterKind> Kinds => kinds;

    /// <summary>Ties a threshold to its kind of counter, making it when it is the first.</summary>
    public ThresholdRule RuleFor(ThresholdPremium threshold)
    {
        var number = kinds.FindIndex(k => k.Scope == threshold.Scope && k.Basis == threshold.Basis);
        if (number < 0)
        {
            number = kinds.Count;
            kinds.Add(new(threshold.Scope, threshold.Basis));
        }

        if (threshold.Mode == ThresholdMode.Retroactive) return new(number, threshold.Mode, [.. threshold.Steps.Select(s => WholeSeconds.AtMost(s.AfterMinutes))]);
        long[] steps = [.. threshold.Steps.Select(s => WholeSeconds.AtLeast(s.AfterMinutes))];
        kinds[number].Watch(steps);
        return new(number, threshold.Mode, steps);
    }
}

/// <summary>Counts seconds of work in one scope as time goes by, and remembers when the counts that matter were reached.</summary>
internal sealed class Counter
{
    private readonly long[] watched;
    private readonly long[] reached;
    private long now = long.MinValue;
    private int atWork;
    private int next;

    /// <param name="watched">The counts that matter, rising.</param>
    public Counter(long[] watched)
    {
        this.watched = watched;
        reached = new long[watched.Length];
        Array.Fill(reached, long.MaxValue);
        while (next < watched.Length && watched[next] == 0) reached[next++] = long.MinValue;
    }

    /// <summary>Seconds counted so far; all of them once the work has been counted.</summary>
    public long Count { get; private set; }

    /// <summary>A counter that runs by itself from the start of a chain's first session.</summary>
    public static Counter Elapsed(long[] watched, long start)
    {
        var counter = new Counter(watched) { next = watched.Length };
        for (var i = 0; i < watched.Length; i++) counter.reached[i] = start + watched[i];
        return counter;
    }

    /// <summary>From this second on, one more (or fewer, −1) is at work. Seconds must not go back.</summary>
    public void Turn(long second, int change)
    {
        Advance(second);
        atWork += change;
    }

    /// <summary>The first second whose beginning finds at least this count; a watched one.</summary>
    public long ReachedAt(long count) => reached[Array.BinarySearch(watched, count)];

    private void Advance(long second)
    {
        var count = atWork == 0 ? Count : Count + atWork * (second - now);
        for (; next < watched.Length && watched[next] <= count; next++)
        {
            // Two at work may step over a count in mid-second; the first whole second that begins at or above it is the next one.
            reached[next] = now + (watched[next] - Count + atWork - 1) / atWork;
        }

        (Count, now) = (count, second);
    }
}
