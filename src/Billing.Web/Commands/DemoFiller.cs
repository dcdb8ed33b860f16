using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Invoicing;
using Billing.Domain.Rating;
using Billing.Domain.Work;
using Billing.Web.Data;
using Billing.Web.Features.Account;
using Billing.Web.Features.Runs;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web.Commands;

/// <summary>
/// Lives through the demo's months: every row is made at its own time by its own member, and each month is billed when it falls due, by the
/// runner that bills everyone. So documents bear their own dates, and the audit trail reads as if it had happened.
/// </summary>
internal sealed class DemoFiller(IServiceProvider services, SteppedClock clock, DemoFiles files)
{
    /// <summary>Written to <see cref="Business.DemoOf"/> at the end: only a demo that is whole is served again.</summary>
    public const string Complete = "complete";

    private readonly Dictionary<string, Member> members = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Contract> contracts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Id<Incident>> incidents = new(StringComparer.Ordinal);
    private int incidentNumber;

    /// <summary>Fills an empty database with everything up to <paramref name="until"/>.</summary>
    public async Task FillAsync(Instant until, Action<double> progress, CancellationToken cancel)
    {
        await FoundAsync(cancel);
        foreach (var client in files.Clients) await ClientAsync(client, cancel);
        var events = Events(until).Where(e => e.At <= until).OrderBy(e => e.At).ToList();
        for (var i = 0; i < events.Count; i++)
        {
            clock.Now = events[i].At;
            await events[i].Happens(cancel);
            progress((i + 1.0) / events.Count);
        }

        clock.Now = until;
        await AsAsync(files.Business.Members[0].Key, async db => (await db.Businesses.FindAsync([members[files.Business.Members[0].Key].BusinessId], cancel))!.DemoOf = Complete, cancel);
    }

    private async Task FoundAsync(CancellationToken cancel)
    {
        var (business, owner) = (files.Business, files.Business.Members[0]);
        await InScopeAsync(async provider => members[owner.Key] = (await provider.GetRequiredService<Founding>().FoundAsync(business.Name, business.TimeZone, owner.Name, owner.Email, Demo.Password)).Value);
        await AsAsync(owner.Key, async db => Describe((await db.Businesses.FindAsync([members[owner.Key].BusinessId], cancel))!), cancel);
        foreach (var member in business.Members.Skip(1))
            await InScopeAsync(async provider =>
            {
                provider.GetRequiredService<BusinessScope>().Enter(members[owner.Key]);
                members[member.Key] = (await provider.GetRequiredService<Founding>().AddMemberAsync(member.Name, Enum.Parse<Role>(member.Role, true), member.TimeZone, member.Email, Demo.Password)).Value;
            });
    }

    private void Describe(Business business)
    {
        var told = files.Business;
        (business.Tagline, business.Address, business.VatId, business.RegistrationId) = (told.Tagline, told.Address, told.VatId, told.RegistrationId);
        (business.Email, business.Phone, business.NumberFormat, business.VatRate) = (told.Email, told.Phone, told.InvoiceNumberFormat, told.VatRate);
        business.TaxCurrency = Currency.Of(told.TaxCurrency);
        (business.AccountName, business.Iban, business.Bic, business.BankName) = (told.Bank.AccountName, told.Bank.Iban, told.Bank.Bic, told.Bank.BankName);
        business.DemoOf = "filling";
    }

    private Task ClientAsync(DemoClient told, CancellationToken cancel)
    {
        var owner = members[files.Business.Members[0].Key];
        var client = new Client(owner.BusinessId, told.Name, told.Language, told.Address, owner.Id, clock.Now)
        {
            VatId = told.VatId, RegistrationId = told.RegistrationId, ContactName = told.ContactName, Email = told.Email,
            VatCategory = told.VatCategory is { } category ? Enum.Parse<VatCategory>(category, true) : null, VatRate = told.VatRate, VatNote = told.VatNote,
        };
        foreach (var contract in files.Contracts.Where(c => c.Client == told.Key)) contracts[contract.Code] = ContractOf(contract, client, owner);
        return AsAsync(files.Business.Members[0].Key, db =>
        {
            db.Add(client);
            foreach (var contract in files.Contracts.Where(c => c.Client == told.Key))
            {
                db.Add(contracts[contract.Code]);
                foreach (var terms in contract.TermsFor(members))
                    db.Add(new TermsVersion(owner.BusinessId, contracts[contract.Code].Id, terms.EffectiveFrom, 1, RatingJson.WriteTerms(terms), owner.Id, clock.Now));
            }

            return Task.CompletedTask;
        }, cancel);
    }

    private Contract ContractOf(DemoContract told, Client client, Member owner) =>
        new(owner.BusinessId, client.Id, told.Code, told.Title, Currency.Of(told.Currency), told.TimeZone, DemoContract.Date(told.StartsOn), owner.Id, clock.Now)
        {
            BillingDay = told.BillingDay, PaymentDays = told.PaymentDays, OrderNumber = told.OrderNumber, Holidays = told.Dates, State = ContractState.Active,
        };

    private IEnumerable<Event> Events(Instant until)
    {
        foreach (var told in files.Incidents)
        {
            yield return new(DemoFiles.Moment(told.OpenedAt), cancel => OpenAsync(told, cancel));
            if (told.ResolvedAt.Length > 0) yield return new(DemoFiles.Moment(told.ResolvedAt), cancel => MoveAsync(told, IncidentState.Resolved, cancel));
            if (told.ClosedAt.Length > 0) yield return new(DemoFiles.Moment(told.ClosedAt), cancel => MoveAsync(told, IncidentState.Closed, cancel));
        }

        foreach (var told in files.Sessions)
        {
            yield return new(DemoFiles.Moment(told.Start), cancel => StartAsync(told, cancel));
            yield return new(DemoFiles.Moment(told.Stop), cancel => StopAsync(told, cancel));
        }

        foreach (var due in Dues(until)) yield return new(due, BillAsync);
    }

    // The hourly look of the schedule: at each billing day's beginning, and for half a day more, since a clock may still run at midnight.
    private IEnumerable<Instant> Dues(Instant until) => contracts.Values
        .SelectMany(c => Enumerable.Range(0, 600).Select(m => OwedPeriods.DueAt(BillingPeriod.Of(c.StartsOn.PlusMonths(m)), c.BillingDay, DateTimeZoneProviders.Tzdb[c.TimeZone])).TakeWhile(due => due <= until))
        .Distinct().SelectMany(due => Enumerable.Range(0, 12).Select(h => due + Duration.FromHours(h) + Duration.FromMinutes(5))).Where(at => at <= until);

    private Task OpenAsync(DemoIncident told, CancellationToken cancel) => AsAsync(told.OpenedBy, db =>
    {
        var (member, contract) = (members[told.OpenedBy], contracts[told.Contract]);
        var incident = new Incident(member.BusinessId, contract.Id, ++incidentNumber, told.Title, told.Severity, clock.Now, member.Id)
        {
            AlertedAt = told.AlertedAt.Length > 0 ? DemoFiles.Moment(told.AlertedAt) : null,
            RecursId = told.Recurs.Length > 0 ? incidents[told.Recurs] : null,
        };
        incidents[told.Key] = incident.Id;
        db.Add(incident);
        return Task.CompletedTask;
    }, cancel);

    private Task MoveAsync(DemoIncident told, IncidentState state, CancellationToken cancel) => AsAsync(told.OpenedBy, async db =>
        (await db.Incidents.FindAsync([members[told.OpenedBy].BusinessId, incidents[told.Key]], cancel))!.MoveTo(state, clock.Now), cancel);

    private Task StartAsync(DemoSession told, CancellationToken cancel) => AsAsync(told.Engineer, db =>
    {
        var member = members[told.Engineer];
        Id<Incident>? incident = told.Incident.Length > 0 ? incidents[told.Incident] : null;
        db.Add(new WorkSession(member.BusinessId, member.Id, contracts[told.Contract].Id, incident, clock.Now, null, member.Id, clock.Now));
        return Task.CompletedTask;
    }, cancel);

    private Task StopAsync(DemoSession told, CancellationToken cancel) => AsAsync(told.Engineer, async db =>
    {
        var member = members[told.Engineer].Id;
        var session = await db.Sessions.SingleAsync(s => s.MemberId == member && s.Stop == null, cancel);
        session.StopAt(clock.Now);
        (session.Description, session.Billable, session.NotBillableReason) = (told.Description, told.Billable, told.Billable ? null : told.Reason);
    }, cancel);

    private Task BillAsync(CancellationToken cancel) =>
        services.GetRequiredService<BillingRunner>().RunAsync(new(members.Values.First().BusinessId, "schedule"), null, cancel);

    private Task AsAsync(string member, Func<BillingDb, Task> change, CancellationToken cancel) => InScopeAsync(async provider =>
    {
        provider.GetRequiredService<BusinessScope>().Enter(members[member]);
        var db = provider.GetRequiredService<BillingDb>();
        await change(db);
        await db.SaveChangesAsync(cancel);
    });

    private async Task InScopeAsync(Func<IServiceProvider, Task> work)
    {
        await using var scope = services.CreateAsyncScope();
        await work(scope.ServiceProvider);
    }

    private sealed record Event(Instant At, Func<CancellationToken, Task> Happens);
}
