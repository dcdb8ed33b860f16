using Billing.Domain.Rating;
using NodaTime;

namespace Billing.Domain.Invoicing;

/// <summary>What is owed for a service month, less what all issued documents hold for it (DESIGN §5, Propose).</summary>
public static class Unbilled
{
    /// <summary>
    /// The differences, charge by charge: for a month that no document holds, all of it. Seconds × price is the amount of each; where both were rounded
    /// once before, what is left over is a charge of its own without seconds.
    /// </summary>
    public static IReadOnlyList<Charge> Of(IReadOnlyList<Charge> owed, IReadOnlyList<HeldCharge> held, Currency currency)
    {
        if (held.Count == 0) return owed;
        var holding = held.GroupBy(h => h.Key.ToString(), StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        List<Charge> left = [];
        foreach (var charge in owed)
        {
            if (!holding.Remove(charge.Key.ToString(), out var before)) left.Add(charge);
            else left.AddRange(Difference(charge, before, currency));
        }

        foreach (var (_, before) in holding)
            left.AddRange(Difference(new(before[0].Key, before[0].Month, before[0].Seconds is null ? null : 0, 0m, []), before, currency));
        return left;
    }

    private static IEnumerable<Charge> Difference(Charge owed, List<HeldCharge> before, Currency currency)
    {
        var seconds = owed.Seconds - before.Sum(h => h.Seconds ?? 0);
        var amount = owed.Amount - before.Sum(h => h.Amount);
        var exact = owed.Key.Covered ? 0m : seconds * ChargeKey.Number(owed.Key.HourlyRate) * ChargeKey.Number(owed.Key.Multiplier) / 3600m;
        if (exact is not { } price)
        {
            if (amount != 0m) yield return owed with { Amount = amount, Quantity = null, UnitPrice = null };
            yield break;
        }

        var rounded = currency.Round(price);
        if (seconds != 0) yield return owed with { Seconds = seconds, Amount = rounded, Slices = [.. Moved(owed.Slices, before.SelectMany(h => h.Slices))] };
        if (amount != rounded) yield return owed with { Seconds = null, Amount = amount - rounded, Slices = [], IsRoundingDifference = true };
    }

    /// <summary>What the work of a month comes to, less what documents hold of its work: for a month that is not over, what is still to be billed of it.</summary>
    /// <param name="rated">The month as rated; null when there was no work in it.</param>
    /// <param name="held">What documents hold of that month.</param>
    /// <param name="currency">The contract's.</param>
    public static IReadOnlyList<Charge> OfWork(RatedPeriod? rated, IReadOnlyList<HeldCharge> held, Currency currency) =>
        Of([.. rated?.Lines.Select(l => Charge.Of(l, rated.Period)) ?? []], [.. held.Where(h => Charge.IsWork(h.Key.Kind))], currency);

    // What is owed and not held, then what is held and not owed any more.
    private static IEnumerable<ChargedSlice> Moved(IReadOnlyList<ChargedSlice> owed, IEnumerable<ChargedSlice> held)
    {
        var counts = new Dictionary<(string, Instant, Instant, long), int>();
        var known = new Dictionary<(string, Instant, Instant, long), ChargedSlice>();
        foreach (var slice in held)
        {
            // A document that took time back holds it with negative seconds: the two cancel out.
            var key = (slice.Session, slice.Start, slice.Stop, Math.Abs(slice.Seconds));
            known[key] = slice;
            counts[key] = counts.GetValueOrDefault(key) + Math.Sign(slice.Seconds);
        }

        foreach (var slice in owed)
        {
            var key = (slice.Session, slice.Start, slice.Stop, slice.Seconds);
            if (counts.GetValueOrDefault(key) > 0) counts[key]--;
            else yield return slice;
        }

        foreach (var (key, count) in counts.OrderBy(c => c.Key.Item2))
            for (var i = 0; i < count; i++) yield return known[key] with { Seconds = -key.Item4, Rated = null };
    }
}
