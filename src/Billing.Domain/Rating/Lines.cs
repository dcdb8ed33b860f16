using System.Runtime.InteropServices;
using Billing.Domain.Contracts;

namespace Billing.Domain.Rating;

/// <summary>What makes slices one line (RATING §10).</summary>
/// <param name="Incident">Number of the incident; −1 for none.</param>
/// <param name="Engineer">Number of the engineer.</param>
/// <param name="Price">Number of the price.</param>
/// <param name="Kind">Work with its rounding, or a minimum.</param>
/// <param name="Covered">True when the retainer pays.</param>
internal readonly record struct LineKey(int Incident, int Engineer, int Price, LineKind Kind, bool Covered);

/// <summary>What one month's lines add up to, in the making.</summary>
internal sealed class LineSums
{
    private readonly Dictionary<LineKey, int> numbers = [];
    private readonly List<LineSum> sums = [];
    private readonly List<int> lineOf = [];

    /// <summary>By their first slice.</summary>
    public Span<LineSum> All => CollectionsMarshal.AsSpan(sums);

    /// <summary>Counts one slice after another in.</summary>
    public void Add(in Slice slice, in Work work)
    {
        var kind = slice.Kind == SliceKind.Minimum ? LineKind.Minimum : LineKind.Work;
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, new(work.Incident, work.Engineer, slice.Price.Number, kind, slice.Covered), out var known);
        if (!known)
        {
            number = sums.Count;
            sums.Add(default);
        }

        ref var sum = ref All[number];
        sum.Seconds += slice.Seconds;
        sum.Slices++;
        lineOf.Add(number);
    }

    /// <summary>Puts the slices beside one another line by line, in their order.</summary>
    public RatedSlice[] Gather(RatedSlice[] slices)
    {
        var next = 0;
        foreach (ref var sum in All) (sum.First, next) = (next, next + sum.Slices);
        var gathered = new RatedSlice[slices.Length];
        for (var i = 0; i < slices.Length; i++)
        {
            ref var sum = ref All[lineOf[i]];
            gathered[sum.First + sum.Placed++] = slices[i];
        }

        return gathered;
    }

    public void Clear()
    {
        numbers.Clear();
        sums.Clear();
        lineOf.Clear();
    }
}

/// <summary>Slices of equal price.</summary>
internal struct LineSum
{
    /// <summary>Of all of them.</summary>
    public long Seconds;

    /// <summary>How many.</summary>
    public int Slices;

    /// <summary>Place of the first among the month's, gathered by line.</summary>
    public int First;

    /// <summary>How many stand there already.</summary>
    public int Placed;
}

/// <summary>Gathers the slices of one month after another into lines (RATING §10).</summary>
internal sealed class Lines(Currency currency, Workspace space)
{
    private readonly List<RatedLine> lines = [];

    /// <summary>In the order of RATING §11, caps excepted.</summary>
    /// <param name="slices">Of <see cref="Workspace.Month"/>, in its order.</param>
    /// <param name="fees">Of the same month.</param>
    public List<RatedLine> Gather(RatedSlice[] slices, ReadOnlySpan<Fee> fees)
    {
        lines.Clear();
        space.Sums.Clear();
        foreach (ref readonly var slice in CollectionsMarshal.AsSpan(space.Month)) space.Sums.Add(slice, space.Facts.Works[slice.Work]);
        var gathered = space.Sums.Gather(slices);
        foreach (ref readonly var sum in space.Sums.All) lines.Add(Line(new(gathered, sum.First, sum.Slices), sum.Seconds));
        foreach (var fee in fees) lines.Add(new FlatLine(LineKind.Fee, space.Incidents[fee.Incident].Id, currency.Round(fee.Amount), Days.ToDate(fee.Day), fee.At));
        Ordering.Sort(lines, InOrder);
        return lines;
    }

    private TimeLine Line(ArraySegment<RatedSlice> slices, long seconds)
    {
        var first = slices[0];
        return new(slices, seconds, first.Covered ? 0m : currency.Round(seconds * first.HourlyRate * first.Multiplier / 3600m));
    }

    private static int InOrder(RatedLine a, RatedLine b)
    {
        var order = a.First.CompareTo(b.First);
        if (order == 0) order = CodePoints.Compare(a.Engineer, b.Engineer);
        if (order == 0) order = a.Kind.CompareTo(b.Kind);
        if (order == 0) order = b.Covered.CompareTo(a.Covered);
        if (order == 0) order = CodePoints.Compare(a.Incident, b.Incident);
        if (order == 0) order = CodePoints.Compare(a.Reasons, b.Reasons);

        // RATING leaves the rest open; without it equal lines could change places with the order of the input.
        if (order == 0) order = Nullable.Compare(a.HourlyRate, b.HourlyRate);
        return order != 0 ? order : Nullable.Compare(a.Multiplier, b.Multiplier);
    }
}
