using Billing.Domain.Invoicing;
using NodaTime;

namespace Billing.Documents.Invoices;

/// <summary>Slices of one engineer that follow each other without a break: what a reader knows as one stretch of work.</summary>
/// <param name="Slices">In order of time.</param>
internal sealed record WorkSession(IReadOnlyList<InvoiceSlice> Slices)
{
    public string Engineer => Slices[0].Engineer;

    public Instant Start => Slices[0].Start;

    public Instant Stop => Slices[^1].Stop;

    /// <summary>What was done, as typed.</summary>
    public string? Description => Slices[0].Description;

    /// <summary>Gathers slices of work; what was made up by rounding or a minimum took no time and is none.</summary>
    public static List<WorkSession> Of(IEnumerable<InvoiceSlice> slices)
    {
        var sessions = new List<WorkSession>();
        foreach (var byEngineer in slices.Where(s => s.Stop > s.Start).GroupBy(s => s.Engineer, StringComparer.Ordinal))
        {
            var current = new List<InvoiceSlice>();
            foreach (var slice in byEngineer.OrderBy(s => s.Start))
            {
                if (current.Count > 0 && !Continues(current[^1], slice))
                {
                    sessions.Add(new(current));
                    current = [];
                }
                current.Add(slice);
            }
            sessions.Add(new(current));
        }
        return [.. sessions.OrderBy(s => s.Start)];
    }

    /// <summary>Slices of one line less the time of it that is taken back: what remains of a line that was billed in part before. Where all of it is taken back, all of it.</summary>
    public static IEnumerable<InvoiceSlice> Net(IReadOnlyList<InvoiceSlice> slices)
    {
        var left = slices.Where(s => s.Seconds >= 0).ToList();
        if (left.Count == 0) return slices;
        foreach (var back in slices.Where(s => s.Seconds < 0)) left = [.. left.SelectMany(s => Without(s, back))];
        return left;
    }

    private static IEnumerable<InvoiceSlice> Without(InvoiceSlice slice, InvoiceSlice back)
    {
        if (back.Stop <= slice.Start || slice.Stop <= back.Start || !string.Equals(back.Engineer, slice.Engineer, StringComparison.Ordinal)) return [slice];
        InvoiceSlice[] around = [slice with { Stop = Instant.Min(slice.Stop, back.Start) }, slice with { Start = Instant.Max(slice.Start, back.Stop) }];
        return around.Where(s => s.Start < s.Stop);
    }

    private static bool Continues(InvoiceSlice before, InvoiceSlice after) =>
        before.Stop == after.Start && string.Equals(before.Description, after.Description, StringComparison.Ordinal);
}
