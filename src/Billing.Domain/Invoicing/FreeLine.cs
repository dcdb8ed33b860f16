using Billing.Domain.Contracts;
using NodaTime;

namespace Billing.Domain.Invoicing;

/// <summary>What a free line is.</summary>
public enum FreeLineKind
{
    /// <summary>A fixed price, agreed for something that is no time.</summary>
    Fixed,

    /// <summary>Something paid for the client, with or without a receipt.</summary>
    Expense,

    /// <summary>An amount off; its price is negative on the invoice.</summary>
    Discount,
}

/// <summary>A line that someone typed, billed with the next invoice of its month or of a later one (DESIGN §5). Once billed it never changes.</summary>
public sealed class FreeLine : IOwned
{
    private FreeLine() => (Description, Unit) = ("", "C62");

    /// <summary>A new line. Instants are whole seconds.</summary>
    public FreeLine(Id<Business> businessId, Id<Contract> contractId, FreeLineKind kind, LocalDate date, string description, Id<Member> madeBy, Instant madeAt)
        : this() =>
        (BusinessId, ContractId, Kind, Date, Description, MadeBy, MadeAt) = (businessId, contractId, kind, date, description, madeBy, madeAt);

    /// <summary>The business it belongs to.</summary>
    public Id<Business> BusinessId { get; private set; }

    /// <summary>Its identity.</summary>
    public Id<FreeLine> Id { get; private set; } = Id<FreeLine>.New();

    /// <summary>The contract it is billed under.</summary>
    public Id<Contract> ContractId { get; private set; }

    /// <summary>What it is.</summary>
    public FreeLineKind Kind { get; set; }

    /// <summary>Local day of the service or expense; its month is the service month.</summary>
    public LocalDate Date { get; set; }

    /// <summary>As the invoice prints it, at most 500 characters.</summary>
    public string Description { get; set; }

    /// <summary>Above 0, at most 4 decimals.</summary>
    public decimal Quantity { get; set; } = 1m;

    /// <summary>One of <see cref="FreeLines.Units"/>, e.g. <c>C62</c> for pieces, <c>KMT</c> for kilometres.</summary>
    public string Unit { get; set; }

    /// <summary>Major units of the contract's currency per unit, not negative, at most 4 decimals.</summary>
    public decimal UnitPrice { get; set; }

    /// <summary>VAT in percent, 0 to 100, where it differs from the client's, e.g. on an expense; null for the client's.</summary>
    public decimal? VatRate { get; set; }

    /// <summary>Percent of the invoice's work and recurring charges, above 0, at most 100, for a discount that is no amount; null for an amount.</summary>
    public decimal? Percent { get; set; }

    /// <summary>Name of the receipt's file; null without one. Its bytes lie in <see cref="Receipt"/>.</summary>
    public string? ReceiptName { get; set; }

    /// <summary>Who made it.</summary>
    public Id<Member> MadeBy { get; private set; }

    /// <summary>When it was made; whole seconds.</summary>
    public Instant MadeAt { get; private set; }
}

/// <summary>The bytes of a receipt, kept apart so that lists never load them.</summary>
public sealed class Receipt : IOwned
{
    /// <summary>The business it belongs to.</summary>
    public required Id<Business> BusinessId { get; init; }

    /// <summary>The line it proves.</summary>
    public required Id<FreeLine> FreeLineId { get; init; }

    /// <summary><c>application/pdf</c>, <c>image/png</c> or <c>image/jpeg</c>, told by its content.</summary>
    public required string ContentType { get; init; }

    /// <summary>As uploaded, at most 5 MB.</summary>
    public required byte[] Bytes { get; init; }

    /// <summary>SHA-256 of the bytes: what the audit trail keeps of them.</summary>
    public required byte[] Sha256 { get; init; }
}

/// <summary>Free lines as charges.</summary>
public static class FreeLines
{
    /// <summary>
    /// Codes of UN/ECE Recommendation 20 that a line can be counted in: pieces, hours, days, nights, kilometres, months. The list has no night: it is a
    /// service unit, <c>E48</c>.
    /// </summary>
    public static IReadOnlyList<string> Units { get; } = ["C62", "HUR", "DAY", "E48", "KMT", "MON"];

    /// <summary>
    /// The charges of lines that no document holds yet, in order of day. Amounts are rounded once, half away from zero; a discount's quantity and amount are
    /// negative, its price is not. A discount in percent has the percent as quantity, in <c>P1</c>, and what it is taken of as price.
    /// </summary>
    /// <param name="lines">Unbilled lines of the contract.</param>
    /// <param name="currency">The contract's.</param>
    /// <param name="base">What a discount in percent is taken of: the sum of the invoice's work and recurring charges, major units. Nothing is taken of less than 0.</param>
    public static IReadOnlyList<Charge> Of(IEnumerable<FreeLine> lines, Currency currency, decimal @base) =>
        [.. lines.OrderBy(l => l.Date).ThenBy(l => l.MadeAt).ThenBy(l => l.Id.Value).Select(l => ChargeOf(l, currency, Math.Max(0m, @base)))];

    private static Charge ChargeOf(FreeLine line, Currency currency, decimal @base)
    {
        var sign = line.Kind == FreeLineKind.Discount ? -1m : 1m;
        var exact = line.Percent is { } percent ? @base * percent / 100m : line.Quantity * line.UnitPrice;
        return new(
            new() { Kind = line.Kind.ToString().ToLowerInvariant(), Label = line.Id.ToString() }, BillingPeriod.Of(line.Date), null, sign * currency.Round(exact), [])
        {
            Description = line.Description,
            Quantity = sign * (line.Percent ?? line.Quantity),
            Unit = line.Percent is null ? line.Unit : "P1",
            UnitPrice = line.Percent is null ? line.UnitPrice : @base,
            Vat = line.VatRate is { } rate ? new(VatCategory.Standard, rate) : null,
            Days = (line.Date, line.Date),
        };
    }
}
