using System.Runtime.InteropServices;
using Billing.Domain.Contracts;

namespace Billing.Domain.Rating;

/// <summary>
/// One way to count: what over, and whose seconds. All thresholds that count alike share its counters (RATING §4, last sentence), which count
/// seconds of work as time goes by and remember when the counts that matter were reached.
/// </summary>
internal sealed class CounterKind(ThresholdScope scope, ThresholdBasis basis)
{
    /// <summary>How many there can be.</summary>
    public const int Most = 12;

    private readonly Dictionary<long, int> numbers = [];
    private readonly List<long> watched = [];
    private readonly List<Counter> counters = [];

    // Per counter, and in it per watched count.
    private readonly List<long> reached = [];

    /// <summary>Which of the <see cref="Most"/> kinds this one is.</summary>
    public static int Place(ThresholdScope scope, ThresholdBasis basis) => (int)scope * 3 + (int)basis;

    /// <summary>Makes its counters notice when these counts are reached. Not once they have begun to count.</summary>
    public void Watch(IEnumerable<long> seconds)
    {
        foreach (var count in seconds)
        {
            var place = watched.BinarySearch(count);
            if (place < 0) watched.Insert(~place, count);
        }
    }

    /// <summary>The number of the counter of this work on this local day; −1 where it counts nothing.</summary>
    public int For(in Work work, int day, int month, WorkFacts facts, KnownIncidents incidents)
    {
        if (scope == ThresholdScope.Incident && work.Incident < 0) return -1;
        long over = scope switch
        {
            ThresholdScope.Incident => incidents.FirstOf(work.Incident),
            ThresholdScope.Day => day,
            ThresholdScope.Week => Days.WeekOf(day),
            ThresholdScope.Month => month,
            _ => throw new InvalidOperationException($"Scope {scope} is not rated."),
        };
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, basis == ThresholdBasis.Engineer ? over * facts.Engineers + work.Engineer : over, out var known);
        if (!known) number = Add(basis == ThresholdBasis.Elapsed ? incidents.StartOf((int)over) : null);
        return number;
    }

    /// <summary>From this second on, one more (or fewer, −1) is at work. Seconds must not go back.</summary>
    public void Turn(int number, long second, int change)
    {
        ref var counter = ref CollectionsMarshal.AsSpan(counters)[number];
        if (counter.AtWork > 0) Advance(ref counter, second, CollectionsMarshal.AsSpan(reached).Slice(number * watched.Count, watched.Count));
        counter.Now = second;
        counter.AtWork += change;
    }

    /// <summary>The first second whose beginning finds at least this count; a watched one.</summary>
    public long ReachedAt(int number, long count) => reached[number * watched.Count + watched.BinarySearch(count)];

    /// <summary>All seconds counted, once the work has been.</summary>
    public long CountOf(int number) => counters[number].Count;

    public void Clear()
    {
        numbers.Clear();
        watched.Clear();
        counters.Clear();
        reached.Clear();
    }

    /// <param name="start">Second from which the counter runs by itself; null for one that counts work.</param>
    private int Add(long? start)
    {
        var next = watched.Count > 0 && watched[0] == 0 ? 1 : 0;
        foreach (var count in watched) reached.Add(start + count ?? (count == 0 ? long.MinValue : long.MaxValue));
        counters.Add(new() { Next = start is null ? next : watched.Count });
        return counters.Count - 1;
    }

    private void Advance(ref Counter counter, long second, Span<long> when)
    {
        var count = counter.Count + counter.AtWork * (second - counter.Now);
        for (; counter.Next < watched.Count && watched[counter.Next] <= count; counter.Next++)
        {
            // Two at work may step over a count in mid-second; the first whole second that begins at or above it is the next one.
            when[counter.Next] = counter.Now + (watched[counter.Next] - counter.Count + counter.AtWork - 1) / counter.AtWork;
        }

        counter.Count = count;
    }

    /// <summary>Where one count stands.</summary>
    private struct Counter
    {
        /// <summary>Seconds counted so far.</summary>
        public long Count;

        /// <summary>Until then.</summary>
        public long Now;

        /// <summary>How many are at work since.</summary>
        public int AtWork;

        /// <summary>Place of the first watched count not yet reached.</summary>
        public int Next;
    }
}
