using NodaTime;

namespace Billing.Domain.Invoicing;

/// <summary>
/// Every fact that an issued document prints, frozen at issue (DESIGN §5). The renderer reads this and nothing else, so that the same
/// snapshot gives the same bytes on any day, machine or culture. Labels belong to the renderer; what people typed belongs here.
/// </summary>
public sealed record InvoiceSnapshot
{
    /// <summary>Shape of this record; raised when a field changes its meaning. 1: one VAT rate, its reason among the notes. 2: VAT by group, each with its reason.</summary>
    public int Format { get; init; } = 1;

    /// <summary>Language of the reader: <c>en</c>, <c>fr</c> or <c>de</c>.</summary>
    public required string Language { get; init; }

    /// <summary>BT-1.</summary>
    public required string Number { get; init; }

    /// <summary>BT-2, local to the contract's zone.</summary>
    public required LocalDate IssuedOn { get; init; }

    /// <summary>BT-9.</summary>
    public required LocalDate DueOn { get; init; }

    /// <summary>The service month, <c>YYYY-MM</c>.</summary>
    public required string Period { get; init; }

    /// <summary>BT-73, first day of service, inclusive.</summary>
    public required LocalDate ServiceFrom { get; init; }

    /// <summary>BT-74, last day of service, inclusive.</summary>
    public required LocalDate ServiceTo { get; init; }

    /// <summary>BT-5, ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>IANA name; every local time printed is of this zone.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Version of the tz database that the local times were computed with.</summary>
    public required string TimeZoneVersion { get; init; }

    /// <summary>BG-4.</summary>
    public required InvoiceParty Seller { get; init; }

    /// <summary>BG-7.</summary>
    public required InvoiceParty Buyer { get; init; }

    /// <summary>BT-12, the contract's code.</summary>
    public required string ContractCode { get; init; }

    /// <summary>The contract's title.</summary>
    public required string ContractTitle { get; init; }

    /// <summary>BT-13, the client's order number, if it gave one.</summary>
    public string? OrderNumber { get; init; }

    /// <summary>Lines by incident, in the order printed; work without an incident is a group of its own, and so are charges that are no work.</summary>
    public required IReadOnlyList<InvoiceGroup> Groups { get; init; }

    /// <summary>Net, VAT and gross.</summary>
    public required InvoiceTotals Totals { get; init; }

    /// <summary>How to pay.</summary>
    public required PaymentDetails Payment { get; init; }

    /// <summary>Terms as plain sentences, numbered as clauses 1, 2, … in this order. Clause 1 is the base rate.</summary>
    public IReadOnlyList<string> Clauses { get; init; } = [];

    /// <summary>Sentences printed below the totals: late payment, footer text; in documents of format 1 also why no VAT is charged.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>A party as it was called on the day of issue.</summary>
/// <param name="Name">BT-27 / BT-44.</param>
/// <param name="Tagline">A line below the seller's name, e.g. what it does.</param>
/// <param name="Address">BG-5 / BG-8.</param>
/// <param name="VatId">BT-31 / BT-48.</param>
/// <param name="RegistrationId">BT-30 / BT-47 with its kind as printed, e.g. <c>SIREN 812 345 678</c>.</param>
/// <param name="Email">Where to ask.</param>
/// <param name="Phone">Where to ask.</param>
public sealed record InvoiceParty(string Name, string? Tagline, PostalAddress Address, string? VatId, string? RegistrationId, string? Email, string? Phone);

/// <summary>Lines of one incident, of the work without one, or of charges that are no work: monthly ones, or others.</summary>
/// <param name="IncidentCode">E.g. <c>INC-0042</c>; null without an incident.</param>
/// <param name="Title">The incident's title. Null without an incident: the kinds of its lines then say what the group is called.</param>
/// <param name="Severity">The incident's severity.</param>
/// <param name="AlertedAt">When the alert came, if it did.</param>
/// <param name="ResolvedAt">When it was resolved, if it is.</param>
/// <param name="Lines">In the order printed.</param>
/// <param name="Slices">Every slice of time behind the lines, in order of time.</param>
public sealed record InvoiceGroup(
    string? IncidentCode, string? Title, string? Severity, Instant? AlertedAt, Instant? ResolvedAt, IReadOnlyList<InvoiceLine> Lines, IReadOnlyList<InvoiceSlice> Slices)
{
    /// <summary>What it is about, told by its lines; a method, so that the frozen text does not grow.</summary>
    public GroupSubject Subject()
    {
        if (IncidentCode is not null) return GroupSubject.Incident;
        if (Lines.Count == 0 || !Lines.All(l => l.IsCharge())) return GroupSubject.Work;
        return Lines.All(l => l.Kind == "recurring") ? GroupSubject.Monthly : GroupSubject.Other;
    }
}

/// <summary>Incident: the work on one. Work: without an incident. Monthly: recurring charges alone. Other: more kinds of charges that are no work.</summary>
public enum GroupSubject { Incident, Work, Monthly, Other }

/// <summary>One line, rounded once: of time, seconds × rate × multiplier ÷ 3600 (RATING §10); else quantity × unit price.</summary>
/// <param name="Position">BT-126, 1, 2, … through the whole invoice.</param>
/// <param name="Kind"><c>work</c>, <c>minimum</c>, <c>fee</c>, <c>cap</c>, <c>recurring</c>, <c>fixed</c>, <c>expense</c>, <c>discount</c>, or <c>cent</c> for what rounding leaves over.</param>
/// <param name="Reasons">Names of the clauses that set the multiplier, e.g. <c>Long incident &gt; 240</c>; empty for the base rate.</param>
/// <param name="Clauses">
/// Numbers of those clauses, the base rate being 1, and of what else it rests on: increment, minimum call-out, fee, cap or retainer. Documents issued
/// before those were cited have the first only.
/// </param>
/// <param name="Engineer">Name of who worked; null where nobody's time is charged.</param>
/// <param name="Seconds">Billed seconds, negative where time billed before is taken back; null where nobody's time is charged.</param>
/// <param name="HourlyRate">Before the multiplier, major units per hour; null where nobody's time is charged.</param>
/// <param name="Multiplier">E.g. 1.5; null where nobody's time is charged.</param>
/// <param name="Covered">Included in the retainer, so it costs nothing.</param>
/// <param name="Amount">BT-131, major units.</param>
/// <param name="From">Start of its first slice, of the work whose quick start a fee pays, or of a capped day; null for other caps.</param>
/// <param name="To">Stop of its last slice, or end of a capped day; null for fees and other caps.</param>
public sealed record InvoiceLine(
    int Position, string Kind, IReadOnlyList<string> Reasons, IReadOnlyList<int> Clauses, string? Engineer, long? Seconds, decimal? HourlyRate,
    decimal? Multiplier, bool Covered, decimal Amount, Instant? From, Instant? To)
{
    /// <summary>What it is called where its kind does not say it: a monthly charge's name, a free line's description; else null.</summary>
    public string? Description { get; init; }

    /// <summary>BT-129 of what is no time, negative where something is taken off; null for time.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>BT-130, a code of UN/ECE Recommendation 20. In <c>P1</c> the quantity is percent, and the price is what they are taken of.</summary>
    public string? Unit { get; init; }

    /// <summary>BT-146, major units, not negative; for a part of a month (<c>recurring</c> in <c>DAY</c>) the price of the whole month, so of all its days. Null for time.</summary>
    public decimal? UnitPrice { get; init; }

    /// <summary>The days that a monthly charge covers, or the day of a free line; null for time.</summary>
    public ServiceDays? Days { get; init; }

    /// <summary>The service month, <c>YYYY-MM</c>, where it is not the invoice's own: a late fact.</summary>
    public string? ServiceMonth { get; init; }

    /// <summary>BT-151 and BT-152; null in documents issued before it was kept.</summary>
    public VatTreatment? Vat { get; init; }

    /// <summary>True where it is no work and no clause of RATING: a monthly charge, a free line, or what rounding leaves over.</summary>
    public bool IsCharge() => Kind is "recurring" or "fixed" or "expense" or "discount" or "cent";

    /// <summary>True where something billed before is taken back. A maximum, a discount and a rounding difference are negative by nature.</summary>
    public bool TakesBack() => Seconds < 0 || (Amount < 0 && Kind is not ("cap" or "discount" or "cent"));

    /// <summary>How many units the unit price is for (BT-149): 1, the days of the month for a part of it, 100 for percent.</summary>
    public decimal UnitsPriced() => (Kind, Unit) switch
    {
        (_, "P1") => 100m,
        ("recurring", "DAY") when Days is { } days => BillingPeriod.Of(days.First).LastDay.Day,
        _ => 1m,
    };

    /// <summary>How much was sold, as people say it: of a discount without its sign; null for time.</summary>
    public decimal? Sold() => Kind == "discount" ? -Quantity : Quantity;

    /// <summary>True where quantity and price give the amount and add to what it says: one piece at its price, or one whole month, does not.</summary>
    public bool TellsQuantity(Currency currency) =>
        Unit is not null && Product(currency) is not null && !(Sold() == 1m && (Unit == "C62" || (Kind == "recurring" && Unit != "DAY")));

    /// <summary>Quantity × unit price ÷ units priced, not rounded; null for time, and where it does not give the amount.</summary>
    public decimal? Product(Currency currency) =>
        Quantity * UnitPrice / UnitsPriced() is { } product && currency.Round(product) == Amount ? product : null;
}

/// <summary>Local days, both included.</summary>
public sealed record ServiceDays(LocalDate First, LocalDate Last);

/// <summary>A stretch of time at one price; what the annex lists.</summary>
/// <param name="Engineer">Name of who worked.</param>
/// <param name="Start">Inclusive.</param>
/// <param name="Stop">Exclusive.</param>
/// <param name="Seconds">Billed seconds; negative where time billed before is taken back.</param>
/// <param name="Multiplier">E.g. 1.5.</param>
/// <param name="Reasons">As in the line.</param>
/// <param name="Clauses">Numbers of the clauses that set the multiplier; the base rate is 1.</param>
/// <param name="Position">The line it belongs to.</param>
/// <param name="Description">What was done, as typed; null when nothing was.</param>
public sealed record InvoiceSlice(
    string Engineer, Instant Start, Instant Stop, long Seconds, decimal Multiplier, IReadOnlyList<string> Reasons, IReadOnlyList<int> Clauses, int Position, string? Description)
{
    /// <summary><c>work</c>, <c>rounding</c> or <c>minimum</c>; null in documents issued before it was kept.</summary>
    public string? Kind { get; init; }

    /// <summary>Start of the session that it is a part of; null in documents issued before it was kept.</summary>
    public Instant? SessionStart { get; init; }

    /// <summary>Stop of that session, exclusive; null in documents issued before it was kept.</summary>
    public Instant? SessionStop { get; init; }

    /// <summary>
    /// Number of the clause that added its time, or that took time off behind it: increment or minimum call-out; null where none did, and in
    /// documents issued before it was kept.
    /// </summary>
    public int? AdjustedBy { get; init; }

    /// <summary>Seconds of its session that rounding took off behind it, above 0; null for none, and in documents issued before it was kept.</summary>
    public long? TakenOff { get; init; }
}

/// <summary>How to pay.</summary>
/// <param name="AccountName">BT-85.</param>
/// <param name="Iban">BT-84 without spaces, or an account number where there is no IBAN.</param>
/// <param name="Bic">BT-86.</param>
/// <param name="BankName">Printed only.</param>
/// <param name="Reference">BT-83.</param>
public sealed record PaymentDetails(string? AccountName, string? Iban, string? Bic, string? BankName, string Reference);

/// <summary>An address in parts, as e-invoices and payment slips need it.</summary>
/// <param name="Street">BT-35 without the number.</param>
/// <param name="Number">House number.</param>
/// <param name="Line2">BT-36.</param>
/// <param name="Postcode">BT-38.</param>
/// <param name="Town">BT-37.</param>
/// <param name="Region">BT-39, e.g. a US state.</param>
/// <param name="Country">BT-40, two capital letters of ISO 3166-1.</param>
public sealed record PostalAddress(string Street, string? Number, string? Line2, string Postcode, string Town, string? Region, string Country);
