using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Invoicing;
using Billing.Domain.Work;
using NodaTime;
using NodaTime.Text;

namespace Billing.UnitTests.Invoicing;

/// <summary>One business with a client, a contract and an incident, ready to bill whatever work and terms a test adds. Paris, one hour ahead of UTC.</summary>
public abstract class ProposalExample
{
    /// <param name="language">The client's.</param>
    /// <param name="openedAt">When the incident began.</param>
    protected ProposalExample(string language, string openedAt)
    {
        Ana = new(Business.Id, Guid.NewGuid(), "Ana Ruiz", Role.Owner, "Europe/Paris");
        Client = new(Business.Id, "Nordwind Retail GmbH", language, new("Speicherstraße", "8", null, "20457", "Hamburg", null, "DE"), Ana.Id, default);
        Contract = new(Business.Id, Client.Id, "NW-1", "Support", Currency.Of("EUR"), "Europe/Paris", new(2026, 1, 1), Ana.Id, default) { State = ContractState.Active };
        Incident = new(Business.Id, Contract.Id, 42, "Checkout returns 502", "critical", At(openedAt), Ana.Id);
    }

    protected static BillingPeriod January { get; } = new(2026, 1);

    protected Business Business { get; } = new("Ruiz Engineering", "Europe/Paris")
    {
        Address = new("rue Mercière", "12", null, "69002", "Lyon", null, "FR"), VatId = "FR19812345676", VatRate = 20m, Iban = "FR7630006000011234567890189",
    };

    protected Member Ana { get; }

    protected Client Client { get; }

    protected Contract Contract { get; }

    protected Incident Incident { get; }

    protected List<WorkSession> Sessions { get; } = [];

    protected List<ContractTerms> Terms { get; } = [];

    protected ProposalFacts Facts(params Incident[] others) => new(
        Business, Client, new ContractFacts(Contract, Terms, [Incident, .. others], Sessions), new Dictionary<Id<Member>, string> { [Ana.Id] = Ana.Name });

    protected WorkSession Work(string start, string? stop, Incident? on)
    {
        Sessions.Add(new(Business.Id, Ana.Id, Contract.Id, on?.Id, At(start), stop is null ? null : At(stop), Ana.Id, default) { Description = "Rolled back" });
        return Sessions[^1];
    }

    /// <summary>×1.5 after four hours on an incident.</summary>
    protected static ContractTerms TermsFrom(LocalDate from, decimal rate = 100m) => new()
    {
        EffectiveFrom = from,
        HourlyRate = rate,
        Premiums = [new ThresholdPremium("Long", null, ThresholdScope.Incident, ThresholdBasis.Engineer, ThresholdMode.Graduated, [new(240m, 1.5m)])],
    };

    protected static Instant At(string text) => InstantPattern.General.Parse(text).Value;
}
