using System.Runtime.InteropServices;
using Billing.Domain.Contracts;

namespace Billing.Domain.Rating;

/// <summary>Takes back what a scope costs above its cap (RATING §10, Cap). Months must be asked for in order.</summary>
internal sealed class Caps
{
    private readonly CapScope? scope;
    private readonly Currency currency;
    private readonly Workspace space;

    // By the number of what the scope names: the first incident of a chain, a day or a month.
    private readonly Dictionary<int, First> firsts = [];
    private readonly Dictionary<int, decimal> earlier = [];

    /// <param name="contract">Its terms' caps have one scope (RATING §2).</param>
    /// <param name="space">With the slices billed, of all months.</param>
    /// <param name="fees">Of all months.</param>
    public Caps(RatedContract contract, Workspace space, List<Fee> fees)
    {
        (currency, this.space) = (contract.Currency, space);
        scope = contract.Terms.FirstOrDefault(t => t.Cap is not null)?.Cap?.Scope;
        if (scope is null) return;
        foreach (ref readonly var slice in CollectionsMarshal.AsSpan(space.Billed)) Meet(KeyOf(slice), slice.Start, slice.Terms);
        foreach (var fee in fees) Meet(KeyOf(fee), fee.At, fee.Terms);
    }

    private readonly record struct First(long At, ContractTerms Terms);

    /// <summary>True when what a month costs depends on what the months before it cost.</summary>
    public bool CountThroughMonths => scope == CapScope.Incident;

    /// <summary>The caps of one month, in the order of RATING §11.</summary>
    /// <param name="fees">Of the month whose slices are <see cref="Workspace.Month"/>.</param>
    public IEnumerable<RatedLine> Of(ReadOnlySpan<Fee> fees)
    {
        if (scope is null) return [];
        Dictionary<int, decimal> now = [];
        foreach (ref readonly var slice in CollectionsMarshal.AsSpan(space.Month)) Add(now, KeyOf(slice), slice.Hours3600);
        foreach (var fee in fees) Add(now, KeyOf(fee), fee.Amount * 3600m);
        return [.. now.OrderBy(n => firsts[n.Key].At).ThenBy(n => IncidentOf(n.Key), CodePoints.Comparer).Select(n => Line(n.Key, n.Value)).OfType<RatedLine>()];
    }

    private static void Add(Dictionary<int, decimal> sums, int? key, decimal amount)
    {
        if (key is { } k) sums[k] = sums.GetValueOrDefault(k) + amount;
    }

    // All amounts here are 3600 times what they stand for: exact, until the one division at the end.
    private FlatLine? Line(int key, decimal exact)
    {
        var before = earlier.GetValueOrDefault(key);
        earlier[key] = before + exact;
        if (firsts[key].Terms.Cap is not { } cap) return null;
        var limit = cap.Amount * 3600m;
        var allowed = Math.Max(0m, Math.Min(limit, before + exact) - Math.Min(limit, before));
        if (exact <= allowed) return null;
        var amount = 0m - currency.Round((exact - allowed) / 3600m);
        return new(LineKind.Cap, IncidentOf(key), amount, scope == CapScope.Day ? Days.ToDate(key) : null, firsts[key].At);
    }

    private string? IncidentOf(int key) => scope == CapScope.Incident ? space.Incidents[key].Id : null;

    private int? KeyOf(in Slice slice) => KeyOf(space.Facts.Works[slice.Work].Incident, slice.Day, slice.Month);

    private int? KeyOf(Fee fee) => KeyOf(fee.Incident, fee.Day, fee.Month);

    /// <summary>Null for work that falls under no cap.</summary>
    private int? KeyOf(int incident, int day, int month) => scope switch
    {
        CapScope.Incident => incident < 0 ? null : space.Incidents.FirstOf(incident),
        CapScope.Day => day,
        _ => month,
    };

    private void Meet(int? key, long at, ContractTerms terms)
    {
        if (key is { } k && (!firsts.TryGetValue(k, out var first) || at < first.At)) firsts[k] = new(at, terms);
    }
}
