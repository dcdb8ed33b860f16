using Billing.Domain.Contracts;

namespace Billing.Domain.Invoicing;

/// <summary>How VAT looks at what is billed (BT-118, BT-151). Each is one code of UNTDID 5305, but for <see cref="Standard"/>, which is two.</summary>
public enum VatCategory
{
    /// <summary>Taxed at a rate: code S. A line with the rate 0 is one that the law taxes at nothing: code Z, zero rated.</summary>
    Standard,

    /// <summary>The seller is under its country's scheme for small businesses: code E.</summary>
    SmallBusiness,

    /// <summary>What is sold is exempt: code E.</summary>
    Exempt,

    /// <summary>The buyer owes the tax: code AE.</summary>
    ReverseCharge,

    /// <summary>Not subject to VAT, or the seller is not registered: code O.</summary>
    OutsideScope,
}

/// <summary>The category and rate of a line, or of everything that is billed to a client.</summary>
/// <param name="Category">BT-151.</param>
/// <param name="Rate">BT-152 in percent, 0 to 100.</param>
/// <exception cref="ArgumentOutOfRangeException">Another rate, or one other than 0 where no VAT is charged.</exception>
public readonly record struct VatTreatment(VatCategory Category, decimal Rate)
{
    /// <summary>BT-152 in percent, 0 to 100; 0 in every category but <see cref="VatCategory.Standard"/>.</summary>
    public decimal Rate { get; init; } = Rate >= 0m && Rate <= (Category == VatCategory.Standard ? 100m : 0m)
        ? Rate
        : throw new ArgumentOutOfRangeException(nameof(Rate), Rate, $"Not a VAT rate of {Category}.");
}

/// <summary>Everything of one category and rate on an invoice (BG-23). Amounts are major units of the invoice's currency.</summary>
/// <param name="Category">BT-118.</param>
/// <param name="Rate">BT-119 in percent.</param>
/// <param name="Base">BT-116, Σ of line amounts; negative where more was taken back than sold.</param>
/// <param name="Vat">BT-117, round(base × rate ÷ 100).</param>
/// <param name="Note">BT-120, why no VAT is charged; null where it is, or nobody typed one.</param>
public sealed record VatGroup(VatCategory Category, decimal Rate, decimal Base, decimal Vat, string? Note);

/// <summary>The rules of VAT: what applies to a client, and what an invoice's lines come to.</summary>
public static class Vat
{
    /// <summary>What applies to everything billed to this client, unless a line says otherwise. <see cref="VatCategory.Standard"/> at 0 here means that no rate was entered.</summary>
    public static VatTreatment TreatmentOf(Business business, Client client) =>
        client.VatCategory is { } own ? Of(own, client.VatRate ?? 0m) : TreatmentOf(business);

    /// <summary>What applies to clients that say nothing else.</summary>
    public static VatTreatment TreatmentOf(Business business) => Of(business.VatCategory, business.VatRate);

    /// <summary>The reason printed where no VAT is charged: the client's, else, for what is the business's own category, the business's. Null when nobody typed one.</summary>
    public static string? NoteOf(VatCategory category, Business business, Client client) =>
        category == VatCategory.Standard ? null : client.VatNote ?? (category == business.VatCategory ? business.VatNote : null);

    /// <summary>
    /// Gathers amounts by category and rate. VAT is rounded once for each group, half away from zero (EN 16931 BR-CO-17), and never for a line.
    /// </summary>
    /// <param name="parts">Each line's treatment and amount in major units, rounded already.</param>
    /// <param name="currency">The invoice's.</param>
    /// <param name="noteOf">The reason printed for a category.</param>
    /// <returns>In order of category, higher rates first; <c>vat-mixed</c> where something outside the scope stands beside something else (BR-O-11 to BR-O-14).</returns>
    public static Result<VatGroup[]> Groups(IEnumerable<(VatTreatment Treatment, decimal Amount)> parts, Currency currency, Func<VatCategory, string?> noteOf)
    {
        VatGroup[] groups =
        [
            .. parts.GroupBy(p => p.Treatment, p => p.Amount).OrderBy(g => g.Key.Category).ThenByDescending(g => g.Key.Rate)
                .Select(g => Group(g.Key, g.Sum(), currency, noteOf(g.Key.Category))),
        ];
        return groups.Length > 1 && Array.Exists(groups, g => g.Category == VatCategory.OutsideScope)
            ? new Refusal("vat-mixed", "What is outside the scope of VAT cannot stand on one invoice with anything else. Give every line the same VAT, or bill the others on a contract of their own.")
            : groups;
    }

    private static VatTreatment Of(VatCategory category, decimal rate) => new(category, category == VatCategory.Standard ? rate : 0m);

    private static VatGroup Group(VatTreatment treatment, decimal amount, Currency currency, string? note) =>
        new(treatment.Category, treatment.Rate, amount, currency.Round(amount * treatment.Rate / 100m), note);
}
