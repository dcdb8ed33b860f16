using System.Net;
using Billing.Domain.Contracts;
using Billing.Domain.Mail;
using Billing.IntegrationTests.App;
using Billing.IntegrationTests.Mail;
using Microsoft.EntityFrameworkCore;

namespace Billing.IntegrationTests.Features.Mail;

public sealed class OutboxTests : IAsyncLifetime
{
    private readonly MailedApp mailed = new();
    private Browser ana = null!;

    private string InvoicePage => $"/invoices/{mailed.Invoice.Id}";

    public async Task InitializeAsync()
    {
        await mailed.InitializeAsync();
        await mailed.RenderAsync();
        ana = await mailed.App.SignedInAsync();
    }

    public async Task DisposeAsync()
    {
        ana.Dispose();
        await mailed.DisposeAsync();
    }

    [Fact]
    public async Task Invoice_WithoutMailSetUp_SaysThatItIsNotSent()
    {
        await ana.GetAsync(InvoicePage);
        Assert.Contains("not sent Mail is not set up. Until then, send the PDF yourself. Set up mail", ana.Text, StringComparison.Ordinal);
        await ana.PostAsync($"{InvoicePage}/mail", ("after", "0"));
        Assert.Contains("Mail is not set up, so nothing is sent.", ana.Notice, StringComparison.Ordinal);
        await ana.GetAsync("/mail");
        Assert.Contains("No mail yet", ana.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invoice_MailedFromItsPage_GoesOutOnceHoweverOftenOneClicks()
    {
        await using var server = new ScriptedServer(ScriptedServer.Usual);
        await mailed.SetUpAsync(server.Port, s => s.CopyTo = "archive@example.org");
        await ana.GetAsync(InvoicePage);

        await ana.SubmitAsync([], "/mail");
        Assert.Equal("The mail to rechnung@example.com is in the outbox and goes out within a minute.", ana.Notice);
        await ana.PostAsync($"{InvoicePage}/mail", ("after", "0"));
        Assert.Equal("A mail of this invoice was written a moment ago. Look at its state before you send another.", ana.Notice);
        await ana.PostAsync($"{InvoicePage}/mail", ("after", "1"));
        Assert.Equal("A mail of this invoice waits already. Cancel it first if another should go out.", ana.Notice);

        await mailed.SendAsync();
        await ana.GetAsync(InvoicePage);
        Assert.Equal(2, server.Texts.Count);
        Assert.Contains("sent 2 Feb 2026, 09:00", ana.Text, StringComparison.Ordinal);
        Assert.Contains("archive@example.org your copy", ana.Text, StringComparison.Ordinal);
        Assert.Equal([mailed.App.Owner.Id], (await mailed.MailsAsync()).Select(m => m.CreatedBy!.Value).Distinct());

        await ana.SubmitAsync([], $"{mailed.Invoice.Id}/mail");
        Assert.Equal([1, 1, 2, 2], (await mailed.MailsAsync()).Select(m => m.Ordinal));
    }

    [Fact]
    public async Task Mail_ThatNobodyKnowsOf_IsSentAgainByHandAndOnlyOnce()
    {
        await using (var silent = ScriptedServer.At("END", null))
        {
            await mailed.SetUpAsync(silent.Port);
            await mailed.WriteAsync();
            await mailed.SendAsync();
        }

        await ana.GetAsync("/mail");
        Assert.Contains("unknown The connection broke while the mail was handed over, and the server did not say whether it took it. It may have arrived: ask whether it did before you send it again.", ana.Text, StringComparison.Ordinal);
        var again = ana.Page.QuerySelector("form[action$='/again']")!.GetAttribute("action")!;

        await ana.SubmitAsync([], "/again");
        Assert.Equal("The mail to rechnung@example.com is in the outbox again and goes out within a minute.", ana.Notice);
        Assert.Contains("sent again in a newer mail", ana.Text, StringComparison.Ordinal);
        Assert.Null(ana.Page.QuerySelector("form[action$='/again']"));
        await ana.PostAsync(again);
        Assert.Equal("Someone else just did the same; look at the page again.", ana.Notice);

        await using var good = new ScriptedServer(ScriptedServer.Usual);
        await mailed.SetUpAsync(good.Port);
        await mailed.SendAsync();
        var rows = await mailed.MailsAsync();
        Assert.Equal([MailState.Unknown, MailState.Sent], rows.Select(m => m.State));
        Assert.Equal(rows[0].MessageId, rows[1].MessageId);
        Assert.Single(good.Texts);
        var audit = await mailed.App.AsAsync(db => db.Audit.Where(a => a.Subject == "OutboxMessage" && a.Action == "added").OrderBy(a => a.Sequence).LastAsync());
        Assert.Equal((mailed.App.Owner.Id, rows[1].Id.ToString()), (audit.MemberId, audit.SubjectId));
        Assert.DoesNotContain("Guten Tag", audit.After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mail_ThatWaits_CanBeCancelledAndIsNeverSent()
    {
        await using var server = new ScriptedServer(ScriptedServer.Usual);
        await mailed.SetUpAsync(server.Port);
        await mailed.WriteAsync();
        await ana.GetAsync("/mail");
        var cancel = ana.Page.QuerySelector("form[action$='/cancel']")!.GetAttribute("action")!;

        await ana.SubmitAsync([], "/cancel");
        Assert.Equal("The mail to rechnung@example.com is cancelled and will not be sent.", ana.Notice);
        await ana.PostAsync(cancel);
        Assert.Equal("It is too late to cancel this mail. Look at its state again.", ana.Notice);
        await ana.PostAsync(cancel.Replace("cancel", "again", StringComparison.Ordinal));
        Assert.Equal("Only a mail that failed, or of which nobody knows whether it arrived, can be sent again.", ana.Notice);

        await mailed.SendAsync();
        Assert.Empty(server.Steps);
    }

    [Fact]
    public async Task Outbox_OfTheBookkeeper_ShowsAndSendsAndTheEngineersInvoiceOnlyShows()
    {
        await mailed.SetUpAsync(1);
        await mailed.Example.MemberAsync("bookkeeper", Role.Bookkeeper);
        await mailed.Example.MemberAsync("engineer", Role.Engineer);
        using var bookkeeper = await mailed.App.SignedInAsync("bookkeeper@example.org");
        using var engineer = await mailed.App.SignedInAsync("engineer@example.org");

        await engineer.GetAsync(InvoicePage);
        Assert.Null(engineer.Page.QuerySelector("form[action$='/mail']"));
        Assert.Contains("not sent", engineer.Text, StringComparison.Ordinal);
        await bookkeeper.GetAsync(InvoicePage);
        await bookkeeper.SubmitAsync([], "/mail");
        Assert.Contains("goes out within a minute", bookkeeper.Notice, StringComparison.Ordinal);
        await bookkeeper.GetAsync("/mail");
        Assert.Equal(HttpStatusCode.OK, bookkeeper.Status);
        Assert.Contains("Rechnung 2026-0001 von Ruiz Engineering", bookkeeper.Text, StringComparison.Ordinal);
    }
}
