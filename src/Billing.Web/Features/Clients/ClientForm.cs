using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.Web.Features.Shared;

namespace Billing.Web.Features.Clients;

/// <summary>A client as people type it.</summary>
public sealed class ClientForm
{
    /// <summary>Languages that documents can be in.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["en", "fr", "de"];

    public string? Name { get; set; }

    public string? Language { get; set; }

    public AddressForm Address { get; set; } = new();

    public string? VatId { get; set; }

    public string? RegistrationId { get; set; }

    public string? ContactName { get; set; }

    public string? Email { get; set; }

    /// <summary>Empty for as the business does.</summary>
    public string? VatCategory { get; set; }

    public string? VatRate { get; set; }

    public string? VatNote { get; set; }

    /// <summary>The form of a client that is there already.</summary>
    public static ClientForm Of(Client c) => new()
    {
        Name = c.Name,
        Language = c.Language,
        Address = AddressForm.Of(c.Address),
        VatId = c.VatId,
        RegistrationId = c.RegistrationId,
        ContactName = c.ContactName,
        Email = c.Email,
        VatCategory = c.VatCategory?.ToString(),
        VatRate = c.VatRate is { } rate ? Show.Number(rate) : null,
        VatNote = c.VatNote,
    };

    /// <summary>Reads it; the values may be used when nothing was refused.</summary>
    /// <param name="read">Collects what cannot be read.</param>
    internal ClientValues Read(FormReading read)
    {
        var values = new ClientValues(
            read.Required(nameof(Name), Name, "the client's name"),
            ReadLanguage(read),
            read.Address(nameof(Address), Address),
            read.Optional(nameof(VatId), VatId, Domain.Contracts.VatId.Parse)?.Text,
            read.Optional(nameof(RegistrationId), RegistrationId, "the registration number"),
            read.Optional(nameof(ContactName), ContactName, "the contact's name", 100),
            read.OptionalEmail(nameof(Email), Email),
            string.IsNullOrEmpty(VatCategory) ? null : read.Choice<VatCategory>(nameof(VatCategory), VatCategory, "how VAT looks at this client"),
            read.OptionalDecimal(nameof(VatRate), VatRate, "a VAT rate", 0, 100),
            read.Optional(nameof(VatNote), VatNote, "the note", 500));
        if (values is { VatCategory: Domain.Invoicing.VatCategory.Standard, VatRate: null or 0 } && read.IsOk)
            read.Refuse(nameof(VatRate), "Enter the client's VAT rate, or choose why it is charged none.");
        if (values is { VatCategory: not (null or Domain.Invoicing.VatCategory.Standard), VatNote: null } && read.IsOk)
            read.Refuse(nameof(VatNote), "Enter why no VAT is charged, for example reverse charge. Invoices without VAT have to say so.");
        return values;
    }

    private string ReadLanguage(FormReading read)
    {
        if (Language is { } language && Languages.Contains(language, StringComparer.Ordinal)) return language;
        read.Refuse(nameof(Language), "Choose a language.");
        return "en";
    }
}

/// <summary>A client's fields, read and checked.</summary>
internal sealed record ClientValues(
    string Name, string Language, PostalAddress Address, string? VatId, string? RegistrationId, string? ContactName, string? Email, VatCategory? VatCategory, decimal? VatRate, string? VatNote)
{
    /// <summary>Writes them into the client.</summary>
    public void Fill(Client client)
    {
        (client.Name, client.Language, client.VatId, client.RegistrationId) = (Name, Language, VatId, RegistrationId);
        (client.ContactName, client.Email, client.VatCategory, client.VatRate, client.VatNote) = (ContactName, Email, VatCategory, VatRate, VatNote);

        // Equal addresses stay as they are, so that the audit tells only of changes.
        if (client.Address != Address) client.Address = Address;
    }
}
