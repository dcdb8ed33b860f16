namespace Billing.Domain.Rating;

/// <summary>
/// The lists that one rating after another works in, so that a rating makes little more than what it returns. Every thread has its own;
/// nothing in it outlives the rating that took it.
/// </summary>
internal sealed class Workspace
{
    // Beyond this many sessions or slices the lists are let go: one large contract must not hold its memory for ever.
    private const int MostKept = 1 << 16;

    [ThreadStatic]
    private static Workspace? spare;

    /// <summary>The incidents of the input.</summary>
    public KnownIncidents Incidents { get; } = new();

    /// <summary>The work of the input.</summary>
    public WorkFacts Facts { get; } = new();

    /// <summary>Work as the wall clock cuts it.</summary>
    public List<Piece> Pieces { get; } = [];

    /// <summary>Per piece and kind of counter: the number of the counter that counts it, or −1.</summary>
    public List<int> CountedBy { get; } = [];

    /// <summary>One for every scope and basis, in use or not.</summary>
    public CounterKind?[] CounterKinds { get; } = new CounterKind?[CounterKind.Most];

    /// <summary>Before rounding, sessions by start.</summary>
    public List<Slice> Cut { get; } = [];

    /// <summary>As billed: after rounding and minimum call-outs.</summary>
    public List<Slice> Billed { get; } = [];

    /// <summary>Of the month at hand, after the retainer.</summary>
    public List<Slice> Month { get; } = [];

    /// <summary>Of the month at hand.</summary>
    public LineSums Sums { get; } = new();

    /// <summary>An empty one; to be returned.</summary>
    public static Workspace Take()
    {
        var taken = spare ?? new();
        spare = null;
        return taken;
    }

    /// <summary>Makes it empty and keeps it for this thread's next rating.</summary>
    public void Return()
    {
        if (Math.Max(Facts.Capacity, Math.Max(Pieces.Capacity, Billed.Capacity)) > MostKept) return;
        Incidents.Clear();
        Facts.Clear();
        Pieces.Clear();
        CountedBy.Clear();
        foreach (var kind in CounterKinds) kind?.Clear();
        Cut.Clear();
        Billed.Clear();
        Month.Clear();
        Sums.Clear();
        spare = this;
    }
}
