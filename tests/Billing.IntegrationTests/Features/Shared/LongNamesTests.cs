using System.Net;
using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Rating;
using Billing.Domain.Work;
using Billing.IntegrationTests.App;
using Microsoft.EntityFrameworkCore;

namespace Billing.IntegrationTests.Features.Shared;

public sealed class LongNamesTests
{
    [Fact]
    public async Task Pages_WithTheLongestNamesInOneWord_ShowThemWhole()
    {
        await using var app = await TestApp.FoundedAsync(Example.At("2026-02-10T12:00:00Z"));
        var example = new Example(app);
        await example.ReadyAsync();
        var (business, owner, now) = (app.Owner.BusinessId, app.Owner.Id, app.Clock.Now);
        var (client, title, what, code) = (new string('W', 200), new string('M', 200), new string('Ö', 200), new string('C', 30));
        var nordwind = await example.ClientAsync(client);
        var contract = new Contract(business, nordwind.Id, code, title, Currency.Of("EUR"), "Europe/Paris", new(2026, 1, 1), owner, now) { State = ContractState.Active, OrderNumber = new string('P', 100) };
        await app.SaveAsync(contract);
        await app.SaveAsync(new TermsVersion(business, contract.Id, contract.StartsOn, 1, RatingJson.WriteTerms(Example.Terms(contract.StartsOn)), owner, now));
        var incident = new Incident(business, contract.Id, 1, what, "critical", Example.At("2026-01-10T08:00:00Z"), owner);
        await app.SaveAsync(incident);
        WorkSession Work(string start, string? stop) => new(business, owner, contract.Id, incident.Id, Example.At(start), stop is null ? null : Example.At(stop), owner, now) { Description = new string('D', 2000) };
        var session = Work("2026-02-10T08:00:00Z", "2026-02-10T09:00:00Z");
        await app.SaveAsync(Work("2026-01-10T08:00:00Z", "2026-01-10T14:00:00Z"), session);
        await app.SaveAsync(Work("2026-02-10T11:00:00Z", null));
        using var ana = await app.SignedInAsync();
        await ana.PostAsync("/runs/now");
        var invoice = await app.AsAsync(db => db.Invoices.SingleAsync());

        foreach (var (page, shown) in ((string, string[])[])
        [
            ("/", [client, what, title]), ("/clients", [client]), ($"/clients/{nordwind.Id}", [client, title, code]), ($"/clients/{nordwind.Id}/edit", [client]), ($"/contracts/{contract.Id}", [client, title, code, what]),
            ($"/contracts/{contract.Id}/edit", [title]), ($"/contracts/{contract.Id}/terms", [title]), ("/contracts/new", [client]), ("/incidents", [client, what]), ($"/incidents/{incident.Id}", [client, what, code]),
            ("/incidents/new", [client, title]), ("/timesheet", [client, what]), ($"/timesheet/{session.Id}", [client, what]), ($"/timesheet/{session.Id}/delete", [client, what]), ("/invoices", [client, code]),
            ($"/invoices/{invoice.Id}", [client, what]), ("/runs", [client, title]), ($"/runs/{invoice.RunId}", [client, title]), ("/runs/preview", []),
        ])
        {
            await ana.GetAsync(page);
            Assert.Equal((page, HttpStatusCode.OK), (page, ana.Status));
            Assert.All(shown, name => Assert.Contains(name, ana.Page.QuerySelector("main")!.InnerHtml, StringComparison.Ordinal));
        }

        var pdf = await ana.Http.GetByteArrayAsync(new Uri($"/invoices/{invoice.Id}/pdf", UriKind.Relative));
        Assert.Equal("%PDF-"u8.ToArray(), pdf[..5]);
    }
}
