using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Billing.Web.Features.Settings;

/// <summary>Who issues invoices, as it stands on them.</summary>
public sealed class IdentityForm
{
    public string? Name { get; set; }

    public string? Tagline { get; set; }

    public AddressForm Address { get; set; } = new();

    public string? VatId { get; set; }

    public string? RegistrationId { get; set; }

    public string? Email { get; set; }

    public string? Phone { get; set; }

    public string? Footer { get; set; }

    public string? TimeZone { get; set; }

    public static IdentityForm Of(Business b) => new()
    {
        Name = b.Name,
        Tagline = b.Tagline,
        Address = AddressForm.Of(b.Address),
        VatId = b.VatId,
        RegistrationId = b.RegistrationId,
        Email = b.Email,
        Phone = b.Phone,
        Footer = b.Footer,
        TimeZone = b.TimeZone,
    };
}

/// <summary>Where clients pay to.</summary>
public sealed class BankForm
{
    public string? AccountName { get; set; }

    public string? Iban { get; set; }

    public string? Bic { get; set; }

    public string? BankName { get; set; }

    public static BankForm Of(Business b) => new() { AccountName = b.AccountName, Iban = b.Iban is null ? null : Show.Iban(b.Iban), Bic = b.Bic, BankName = b.BankName };
}

/// <summary>How invoices are numbered.</summary>
public sealed class NumberingForm
{
    public string? Format { get; set; }

    public string? FirstNumber { get; set; }

    public static NumberingForm Of(Business b) => new() { Format = b.NumberFormat, FirstNumber = b.FirstNumber.ToString(System.Globalization.CultureInfo.InvariantCulture) };
}

/// <summary>VAT where a client says nothing else.</summary>
public sealed class VatForm
{
    /// <summary>What a business can say of itself; the other categories are for single clients.</summary>
    public static IReadOnlyList<SelectListItem> Categories { get; } =
    [
        new("Yes, at the rate below", nameof(VatCategory.Standard)), new("No, under the rules for small businesses", nameof(VatCategory.SmallBusiness)),
        new("No, not registered or outside the scope of VAT", nameof(VatCategory.OutsideScope)),
    ];

    public string? Category { get; set; }

    public string? Rate { get; set; }

    public string? Note { get; set; }

    public string? TaxCurrency { get; set; }

    public static VatForm Of(Business b) =>
        new() { Category = b.VatCategory.ToString(), Rate = b.VatRate == 0 ? null : Show.Number(b.VatRate), Note = b.VatNote, TaxCurrency = b.TaxCurrency?.Code };
}

/// <summary>What one currency is worth in another.</summary>
public sealed class ExchangeRateForm
{
    public string? From { get; set; }

    public string? To { get; set; }

    public string? Date { get; set; }

    public string? Rate { get; set; }
}

/// <summary>Whom to invite.</summary>
public sealed class InviteForm
{
    public string? Name { get; set; }

    public string? Role { get; set; }
}

/// <summary>A member's own things.</summary>
public sealed class YouForm
{
    public string? Name { get; set; }

    public string? TimeZone { get; set; }
}
