using System.Globalization;
using Billing.Domain.Contracts;

namespace Billing.Domain.Rating;

/// <summary>What one combination of matching premiums makes of the rate (RATING §5).</summary>
/// <param name="Multiplier">Not negative.</param>
/// <param name="Reasons">Names of the premiums, in the terms' order.</param>
/// <param name="Premiums">Their places in the terms.</param>
internal sealed record Price(decimal Multiplier, IReadOnlyList<string> Reasons, IReadOnlyList<int> Premiums);

/// <summary>Every combination that occurs, priced once: one level per premium, one branch per state of it.</summary>
internal sealed class PriceTree(ContractTerms terms)
{
    /// <summary>Where a way begins.</summary>
    public PriceNode Root { get; } = new(null, 0);

    /// <summary>The price at the end of a way that has a step for every premium.</summary>
    public Price At(PriceNode end) => end.Price ??= Work(end);

    private Price Work(PriceNode end)
    {
        var states = new int[terms.Premiums.Count];
        var node = end;
        for (var i = states.Length - 1; i >= 0; i--) (states[i], node) = (node.State, node.Before!);

        var matching = Enumerable.Range(0, states.Length).Where(i => states[i] > 0).ToArray();
        var reasons = matching.Select(i => Reason(terms.Premiums[i], states[i])).ToArray();
        return new(Multiplier([.. matching.Select(i => (i, Multiplier(terms.Premiums[i], states[i])))]), reasons, matching);
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

    private static decimal Multiplier(Premium premium, int state) => premium switch
    {
        ThresholdPremium threshold => threshold.Steps[state - 1].Multiplier,
        WindowPremium window => window.Multiplier,
        HolidayPremium holiday => holiday.Multiplier,
        SeverityPremium severity => severity.Multiplier,
        _ => throw new InvalidOperationException($"Premiums of type {premium.GetType().Name} are not rated."),
    };

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

    public Price? Price { get; set; }

    public PriceNode Next(int state)
    {
        if (state >= after.Length) Array.Resize(ref after, state + 1);
        return after[state] ??= new(this, state);
    }
}
