using Billing.Domain.Invoicing;

namespace Billing.Domain.Rating;

/// <summary>Turns billed slices and fees into months of lines (RATING §§9–11).</summary>
internal static class Months
{
    public static List<RatedPeriod> Of(IReadOnlyList<DatedSlice> slices, IReadOnlyList<Fee> fees, RatedContract contract, KnownIncidents incidents)
    {
        var caps = new Caps(contract, incidents, slices, fees);
        var ordered = slices.ToArray();
        Array.Sort(ordered, InOrder);
        var feesOf = fees.ToLookup(f => BillingPeriod.Of(f.Date));
        List<RatedPeriod> months = [];
        foreach (var (period, month) in ByMonth(ordered, feesOf.Select(f => f.Key)))
            months.Add(Month(period, month.Count == 0 ? [] : Retainers.Cover(month), [.. feesOf[period]], caps, contract.Currency));
        return months;
    }

    private static RatedPeriod Month(BillingPeriod period, IReadOnlyList<DatedSlice> slices, IReadOnlyList<Fee> fees, Caps caps, Currency currency)
    {
        var lines = Lines.Gather(slices, fees.Select(f => ResponseFees.Line(f, currency)), currency);
        lines.AddRange(caps.Of(slices, fees));
        return new(period, lines.Sum(l => l.Amount), lines, [.. slices.Select(s => s.Slice)]);
    }

    /// <summary>Rising; months that have nothing but a fee come without slices.</summary>
    private static IEnumerable<(BillingPeriod Period, ArraySegment<DatedSlice> Slices)> ByMonth(DatedSlice[] ordered, IEnumerable<BillingPeriod> withFees)
    {
        SortedDictionary<BillingPeriod, ArraySegment<DatedSlice>> months = [];
        foreach (var period in withFees) months[period] = [];
        for (int from = 0, to; from < ordered.Length; from = to)
        {
            var period = BillingPeriod.Of(ordered[from].Date);
            for (to = from + 1; to < ordered.Length && BillingPeriod.Of(ordered[to].Date) == period;) to++;
            months[period] = new(ordered, from, to - from);
        }

        return months.Select(m => (m.Key, m.Value));
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
