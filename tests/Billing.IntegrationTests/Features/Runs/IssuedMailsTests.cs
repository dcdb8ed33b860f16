using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.Domain.Mail;
using Billing.IntegrationTests.App;
using Billing.Web.Features.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.IntegrationTests.Features.Runs;

/// <summary>An invoice and its mails commit together.</summary>
public sealed class IssuedMailsTests : IAsyncLifetime
{
    private TestApp app = null!;
    private Example example = null!;
    private Client client = null!;

    public async Task InitializeAsync()
    {
        app = await TestApp.FoundedAsync(Example.At("2026-01-05T09:00:00Z"));
        example = new(app);
        await example.ReadyAsync();
        client = await example.ClientAsync();
        await example.WorkAsync(await example.ContractAsync(client), "2026-01-10T08:00:00Z", "2026-01-10T09:00:00Z");
        app.Clock.Now = Example.At("2026-02-01T06:00:00Z");
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Run_WithMailSetUp_WritesOneMailForTheClientAndOneForOneself()
    {
        await MailAsync("invoices@nordwind.example", "ana@example.org");
        var outcome = Assert.Single(await RunAsync());
        Assert.Equal((Outcome.Issued, null), (outcome.Outcome, outcome.Message));
        var mails = await app.AsAsync(db => db.Outbox.OrderBy(m => m.IsCopy).ToListAsync());
        Assert.Equal([("invoices@nordwind.example", false), ("ana@example.org", true)], mails.Select(m => (m.Recipient, m.IsCopy)));
        Assert.All(mails, m => Assert.Equal((MailState.Pending, outcome.InvoiceId), (m.State, m.AttachedInvoiceId)));
        Assert.All(mails, m => Assert.Contains("2026-0001", m.Subject, StringComparison.Ordinal));
        Assert.Empty(await RunAsync());
        Assert.Equal(2, await app.AsAsync(db => db.Outbox.CountAsync()));
    }

    [Fact]
    public async Task Run_ForAClientWithoutAnAddress_IssuesAndSaysThatItWasNotMailed()
    {
        await MailAsync(null, null);
        var outcome = Assert.Single(await RunAsync());
        Assert.Equal(Outcome.Issued, outcome.Outcome);
        Assert.Equal("Nordwind Retail GmbH has no e-mail address, so invoice 2026-0001 was not mailed. Enter one, then mail the invoice from its page.", outcome.Message);
        Assert.Equal(0, await app.AsAsync(db => db.Outbox.CountAsync()));
    }

    [Fact]
    public async Task Run_WithoutMailSetUp_IssuesAndWritesNoMail()
    {
        Assert.Equal((Outcome.Issued, null), (await RunAsync())[0] is var o ? (o.Outcome, o.Message) : default);
        Assert.Equal(0, await app.AsAsync(db => db.Outbox.CountAsync()));
    }

    [Fact]
    public async Task RunNow_WithARealServer_DeliversThePdfAndTheRunsPageSaysSo()
    {
        await using var server = await MailServer.StartAsync();
        await MailAsync("invoices@nordwind.example", null, server.Port);
        using var ana = await app.SignedInAsync();
        await ana.GetAsync("/runs");
        await ana.PostAsync("/runs/now");
        Assert.Equal("One invoice was issued.", ana.Notice);
        var run = ana.Path;

        // What follows a run goes on behind the page.
        for (var tries = 0; tries < 100 && server.MessageIds().Count == 0; tries++) await Task.Delay(100);
        var mail = Assert.Single(await server.MailsAsync());
        Assert.Equal("2026-0001.pdf", mail.Parts.Single(p => p.Type == "application/pdf").Name);
        for (var tries = 0; tries < 100 && !await app.AsAsync(db => db.Outbox.AnyAsync(m => m.State == MailState.Sent)); tries++) await Task.Delay(100);
        await ana.GetAsync(run);
        Assert.Contains("mail sent", ana.Text, StringComparison.Ordinal);
        await ana.GetAsync("/invoices");
        Assert.Contains("mail sent", ana.Page.QuerySelectorAll("td .tag").Select(t => t.TextContent));
    }

    private Task MailAsync(string? to, string? copy, int port = 25) => app.AsAsync(async db =>
    {
        (await db.Clients.SingleAsync(c => c.Id == client.Id)).Email = to;
        db.Add(new MailSettings(app.Owner.BusinessId, "127.0.0.1", port, "ana@example.org") { StartTls = false, CopyTo = copy });
        return await db.SaveChangesAsync();
    });

    private Task<IReadOnlyList<ContractOutcome>> RunAsync() => app.Services.GetRequiredService<BillingRunner>().OutcomesAsync(app.Owner.BusinessId);
}
