using Billing.Domain.Invoicing;

namespace Billing.Domain.Rating;

/// <summary>Turns billed slices into months of lines (RATING §§9–11).</summary>
internal static class Months
{
    public static List<RatedPeriod> Of(IReadOnlyList<DatedSlice> slices, RatedContract contract)
    {
        var ordered = slices.ToArray();
        Array.Sort(ordered, InOrder);
        List<RatedPeriod> periods = [];
        for (int from = 0, to; from < ordered.Length; from = to)
        {
            var period = BillingPeriod.Of(ordered[from].Date);
            for (to = from + 1; to < ordered.Length && BillingPeriod.Of(ordered[to].Date) == period;) to++;
            var lines = Lines.Gather(ordered[from..to], [], contract.Currency);
            periods.Add(new(period, lines.Sum(l => l.Amount), lines, [.. ordered[from..to].Select(s => s.Slice)]));
        }

        return periods;
    }

    /// <summary>By month, then as RATING §9 orders slices.</summary>
    private static int InOrder(DatedSlice a, DatedSlice b)
    {
        var order = BillingPeriod.Of(a.Date).CompareTo(BillingPeriod.Of(b.Date));
        if (order == 0) order = a.Slice.Start.CompareTo(b.Slice.Start);
        if (order == 0) order = a.Slice.Kind.CompareTo(b.Slice.Kind);
        return order != 0 ? order : CodePoints.Compare(a.Slice.Session, b.Slice.Session);
    }
}
