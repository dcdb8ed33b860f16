using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Billing.Domain.Contracts;
using Billing.Domain.Rating;
using NodaTime;
using NodaTime.Text;

namespace Billing.Domain.Invoicing;

/// <summary>
/// What makes two charges of one service month the same charge, so that what is owed can be compared with what documents hold already.
/// Identities and prices, no names: a renamed incident is the same charge.
/// </summary>
public sealed record ChargeKey
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary><c>work</c>, <c>minimum</c>, <c>fee</c>, <c>cap</c> (RATING §10), <c>recurring</c>, <c>fixed</c>, <c>expense</c> or <c>discount</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Id of the incident; null without one.</summary>
    public string? Incident { get; init; }

    /// <summary>Id of the member who worked; null where nobody's time is charged.</summary>
    public string? Engineer { get; init; }

    /// <summary>Major units per hour without needless zeros; null where nobody's time is charged.</summary>
    public string? HourlyRate { get; init; }

    /// <summary>Without needless zeros; null where nobody's time is charged.</summary>
    public string? Multiplier { get; init; }

    /// <summary>Names of the matching premiums, in the terms' order; null for none.</summary>
    public IReadOnlyList<string>? Reasons { get; init; }

    /// <summary>The retainer pays for it.</summary>
    public bool Covered { get; init; }

    /// <summary>ISO local date of a fee or of a day's cap, or of a recurring charge that another of its name precedes in the month; null for all else.</summary>
    public string? Date { get; init; }

    /// <summary><see cref="Date"/> as a local date; null without one.</summary>
    [JsonIgnore]
    public LocalDate? Day => Date is null ? null : LocalDatePattern.Iso.Parse(Date).Value;

    /// <summary>Name of a recurring charge, or id of a free line; null for all else.</summary>
    public string? Label { get; init; }

    /// <summary>The key of a rated line.</summary>
    public static ChargeKey Of(RatedLine line) => new()
    {
        Kind = line.Kind.ToString().ToLowerInvariant(),
        Incident = line.Incident,
        Engineer = line.Engineer,
        HourlyRate = Plain(line.HourlyRate),
        Multiplier = Plain(line.Multiplier),
        Reasons = line.Reasons.Count == 0 ? null : line.Reasons,
        Covered = line.Covered,
        Date = line.Date is { } date ? LocalDatePattern.Iso.Format(date) : null,
    };

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static ChargeKey Parse(string text) => JsonSerializer.Deserialize<ChargeKey>(text, Options) ?? throw new JsonException("A charge's key cannot be null.");

    /// <summary>As JSON on one line; equal keys give equal text.</summary>
    public override string ToString() => JsonSerializer.Serialize(this, Options);

    /// <summary>A number of the key; null where there is none.</summary>
    public static decimal? Number(string? plain) => plain is null ? null : decimal.Parse(plain, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    internal static string? Plain(decimal? number) => number?.ToString("0.####", CultureInfo.InvariantCulture);
}

/// <summary>One charge of a service month: what is owed in all, or, once compared with the documents, what is still to be billed of it.</summary>
/// <param name="Key">What it is.</param>
/// <param name="Month">The service month.</param>
/// <param name="Seconds">Billed seconds, negative when too many are billed; null where no time is charged.</param>
/// <param name="Amount">Major units, rounded once.</param>
/// <param name="Slices">The time behind it, in order; what documents hold too much of comes with negative seconds.</param>
public sealed record Charge(ChargeKey Key, BillingPeriod Month, long? Seconds, decimal Amount, IReadOnlyList<ChargedSlice> Slices)
{
    /// <summary>What the line is called where its kind does not say it: a recurring charge's name, a free line's description.</summary>
    public string? Description { get; init; }

    /// <summary>Pieces, days or another unit, for what is not time; null for time.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>UN/ECE Recommendation 20 code of <see cref="Quantity"/>, e.g. <c>C62</c> or <c>DAY</c>; <c>P1</c> for percent.</summary>
    public string? Unit { get; init; }

    /// <summary>Major units per unit; of a part of a recurring charge, for the whole month; of a discount in percent, what it is taken of. Null for time.</summary>
    public decimal? UnitPrice { get; init; }

    /// <summary>Where it differs from the client's: a free line's own rate, or what earlier documents held the month under; null for the client's.</summary>
    public VatTreatment? Vat { get; init; }

    /// <summary>Not the charge itself, but the cents that its parts, each rounded once, leave over.</summary>
    public bool IsRoundingDifference { get; init; }

    /// <summary>The terms whose clause makes it, where it is a recurring charge; null for all else.</summary>
    public ContractTerms? Terms { get; init; }

    /// <summary>A rated line as a charge of its month.</summary>
    public static Charge Of(RatedLine line, BillingPeriod month) => new(
        ChargeKey.Of(line), month, line.Seconds, line.Amount, [.. line.Slices.Select(s => new ChargedSlice(s.Session, s.Start, s.Stop, s.Seconds, s))]);

    /// <summary>True for the kinds of RATING §10, which come of work.</summary>
    public static bool IsWork(string kind) => kind is "work" or "minimum" or "fee" or "cap";

    /// <summary>First and last day of what a recurring charge covers, or the day of an expense; null for all else.</summary>
    public (LocalDate First, LocalDate Last)? Days { get; init; }
}

/// <summary>Time behind a charge.</summary>
/// <param name="Seconds">Negative when a document holds it and it is owed no more.</param>
/// <param name="Rated">As rated; null for time that only a document knows.</param>
/// <param name="Session">Id of the session.</param>
/// <param name="Start">Inclusive.</param>
/// <param name="Stop">Exclusive; equal to the start for added time.</param>
public sealed record ChargedSlice(string Session, Instant Start, Instant Stop, long Seconds, RatedSlice? Rated);

/// <summary>What an issued document holds of a charge.</summary>
/// <param name="Key">What it is.</param>
/// <param name="Month">The service month.</param>
/// <param name="Seconds">Null where no time is charged.</param>
/// <param name="Amount">Major units.</param>
/// <param name="Slices">The time behind it.</param>
/// <param name="Vat">How it was taxed.</param>
public sealed record HeldCharge(ChargeKey Key, BillingPeriod Month, long? Seconds, decimal Amount, IReadOnlyList<ChargedSlice> Slices, VatTreatment Vat);
