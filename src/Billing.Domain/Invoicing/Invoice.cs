using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Work;
using NodaTime;

namespace Billing.Domain.Invoicing;

/// <summary>An issued invoice: numbered, frozen. No column of it ever changes; paid, overdue and sent are derived (DESIGN §5).</summary>
public sealed class Invoice : IOwned
{
    /// <summary>The business it belongs to.</summary>
    public required Id<Business> BusinessId { get; init; }

    /// <summary>Its identity.</summary>
    public Id<Invoice> Id { get; init; } = Id<Invoice>.New();

    /// <summary>The contract it belongs to.</summary>
    public required Id<Contract> ContractId { get; init; }

    /// <summary>The client it is for.</summary>
    public required Id<Client> ClientId { get; init; }

    /// <summary>The service month.</summary>
    public required BillingPeriod Period { get; init; }

    /// <summary>1 for the month's first document, 2, 3, … for those that follow, e.g. after an invoice for the month so far.</summary>
    public required int Sequence { get; init; }

    /// <summary>BT-1, unique in the business.</summary>
    public required string Number { get; init; }

    /// <summary>Local to the contract's zone.</summary>
    public required LocalDate IssuedOn { get; init; }

    /// <summary>Last day to pay; local to the contract's zone.</summary>
    public required LocalDate DueOn { get; init; }

    /// <summary>Of every amount of it.</summary>
    public required Currency Currency { get; init; }

    /// <summary>Minor units of <see cref="Currency"/>.</summary>
    public required long NetMinor { get; init; }

    /// <summary>Minor units of <see cref="Currency"/>.</summary>
    public required long VatMinor { get; init; }

    /// <summary>Minor units of <see cref="Currency"/>.</summary>
    public required long GrossMinor { get; init; }

    /// <summary>The currency that its VAT is declared in, where that is another; a rate that it used is never changed.</summary>
    public Currency? TaxCurrency { get; init; }

    /// <summary>The day of the exchange rate used; null where none was.</summary>
    public LocalDate? TaxRateOn { get; init; }

    /// <summary><see cref="InvoiceSnapshot"/> as JSON: every fact printed.</summary>
    public required string Snapshot { get; init; }

    /// <summary>SHA-256 of <see cref="Snapshot"/> in UTF-8.</summary>
    public required byte[] SnapshotSha256 { get; init; }

    /// <summary>When it was issued; whole seconds.</summary>
    public required Instant IssuedAt { get; init; }

    /// <summary>The run that issued it.</summary>
    public required Id<BillingRun> RunId { get; init; }

    /// <summary>Before VAT.</summary>
    public Money Net => Money.FromMinor(NetMinor, Currency);

    /// <summary>VAT.</summary>
    public Money Vat => Money.FromMinor(VatMinor, Currency);

    /// <summary>What is to be paid.</summary>
    public Money Gross => Money.FromMinor(GrossMinor, Currency);

    /// <summary>Derived: nothing was paid and its day has passed.</summary>
    public bool IsOverdue(LocalDate today) => GrossMinor > 0 && DueOn < today;
}

/// <summary>The ledger: a contract's month is settled, with an invoice or, when nothing was owed, without. Its key is the last guard against billing twice.</summary>
/// <param name="BusinessId">Owner.</param>
/// <param name="ContractId">Which contract.</param>
/// <param name="Period">Which month.</param>
/// <param name="Sequence">1, 2, …; 2 where a month in which nothing was owed got work afterwards.</param>
/// <param name="InvoiceId">Null for a month in which nothing was owed; such a month uses no number, and is owed again once there is work in it.</param>
/// <param name="RunId">The run that settled it.</param>
/// <param name="From">First instant of the month in the contract's zone.</param>
/// <param name="To">First instant after it.</param>
/// <param name="Reach">Work that reaches into the month began after this; bounds the search for it.</param>
public sealed record SettledPeriod(
    Id<Business> BusinessId, Id<Contract> ContractId, BillingPeriod Period, int Sequence, Id<Invoice>? InvoiceId, Id<BillingRun> RunId, Instant From, Instant To, Instant Reach) : IOwned;

/// <summary>What a document holds of a charge: the ledger that proposals subtract. One row a line, in the transaction that issues.</summary>
public sealed class BilledLine : IOwned
{
    /// <summary>The business it belongs to.</summary>
    public required Id<Business> BusinessId { get; init; }

    /// <summary>The document.</summary>
    public required Id<Invoice> InvoiceId { get; init; }

    /// <summary>BT-126, its position in the document.</summary>
    public required int Position { get; init; }

    /// <summary>The contract, so that one index finds a month's lines.</summary>
    public required Id<Contract> ContractId { get; init; }

    /// <summary>The service month; not always the document's.</summary>
    public required BillingPeriod ServiceMonth { get; init; }

    /// <summary><see cref="ChargeKey"/> as text.</summary>
    public required string Key { get; init; }

    /// <summary>Billed seconds; null where no time is charged.</summary>
    public required long? Seconds { get; init; }

    /// <summary>Minor units of the document's currency.</summary>
    public required long AmountMinor { get; init; }

    /// <summary>BT-151.</summary>
    public required VatCategory VatCategory { get; init; }

    /// <summary>BT-152, percent.</summary>
    public required decimal VatRate { get; init; }

    /// <summary>The line that a person typed; null for all else.</summary>
    public required Id<FreeLine>? FreeLineId { get; init; }
}

/// <summary>
/// A month that is billed, and of which something is left: withheld work, a fact that changed since, a credit. Work to do, no record: the row goes when
/// nothing is left.
/// </summary>
public sealed class ChangedMonth : IOwned
{
    /// <summary>The business it belongs to.</summary>
    public required Id<Business> BusinessId { get; init; }

    /// <summary>Which contract.</summary>
    public required Id<Contract> ContractId { get; init; }

    /// <summary>Which service month.</summary>
    public required BillingPeriod Period { get; init; }

    /// <summary>What is left, for the person.</summary>
    public required string Reason { get; set; }

    /// <summary>Since when; whole seconds.</summary>
    public required Instant Since { get; init; }
}

/// <summary>What a month of a contract under review would be issued as: no number, made anew by every run until someone approves it.</summary>
public sealed class Draft : IOwned
{
    /// <summary>The business it belongs to.</summary>
    public required Id<Business> BusinessId { get; init; }

    /// <summary>Which contract.</summary>
    public required Id<Contract> ContractId { get; init; }

    /// <summary>Which month.</summary>
    public required BillingPeriod Period { get; init; }

    /// <summary>Of every amount of it.</summary>
    public required Currency Currency { get; init; }

    /// <summary>Minor units of <see cref="Currency"/>.</summary>
    public required long NetMinor { get; set; }

    /// <summary>Minor units of <see cref="Currency"/>.</summary>
    public required long VatMinor { get; set; }

    /// <summary>Minor units of <see cref="Currency"/>.</summary>
    public required long GrossMinor { get; set; }

    /// <summary><see cref="InvoiceSnapshot"/> as JSON, without number and day.</summary>
    public required string Snapshot { get; set; }

    /// <summary>SHA-256 of <see cref="Snapshot"/>: what was approved is what is issued.</summary>
    public required byte[] Sha256 { get; set; }

    /// <summary>What is left out for now, one sentence a line; empty when nothing is.</summary>
    public required string Withheld { get; set; }

    /// <summary>When it last changed; whole seconds.</summary>
    public required Instant MadeAt { get; set; }

    /// <summary>What is to be paid.</summary>
    public Money Gross => Money.FromMinor(GrossMinor, Currency);
}

/// <summary>A slice of time that an invoice holds, so that no second is billed twice.</summary>
public sealed class BilledSlice : IOwned
{
    /// <summary>The business it belongs to.</summary>
    public required Id<Business> BusinessId { get; init; }

    /// <summary>The invoice it belongs to.</summary>
    public required Id<Invoice> InvoiceId { get; init; }

    /// <summary>0, 1, … within the invoice.</summary>
    public required int Ordinal { get; init; }

    /// <summary>Position of the invoice line it was gathered into.</summary>
    public required int Line { get; init; }

    /// <summary>The session whose time it is.</summary>
    public required Id<WorkSession> SessionId { get; init; }

    /// <summary>On which incident; null for work without one.</summary>
    public required Id<Incident>? IncidentId { get; init; }

    /// <summary>Who worked.</summary>
    public required Id<Member> MemberId { get; init; }

    /// <summary>Inclusive.</summary>
    public required Instant Start { get; init; }

    /// <summary>Exclusive.</summary>
    public required Instant Stop { get; init; }

    /// <summary>Billed seconds; negative where a document takes time back.</summary>
    public required long Seconds { get; init; }

    /// <summary>Major units of the invoice's currency per hour, before the multiplier.</summary>
    public required decimal HourlyRate { get; init; }

    /// <summary>Not negative.</summary>
    public required decimal Multiplier { get; init; }
}

/// <summary>The next number of a series in a year, taken in the transaction that issues.</summary>
public sealed class NumberCounter : IOwned
{
    /// <summary>The business it belongs to.</summary>
    public required Id<Business> BusinessId { get; init; }

    /// <summary>Series, e.g. <c>invoice</c>.</summary>
    public required string Series { get; init; }

    /// <summary>Calendar year of issue.</summary>
    public required int Year { get; init; }

    /// <summary>The number that the next document gets.</summary>
    public int Next { get; private set; } = 1;

    /// <summary>Takes the next number.</summary>
    public int Take() => Next++;

    /// <summary>Starts elsewhere than at 1.</summary>
    public void StartAt(int number) => Next = number;
}

/// <summary>The bytes of an issued document: rendered once, served ever after.</summary>
public sealed class StoredDocument : IOwned
{
    /// <summary>The business it belongs to.</summary>
    public required Id<Business> BusinessId { get; init; }

    /// <summary>The invoice it belongs to.</summary>
    public required Id<Invoice> InvoiceId { get; init; }

    /// <summary><c>pdf</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>As served.</summary>
    public required byte[] Bytes { get; init; }

    /// <summary>SHA-256 of <see cref="Bytes"/>.</summary>
    public required byte[] Sha256 { get; init; }

    /// <summary>When it was made; whole seconds.</summary>
    public required Instant RenderedAt { get; init; }
}
