using Billing.Domain.Contracts;
using Billing.Domain.Rating;
using Billing.Domain.Work;
using NodaTime;

namespace Billing.Domain.Invoicing;

/// <summary>Everything a proposal looks at.</summary>
/// <param name="Business">Who issues.</param>
/// <param name="Client">Who is billed.</param>
/// <param name="Work">The contract with everything that can bear on the month.</param>
/// <param name="Members">Names of who worked.</param>
public sealed record ProposalFacts(Business Business, Client Client, ContractFacts Work, IReadOnlyDictionary<Id<Member>, string> Members)
{
    /// <summary>Under which agreement.</summary>
    public Contract Contract => Work.Contract;

    /// <summary>Rates from the contract's currency to the tax currency, in any order; those of two months around the service are enough.</summary>
    public IReadOnlyList<ExchangeRate> ExchangeRates { get; init; } = [];

    /// <summary>BT-74: the last day of service in a month, inclusive.</summary>
    public LocalDate LastDayOf(BillingPeriod period) => Contract.EndsOn is { } end ? LocalDate.Min(period.LastDay, end) : period.LastDay;
}

/// <summary>
/// What a contract's month comes to, as an invoice without a number (DESIGN §5). Preview and run use this one function. Pure:
/// no clock, no database; the same facts give the same proposal.
/// </summary>
public sealed class InvoiceProposal
{
    private readonly ProposalFacts facts;
    private readonly ClauseNumbers clauses;
    private readonly Result<InvoiceTotals> totals;

    private InvoiceProposal(ProposalFacts facts, RatedPeriod rated)
    {
        this.facts = facts;
        Rated = rated;
        clauses = new(facts, rated.Period);
        var positions = new Dictionary<RatedSlice, int>(ReferenceEqualityComparer.Instance);
        Groups = [.. InvoiceGroups.Of(facts, rated, clauses, positions)];
        Positions = positions;
        totals = InvoiceTotals.Of(Groups.SelectMany(g => g.Lines), facts, facts.LastDayOf(rated.Period));
    }

    /// <summary>The month as rated: lines and slices to the second.</summary>
    public RatedPeriod Rated { get; }

    /// <summary>The service month.</summary>
    public BillingPeriod Period => Rated.Period;

    /// <summary>Lines as printed, by incident.</summary>
    public IReadOnlyList<InvoiceGroup> Groups { get; }

    /// <summary>The line that each slice was gathered into, by reference.</summary>
    public IReadOnlyDictionary<RatedSlice, int> Positions { get; }

    /// <summary>Net, VAT and gross.</summary>
    public InvoiceTotals Totals => totals.Value;

    /// <summary>
    /// Proposes a month: null when nothing is owed; a refusal with what to do when it cannot be billed. The refusal's code is
    /// <c>waiting</c> when time alone will settle it.
    /// </summary>
    /// <param name="facts">Of this contract.</param>
    /// <param name="period">A complete month.</param>
    /// <param name="now">Until when running sessions count for "over twelve hours".</param>
    public static Result<InvoiceProposal?> Make(ProposalFacts facts, BillingPeriod period, Instant now)
    {
        if (Readiness.Missing(facts, period, now) is { } missing) return missing;
        var result = Rater.Rate(facts.Work.ToInput(null), period);
        if (!result.IsOk) return new Refusal(result.Errors[0].Code, $"The work cannot be rated: {result.Errors[0].Message}");
        var rated = result.Periods.FirstOrDefault(p => p.Period == period);
        if (rated is null) return (InvoiceProposal?)null;
        var proposal = new InvoiceProposal(facts, rated);
        return proposal.totals.IsOk ? proposal : proposal.totals.Refusals[0];
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
