using System.Globalization;
using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Rating;
using Billing.Web.Features.Shared;
using NodaTime;

namespace Billing.Web.Features.Contracts;

/// <summary>Slices of one price, together.</summary>
/// <param name="What">Why it costs that.</param>
/// <param name="Seconds">Null for fees and caps.</param>
/// <param name="Multiplier">Null for fees and caps.</param>
/// <param name="Covered">The retainer pays for it.</param>
/// <param name="Amount">Major units.</param>
public sealed record CostLine(string What, long? Seconds, decimal? Multiplier, bool Covered, decimal Amount);

/// <summary>What work would cost under some terms, as <see cref="Rater"/> says of an incident made up for it.</summary>
/// <param name="Currency">Of every amount.</param>
/// <param name="Total">Of the work asked about.</param>
/// <param name="Earlier">Of the hours already worked, which the lines contain as well.</param>
/// <param name="Lines">Of the whole incident.</param>
/// <param name="Slices">Of the work asked about, by engineer, then time.</param>
/// <param name="Problem">Why it cannot be priced; null when it can.</param>
public sealed record CostEstimate(Currency Currency, decimal Total, decimal Earlier, IReadOnlyList<CostLine> Lines, IReadOnlyList<RatedSlice> Slices, string? Problem)
{
    private const string Incident = "incident";
    private const string Before = "before";

    /// <summary>Each engineer's hours as a picture; only once where all are alike.</summary>
    public IEnumerable<IReadOnlyList<Band>> Bars =>
        Slices.GroupBy(s => s.Engineer, StringComparer.Ordinal).Select(Bands.Of).DistinctBy(b => string.Join(';', b.Select(x => x.X + x.Tone)), StringComparer.Ordinal);

    /// <summary>What the bars span; null where nothing was priced.</summary>
    public (Instant Start, Instant Stop)? Span =>
        Slices.Where(s => s.Kind == SliceKind.Work).ToList() is { Count: > 0 } worked ? (worked.Min(s => s.Start), worked.Max(s => s.Stop)) : null;

    /// <summary>Rates the question. The client's alert is taken to come as the work on the incident begins, so that a response fee is due.</summary>
    /// <param name="contract">Its currency, zone and holidays.</param>
    /// <param name="terms">In force, by date.</param>
    /// <param name="asked">The work.</param>
    public static CostEstimate Of(Contract contract, IReadOnlyList<ContractTerms> terms, CostQuestion asked)
    {
        var all = Rater.Rate(Input(contract, terms, asked, withNew: true));
        if (!all.IsOk) return new(contract.Currency, 0m, 0m, [], [], Sentence(all.Errors[0]));
        var before = asked.Worked == 0 ? 0m : Rater.Rate(Input(contract, terms, asked, withNew: false)).Periods.Sum(p => p.Total);
        var slices = all.Periods.SelectMany(p => p.Slices).Where(s => !s.Session.StartsWith(Before, StringComparison.Ordinal));
        return new(
            contract.Currency, all.Periods.Sum(p => p.Total) - before, before, Gather(all.Periods.SelectMany(p => p.Lines)),
            [.. slices.OrderBy(s => s.Engineer, StringComparer.Ordinal).ThenBy(s => s.Start).ThenBy(s => s.Kind)], null);
    }

    private static RatingInput Input(Contract contract, IReadOnlyList<ContractTerms> terms, CostQuestion asked, bool withNew)
    {
        var (begun, stop) = (asked.Start - Duration.FromSeconds(asked.Worked), asked.Start + Duration.FromSeconds(asked.Seconds));
        var sessions = new List<RatedSession>();
        for (var i = 1; i <= asked.Engineers; i++)
        {
            var number = i.ToString(CultureInfo.InvariantCulture);
            if (asked.Worked > 0) sessions.Add(new(Before + number, number, Incident, begun, asked.Start));
            if (withNew) sessions.Add(new("new" + number, number, Incident, asked.Start, stop));
        }

        var rated = new RatedContract(contract.Currency, DateTimeZoneProviders.Tzdb[contract.TimeZone], contract.Holidays.ToHashSet(), terms);
        return new(rated, [new(Incident, asked.Severity, begun, null)], sessions);
    }

    private static List<CostLine> Gather(IEnumerable<RatedLine> lines) =>
    [
        .. lines.GroupBy(l => (l.Kind, l.Multiplier, Why: string.Join(" + ", l.Reasons.Select(r => Bands.InWords(r))), l.Covered)).OrderBy(g => g.Key.Kind).ThenBy(g => g.Key.Multiplier)
            .Select(g => new CostLine(What(g.Key.Kind, g.Key.Why), g.Key.Multiplier is null ? null : g.Sum(l => l.Seconds), g.Key.Multiplier, g.Key.Covered, g.Sum(l => l.Amount))),
    ];

    private static string What(LineKind kind, string why) => kind switch
    {
        LineKind.Fee => "Response fee",
        LineKind.Cap => "Cap: the most that the contract allows",
        LineKind.Minimum => why.Length == 0 ? "Minimum call-out" : $"Minimum call-out, {why}",
        _ => why.Length == 0 ? "Base rate" : why,
    };

    private static string Sentence(RatingError error) =>
        string.Equals(error.Code, RatingErrorCodes.NoTerms, StringComparison.Ordinal) ? "The work begins before the first terms hold. Choose a later start." : error.Message;
}
