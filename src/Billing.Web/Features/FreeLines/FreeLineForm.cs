using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using NodaTime;
using NodaTime.Text;

namespace Billing.Web.Features.FreeLines;

/// <summary>A fixed price, an expense or a discount as it is being written. Each kind uses only its own fields.</summary>
public sealed class FreeLineForm
{
    private const decimal Most = 999_999_999m;

    public string? Kind { get; set; }

    public string? Date { get; set; }

    public string? Description { get; set; }

    public string? Quantity { get; set; }

    public string? Unit { get; set; }

    public string? UnitPrice { get; set; }

    public string? Percent { get; set; }

    public string? VatRate { get; set; }

    public IFormFile? Receipt { get; set; }

    public bool RemoveReceipt { get; set; }

    /// <summary>What stands around the fields.</summary>
    [BindNever]
    public FreeLineAround Around { get; set; } = null!;

    /// <summary>Its kind; an expense where the browser sent none we know.</summary>
    public FreeLineKind KnownKind => Enum.TryParse<FreeLineKind>(Kind, true, out var kind) && Enum.IsDefined(kind) ? kind : FreeLineKind.Expense;

    /// <summary>The form of a line that is there already.</summary>
    public static FreeLineForm Of(FreeLine line) => new()
    {
        Kind = line.Kind.ToString(),
        Date = LocalDatePattern.Iso.Format(line.Date),
        Description = line.Description,
        Quantity = Show.Number(line.Quantity),
        Unit = line.Unit,
        UnitPrice = line.Percent is null ? Show.Rate(line.UnitPrice) : "",
        Percent = line.Percent is { } percent ? Show.Number(percent) : "",
        VatRate = line.VatRate is { } rate ? Show.Number(rate) : "",
    };

    /// <summary>Reads it; whole where nothing was refused.</summary>
    internal FreeLineDraft Read(FormReading read)
    {
        var date = read.Date(nameof(Date), Date, "the day");
        if (read.IsOk && date < Around.Contract.StartsOn) read.Refuse(nameof(Date), $"{Around.Contract.Code} starts on {Show.Date(Around.Contract.StartsOn)}. Choose that day or a later one.");
        if (read.IsOk && Around.Contract.EndsOn is { } end && date > end) read.Refuse(nameof(Date), $"{Around.Contract.Code} ends on {Show.Date(end)}. Choose that day or an earlier one.");
        var description = read.Required(nameof(Description), Description, "a description, as the invoice should print it", 500);
        var vat = read.OptionalDecimal(nameof(VatRate), VatRate, "the VAT rate", 0m, 100m);
        return KnownKind == FreeLineKind.Discount ? Discount(read, date, description, vat) : Priced(read, date, description, vat);
    }

    private FreeLineDraft Priced(FormReading read, LocalDate date, string description, decimal? vat)
    {
        if (!Domain.Invoicing.FreeLines.Units.Contains(Unit, StringComparer.Ordinal)) read.Refuse(nameof(Unit), "Choose what is counted.");
        var quantity = read.Decimal(nameof(Quantity), Quantity, "the quantity", 0.0001m, 1_000_000m);
        return Checked(read, nameof(UnitPrice), new(KnownKind, date, description, quantity, Unit ?? "", read.Decimal(nameof(UnitPrice), UnitPrice, "the price", 0m, Most), vat, null));
    }

    private FreeLineDraft Discount(FormReading read, LocalDate date, string description, decimal? vat)
    {
        var (hasAmount, hasPercent) = (!string.IsNullOrWhiteSpace(UnitPrice), !string.IsNullOrWhiteSpace(Percent));
        if (hasAmount == hasPercent) read.Refuse(nameof(Percent), hasAmount ? "A discount is an amount or a percentage. Empty one of the two." : "Enter what is taken off: an amount, or a percentage.");
        if (hasAmount == hasPercent) return new(KnownKind, date, description, 1m, "C62", 0m, vat, null);
        if (hasPercent) return new(KnownKind, date, description, 1m, "C62", 0m, vat, read.Decimal(nameof(Percent), Percent, "the percentage", 0.01m, 100m));
        return Checked(read, nameof(UnitPrice), new(KnownKind, date, description, 1m, "C62", read.Decimal(nameof(UnitPrice), UnitPrice, "the amount taken off", 0.01m, Most), vat, null));
    }

    private static FreeLineDraft Checked(FormReading read, string field, FreeLineDraft draft)
    {
        if (draft.Quantity * draft.UnitPrice > Most) read.Refuse(field, "Quantity × price is more than an invoice can carry. Check both.");
        return draft;
    }
}

/// <summary>What a person said about a free line; see <see cref="FreeLine"/> for bounds.</summary>
internal sealed record FreeLineDraft(FreeLineKind Kind, LocalDate Date, string Description, decimal Quantity, string Unit, decimal UnitPrice, decimal? VatRate, decimal? Percent)
{
    /// <summary>Writes it into a line. The kind is the line's own.</summary>
    public void Into(FreeLine line) =>
        (line.Date, line.Description, line.Quantity, line.Unit, line.UnitPrice, line.VatRate, line.Percent) = (Date, Description, Quantity, Unit, UnitPrice, VatRate, Percent);
}

/// <summary>What stands around a free line's form.</summary>
/// <param name="Contract">Under which it is billed.</param>
/// <param name="Client">Its client's name.</param>
/// <param name="Kinds">What the member may add; empty for a line that is there already.</param>
/// <param name="Line">The line that is changed; null for a new one.</param>
/// <param name="Billed">The invoice that holds it: then it stays as it is.</param>
public sealed record FreeLineAround(Contract Contract, string Client, IReadOnlyList<FreeLineKind> Kinds, FreeLine? Line, BilledOn? Billed);
