using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;

namespace Billing.Web.Features.Runs;

/// <summary>What became of one contract's month.</summary>
/// <param name="ContractId">Which contract.</param>
/// <param name="Code">Its code.</param>
/// <param name="Period">Which month.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="InvoiceId">The invoice, if one was issued.</param>
/// <param name="Number">Its number.</param>
/// <param name="Gross">What it comes to; in a preview and for a draft, what it would come to.</param>
/// <param name="Message">What happened or what to do.</param>
/// <param name="Withheld">Work left out for now, one sentence each.</param>
public sealed record ContractOutcome(
    Id<Contract> ContractId, string Code, BillingPeriod Period, Outcome Outcome, Id<Invoice>? InvoiceId, string? Number, Money? Gross, string? Message, IReadOnlyList<string> Withheld)
{
    /// <summary>True when a later month may follow: this one is settled or waits for a person's approval only.</summary>
    public bool LetsOthersFollow => Outcome is Outcome.Issued or Outcome.Nothing or Outcome.Drafted;

    internal static ContractOutcome Of(Contract contract, BillingPeriod period, Outcome outcome, InvoiceProposal? proposal, Invoice? invoice = null, string? message = null) => new(
        contract.Id, contract.Code, period, outcome, invoice?.Id, invoice?.Number,
        proposal is null || proposal.IsNothing ? null : Money.Round(proposal.Totals.Gross, contract.Currency), Joined(message, CreditsOf(proposal)), WithheldOf(proposal));

    internal static IReadOnlyList<string> WithheldOf(InvoiceProposal? proposal) => proposal is null ? [] : [.. proposal.Withheld.Select(w => w.Sentence).Distinct(StringComparer.Ordinal)];

    private static string? Joined(string? one, string? other) => one is null || other is null ? one ?? other : $"{one} {other}";

    private static string? CreditsOf(InvoiceProposal? proposal) => proposal is null || proposal.Credits.Count == 0
        ? null
        : string.Join(' ', proposal.Credits.Select(c => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Less is owed for {c.Month} than was billed: {c.Amount} net are left for a credit note.")));
}

/// <summary>What a run came to.</summary>
/// <param name="RunId">Null when it left no row: a scheduled run that found nothing new.</param>
/// <param name="Issued">Invoices.</param>
/// <param name="Drafted">Drafts made or made anew.</param>
/// <param name="Nothing">Months in which nothing was owed.</param>
/// <param name="Held">Contracts that could not be billed.</param>
public sealed record RunSummary(Id<BillingRun>? RunId, int Issued, int Drafted, int Nothing, int Held)
{
    internal RunSummary With(Outcome outcome) => outcome switch
    {
        Outcome.Issued => this with { Issued = Issued + 1 },
        Outcome.Drafted => this with { Drafted = Drafted + 1 },
        Outcome.Nothing => this with { Nothing = Nothing + 1 },
        _ => this with { Held = Held + 1 },
    };
}

/// <summary>What is to be run.</summary>
/// <param name="Business">For whom.</param>
/// <param name="Origin"><c>schedule</c>, <c>page</c>, <c>command</c> or <c>demo</c>.</param>
/// <param name="By">Who asked; null when nobody did.</param>
/// <param name="Through">Null for what is due by its billing day; else every complete month up to this one.</param>
/// <param name="Contract">Only this one; null for all.</param>
public sealed record RunOrder(Id<Business> Business, string Origin, Member? By = null, BillingPeriod? Through = null, Id<Contract>? Contract = null);
