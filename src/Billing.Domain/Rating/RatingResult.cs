using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using NodaTime;

namespace Billing.Domain.Rating;

/// <summary>Where the time of a slice comes from: worked (RATING §5), added by the increment (§6), added by the minimum call-out (§7).</summary>
public enum SliceKind { Work, Rounding, Minimum }

/// <summary>Time that has one price (RATING §5).</summary>
/// <remarks>There are many: it refers to its session and to a price that it shares, and is equal to itself alone.</remarks>
public sealed class RatedSlice
{
    private readonly RatedSession session;
    private readonly SlicePrice price;
    private readonly long start;

    internal RatedSlice(in Slice slice, RatedSession session)
    {
        (this.session, price, start) = (session, slice.Price, slice.Start);
        (Seconds, Kind, Covered) = (slice.Seconds, slice.Kind, slice.Covered);
    }

    /// <summary>Whose time it is; for added time, the session it was added to.</summary>
    public string Session => session.Id;

    /// <summary>The session's incident, or null.</summary>
    public string? Incident => session.Incident;

    /// <summary>Who worked.</summary>
    public string Engineer => session.Engineer;

    /// <summary>Worked or added.</summary>
    public SliceKind Kind { get; }

    /// <summary>Inclusive. Added time has <see cref="Start"/> = <see cref="Stop"/> = its date.</summary>
    public Instant Start => WholeSeconds.ToInstant(start);

    /// <summary>Exclusive.</summary>
    public Instant Stop => WholeSeconds.ToInstant(Kind == SliceKind.Work ? start + Seconds : start);

    /// <summary>Above 0.</summary>
    public long Seconds { get; }

    /// <summary>Major units per hour, before the multiplier.</summary>
    public decimal HourlyRate => price.HourlyRate;

    /// <summary>Not negative.</summary>
    public decimal Multiplier => price.Multiplier;

    /// <summary>Names of the matching premiums, in the terms' order, e.g. <c>Long incident &gt; 240</c>.</summary>
    public IReadOnlyList<string> Reasons => price.Reasons;

    /// <summary>True when the retainer pays for it (RATING §9).</summary>
    public bool Covered { get; }

    /// <summary>In force at its start.</summary>
    public ContractTerms Terms => price.Terms;

    /// <summary>Places in <see cref="ContractTerms.Premiums"/> of the premiums that matched, rising.</summary>
    public IReadOnlyList<int> Premiums => price.Premiums;

    /// <summary><see cref="Start"/> in seconds since 1970.</summary>
    internal long First => start;
}

/// <summary>What a line charges: work with its rounding, a minimum call-out, a response fee, or the relief of a cap (RATING §10).</summary>
public enum LineKind { Work, Minimum, Fee, Cap }

/// <summary>What one line of a month charges (RATING §10).</summary>
public abstract class RatedLine
{
    private protected RatedLine(decimal amount) => Amount = amount;

    /// <summary>What it charges.</summary>
    public abstract LineKind Kind { get; }

    /// <summary>The incident; null for work without one and for caps of a day or month. A chain's cap names its first incident.</summary>
    public abstract string? Incident { get; }

    /// <summary>Null for fees and caps.</summary>
    public virtual string? Engineer => null;

    /// <summary>Major units per hour; null for fees and caps.</summary>
    public virtual decimal? HourlyRate => null;

    /// <summary>Null for fees and caps.</summary>
    public virtual decimal? Multiplier => null;

    /// <summary>See <see cref="RatedSlice"/>; empty for fees and caps.</summary>
    public virtual IReadOnlyList<string> Reasons => [];

    /// <summary>True when the retainer pays for it: the amount is 0.</summary>
    public virtual bool Covered => false;

    /// <summary>Null for fees and caps.</summary>
    public virtual long? Seconds => null;

    /// <summary>Major units, rounded to the currency's minor unit; not positive for caps.</summary>
    public decimal Amount { get; }

    /// <summary>Local day of a fee or of a day's cap; null for all else.</summary>
    public virtual LocalDate? Date => null;

    /// <summary>What it adds up, in order; empty for fees and caps.</summary>
    public virtual IReadOnlyList<RatedSlice> Slices => [];

    /// <summary>Start of its first slice, of its fee or of its cap's scope, in seconds since 1970.</summary>
    internal abstract long First { get; }
}

/// <summary>Slices of equal price, added up and rounded once.</summary>
/// <param name="slices">At least one.</param>
/// <param name="seconds">Of all of them.</param>
/// <param name="amount">See <see cref="RatedLine.Amount"/>.</param>
internal sealed class TimeLine(ArraySegment<RatedSlice> slices, long seconds, decimal amount) : RatedLine(amount)
{
    public override LineKind Kind => FirstSlice.Kind == SliceKind.Minimum ? LineKind.Minimum : LineKind.Work;

    public override string? Incident => FirstSlice.Incident;

    public override string? Engineer => FirstSlice.Engineer;

    public override decimal? HourlyRate => FirstSlice.HourlyRate;

    public override decimal? Multiplier => FirstSlice.Multiplier;

    public override IReadOnlyList<string> Reasons => FirstSlice.Reasons;

    public override bool Covered => FirstSlice.Covered;

    public override long? Seconds => seconds;

    public override IReadOnlyList<RatedSlice> Slices => slices;

    internal override long First => FirstSlice.First;

    private RatedSlice FirstSlice => slices.Array![slices.Offset];
}

/// <summary>A fee or a cap.</summary>
internal sealed class FlatLine(LineKind kind, string? incident, decimal amount, LocalDate? date, long first) : RatedLine(amount)
{
    public override LineKind Kind => kind;

    public override string? Incident => incident;

    public override LocalDate? Date => date;

    internal override long First => first;
}

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
