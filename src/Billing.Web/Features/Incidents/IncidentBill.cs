using Billing.Domain;
using Billing.Domain.Incidents;
using Billing.Domain.Rating;
using Billing.Domain.Work;
using Billing.Web.Features.Shared;
using NodaTime;

namespace Billing.Web.Features.Incidents;

/// <summary>What an incident costs so far, by multiplier.</summary>
/// <param name="Kind">Work, minimum call-out, fee or cap.</param>
/// <param name="Seconds">Null for fees and caps.</param>
/// <param name="Multiplier">Null for fees and caps.</param>
/// <param name="Reasons">Why this multiplier; empty at the base rate.</param>
/// <param name="Covered">The retainer pays for it.</param>
/// <param name="Amount">Major units.</param>
public sealed record BillLine(LineKind Kind, long? Seconds, decimal? Multiplier, string Reasons, bool Covered, decimal Amount)
{
    /// <summary>What it is, for people.</summary>
    public string What => Kind switch
    {
        LineKind.Fee => "Response fee",
        LineKind.Cap => "Cap: the most that the contract allows",
        LineKind.Minimum => Reasons.Length == 0 ? "Minimum call-out" : $"Minimum call-out, {Reasons}",
        _ => Reasons.Length == 0 ? "Base rate" : Reasons,
    };
}

/// <summary>The same function as the invoice computes it, for one incident and until now (DESIGN §7).</summary>
public sealed record IncidentBill(Currency Currency, decimal Amount, IReadOnlyList<BillLine> Lines, IReadOnlyList<Band> Bands, IReadOnlyList<string> Problems)
{
    /// <summary>Rates the contract and takes the incident's lines.</summary>
    public static IncidentBill Of(ContractFacts facts, Id<Incident> id, Instant now)
    {
        var result = Rater.Rate(facts.ToInput(now));
        var mine = result.Periods.SelectMany(p => p.Lines).Where(l => l.Incident == id.ToString()).ToList();
        return new(facts.Contract.Currency, mine.Sum(l => l.Amount), Gather(mine), Shared.Bands.Of(mine.SelectMany(l => l.Slices)), [.. result.Errors.Select(e => Sentence(e, facts)).Distinct(StringComparer.Ordinal)]);
    }

    // Months and engineers are the invoice's matter; here only the price of the hours is.
    private static List<BillLine> Gather(List<RatedLine> lines) =>
    [
        .. lines.GroupBy(l => (l.Kind, l.Multiplier, Reasons: string.Join(" + ", l.Reasons.Select(r => Shared.Bands.InWords(r))), l.Covered))
            .Select(g => new BillLine(g.Key.Kind, g.Key.Multiplier is null ? null : g.Sum(l => l.Seconds), g.Key.Multiplier, g.Key.Reasons, g.Key.Covered, g.Sum(l => l.Amount)))
            .OrderBy(l => l.Kind).ThenBy(l => l.Multiplier),
    ];

    private static string Sentence(RatingError error, ContractFacts facts) => error.Code switch
    {
        RatingErrorCodes.NoTerms when facts.Terms.Count == 0 => $"{facts.Contract.Code} has no terms yet, so nothing can be priced. Time is kept all the same.",
        RatingErrorCodes.NoTerms => $"Some work on {facts.Contract.Code} is before its first terms begin, so nothing can be priced. Add terms from an earlier day.",
        _ => error.Message,
    };
}
