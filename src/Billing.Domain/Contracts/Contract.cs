using NodaTime;

namespace Billing.Domain.Contracts;

/// <summary>Draft → offered → active → ended. Clocks run in draft and offered too; billing waits until active (DESIGN §2).</summary>
public enum ContractState { Draft, Offered, Active, Ended }

/// <summary>What a run does with a month that is due.</summary>
public enum BillingMode
{
    /// <summary>Issues it, and sends it.</summary>
    Automatic,

    /// <summary>Makes a draft, which a person approves.</summary>
    Review,
}

/// <summary>One agreement with a client.</summary>
public sealed class Contract : IOwned
{
    private Contract() => (Code, Title, Currency, TimeZone) = ("", "", Currency.Of("EUR"), "");

    /// <summary>A new contract, in draft. Instants are whole seconds.</summary>
    public Contract(Id<Business> businessId, Id<Client> clientId, string code, string title, Currency currency, string timeZone, LocalDate startsOn, Id<Member> madeBy, Instant madeAt) =>
        (BusinessId, ClientId, Code, Title, Currency, TimeZone, StartsOn, MadeBy, MadeAt) = (businessId, clientId, code, title, currency, timeZone, startsOn, madeBy, madeAt);

    /// <summary>The business it belongs to.</summary>
    public Id<Business> BusinessId { get; private set; }

    /// <summary>Its identity.</summary>
    public Id<Contract> Id { get; private set; } = Id<Contract>.New();

    /// <summary>The client it is for.</summary>
    public Id<Client> ClientId { get; private set; }

    /// <summary>Short name, unique in the business, e.g. <c>NW-2026</c>.</summary>
    public string Code { get; set; }

    /// <summary>As people call it, at most 200 characters.</summary>
    public string Title { get; set; }

    /// <summary>Frozen by the first issued invoice.</summary>
    public Currency Currency { get; set; }

    /// <summary>IANA zone; frozen by the first issued invoice.</summary>
    public string TimeZone { get; set; }

    /// <summary>First local day; the first month to bill is the one that holds it.</summary>
    public LocalDate StartsOn { get; set; }

    /// <summary>Last local day, inclusive; null while it goes on.</summary>
    public LocalDate? EndsOn { get; set; }

    /// <summary>Day of the following month on which a month is due to be billed, 1 to 28.</summary>
    public int BillingDay { get; set; } = 1;

    /// <summary>Days from issue until payment is due, 0 to 365.</summary>
    public int PaymentDays { get; set; } = 30;

    /// <summary>Whether a person looks before a month is issued.</summary>
    public BillingMode BillingMode { get; set; } = BillingMode.Automatic;

    /// <summary>BT-13, the client's order number.</summary>
    public string? OrderNumber { get; set; }

    /// <summary>Where it stands.</summary>
    public ContractState State { get; set; } = ContractState.Draft;

    /// <summary>Public holidays in force for this contract, rising; local dates of its zone.</summary>
    public IReadOnlyList<LocalDate> Holidays { get; set; } = [];

    /// <summary>Who made it.</summary>
    public Id<Member> MadeBy { get; private set; }

    /// <summary>When it was made; whole seconds.</summary>
    public Instant MadeAt { get; private set; }
}

/// <summary>One version of a contract's terms from a date. Append-only: a later version with the same date replaces an earlier one.</summary>
public sealed class TermsVersion : IOwned
{
    /// <summary>A new version; saved, it never changes. Instants are whole seconds.</summary>
    public TermsVersion(Id<Business> businessId, Id<Contract> contractId, LocalDate effectiveFrom, int version, string clauses, Id<Member> madeBy, Instant madeAt) =>
        (BusinessId, ContractId, EffectiveFrom, Version, Clauses, MadeBy, MadeAt) = (businessId, contractId, effectiveFrom, version, clauses, madeBy, madeAt);

    /// <summary>The business it belongs to.</summary>
    public Id<Business> BusinessId { get; private set; }

    /// <summary>The contract it belongs to.</summary>
    public Id<Contract> ContractId { get; private set; }

    /// <summary>First local day of the contract's zone on which they hold.</summary>
    public LocalDate EffectiveFrom { get; private set; }

    /// <summary>1, 2, …; the highest of a date counts.</summary>
    public int Version { get; private set; }

    /// <summary>One terms object of RATING §1, as JSON.</summary>
    public string Clauses { get; private set; }

    /// <summary>Who made it.</summary>
    public Id<Member> MadeBy { get; private set; }

    /// <summary>When it was made; whole seconds.</summary>
    public Instant MadeAt { get; private set; }
}
