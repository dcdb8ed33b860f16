using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Work;
using NodaTime;

namespace Billing.Domain.Invoicing;

/// <summary>Everything a proposal looks at.</summary>
/// <param name="Business">Who issues.</param>
/// <param name="Client">Who is billed.</param>
/// <param name="Work">The contract with everything that can bear on the months in question.</param>
/// <param name="Members">Names of who worked.</param>
public sealed record ProposalFacts(Business Business, Client Client, ContractFacts Work, IReadOnlyDictionary<Id<Member>, string> Members)
{
    /// <summary>Under which agreement.</summary>
    public Contract Contract => Work.Contract;

    /// <summary>Earlier months to be proposed again, rising: a fact of theirs became final or changed after they were billed.</summary>
    public IReadOnlyList<BillingPeriod> Changed { get; init; } = [];

    /// <summary>What issued documents hold of the months in question.</summary>
    public IReadOnlyList<HeldCharge> Held { get; init; } = [];

    /// <summary>Lines that people typed and that no document holds.</summary>
    public IReadOnlyList<FreeLine> FreeLines { get; init; } = [];

    /// <summary>Rates from the contract's currency to the tax currency, in any order; those of two months around the service are enough.</summary>
    public IReadOnlyList<ExchangeRate> ExchangeRates { get; init; } = [];

    /// <summary>BT-74: the last day of service in a month, inclusive.</summary>
    public LocalDate LastDayOf(BillingPeriod period) => Contract.EndsOn is { } end ? LocalDate.Min(period.LastDay, end) : period.LastDay;
}

/// <summary>How much a proposal takes in.</summary>
public enum ProposalKind
{
    /// <summary>A month that is over.</summary>
    Month,

    /// <summary>A month that is not over, until now; the rest follows when it is.</summary>
    SoFar,

    /// <summary>One incident, through all its months.</summary>
    Incident,

    /// <summary>The last month of a contract that has ended, before that month is over.</summary>
    Final,

    /// <summary>What is left of a billed month, where no later month will come to take it along.</summary>
    Late,
}

/// <summary>What is to be proposed.</summary>
/// <param name="Period">The billing month.</param>
/// <param name="Kind">How much of it.</param>
/// <param name="Incident">For <see cref="ProposalKind.Incident"/>; null for all else.</param>
public sealed record ProposalRequest(BillingPeriod Period, ProposalKind Kind = ProposalKind.Month, Id<Incident>? Incident = null)
{
    /// <summary>True when the month is done with once this is issued.</summary>
    public bool Settles => Kind is ProposalKind.Month or ProposalKind.Final or ProposalKind.Late;
}

/// <summary>A month that documents hold more of than is owed; that calls for a credit note and is not taken off other work.</summary>
/// <param name="Month">Which.</param>
/// <param name="Amount">Major units, net, above 0.</param>
public sealed record CreditOwed(BillingPeriod Month, decimal Amount);

/// <summary>
/// What a contract's month comes to, as an invoice without a number (DESIGN §5): what is owed less what documents hold already. Preview, run and
/// what-if use this one function. Pure: no clock, no database; the same facts give the same proposal.
/// </summary>
public sealed class InvoiceProposal
{
    private readonly ProposalFacts facts;
    private readonly ProposedCharges proposed;
    private readonly ClauseNumbers clauses;
    private readonly Result<InvoiceTotals> totals;

    private InvoiceProposal(ProposalFacts facts, ProposalRequest request, ProposedCharges proposed)
    {
        (this.facts, this.proposed, Period) = (facts, proposed, request.Period);
        clauses = new(facts, Period, proposed);
        var lines = new List<(InvoiceLine, Charge)>();
        Groups = [.. InvoiceGroups.Of(facts, proposed.Charges, Period, clauses, lines)];
        Lines = lines;
        totals = InvoiceTotals.Of(lines.Select(l => l.Item1), facts, facts.LastDayOf(Period));
    }

    /// <summary>The billing month.</summary>
    public BillingPeriod Period { get; }

    /// <summary>True when nothing is owed: no document, no number.</summary>
    public bool IsNothing => Lines.Count == 0;

    /// <summary>Lines as printed, by incident.</summary>
    public IReadOnlyList<InvoiceGroup> Groups { get; }

    /// <summary>Every line with the charge it bills, in the order printed.</summary>
    public IReadOnlyList<(InvoiceLine Line, Charge Charge)> Lines { get; }

    /// <summary>Net, VAT and gross.</summary>
    public InvoiceTotals Totals => totals.Value;

    /// <summary>Work of these months that is left out for now.</summary>
    public IReadOnlyList<WithheldSession> Withheld => proposed.Withheld;

    /// <summary>Earlier months that call for a credit note.</summary>
    public IReadOnlyList<CreditOwed> Credits => proposed.Credits;

    /// <summary>Service months that were looked at, rising.</summary>
    public IReadOnlyList<BillingPeriod> Months => proposed.Months;

    /// <summary>Those of which something is left to bill, or to credit, once this is issued.</summary>
    public IReadOnlySet<BillingPeriod> OpenMonths => proposed.OpenMonths;

    /// <summary>Proposes a document, or says with a sentence what to do before there can be one.</summary>
    /// <param name="facts">Of this contract.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="now">Decides what still runs, what is longer than usual and which months are over.</param>
    public static Result<InvoiceProposal> Make(ProposalFacts facts, ProposalRequest request, Instant now)
    {
        if (Readiness.Missing(facts, request) is { } missing) return missing;
        var charges = ProposedCharges.Of(facts, request, now);
        if (!charges.IsOk) return charges.Refusals.ToList();
        var proposal = new InvoiceProposal(facts, request, charges.Value);
        if (!proposal.totals.IsOk) return proposal.totals.Refusals.ToList();
        return proposal.Totals.Net >= 0m ? proposal : new Refusal("below-zero", "The discounts come to more than everything else on this invoice. Lower them, or date them into a month with more to bill.");
    }

    /// <summary>The proposal as an invoice: numbered, dated, due; with every fact that will be printed.</summary>
    /// <param name="number">BT-1.</param>
    /// <param name="issuedOn">BT-2, local to the contract's zone.</param>
    public InvoiceSnapshot Numbered(string number, LocalDate issuedOn)
    {
        var (business, client, contract) = (facts.Business, facts.Client, facts.Contract);
        return new()
        {
            Format = 2,
            Language = client.Language,
            Number = number,
            IssuedOn = issuedOn,
            DueOn = issuedOn.PlusDays(contract.PaymentDays),
            Period = Period.ToString(),
            ServiceFrom = LocalDate.Max(Period.FirstDay, contract.StartsOn),
            ServiceTo = facts.LastDayOf(Period),
            Currency = contract.Currency.Code,
            TimeZone = contract.TimeZone,
            TimeZoneVersion = DateTimeZoneProviders.Tzdb.VersionId,
            Seller = new(business.Name, business.Tagline, business.Address!, business.VatId, business.RegistrationId, business.Email, business.Phone),
            Buyer = new(client.Name, client.ContactName, client.Address, client.VatId, client.RegistrationId, client.Email, null),
            ContractCode = contract.Code,
            ContractTitle = contract.Title,
            OrderNumber = contract.OrderNumber,
            Groups = Groups,
            Totals = Totals,
            Payment = new(business.AccountName ?? business.Name, business.Iban, business.Bic, business.BankName, number),
            Clauses = clauses.Sentences,
            Notes = business.Footer is { } footer ? [footer] : [],
        };
    }
}
