using Billing.Domain;
using Billing.Domain.Contracts;
using NodaTime;

namespace Billing.Web.Features.Settings;

/// <summary>The four forms of the business, each as saved or, after an error, as typed.</summary>
public sealed class SettingsPage
{
    public required IdentityForm Identity { get; set; }

    public required BankForm Bank { get; set; }

    public required NumberingForm Numbering { get; set; }

    public required VatForm Vat { get; set; }

    /// <summary>The form with errors; null when there are none.</summary>
    public string? Wrong { get; init; }

    /// <summary>The number that the next invoice gets as things are saved.</summary>
    public required string NextNumber { get; init; }

    /// <summary>True once an invoice was issued: then numbers go on by themselves.</summary>
    public required bool HasIssued { get; init; }

    /// <summary>What is still needed before the next invoice can be issued and paid, each with its form.</summary>
    public required IReadOnlyList<(string What, string Form)> Missing { get; init; }
}

/// <summary>An exchange rate in the list; one that an invoice used stays.</summary>
public sealed record ExchangeRateRow(string From, string To, LocalDate Date, decimal Rate, bool IsUsed);

/// <summary>Exchange rates, newest first.</summary>
/// <param name="Rates">One page of them.</param>
/// <param name="TaxCurrency">The currency that VAT is declared in; null when none was chosen.</param>
/// <param name="Page">From 1.</param>
/// <param name="HasMore">True when there is a next page.</param>
public sealed record ExchangeRatesPage(IReadOnlyList<ExchangeRateRow> Rates, string? TaxCurrency, int Page, bool HasMore);

/// <summary>A member in the list.</summary>
public sealed record MemberRow(Id<Member> Id, string Name, Role Role, string TimeZone);

/// <summary>An invitation that still works.</summary>
public sealed record InvitationRow(Id<Invitation> Id, string Name, Role Role, Instant ExpiresAt);

/// <summary>Members by name, and who is invited.</summary>
/// <param name="Members">One page of them.</param>
/// <param name="Invitations">All that are open.</param>
/// <param name="NewLink">The link just made, shown this one time.</param>
/// <param name="Zone">In which times are shown.</param>
/// <param name="Page">From 1.</param>
/// <param name="HasMore">True when there is a next page.</param>
public sealed record MembersPage(
    IReadOnlyList<MemberRow> Members, IReadOnlyList<InvitationRow> Invitations, NewInvitation? NewLink, DateTimeZone Zone, int Page, bool HasMore);

/// <summary>A link to hand over, and to whom.</summary>
public sealed record NewInvitation(string Name, string Link);
