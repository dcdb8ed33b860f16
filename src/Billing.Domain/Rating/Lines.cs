using NodaTime;

namespace Billing.Domain.Rating;

/// <summary>What makes slices one line (RATING §10).</summary>
internal readonly record struct LineKey(
    string? Incident, string Engineer, LineKind Kind, decimal HourlyRate, decimal Multiplier, IReadOnlyList<string> Reasons, bool Covered)
{
    public bool Equals(LineKey other) =>
        Engineer == other.Engineer && Incident == other.Incident && Kind == other.Kind && Covered == other.Covered
        && HourlyRate == other.HourlyRate && Multiplier == other.Multiplier && (ReferenceEquals(Reasons, other.Reasons) || CodePoints.Compare(Reasons, other.Reasons) == 0);

    public override int GetHashCode() => HashCode.Combine(Incident, Engineer, Multiplier, Covered);
}

/// <summary>A line and where it stands (RATING §11).</summary>
/// <param name="Line">The line.</param>
/// <param name="First">Start of its first slice, or of its fee.</param>
internal readonly record struct PlacedLine(RatedLine Line, Instant First);

/// <summary>Gathers the slices of one month after another into lines (RATING §10).</summary>
internal sealed class Lines(Currency currency)
{
    // Kept from month to month, so that only the largest month makes it grow.
    private readonly Dictionary<LineKey, List<RatedSlice>> gathered = [];

    /// <summary>In the order of RATING §11, caps excepted.</summary>
    public List<RatedLine> Gather(IReadOnlyList<DatedSlice> slices, IEnumerable<Fee> fees)
    {
        gathered.Clear();
        foreach (var (slice, _) in slices)
        {
            var key = KeyOf(slice);
            if (!gathered.TryGetValue(key, out var line)) gathered.Add(key, line = []);
            line.Add(slice);
        }

        List<PlacedLine> lines = new(gathered.Count);
        foreach (var (key, line) in gathered) lines.Add(Line(key, line));
        foreach (var fee in fees) lines.Add(ResponseFees.Line(fee, currency));
        Ordering.Sort(lines, InOrder);
        return lines.ConvertAll(l => l.Line);
    }

    /// <summary>Seconds × rate × multiplier: 3600 times the exact amount, so that one division is left for the end.</summary>
    public static decimal Hours3600(RatedSlice slice) => slice.Covered ? 0m : slice.Seconds * slice.HourlyRate * slice.Multiplier;

    private static LineKey KeyOf(RatedSlice slice) => new(
        slice.Incident, slice.Engineer, slice.Kind == SliceKind.Minimum ? LineKind.Minimum : LineKind.Work,
        slice.HourlyRate, slice.Multiplier, slice.Reasons, slice.Covered);

    private PlacedLine Line(in LineKey key, List<RatedSlice> slices)
    {
        var seconds = 0L;
        foreach (var slice in slices) seconds += slice.Seconds;
        var amount = key.Covered ? 0m : currency.Round(seconds * key.HourlyRate * key.Multiplier / 3600m);
        return new(
            new(key.Kind, key.Incident, key.Engineer, key.HourlyRate, key.Multiplier, key.Reasons, key.Covered, seconds, amount, null, slices),
            slices[0].Start);
    }

    private static int InOrder(PlacedLine a, PlacedLine b)
    {
        var order = a.First.CompareTo(b.First);
        if (order == 0) order = CodePoints.Compare(a.Line.Engineer, b.Line.Engineer);
        if (order == 0) order = a.Line.Kind.CompareTo(b.Line.Kind);
        if (order == 0) order = b.Line.Covered.CompareTo(a.Line.Covered);
        if (order == 0) order = CodePoints.Compare(a.Line.Incident, b.Line.Incident);
        if (order == 0) order = CodePoints.Compare(a.Line.Reasons, b.Line.Reasons);

        // RATING leaves the rest open; without it equal lines could change places with the order of the input.
        if (order == 0) order = Nullable.Compare(a.Line.HourlyRate, b.Line.HourlyRate);
        return order != 0 ? order : Nullable.Compare(a.Line.Multiplier, b.Line.Multiplier);
    }
}
