using Billing.Domain.Invoicing;

namespace Billing.Domain.Contracts;

/// <summary>A row that belongs to exactly one business and is never seen by another (DESIGN §8).</summary>
public interface IOwned
{
    /// <summary>The business it belongs to; part of the key.</summary>
    Id<Business> BusinessId { get; }
}

/// <summary>Who issues invoices: one legal entity with its members (DESIGN §2).</summary>
public sealed class Business : IOwned
{
    /// <summary>A new business with nothing but its name; the rest is typed in Settings.</summary>
    public Business(string name, string timeZone) => (Name, TimeZone) = (name, timeZone);

    /// <summary>Its identity.</summary>
    public Id<Business> Id { get; private set; } = Id<Business>.New();

    Id<Business> IOwned.BusinessId => Id;

    /// <summary>Legal name, at most 200 characters.</summary>
    public string Name { get; set; }

    /// <summary>A line below the name on documents.</summary>
    public string? Tagline { get; set; }

    /// <summary>Where it is; null until someone typed it.</summary>
    public PostalAddress? Address { get; set; }

    /// <summary>BT-31, e.g. <c>FR64812345678</c>.</summary>
    public string? VatId { get; set; }

    /// <summary>Company register or tax number with its kind, as printed.</summary>
    public string? RegistrationId { get; set; }

    /// <summary>Where to ask or to send; null when nobody typed it.</summary>
    public string? Email { get; set; }

    /// <summary>Where to ask; null when nobody typed it.</summary>
    public string? Phone { get; set; }

    /// <summary>Holder of the bank account, if other than <see cref="Name"/>.</summary>
    public string? AccountName { get; set; }

    /// <summary>IBAN without spaces, or another account number.</summary>
    public string? Iban { get; set; }

    /// <summary>BT-86, 8 or 11 characters; null when nobody typed it.</summary>
    public string? Bic { get; set; }

    /// <summary>Printed only; null when nobody typed it.</summary>
    public string? BankName { get; set; }

    /// <summary>See <see cref="Invoicing.InvoiceNumberFormat"/>.</summary>
    public string NumberFormat { get; set; } = "{yyyy}-{seq:0000}";

    /// <summary>The first number of a year that has none yet; for people who come from another tool.</summary>
    public int FirstNumber { get; set; } = 1;

    /// <summary>Whether it charges VAT to clients that say nothing else.</summary>
    public VatCategory VatCategory { get; set; }

    /// <summary>VAT in percent, 0 to 100; counts where it is charged, and 0 then means that nobody entered it yet.</summary>
    public decimal VatRate { get; set; }

    /// <summary>Why no VAT is charged; printed where its own category applies and the client gives no reason of its own.</summary>
    public string? VatNote { get; set; }

    /// <summary>BT-6, the currency that it declares VAT in; null when its invoices need not tell VAT in it.</summary>
    public Currency? TaxCurrency { get; set; }

    /// <summary>IANA zone that new contracts and members start with.</summary>
    public string TimeZone { get; set; }

    /// <summary>Sentence at the end of every document, e.g. on late payment.</summary>
    public string? Footer { get; set; }

    /// <summary>The files it was filled with when it is the demo; null otherwise.</summary>
    public string? DemoOf { get; set; }
}
