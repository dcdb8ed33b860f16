using System.Runtime.InteropServices;

namespace Billing.Domain.Rating;

/// <summary>The incidents of one input by number, each tied to the first of its chain (RATING §1, <c>continues</c>).</summary>
internal sealed class KnownIncidents
{
    private const int Unresolved = -1;

    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<int> firsts = [];
    private readonly List<long> starts = [];
    private IReadOnlyList<RatedIncident> incidents = [];

    /// <summary>How many there are; their numbers run from 0 as given.</summary>
    public int Count => incidents.Count;

    /// <summary>The incident with this number.</summary>
    public RatedIncident this[int number] => incidents[number];

    /// <summary>Takes the incidents in.</summary>
    /// <returns>False where something may be wrong with them (RATING §2).</returns>
    public bool Read(IReadOnlyList<RatedIncident> given)
    {
        incidents = given;
        numbers.EnsureCapacity(given.Count);
        CollectionsMarshal.SetCount(starts, given.Count);
        CollectionsMarshal.AsSpan(starts).Fill(long.MaxValue);
        var sound = true;
        for (var i = 0; i < given.Count; i++)
        {
            var incident = given[i];

            // Who continues only what was named before, leads into no circle.
            var earlier = incident.Continues is null ? i : NumberOf(incident.Continues);
            firsts.Add(earlier < 0 || earlier == i ? earlier : firsts[earlier]);
            sound &= firsts[i] >= 0 & numbers.TryAdd(incident.Id, i) & (incident.AlertedAt is not { } alerted || WholeSeconds.IsRateable(alerted));
        }

        return sound;
    }

    /// <summary>Finds the chains of those that continue what was named after them. None may be unknown or lead into a circle.</summary>
    public void Chain()
    {
        for (var i = 0; i < Count; i++)
            if (firsts[i] == Unresolved) Chain(i);
    }

    /// <summary>The number of the incident with this id; −1 where there is none.</summary>
    public int NumberOf(string id) => numbers.TryGetValue(id, out var number) ? number : Unresolved;

    /// <summary>The number of the first incident of its chain, which stands for all of it.</summary>
    public int FirstOf(int number) => firsts[number];

    /// <summary>Notes that work on an incident starts at this second.</summary>
    public void Begin(int number, long second)
    {
        var first = firsts[number];
        if (second < starts[first]) starts[first] = second;
    }

    /// <summary>Seconds since 1970 of the start of a chain's first session.</summary>
    public long StartOf(int first) => starts[first];

    public void Clear()
    {
        incidents = [];
        numbers.Clear();
        firsts.Clear();
        starts.Clear();
    }

    private void Chain(int number)
    {
        var first = number;
        while (firsts[first] == Unresolved) first = Earlier(first);
        first = firsts[first];
        for (var at = number; firsts[at] == Unresolved; at = Earlier(at)) firsts[at] = first;
    }

    private int Earlier(int number) => numbers[incidents[number].Continues!];
}
