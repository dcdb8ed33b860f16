using System.Runtime.InteropServices;

namespace Billing.Domain.Rating;

/// <summary>Turns billed slices and fees into months of lines (RATING §§9–11).</summary>
/// <param name="contract">Whose work it is.</param>
/// <param name="space">With the slices billed.</param>
/// <param name="fees">By month.</param>
internal sealed class Months(RatedContract contract, Workspace space, List<Fee> fees)
{
    private readonly Caps caps = new(contract, space, fees);
    private readonly Lines lines = new(contract.Currency, space);
    private readonly WorkFacts facts = space.Facts;

    /// <param name="only">The one month that is asked for; null for all.</param>
    /// <returns>Rising.</returns>
    public List<RatedPeriod> Of(int? only)
    {
        Ordering.Sort(space.Billed, InOrder);
        List<RatedPeriod> months = [];
        for (int slice = 0, fee = 0; slice < space.Billed.Count || fee < fees.Count;)
        {
            var month = Math.Min(MonthOf(slice), fee < fees.Count ? fees[fee].Month : int.MaxValue);
            var (firstSlice, firstFee) = (slice, fee);
            while (MonthOf(slice) == month) slice++;
            while (fee < fees.Count && fees[fee].Month == month) fee++;
            var slices = CollectionsMarshal.AsSpan(space.Billed)[firstSlice..slice];
            var own = CollectionsMarshal.AsSpan(fees)[firstFee..fee];
            if (only is null || only == month) months.Add(Month(month, slices, own));
            else if (only > month && caps.CountThroughMonths) Spend(slices, own);
        }

        return months;
    }

    /// <summary>Months since the year 0 of a billed slice; behind the last one, of no month.</summary>
    private int MonthOf(int slice) => slice < space.Billed.Count ? space.Billed[slice].Month : int.MaxValue;

    private RatedPeriod Month(int number, ReadOnlySpan<Slice> slices, ReadOnlySpan<Fee> fees)
    {
        Cover(slices);
        var rated = new RatedSlice[space.Month.Count];
        for (var i = 0; i < rated.Length; i++) rated[i] = new(space.Month[i], facts.Works[space.Month[i].Work].Session);
        var all = lines.Gather(rated, fees);
        all.AddRange(caps.Of(fees));
        var total = 0m;
        foreach (var line in all) total += line.Amount;
        return new(Days.ToPeriod(number), total, all.ToArray(), rated);
    }

    /// <summary>Lets the caps know what a month costs that nobody asked for.</summary>
    private void Spend(ReadOnlySpan<Slice> slices, ReadOnlySpan<Fee> fees)
    {
        Cover(slices);
        _ = caps.Of(fees);
    }

    private void Cover(ReadOnlySpan<Slice> slices)
    {
        space.Month.Clear();
        Retainers.Cover(slices, space.Month);
    }

    /// <summary>By month, and in each as RATING §9 orders its slices.</summary>
    private int InOrder(Slice a, Slice b)
    {
        var order = a.Month.CompareTo(b.Month);
        if (order == 0) order = a.Start.CompareTo(b.Start);
        if (order == 0) order = a.Kind.CompareTo(b.Kind);
        return order != 0 ? order : CodePoints.Compare(facts.Works[a.Work].Session.Id, facts.Works[b.Work].Session.Id);
    }
}
