using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.Domain.Rating;
using Billing.Domain.Work;
using NodaTime;

namespace Billing.Web.Features.Contracts;

/// <summary>One month under both.</summary>
public sealed record ReplayMonth(BillingPeriod Period, decimal Present, decimal Other);

/// <summary>Worked hours that a premium raises or lowers, in seconds.</summary>
public sealed record ReplayReason(string Name, long Present, long Other);

/// <summary>The real work of past months, priced again under other terms.</summary>
/// <param name="Months">With work, rising.</param>
/// <param name="Reasons">By name.</param>
/// <param name="Seconds">Worked in those months.</param>
/// <param name="HasPresent">False where there are no terms yet, so that everything of the present ones is zero.</param>
/// <param name="Problem">Why it cannot be priced; null when it can.</param>
public sealed record CostReplay(IReadOnlyList<ReplayMonth> Months, IReadOnlyList<ReplayReason> Reasons, long Seconds, bool HasPresent, string? Problem)
{
    /// <summary>How far back it goes.</summary>
    public const int MostMonths = 12;

    // More would be no headline.
    private const int MostNamed = 3;

    // Before any work: the other terms are taken to have held throughout.
    private static readonly LocalDate Always = new(1900, 1, 1);

    /// <summary>What raises or lowers most hours under the other terms, the most first.</summary>
    public IReadOnlyList<ReplayReason> Main => [.. Reasons.Where(r => r.Other > 0).OrderByDescending(r => r.Other).Take(MostNamed)];

    /// <summary>The month a replay begins with: twelve before the present one, which is not complete.</summary>
    public static BillingPeriod First(LocalDate today)
    {
        var first = today.PlusMonths(-MostMonths);
        return new(first.Year, first.Month);
    }

    /// <summary>These terms as if they had held all along.</summary>
    public static IReadOnlyList<ContractTerms> Throughout(ContractTerms terms) => [terms with { EffectiveFrom = Always }];

    /// <summary>Rates the same facts twice.</summary>
    /// <param name="facts">Since <see cref="First"/>, with the present terms.</param>
    /// <param name="other">The other terms.</param>
    /// <param name="today">In the contract's zone; its month is left out.</param>
    public static CostReplay Of(ContractFacts facts, ContractTerms other, LocalDate today)
    {
        var present = facts.Terms.Count == 0 ? null : Rater.Rate(facts.ToInput(null));
        var replayed = Rater.Rate((facts with { Terms = Throughout(other) }).ToInput(null));
        if ((present?.Errors ?? []).Concat(replayed.Errors).FirstOrDefault() is { } error) return new([], [], 0, present is not null, error.Message);
        var (first, until) = (First(today), BillingPeriod.Of(today));
        List<RatedPeriod> a = present is null ? [] : Within(present, first, until), b = Within(replayed, first, until);
        var months = a.Concat(b).Select(p => p.Period).Distinct().OrderBy(p => p.FirstDay).Select(m => new ReplayMonth(m, Total(a, m), Total(b, m)));
        var (x, y) = (Reasoned(a), Reasoned(b));
        var reasons = x.Keys.Union(y.Keys, StringComparer.Ordinal).Select(name => new ReplayReason(name, x.GetValueOrDefault(name), y.GetValueOrDefault(name)));
        return new([.. months], [.. reasons], b.Sum(p => Worked(p).Sum(s => s.Seconds)), present is not null, null);
    }

    private static List<RatedPeriod> Within(RatingResult result, BillingPeriod first, BillingPeriod until) =>
        [.. result.Periods.Where(p => p.Period.FirstDay >= first.FirstDay && p.Period.FirstDay < until.FirstDay)];

    private static decimal Total(List<RatedPeriod> periods, BillingPeriod month) => periods.Where(p => p.Period == month).Sum(p => p.Total);

    private static IEnumerable<RatedSlice> Worked(RatedPeriod period) => period.Slices.Where(s => s.Kind == SliceKind.Work);

    private static Dictionary<string, long> Reasoned(List<RatedPeriod> periods) => periods.SelectMany(Worked)
        .SelectMany(s => s.Premiums.Select(i => s.Terms.Premiums[i].Name).Distinct(StringComparer.Ordinal), (s, name) => (name, s.Seconds))
        .GroupBy(x => x.name, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(x => x.Seconds), StringComparer.Ordinal);
}
