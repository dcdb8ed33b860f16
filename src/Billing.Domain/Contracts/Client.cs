using Billing.Domain.Invoicing;
using NodaTime;

namespace Billing.Domain.Contracts;

/// <summary>Who is billed: legal and tax identity, language, contact (DESIGN §2).</summary>
public sealed class Client : IOwned
{
    // For the database, which fills the properties itself.
    private Client() => (Name, Language) = ("", "");

    /// <summary>A new client. Instants are whole seconds.</summary>
    public Client(Id<Business> businessId, string name, string language, PostalAddress address, Id<Member> madeBy, Instant madeAt) =>
        (BusinessId, Name, Language, Address, MadeBy, MadeAt) = (businessId, name, language, address, madeBy, madeAt);

    /// <summary>The business it belongs to.</summary>
    public Id<Business> BusinessId { get; private set; }

    /// <summary>Its identity.</summary>
    public Id<Client> Id { get; private set; } = Id<Client>.New();

    /// <summary>Legal name, BT-44.</summary>
    public string Name { get; set; }

    /// <summary>Language of its documents: <c>en</c>, <c>fr</c> or <c>de</c>.</summary>
    public string Language { get; set; }

    /// <summary>Where it is; null until someone typed it.</summary>
    public PostalAddress Address { get; set; } = null!;

    /// <summary>BT-48.</summary>
    public string? VatId { get; set; }

    /// <summary>BT-47 with its kind as printed.</summary>
    public string? RegistrationId { get; set; }

    /// <summary>Whom to address; null when nobody typed it.</summary>
    public string? ContactName { get; set; }

    /// <summary>Where to ask or to send; null when nobody typed it.</summary>
    public string? Email { get; set; }

    /// <summary>How VAT looks at what is billed to it; null for as the business does.</summary>
    public VatCategory? VatCategory { get; set; }

    /// <summary>VAT in percent, 0 to 100; counts where its own category is <see cref="Invoicing.VatCategory.Standard"/>.</summary>
    public decimal? VatRate { get; set; }

    /// <summary>Reason printed when no VAT is charged, in its language.</summary>
    public string? VatNote { get; set; }

    /// <summary>Who made it.</summary>
    public Id<Member> MadeBy { get; private set; }

    /// <summary>When it was made; whole seconds.</summary>
    public Instant MadeAt { get; private set; }
}
