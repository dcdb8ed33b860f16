using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Invoicing;
using Billing.Domain.Rating;
using Billing.Domain.Work;
using Billing.Web.Data;
using Billing.Web.Features.Account;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Text;

namespace Billing.IntegrationTests.App;

/// <summary>Rows that tests begin with.</summary>
public sealed class Example(TestApp app)
{
    public static readonly PostalAddress Lyon = new("rue Mercière", "12", null, "69002", "Lyon", null, "FR");

    private int contracts;
    private int incidents;

    /// <summary>An instant from its text, e.g. <c>2026-01-05T09:00:00Z</c>.</summary>
    public static Instant At(string text) => OffsetDateTimePattern.ExtendedIso.Parse(text).Value.ToInstant();

    /// <summary>The business ready to bill.</summary>
    public Task ReadyAsync() => app.AsAsync(async db =>
    {
        var business = await db.Businesses.FindAsync(app.Owner.BusinessId);
        business!.Address = Lyon;
        business.VatId = "FR19812345676";
        business.VatRate = 20m;
        business.Iban = "FR7630006000011234567890189";
        return await db.SaveChangesAsync();
    });

    public async Task<Client> ClientAsync(string name = "Nordwind Retail GmbH")
    {
        var client = new Client(app.Owner.BusinessId, name, "en", new("Speicherstraße", "8", null, "20457", "Hamburg", null, "DE"), app.Owner.Id, app.Clock.Now);
        await app.SaveAsync(client);
        return client;
    }

    /// <summary>An active contract at 100 an hour from 1 January 2026, ×1.5 after four hours and ×2 on Sundays.</summary>
    public async Task<Contract> ContractAsync(Client client, string zone = "Europe/Paris", int billingDay = 1, string startsOn = "2026-01-01", ContractState state = ContractState.Active, bool withTerms = true)
    {
        var start = LocalDatePattern.Iso.Parse(startsOn).Value;
        var contract = new Contract(app.Owner.BusinessId, client.Id, $"C-{++contracts}", "Support", Currency.Of("EUR"), zone, start, app.Owner.Id, app.Clock.Now) { State = state, BillingDay = billingDay };
        await app.SaveAsync(contract);
        if (withTerms) await app.SaveAsync(new TermsVersion(app.Owner.BusinessId, contract.Id, start, 1, RatingJson.WriteTerms(Terms(start)), app.Owner.Id, app.Clock.Now));
        return contract;
    }

    public async Task<Incident> IncidentAsync(Contract contract, string openedAt)
    {
        var incident = new Incident(app.Owner.BusinessId, contract.Id, ++incidents, "Checkout returns 502", "critical", At(openedAt), app.Owner.Id);
        await app.SaveAsync(incident);
        return incident;
    }

    public async Task<WorkSession> WorkAsync(Contract contract, string start, string? stop, Incident? incident = null, Member? by = null)
    {
        var session = new WorkSession(app.Owner.BusinessId, (by ?? app.Owner).Id, contract.Id, incident?.Id, At(start), stop is null ? null : At(stop), app.Owner.Id, app.Clock.Now) { Description = "Rolled back the broker" };
        await app.SaveAsync(session);
        return session;
    }

    /// <summary>Someone else of the business, who signs in as <c>name@example.org</c> with the usual password.</summary>
    public async Task<Member> MemberAsync(string name, Role role, string zone = "Europe/Paris")
    {
        Member? made = null;
        await app.InScopeAsync(async services =>
        {
            services.GetRequiredService<BusinessScope>().Enter(app.Owner);
            made = (await services.GetRequiredService<Founding>().AddMemberAsync(name, role, zone, $"{name}@example.org", TestApp.Password)).Value;
        });
        return made!;
    }

    /// <summary>Another business in the same instance; its owner is a person of its own.</summary>
    public async Task<Member> StrangerAsync()
    {
        Member? made = null;
        await app.InScopeAsync(async services =>
        {
            var business = new Business("Another business", "Europe/Berlin");
            services.GetRequiredService<BusinessScope>().Enter(business.Id);
            services.GetRequiredService<BillingDb>().Add(business);
            made = (await services.GetRequiredService<Founding>().AddMemberAsync("Stranger", Role.Owner, "Europe/Berlin", "stranger@example.org", TestApp.Password)).Value;
        });
        return made!;
    }

    public static ContractTerms Terms(LocalDate from) => new()
    {
        EffectiveFrom = from,
        HourlyRate = 100m,
        Premiums =
        [
            new ThresholdPremium("Long incident", null, ThresholdScope.Incident, ThresholdBasis.Engineer, ThresholdMode.Graduated, [new(240m, 1.5m)]),
            new WindowPremium("Sunday", null, new HashSet<IsoDayOfWeek> { IsoDayOfWeek.Sunday }, LocalTime.Midnight, LocalTime.Midnight, 2m),
        ],
    };
}
