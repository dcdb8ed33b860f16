using Billing.Domain.Invoicing;
using NodaTime;

namespace Billing.Domain.Contracts;

/// <summary>Who is billed: legal and tax identity, language, contact (DESIGN §2).</summary>
public sealed class Client : IOwned
{
    // For the database, which fills the properties itself.
    private Client() => (Name, Language) = ("", "");

    public Client(Id<Business> businessId, string name, string language, PostalAddress address, Id<Member> madeBy, Instant madeAt) =>
        (BusinessId, Name, Language, Address, MadeBy, MadeAt) = (businessId, name, language, address, madeBy, madeAt);

    public Id<Business> BusinessId { get; private set; }

    public Id<Client> Id { get; private set; } = Id<Client>.New();

    /// <summary>Legal name, BT-44.</summary>
    public string Name { get; set; }

    /// <summary>Language of its documents: <c>en</c>, <c>fr</c> or <c>de</c>.</summary>
    public string Language { get; set; }

    public PostalAddress Address { get; set; } = null!;

    /// <summary>BT-48.</summary>
    public string? VatId { get; set; }

    /// <summary>BT-47 with its kind as printed.</summary>
    public string? RegistrationId { get; set; }

    public string? ContactName { get; set; }

    public string? Email { get; set; }

    /// <summary>VAT in percent instead of the business's; null to use that.</summary>
    public decimal? VatRate { get; set; }

    /// <summary>Reason printed when no VAT is charged, e.g. reverse charge.</summary>
    public string? VatNote { get; set; }

    public Id<Member> MadeBy { get; private set; }

    public Instant MadeAt { get; private set; }
}
