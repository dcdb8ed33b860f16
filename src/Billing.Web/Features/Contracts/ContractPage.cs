using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Invoicing;
using NodaTime;

namespace Billing.Web.Features.Contracts;

/// <summary>One version of the terms, in words.</summary>
/// <param name="EffectiveFrom">First day.</param>
/// <param name="Until">Day before the next terms; null for the latest.</param>
/// <param name="Version">1, 2, … of that day.</param>
/// <param name="IsReplaced">A later version of the same day took its place.</param>
/// <param name="Clauses">In their order.</param>
/// <param name="MadeBy">Who wrote it.</param>
/// <param name="MadeOn">When, in the contract's zone.</param>
/// <param name="Terms">What the clauses say.</param>
public sealed record TermsView(LocalDate EffectiveFrom, LocalDate? Until, int Version, bool IsReplaced, IReadOnlyList<ClauseView> Clauses, string MadeBy, LocalDate MadeOn, ContractTerms Terms);

/// <summary>One clause to read.</summary>
/// <param name="Sentence">Plain text.</param>
/// <param name="IsRate">True where a multiplier in it is one that work is paid with.</param>
/// <param name="Name">What invoices call it, where the sentence does not say.</param>
public sealed record ClauseView(string Sentence, bool IsRate, string? Name)
{
    /// <summary>The clauses of terms, numbered by their place.</summary>
    public static IReadOnlyList<ClauseView> Of(ContractTerms terms, Currency currency, IReadOnlyDictionary<string, string> engineers) =>
    [
        .. TermsInWords.Clauses(terms, currency, id => engineers.GetValueOrDefault(id, "someone who left")).Select(c =>
        {
            var premium = c.Kind == ClauseKind.Premium ? terms.Premiums[c.Number - 2] : null;
            var isNamed = premium is null || c.Sentence.StartsWith(premium.Name, StringComparison.OrdinalIgnoreCase);
            return new ClauseView(c.Sentence, premium is not null, isNamed ? null : premium!.Name);
        }),
    ];
}

/// <summary>An incident of the contract.</summary>
public sealed record IncidentRow(Id<Incident> Id, int Number, string Title, string Severity, IncidentState State, LocalDate OpenedOn);

/// <summary>An invoice of the contract.</summary>
public sealed record InvoiceRow(Id<Invoice> Id, string Number, BillingPeriod Period, Money Gross, bool IsOverdue);

/// <summary>What to do next with a contract.</summary>
public enum NextStep { AddTerms, Activate, OpenIncident, Nothing }

/// <summary>Everything on a contract's page.</summary>
/// <param name="Contract">The contract.</param>
/// <param name="Client">Its client's name.</param>
/// <param name="Now">Terms in force today, or the first to come; null when there are none.</param>
/// <param name="Later">Terms to come.</param>
/// <param name="Older">Terms that no longer hold or were replaced, newest first.</param>
/// <param name="Incidents">The latest.</param>
/// <param name="Invoices">The latest.</param>
/// <param name="Today">In the contract's zone.</param>
/// <param name="Map">The week under <paramref name="Now"/>; null without terms.</param>
public sealed record ContractPage(
    Contract Contract, string Client, TermsView? Now, IReadOnlyList<TermsView> Later, IReadOnlyList<TermsView> Older,
    IReadOnlyList<IncidentRow> Incidents, IReadOnlyList<InvoiceRow> Invoices, LocalDate Today, RateMapPicture? Map)
{
    /// <summary>The one thing to do.</summary>
    public NextStep Next => Contract.State switch
    {
        _ when Now is null => NextStep.AddTerms,
        ContractState.Draft or ContractState.Offered => NextStep.Activate,
        ContractState.Active => NextStep.OpenIncident,
        _ => NextStep.Nothing,
    };
}
