using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using NodaTime;

namespace Billing.Domain.Rating;

/// <summary>Takes back what a scope costs above its cap (RATING §10, Cap). Months must be asked for in order.</summary>
internal sealed class Caps
{
    private readonly CapScope? scope;
    private readonly Currency currency;
    private readonly KnownIncidents incidents;
    private readonly Dictionary<ScopeKey, First> firsts = [];
    private readonly Dictionary<ScopeKey, decimal> earlier = [];

    /// <param name="contract">Its terms' caps have one scope (RATING §2).</param>
    /// <param name="incidents">The incidents.</param>
    /// <param name="slices">Of all months, after RATING §7.</param>
    /// <param name="fees">Of all months.</param>
    public Caps(RatedContract contract, KnownIncidents incidents, IReadOnlyList<DatedSlice> slices, IReadOnlyList<Fee> fees)
    {
        (currency, this.incidents) = (contract.Currency, incidents);
        scope = contract.Terms.FirstOrDefault(t => t.Cap is not null)?.Cap?.Scope;
        if (scope is null) return;
        foreach (var (slice, date) in slices) Meet(KeyOf(ChainOf(slice), date), slice.Start, slice.Terms);
        foreach (var fee in fees) Meet(KeyOf(fee.Incident.Chain.First, fee.Date), fee.At, fee.Terms);
    }

    /// <summary>An incident's chain, a local day or a month; the part that the scope does not name is left empty.</summary>
    private readonly record struct ScopeKey(string? Chain, LocalDate Date);

    private readonly record struct First(Instant At, ContractTerms Terms);

    /// <summary>The caps of one month, in the order of RATING §11.</summary>
    public IEnumerable<RatedLine> Of(IReadOnlyList<DatedSlice> slices, IReadOnlyList<Fee> fees)
    {
        if (scope is null) return [];
        Dictionary<ScopeKey, decimal> now = [];
        foreach (var (slice, date) in slices) Add(now, KeyOf(ChainOf(slice), date), Lines.Hours3600(slice));
        foreach (var fee in fees) Add(now, KeyOf(fee.Incident.Chain.First, fee.Date), fee.Amount * 3600m);
        return [.. now.OrderBy(n => firsts[n.Key].At).ThenBy(n => n.Key.Chain, CodePoints.Comparer).Select(n => Line(n.Key, n.Value)).OfType<RatedLine>()];
    }

    private static void Add(Dictionary<ScopeKey, decimal> sums, ScopeKey? key, decimal amount)
    {
        if (key is { } k) sums[k] = sums.GetValueOrDefault(k) + amount;
    }

    // All amounts here are 3600 times what they stand for: exact, until the one division at the end.
    private RatedLine? Line(ScopeKey key, decimal exact)
    {
        var before = earlier.GetValueOrDefault(key);
        earlier[key] = before + exact;
        if (firsts[key].Terms.Cap is not { } cap) return null;
        var limit = cap.Amount * 3600m;
        var allowed = Math.Max(0m, Math.Min(limit, before + exact) - Math.Min(limit, before));
        if (exact <= allowed) return null;
        LocalDate? date = scope == CapScope.Day ? key.Date : null;
        return new(LineKind.Cap, key.Chain, null, null, null, [], false, null, 0m - currency.Round((exact - allowed) / 3600m), date, []);
    }

    private string? ChainOf(RatedSlice slice) => slice.Incident is null ? null : incidents[slice.Incident].Chain.First;

    /// <summary>Null for work that falls under no cap.</summary>
    private ScopeKey? KeyOf(string? chain, LocalDate date) => scope switch
    {
        CapScope.Incident => chain is null ? null : new(chain, default),
        CapScope.Day => new(null, date),
        _ => new(null, BillingPeriod.Of(date).FirstDay),
    };

    private void Meet(ScopeKey? key, Instant at, ContractTerms terms)
    {
        if (key is { } k && (!firsts.TryGetValue(k, out var first) || at < first.At)) firsts[k] = new(at, terms);
    }
}
