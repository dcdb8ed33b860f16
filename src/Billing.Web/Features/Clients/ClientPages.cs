using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;

namespace Billing.Web.Features.Clients;

/// <summary>A client in the list.</summary>
public sealed record ClientRow(Id<Client> Id, string Name, string Town, string Country, int Contracts);

/// <summary>The list by name.</summary>
public sealed record ClientsPage(IReadOnlyList<ClientRow> Clients, int Page, bool HasMore, bool MayChange);

/// <summary>A contract of a client.</summary>
public sealed record ContractRow(Id<Contract> Id, string Code, string Title, ContractState State, string Currency, string TimeZone);

/// <summary>What a client's page tells about VAT: what counts, whether it is the client's own, and the note that would be printed.</summary>
public sealed record ClientVat(VatTreatment Treatment, bool IsOwn, string? Note);

/// <summary>One client with its contracts by code.</summary>
public sealed record ClientPage(
    Id<Client> Id, string Name, string Language, PostalAddress Address, string? VatId, string? RegistrationId, string? ContactName, string? Email,
    ClientVat Vat, IReadOnlyList<ContractRow> Contracts, int Page, bool HasMore, bool MayChange);

/// <summary>What stands around the form; a new client has no id.</summary>
public sealed record ClientFormPage(Id<Client>? Id, string Title, VatTreatment UsualVat, string? UsualVatNote);
