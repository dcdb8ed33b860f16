using Billing.Domain.Mail;
using Billing.IntegrationTests.App;
using Billing.Web.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Billing.IntegrationTests.Mail;

public sealed class InvoiceMailsTests : IAsyncLifetime
{
    private readonly MailedApp mailed = new();

    public Task InitializeAsync() => mailed.InitializeAsync();

    public Task DisposeAsync() => mailed.DisposeAsync();

    [Fact]
    public async Task Add_WithoutMailSetUp_WritesNothing()
    {
        Assert.Equal(0, (await mailed.WriteAsync()).Value);
        Assert.Empty(await mailed.MailsAsync());
    }

    [Theory]
    [InlineData(null, "Überlandwerke Größenwahn AG has no e-mail address, so invoice 2026-0001 was not mailed. Enter one, then mail the invoice from its page.")]
    [InlineData("jörg@example.com", "Mail cannot be sent to “jörg@example.com”: before the @ it has letters beyond A to Z, which many servers do not take. Ask for an address without them.")]
    [InlineData("nobody", "Enter an e-mail address, for example ana@example.org.")]
    public async Task Add_ForAClientThatCannotBeWrittenTo_SaysWhyAndWritesNothing(string? address, string sentence)
    {
        await mailed.SetUpAsync(1, s => s.CopyTo = "archive@example.org");
        await mailed.App.AsAsync(async db =>
        {
            (await db.Clients.SingleAsync()).Email = address;
            return await db.SaveChangesAsync();
        });

        Assert.Equal(sentence, (await mailed.WriteAsync()).Refusals[0].Message);
        Assert.Empty(await mailed.MailsAsync());
    }

    [Fact]
    public async Task Add_ASecondTime_IsRefusedByTheDatabase()
    {
        await mailed.SetUpAsync(1);
        await mailed.WriteAsync();

        var refused = await Assert.ThrowsAsync<DbUpdateException>(() => mailed.WriteAsync());

        Assert.True(SqliteConnections.IsDuplicate(refused));
        Assert.Single(await mailed.MailsAsync());
    }

    [Fact]
    public async Task Add_WithTheClientsOwnAddressAsCopy_WritesOne()
    {
        await mailed.SetUpAsync(1, s => s.CopyTo = "Rechnung@example.com");
        Assert.Equal(1, (await mailed.WriteAsync()).Value);
    }

    [Theory]
    [InlineData("Recipient", "'x@example.net'")]
    [InlineData("RecipientName", "NULL")]
    [InlineData("Subject", "'other'")]
    [InlineData("TextBody", "'other'")]
    [InlineData("HtmlBody", "'other'")]
    [InlineData("MessageId", "'other'")]
    [InlineData("AttachedInvoiceId", "NULL")]
    [InlineData("Ordinal", "9")]
    [InlineData("CreatedAt", "1")]
    public async Task Content_OfAMail_NeverChanges(string column, string value) =>
        Assert.Equal("What a mail says never changes.", await RefusedAsync($"UPDATE Outbox SET \"{column}\" = {value}"));

    [Theory]
    [InlineData("Sent", "Pending", "This mail is settled; a new one can be sent.")]
    [InlineData("Failed", "Pending", "This mail is settled; a new one can be sent.")]
    [InlineData("Cancelled", "Sending", "This mail is settled; a new one can be sent.")]
    [InlineData("Unknown", "Pending", "Nobody knows whether this mail arrived; only a person sends it again, as a new one.")]
    [InlineData("Unknown", "Sending", "Nobody knows whether this mail arrived; only a person sends it again, as a new one.")]
    public async Task State_OfASettledMail_IsNeverOpenedAgain(string from, string to, string sentence) =>
        Assert.Equal(sentence, await RefusedAsync($"UPDATE Outbox SET State = '{from}'; UPDATE Outbox SET State = '{to}'"));

    [Fact]
    public async Task Mail_InTheOutbox_IsNeverDeleted() => Assert.Equal("A mail stays in the outbox.", await RefusedAsync("DELETE FROM Outbox"));

    private async Task<string> RefusedAsync(string sql)
    {
        await mailed.SetUpAsync(1);
        await mailed.WriteAsync();
        var refused = await Assert.ThrowsAsync<SqliteException>(() => mailed.App.AsAsync(db => db.Database.ExecuteSqlRawAsync(sql)));
        return refused.Message.Split('\'')[1];
    }
}
