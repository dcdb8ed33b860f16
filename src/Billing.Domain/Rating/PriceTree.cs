using System.Globalization;
using Billing.Domain.Contracts;

namespace Billing.Domain.Rating;

/// <summary>What one hour costs under one combination of matching premiums, made once and shared by all slices that cost it (RATING §5).</summary>
/// <param name="Terms">In force.</param>
/// <param name="HourlyRate">Of the engineer.</param>
/// <param name="Multiplier">Not negative.</param>
/// <param name="Reasons">Names of the premiums, in the terms' order.</param>
/// <param name="Premiums">Their places in the terms.</param>
/// <param name="Number">The same for prices that a line may gather: of equal rate, multiplier and reasons (RATING §10).</param>
internal sealed record SlicePrice(
    ContractTerms Terms, decimal HourlyRate, decimal Multiplier, IReadOnlyList<string> Reasons, IReadOnlyList<int> Premiums, int Number);

/// <summary>Every price that occurs in one rating.</summary>
internal sealed class Prices
{
    private readonly List<SlicePrice> all = [];

    public SlicePrice Make(ContractTerms terms, decimal rate, decimal multiplier, IReadOnlyList<string> reasons, IReadOnlyList<int> premiums)
    {
        var alike = all.Find(p => p.HourlyRate == rate && p.Multiplier == multiplier && CodePoints.Compare(p.Reasons, reasons) == 0);
        var price = new SlicePrice(terms, rate, multiplier, reasons, premiums, alike?.Number ?? all.Count);
        all.Add(price);
        return price;
    }

    /// <summary>More than any <see cref="SlicePrice.Number"/>.</summary>
    public int Count => all.Count;
}

/// <summary>Every combination that occurs, priced once: one level per premium, one branch per state of it.</summary>
internal sealed class PriceTree(ContractTerms terms, Prices prices)
{
    /// <summary>Where a way begins.</summary>
    public PriceNode Root { get; } = new(null, 0);

    /// <summary>The price of this engineer at the end of a way that has a step for every premium.</summary>
    public SlicePrice At(PriceNode end, string engineer)
    {
        var rate = terms.EngineerRates.Count > 0 && terms.EngineerRates.TryGetValue(engineer, out var own) ? own : terms.HourlyRate;
        foreach (var price in end.Prices)
            if (price.HourlyRate == rate) return price;
        var made = Work(end, rate);
        end.Prices = [.. end.Prices, made];
        return made;
    }

    private SlicePrice Work(PriceNode end, decimal rate)
    {
        var states = new int[terms.Premiums.Count];
        var node = end;
        for (var i = states.Length - 1; i >= 0; i--) (states[i], node) = (node.State, node.Before!);

        var matching = Enumerable.Range(0, states.Length).Where(i => states[i] > 0).ToArray();
        var reasons = matching.Select(i => Reason(terms.Premiums[i], states[i])).ToArray();
        var multiplier = Multiplier([.. matching.Select(i => (i, Multiplier(terms.Premiums[i], states[i])))]);
        return prices.Make(terms, rate, multiplier, reasons, matching);
    }

    private decimal Multiplier(IReadOnlyList<(int Place, decimal Multiplier)> matching)
    {
        var counted = Counted(matching);
        var combined = counted.Count == 0 ? 1m : terms.Stacking switch
        {
            Stacking.Highest => counted.Max(),
            Stacking.Add => 1m + counted.Sum(m => m - 1m),
            Stacking.Multiply => counted.Aggregate(1m, (product, m) => product * m),
            _ => throw new InvalidOperationException($"Stacking {terms.Stacking} is not rated."),
        };
        return Math.Max(0m, Math.Min(combined, terms.MaximumMultiplier ?? combined));
    }

    /// <summary>One multiplier a group; a premium without a group is its own.</summary>
    private List<decimal> Counted(IReadOnlyList<(int Place, decimal Multiplier)> matching)
    {
        List<decimal> counted = new(matching.Count);
        Dictionary<string, int>? groups = null;
        foreach (var (place, multiplier) in matching)
        {
            if (terms.Premiums[place].Group is not { } group) counted.Add(multiplier);
            else if ((groups ??= new(StringComparer.Ordinal)).TryGetValue(group, out var at)) counted[at] = Math.Max(counted[at], multiplier);
            else
            {
                groups.Add(group, counted.Count);
                counted.Add(multiplier);
            }
        }

        return counted;
    }

    private static decimal Multiplier(Premium premium, int state) =>
        premium is ThresholdPremium threshold ? threshold.Steps[state - 1].Multiplier : ((FlatPremium)premium).Multiplier;

    private static string Reason(Premium premium, int state) => premium is ThresholdPremium threshold
        ? threshold.Name + " > " + threshold.Steps[state - 1].AfterMinutes.ToString("0.############################", CultureInfo.InvariantCulture)
        : premium.Name;
}

/// <summary>A place in a <see cref="PriceTree"/>.</summary>
internal sealed class PriceNode(PriceNode? before, int state)
{
    private PriceNode?[] after = [];

    public PriceNode? Before => before;

    /// <summary>Where it stands.</summary>
    public int State => state;

    /// <summary>One for every hourly rate that occurs here.</summary>
    public SlicePrice[] Prices { get; set; } = [];

    public PriceNode Next(int state)
    {
        if (state >= after.Length) Array.Resize(ref after, state + 1);
        return after[state] ??= new(this, state);
    }
}
