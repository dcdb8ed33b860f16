using Billing.Domain.Contracts;
using Billing.Web.Features.Shared;

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
    public string? Rate { get; set; }

    public string? Note { get; set; }

    public static VatForm Of(Business b) => new() { Rate = Show.Number(b.VatRate), Note = b.VatNote };
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
