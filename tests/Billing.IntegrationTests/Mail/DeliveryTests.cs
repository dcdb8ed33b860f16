using Billing.Domain.Mail;
using Billing.IntegrationTests.App;
using Microsoft.EntityFrameworkCore;

namespace Billing.IntegrationTests.Mail;

/// <summary>Against a real server: what the recipient's program gets.</summary>
public sealed class DeliveryTests : IAsyncLifetime
{
    private readonly MailedApp mailed = new();
    private MailServer server = null!;

    public async Task InitializeAsync()
    {
        server = await MailServer.StartAsync();
        await mailed.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await mailed.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Invoice_WithItsDocument_ArrivesWholeAndOnce()
    {
        await mailed.SetUpAsync(server.Port, s => s.FromName = "Anaïs Ruíz; \"Engineering\"");
        await mailed.RenderAsync();
        Assert.Equal(1, (await mailed.WriteAsync()).Value);

        await mailed.SendAsync();
        await mailed.SendAsync();

        var (row, mail) = (Assert.Single(await mailed.MailsAsync()), Assert.Single(await server.MailsAsync()));
        Assert.Equal((MailState.Sent, 1, mailed.App.Clock.Now, "The server accepted it."), (row.State, row.Attempts, row.SentAt!.Value, row.LastAnswer));
        Assert.Equal((row.MessageId, "rechnung@example.com"), (mail.MessageId, mail.Recipients));
        Assert.EndsWith("@example.org>", mail.MessageId, StringComparison.Ordinal);
        Assert.Contains("Anaïs Ruíz; ", mail.From, StringComparison.Ordinal);
        Assert.Contains("<ana@example.org>", mail.From, StringComparison.Ordinal);
        Assert.Equal(("Jörg Müßig <rechnung@example.com>", "Rechnung 2026-0001 von Ruiz Engineering"), (mail.To, mail.Subject));
        Assert.Equal(["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf"], mail.Shape);
        Assert.StartsWith("Guten Tag Jörg Müßig,\n\nanbei erhalten Sie die Rechnung 2026-0001 über die Leistung vom 1.–31. Januar 2026.", mail.Text("text/plain"), StringComparison.Ordinal);
        Assert.Contains("- Betrag: 120,00\u00a0€\n- Zahlbar bis: 4. März 2026\n", mail.Text("text/plain"), StringComparison.Ordinal);
        Assert.Contains("<strong>120,00\u00a0€</strong>", mail.Text("text/html"), StringComparison.Ordinal);
        var pdf = mail.Parts.Single(p => p.Type == "application/pdf");
        Assert.Equal("2026-0001.pdf", pdf.Name);
        Assert.Equal(await mailed.App.AsAsync(db => db.Documents.Select(d => d.Bytes).SingleAsync()), pdf.Content);
    }

    [Fact]
    public async Task Invoice_OfABusinessThatWantsACopy_ArrivesTwiceEachAtOneRecipient()
    {
        await mailed.SetUpAsync(server.Port, s => s.CopyTo = "archive@example.org");
        await mailed.RenderAsync();
        Assert.Equal(2, (await mailed.WriteAsync()).Value);

        await mailed.SendAsync();

        var mails = await server.MailsAsync();
        Assert.Equal(["archive@example.org", "rechnung@example.com"], mails.Select(m => m.Recipients).Order(StringComparer.Ordinal));
        Assert.Equal(2, mails.Select(m => m.MessageId).Distinct().Count());
        var copy = mails.Single(m => m.Recipients == "archive@example.org");
        Assert.StartsWith("Ihre Kopie der E-Mail an rechnung@example.com.\n\nGuten Tag", copy.Text("text/plain"), StringComparison.Ordinal);
        Assert.DoesNotContain("archive@example.org", mails.Single(m => m != copy).Raw, StringComparison.Ordinal);
        Assert.Equal([false, true], (await mailed.MailsAsync()).Select(m => m.IsCopy));
    }

    [Fact]
    public async Task Invoice_WithoutItsDocument_WaitsForIt()
    {
        await mailed.SetUpAsync(server.Port);
        await mailed.WriteAsync();

        await mailed.SendAsync();

        var row = Assert.Single(await mailed.MailsAsync());
        Assert.Equal((MailState.Pending, 0, "Waits until the document is made."), (row.State, row.Attempts, row.LastAnswer));
        await mailed.RenderAsync();
        mailed.App.Clock.Advance(NodaTime.Duration.FromMinutes(1));
        await mailed.SendAsync();
        Assert.Equal("2026-0001.pdf", Assert.Single(await server.MailsAsync()).Parts[^1].Name);
    }

    [Fact]
    public async Task Mail_WithNamesThatTryToBreakOut_StaysOneMail()
    {
        await mailed.App.AsAsync(async db =>
        {
            var client = await db.Clients.SingleAsync();
            client.ContactName = "Eve\r\nBcc: victim@example.net\r\n\r\n# Pay me instead **now** [here](http://evil.example)";
            return await db.SaveChangesAsync();
        });
        await mailed.SetUpAsync(server.Port);
        await mailed.RenderAsync();
        await mailed.WriteAsync();

        await mailed.SendAsync();

        var mail = Assert.Single(await server.MailsAsync());
        Assert.Equal("rechnung@example.com", mail.Recipients);
        Assert.DoesNotContain("\nBcc:", mail.Raw, StringComparison.Ordinal);
        Assert.StartsWith("Guten Tag Eve Bcc: victim@example.net # Pay me instead **now** [here](http://evil.example),\n", mail.Text("text/plain"), StringComparison.Ordinal);
        Assert.DoesNotContain("<a ", mail.Text("text/html"), StringComparison.Ordinal);
        Assert.DoesNotContain("<h1", mail.Text("text/html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mail_ToADomainWithUmlauts_IsAddressedInAscii()
    {
        await mailed.SetUpAsync(server.Port);
        await mailed.PlainAsync("jo@überland.example");

        await mailed.SendAsync();

        Assert.Equal("jo@xn--berland-m2a.example", Assert.Single(await server.MailsAsync()).Recipients);
    }

    [Fact]
    public async Task Mail_OfTwoSendersAtOnce_ArrivesOnce()
    {
        await mailed.SetUpAsync(server.Port);
        for (var i = 0; i < 12; i++) await mailed.PlainAsync($"r{i}@example.com");
        var senders = Enumerable.Range(0, 4).Select(_ => mailed.Sender(30)).ToList();

        await Task.WhenAll(senders.Select(s => Task.Run(() => mailed.SendAsync(s))));

        Assert.Equal(12, (await server.MailsAsync()).Select(m => m.Recipients).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(12, (await server.MailsAsync()).Count);
        Assert.All(await mailed.MailsAsync(), m => Assert.Equal((MailState.Sent, 1), (m.State, m.Attempts)));
    }

    [Fact]
    public async Task Mail_OfAnotherBusiness_IsSentWithItsOwnSettingsOrNotAtAll()
    {
        var stranger = await mailed.Example.StrangerAsync();
        await mailed.SetUpAsync(server.Port);
        var theirs = await mailed.PlainAsync("their-client@example.net", stranger);
        var ours = await mailed.PlainAsync();

        await mailed.SendAsync();

        Assert.Equal("rechnung@example.com", Assert.Single(await server.MailsAsync()).Recipients);
        Assert.Equal([ours.Id], (await mailed.MailsAsync()).Select(m => m.Id));
        Assert.Equal((MailState.Pending, 0), ((await mailed.MailAsync(theirs.Id)).State, (await mailed.MailAsync(theirs.Id)).Attempts));

        await mailed.SetUpAsync(server.Port, s => s.FromAddress = "stranger@example.net", stranger);
        await mailed.SendAsync();

        Assert.Contains("stranger@example.net", (await server.MailsAsync()).Single(m => m.Recipients == "their-client@example.net").From, StringComparison.Ordinal);
    }
}
