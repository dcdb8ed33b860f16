using Billing.Domain.Contracts;
using NodaTime;

namespace Billing.Domain.Rating;

/// <summary>A fee that is due (RATING §8).</summary>
/// <param name="Incident">Whose start was soon enough.</param>
/// <param name="Amount">Major units, unrounded.</param>
/// <param name="At">Start of the incident's first session.</param>
/// <param name="Date">The same as a local date.</param>
/// <param name="Terms">In force then.</param>
internal sealed record Fee(KnownIncident Incident, decimal Amount, Instant At, LocalDate Date, ContractTerms Terms);

/// <summary>Finds the incidents whose work began soon after the alert (RATING §8).</summary>
internal static class ResponseFees
{
    /// <param name="cut">Before rounding, sessions in order of start.</param>
    /// <param name="incidents">The incidents.</param>
    /// <param name="terms">All of the contract.</param>
    public static List<Fee> Due(IReadOnlyList<DatedSlice> cut, KnownIncidents incidents, IReadOnlyList<ContractTerms> terms)
    {
        if (terms.All(t => t.ResponseFee is null)) return [];
        HashSet<string> begun = new(StringComparer.Ordinal);
        List<Fee> fees = [];
        foreach (var (slice, date) in cut)
        {
            if (slice.Incident is null || !begun.Add(slice.Incident)) continue;
            var incident = incidents[slice.Incident];
            if (slice.Terms.ResponseFee is not { } fee || incident.Incident.AlertedAt is not { } alerted) continue;
            var waited = WholeSeconds.Since1970(slice.Start) - WholeSeconds.Since1970(alerted);
            if (waited >= 0 && waited <= WholeSeconds.AtMost(fee.WithinMinutes)) fees.Add(new(incident, fee.Amount, slice.Start, date, slice.Terms));
        }

        return fees;
    }

    /// <summary>The line that charges a fee.</summary>
    public static PlacedLine Line(Fee fee, Currency currency) => new(
        new(LineKind.Fee, fee.Incident.Incident.Id, null, null, null, [], false, null, currency.Round(fee.Amount), fee.Date, []),
        fee.At);
}
