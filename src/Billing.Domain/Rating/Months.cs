using Billing.Domain.Invoicing;
using NodaTime;

namespace Billing.Domain.Rating;

/// <summary>Turns billed slices and fees into months of lines (RATING §§9–11).</summary>
internal static class Months
{
    public static List<RatedPeriod> Of(IReadOnlyList<DatedSlice> slices, IReadOnlyList<Fee> fees, RatedContract contract, KnownIncidents incidents)
    {
        var caps = new Caps(contract, incidents, slices, fees);
        var feesOf = fees.ToLookup(f => BillingPeriod.Of(f.Date));
        var lines = new Lines(contract.Currency);
        List<RatedPeriod> months = [];
        foreach (var (period, month) in ByMonth(slices, feesOf.Select(f => f.Key)))
        {
            Ordering.Sort(month, InOrder);
            months.Add(Month(period, month.Count == 0 ? month : Retainers.Cover(month), [.. feesOf[period]], lines, caps));
        }

        return months;
    }

    private static RatedPeriod Month(BillingPeriod period, IReadOnlyList<DatedSlice> slices, IReadOnlyList<Fee> fees, Lines gathering, Caps caps)
    {
        var lines = gathering.Gather(slices, fees);
        lines.AddRange(caps.Of(slices, fees));
        return new(period, lines.Sum(l => l.Amount), lines, [.. slices.Select(s => s.Slice)]);
    }

    /// <summary>Rising; months that have nothing but a fee come without slices.</summary>
    private static SortedDictionary<BillingPeriod, List<DatedSlice>> ByMonth(IReadOnlyList<DatedSlice> slices, IEnumerable<BillingPeriod> withFees)
    {
        SortedDictionary<BillingPeriod, List<DatedSlice>> months = [];
        foreach (var period in withFees) months[period] = [];
        var (date, month) = (default(LocalDate), (List<DatedSlice>?)null);
        foreach (var slice in slices)
        {
            // Slices come mostly by time, and many days are of one month.
            if (month is null || slice.Date.Month != date.Month || slice.Date.Year != date.Year)
            {
                date = slice.Date;
                var period = BillingPeriod.Of(date);
                if (!months.TryGetValue(period, out month)) months.Add(period, month = []);
            }

            month.Add(slice);
        }

        return months;
    }

    /// <summary>As RATING §9 orders the slices of one month.</summary>
    private static int InOrder(DatedSlice a, DatedSlice b)
    {
        var order = a.Slice.Start.CompareTo(b.Slice.Start);
        if (order == 0) order = a.Slice.Kind.CompareTo(b.Slice.Kind);
        return order != 0 ? order : CodePoints.Compare(a.Slice.Session, b.Slice.Session);
    }
}
