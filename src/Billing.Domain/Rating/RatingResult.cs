using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using NodaTime;

namespace Billing.Domain.Rating;

/// <summary>Where the time of a slice comes from: worked (RATING §5), added by the increment (§6), added by the minimum call-out (§7).</summary>
public enum SliceKind { Work, Rounding, Minimum }

/// <summary>Time that has one price (RATING §5).</summary>
/// <param name="Session">Whose time it is; for added time, the session it was added to.</param>
/// <param name="Incident">The session's incident, or null.</param>
/// <param name="Engineer">Who worked.</param>
/// <param name="Kind">Worked or added.</param>
/// <param name="Start">Inclusive. Added time has <paramref name="Start"/> = <paramref name="Stop"/> = its date.</param>
/// <param name="Stop">Exclusive.</param>
/// <param name="Seconds">Above 0.</param>
/// <param name="HourlyRate">Major units per hour, before the multiplier.</param>
/// <param name="Multiplier">Not negative.</param>
/// <param name="Reasons">Names of the matching premiums, in the terms' order, e.g. <c>Long incident &gt; 240</c>.</param>
/// <param name="Covered">True when the retainer pays for it (RATING §9).</param>
/// <param name="Terms">In force at its start.</param>
/// <param name="Premiums">Places in <see cref="ContractTerms.Premiums"/> of the premiums that matched, rising.</param>
public sealed record RatedSlice(
    string Session, string? Incident, string Engineer, SliceKind Kind, Instant Start, Instant Stop, long Seconds, decimal HourlyRate,
    decimal Multiplier, IReadOnlyList<string> Reasons, bool Covered, ContractTerms Terms, IReadOnlyList<int> Premiums);

/// <summary>What a line charges: work with its rounding, a minimum call-out, a response fee, or the relief of a cap (RATING §10).</summary>
public enum LineKind { Work, Minimum, Fee, Cap }

/// <summary>Slices of equal price, added up and rounded once (RATING §10).</summary>
/// <param name="Kind">What it charges.</param>
/// <param name="Incident">The incident; null for work without one and for caps of a day or month. A chain's cap names its first incident.</param>
/// <param name="Engineer">Null for fees and caps.</param>
/// <param name="HourlyRate">Major units per hour; null for fees and caps.</param>
/// <param name="Multiplier">Null for fees and caps.</param>
/// <param name="Reasons">See <see cref="RatedSlice"/>; empty for fees and caps.</param>
/// <param name="Covered">True when the retainer pays for it: the amount is 0.</param>
/// <param name="Seconds">Null for fees and caps.</param>
/// <param name="Amount">Major units, rounded to the currency's minor unit; not positive for caps.</param>
/// <param name="Date">Local day of a fee or of a day's cap; null for all else.</param>
/// <param name="Slices">What it adds up, in order; empty for fees and caps.</param>
public sealed record RatedLine(
    LineKind Kind, string? Incident, string? Engineer, decimal? HourlyRate, decimal? Multiplier, IReadOnlyList<string> Reasons, bool Covered,
    long? Seconds, decimal Amount, LocalDate? Date, IReadOnlyList<RatedSlice> Slices);

/// <summary>What one month costs (RATING §10).</summary>
/// <param name="Period">The month, local to the contract's zone.</param>
/// <param name="Total">Sum of the lines' amounts, in major units.</param>
/// <param name="Lines">In the order of RATING §11.</param>
/// <param name="Slices">In the order of RATING §9.</param>
public sealed record RatedPeriod(BillingPeriod Period, decimal Total, IReadOnlyList<RatedLine> Lines, IReadOnlyList<RatedSlice> Slices);

/// <summary>Why an input cannot be rated (RATING §2).</summary>
/// <param name="Code">One of <see cref="RatingErrorCodes"/>.</param>
/// <param name="Message">A sentence for the person.</param>
/// <param name="Sessions">Ids of the sessions it is about, by code point; empty when it is about none.</param>
public sealed record RatingError(string Code, string Message, IReadOnlyList<string> Sessions);

/// <summary>Either the months of a contract or the errors that kept it from being rated; never both.</summary>
public sealed class RatingResult
{
    private RatingResult(IReadOnlyList<RatedPeriod> periods, IReadOnlyList<RatingError> errors, Currency? currency) =>
        (Periods, Errors, Currency) = (periods, errors, currency);

    /// <summary>True when everything was rated.</summary>
    public bool IsOk => Errors.Count == 0;

    /// <summary>Months that have a line, rising; empty when there are errors.</summary>
    public IReadOnlyList<RatedPeriod> Periods { get; }

    /// <summary>By code, then session; empty when everything was rated.</summary>
    public IReadOnlyList<RatingError> Errors { get; }

    /// <summary>Of every amount; null when there are errors.</summary>
    public Currency? Currency { get; }

    internal static RatingResult Of(IReadOnlyList<RatedPeriod> periods, Currency currency) => new(periods, [], currency);

    internal static RatingResult Refused(IReadOnlyList<RatingError> errors) => new([], errors, null);
}
