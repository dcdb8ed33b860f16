using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using NodaTime;

namespace Billing.Domain.Payments;

/// <summary>Money that came for an invoice, or that nobody waits for any more.</summary>
public enum PaymentKind
{
    /// <summary>It arrived.</summary>
    Received,

    /// <summary>It went back to the client: more was paid than was owed, or a bank took a debit back.</summary>
    PaidBack,

    /// <summary>It will not come, and is waited for no more.</summary>
    WrittenOff,
}

/// <summary>One movement on an invoice's account. Invoices themselves never change: what is open is worked out from these.</summary>
public sealed class Payment : IOwned
{
    /// <summary>A movement on a day, of an amount above 0 in minor units of the invoice's currency.</summary>
    public Payment(Id<Business> businessId, Id<Invoice> invoiceId, PaymentKind kind, LocalDate on, long amountMinor, Id<Member> madeBy, Instant madeAt) =>
        (BusinessId, InvoiceId, Kind, On, AmountMinor, MadeBy, MadeAt) = (businessId, invoiceId, kind, on, amountMinor, madeBy, madeAt);

    /// <summary>The business it belongs to.</summary>
    public Id<Business> BusinessId { get; private set; }

    /// <summary>Its identity.</summary>
    public Id<Payment> Id { get; private set; } = Id<Payment>.New();

    /// <summary>For which invoice.</summary>
    public Id<Invoice> InvoiceId { get; private set; }

    /// <summary>What it is.</summary>
    public PaymentKind Kind { get; private set; }

    /// <summary>Day of value, as the bank or the person says.</summary>
    public LocalDate On { get; private set; }

    /// <summary>Minor units of the invoice's currency, above 0.</summary>
    public long AmountMinor { get; private set; }

    /// <summary>What the bank or the person says of it; null for nothing.</summary>
    public string? Note { get; set; }

    /// <summary>The line of the bank statement it comes from (<see cref="BankEntry.Key"/>), so that no line counts twice; null when typed.</summary>
    public string? BankKey { get; set; }

    /// <summary>Who entered it.</summary>
    public Id<Member> MadeBy { get; private set; }

    /// <summary>When it was entered; whole seconds.</summary>
    public Instant MadeAt { get; private set; }
}
