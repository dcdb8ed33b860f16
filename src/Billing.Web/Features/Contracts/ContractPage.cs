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
/// <param name="Text">As the pages say it.</param>
/// <param name="ClientText">As the client reads it; null where that is the same.</param>
/// <param name="MadeBy">Who wrote it.</param>
/// <param name="MadeOn">When, in the contract's zone.</param>
/// <param name="Terms">What the clauses say.</param>
public sealed record TermsView(
    LocalDate EffectiveFrom, LocalDate? Until, int Version, bool IsReplaced, TermsText Text, TermsText? ClientText, string MadeBy, LocalDate MadeOn, ContractTerms Terms);

/// <summary>Terms in one language.</summary>
/// <param name="Language"><c>en</c>, <c>fr</c> or <c>de</c>.</param>
/// <param name="Summary">To read in one go.</param>
/// <param name="Clauses">In their order.</param>
public sealed record TermsText(string Language, string Summary, IReadOnlyList<ClauseView> Clauses)
{
    /// <summary>As the pages say them, which also name what invoices call a clause.</summary>
    public static TermsText Of(ContractTerms terms, Currency currency, IReadOnlyDictionary<string, string> engineers) =>
        new("en", TermsInWords.Summary(terms, currency, ClauseView.NameIn(engineers)), ClauseView.Of(terms, currency, engineers));

    /// <summary>As a client of this language reads them; null where the pages say them so.</summary>
    public static TermsText? Of(ContractTerms terms, Currency currency, IReadOnlyDictionary<string, string> engineers, string language) => language == "en" ? null : new(
        language, TermsInWords.Summary(terms, currency, ClauseView.NameIn(engineers), language),
        [.. TermsInWords.Clauses(terms, currency, ClauseView.NameIn(engineers), language).Select(c => new ClauseView(c.Sentence, c.Kind == ClauseKind.Premium, null))]);
}

/// <summary>One clause to read.</summary>
/// <param name="Sentence">Plain text.</param>
/// <param name="IsRate">True where a multiplier in it is one that work is paid with.</param>
/// <param name="Name">What invoices call it, where the sentence does not say.</param>
public sealed record ClauseView(string Sentence, bool IsRate, string? Name)
{
    /// <summary>The clauses of terms, numbered by their place.</summary>
    public static IReadOnlyList<ClauseView> Of(ContractTerms terms, Currency currency, IReadOnlyDictionary<string, string> engineers) =>
    [
        .. TermsInWords.Clauses(terms, currency, NameIn(engineers)).Select(c =>
        {
            var premium = c.Kind == ClauseKind.Premium ? terms.Premiums[c.Number - 2] : null;
            var isNamed = premium is null || c.Sentence.StartsWith(premium.Name, StringComparison.OrdinalIgnoreCase);
            return new ClauseView(c.Sentence, premium is not null, isNamed ? null : premium!.Name);
        }),
    ];

    internal static Func<string, string> NameIn(IReadOnlyDictionary<string, string> engineers) => id => engineers.GetValueOrDefault(id, "someone who left");
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
