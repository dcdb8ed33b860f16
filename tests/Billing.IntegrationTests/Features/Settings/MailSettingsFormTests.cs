using System.Text;
using Billing.Domain.Mail;
using Billing.IntegrationTests.App;
using Billing.Web.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.IntegrationTests.Features.Settings;

public sealed class MailSettingsFormTests(FilledApp filled) : IClassFixture<FilledApp>
{
    private const string Page = "/settings/mail";
    private const string NoServer = "Enter the server's name alone, without https:// and without a port, for example smtp.example.org.";
    private const string NoAddress = "Enter an e-mail address, for example ana@example.org.";
    private const string NoPort = "Enter the port as a whole number from 1 to 65535.";

    [Theory]
    [InlineData("Host", "", "Enter the server, for example smtp.example.org.")]
    [InlineData("Host", "x*201", "The server can have at most 200 characters; this has 201.")]
    [InlineData("Host", "https://smtp.example.org", NoServer)]
    [InlineData("Host", "smtp.example.org:587", NoServer)]
    [InlineData("Host", "smtp example", NoServer)]
    [InlineData("Port", "", NoPort)]
    [InlineData("Port", "0", NoPort)]
    [InlineData("Port", "65536", NoPort)]
    [InlineData("Port", "smtp", NoPort)]
    [InlineData("Port", "465", "Port 465 expects TLS from the first byte, which this program cannot speak. Use the server's port for STARTTLS, usually 587.")]
    [InlineData("User", "x*201", "The user can have at most 200 characters; this has 201.")]
    [InlineData("FromAddress", "", "Enter the address that mails come from.")]
    [InlineData("FromAddress", "ana@", NoAddress)]
    [InlineData("FromAddress", "Ana <ana@example.org>", NoAddress)]
    [InlineData("FromAddress", "jörg@example.org", "Mail cannot be sent to “jörg@example.org”: before the @ it has letters beyond A to Z, which many servers do not take. Ask for an address without them.")]
    [InlineData("FromName", "x*101", "The sender's name can have at most 100 characters; this has 101.")]
    [InlineData("FromName", "Ana\\aRuiz", "Remove the control characters.")]
    [InlineData("CopyTo", "archive", NoAddress)]
    public async Task Mail_WithBadInput_SaysSoKeepsItAndWritesNothing(string field, string typed, string sentence)
    {
        await OffAsync();
        var values = Good();
        values[field] = FilledApp.Typed(typed);
        if (field == "User")
        {
            // With a password beside it, which no page shows again.
            values["Password"] = "geheim";
            await filled.Ana.GetAsync(Page);
            await filled.Ana.SubmitAsync(values, Page);
            Assert.Equal((sentence, ""), (filled.Ana.Error("User"), filled.Ana.Value("Password")));
            Assert.Equal(values["User"], filled.Ana.Value("User"));
            return;
        }

        await filled.RefusesAsync(Page, Page, values, field, sentence);
    }

    [Theory]
    [InlineData("ana", "", "Password", "Enter the user's password, or leave both empty.")]
    [InlineData("", "geheim", "User", "Enter the user that the password belongs to, or leave both empty.")]
    [InlineData("ana", "x*201", "Password", "The password can have at most 200 characters.")]
    public async Task Mail_WithHalfASignIn_SaysWhatIsMissingAndWritesNothing(string user, string password, string field, string sentence)
    {
        await OffAsync();
        var values = Good();
        (values["User"], values["Password"]) = (user, FilledApp.Typed(password));
        await filled.Ana.GetAsync(Page);

        await filled.Ana.SubmitAsync(values, Page);

        Assert.Equal([sentence], filled.Ana.Errors);
        Assert.Equal(sentence, filled.Ana.Error(field));
        Assert.Equal(("", user), (filled.Ana.Value("Password"), filled.Ana.Value("User")));
        Assert.Equal(0, await filled.App.AsAsync(db => db.MailSettings.CountAsync()));
    }

    [Theory]
    [InlineData("smtp.example.org", false)]
    [InlineData("192.0.2.1", false)]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    public async Task Mail_WithAPasswordAndWithoutEncryption_IsForThisMachineAlone(string host, bool allowed)
    {
        await OffAsync();
        var values = Good();
        (values["Host"], values["User"], values["Password"]) = (host, "ana", "geheim");
        await filled.Ana.GetAsync(Page);

        await filled.Ana.SubmitAsync(values, Page, null, "StartTls");

        Assert.Equal(allowed ? "" : "User and password would cross the network for anyone to read. Turn STARTTLS on, or leave user and password empty.", string.Join(' ', filled.Ana.Errors));
        Assert.Equal(allowed ? 1 : 0, await filled.App.AsAsync(db => db.MailSettings.CountAsync()));
    }

    [Fact]
    public async Task Mail_WithGoodInput_SavesItAndKeepsThePasswordSecret()
    {
        await OffAsync();
        var values = Good();
        (values["User"], values["Password"], values["FromName"], values["CopyTo"]) = ("ana", "un secret à moi", "Ana Ruiz", "archive@example.org");

        Assert.Equal("Mail is set up. Send yourself a test mail to see that it works.", await filled.SavesAsync(Page, Page, values));

        var saved = await SettingsAsync();
        Assert.Equal(("smtp.example.org", 587, true, "ana"), (saved.Host, saved.Port, saved.StartTls, saved.User));
        Assert.Equal(("ana@example.org", "Ana Ruiz", "archive@example.org", filled.App.Clock.Now), (saved.FromAddress, saved.FromName, saved.CopyTo, saved.PasswordSetAt!.Value));
        var passwords = filled.App.Services.GetRequiredService<MailPasswords>();
        Assert.Equal("un secret à moi", passwords.Reveal(saved).Value);
        Assert.DoesNotContain("secret", filled.Ana.Page.DocumentElement.InnerHtml, StringComparison.Ordinal);

        // Nowhere on the disk, nor in the audit; and another business's row does not open it.
        await filled.App.AsAsync(async db =>
        {
            // The log is deleted with the last connection; another test may close those that rest.
            await db.Database.OpenConnectionAsync();
            Assert.True(await db.MailSettings.AnyAsync());
            foreach (var file in Directory.GetFiles(filled.App.Folder.Path, "billing.db*"))
                Assert.True((await ReadSharedAsync(file)).AsSpan().IndexOf(Encoding.UTF8.GetBytes("un secret à moi")) < 0, file);
            return 0;
        });
        var audit = await filled.LastAuditAsync();
        Assert.Equal(("added", "MailSettings"), (audit.Action, audit.Subject));
        Assert.DoesNotContain("ProtectedPassword", audit.After, StringComparison.Ordinal);
        Assert.Contains("PasswordSetAt", audit.After, StringComparison.Ordinal);
        var other = new MailSettings(Domain.Id<Domain.Contracts.Business>.New(), "x", 1, "x@example.org") { ProtectedPassword = saved.ProtectedPassword };
        Assert.Equal("The key that the mail password was encrypted with is gone. Type the password again in Settings, Mail.", passwords.Reveal(other).Refusals[0].Message);
    }

    [Fact]
    public async Task Mail_SavedAgainWithoutAPassword_KeepsItForTheSameServerAndUserOnly()
    {
        await OffAsync();
        var values = Good();
        (values["User"], values["Password"]) = ("ana", "geheim");
        await filled.SavesAsync(Page, Page, values);
        var before = (await SettingsAsync()).ProtectedPassword;

        await filled.SavesAsync(Page, Page, new() { ["FromName"] = "Ana" });
        Assert.Equal(before, (await SettingsAsync()).ProtectedPassword);

        foreach (var (field, typed) in ((string, string)[])[("Host", "smtp.example.net"), ("User", "eve")])
        {
            await filled.Ana.GetAsync(Page);
            await filled.Ana.SubmitAsync(new() { [field] = typed }, Page);
            Assert.Equal("Enter the password again: the one that is stored was for another server or user.", filled.Ana.Error("Password"));
        }

        await filled.SavesAsync(Page, Page, new() { ["User"] = "" });
        Assert.Null((await SettingsAsync()).ProtectedPassword);
    }

    [Fact]
    public async Task TestMail_ToAServerThatTakesIt_SaysSoAtOnce()
    {
        await using var server = new ScriptedServer(ScriptedServer.Usual);
        await SetUpAsync(server.Port);

        await filled.Ana.SubmitAsync([], "/settings/mail/test");

        Assert.Equal("The server accepted the test mail to ana@example.org. Look whether it arrived.", filled.Ana.Notice);
        Assert.Contains("Subject: Test mail from Ruiz Engineering", Assert.Single(server.Texts), StringComparison.Ordinal);
        await filled.Ana.SubmitAsync([], "/settings/mail/test");
        Assert.Equal(2, server.Texts.Count);
    }

    [Theory]
    [InlineData("451 4.3.0 later", "The test mail was not sent. 451 4.3.0 later")]
    [InlineData("550 5.1.1 unknown", "The test mail was not sent. 550 5.1.1 unknown")]
    [InlineData(null, "The test mail was not sent. 127.0.0.1 broke the connection before the mail was handed over.")]
    public async Task TestMail_ToAServerThatDoesNot_SaysWhatItAnsweredAndIsNotTriedAgain(string? answer, string said)
    {
        await using var server = ScriptedServer.At("RCPT", answer);
        await SetUpAsync(server.Port);

        await filled.Ana.SubmitAsync([], "/settings/mail/test");

        Assert.Equal(said, filled.Ana.Notice);
        Assert.Equal(0, await filled.App.AsAsync(db => db.Outbox.CountAsync(m => m.State == MailState.Pending)));
    }

    [Fact]
    public async Task Off_ForgetsTheSettings()
    {
        await SetUpAsync(25);

        await OffAsync();

        Assert.Equal(0, await filled.App.AsAsync(db => db.MailSettings.CountAsync()));
        Assert.Equal(("deleted", "MailSettings"), ((await filled.LastAuditAsync()).Action, (await filled.LastAuditAsync()).Subject));
        await filled.Ana.PostAsync("/settings/mail/test");
        Assert.Equal("Save the mail settings first, then send a test mail.", filled.Ana.Notice);
    }

    [Theory]
    [InlineData("en", "Invoice 2026-0042 from Ruiz Engineering", "Kind regards")]
    [InlineData("fr", "Facture 2026-0042 de Ruiz Engineering", "Cordialement")]
    [InlineData("de", "Rechnung 2026-0042 von Ruiz Engineering", "Mit freundlichen Grüßen")]
    [InlineData("xx", "Invoice 2026-0042 from Ruiz Engineering", "Kind regards")]
    public async Task Texts_InEachLanguage_ShowEveryTemplateFilled(string language, string subject, string closing)
    {
        await filled.Ana.GetAsync($"/settings/mail/texts?language={language}");
        Assert.Contains(subject, filled.Ana.Text, StringComparison.Ordinal);
        Assert.Contains(closing, filled.Ana.Text, StringComparison.Ordinal);
        Assert.Equal(2, filled.Ana.Page.QuerySelectorAll("article").Length);
        Assert.Empty(filled.Ana.Page.QuerySelectorAll("main [style]"));
    }

    private static Dictionary<string, string> Good() => new() { ["Host"] = "smtp.example.org", ["Port"] = "587", ["FromAddress"] = "ana@example.org" };

    private async Task SetUpAsync(int port)
    {
        await OffAsync();
        await filled.Ana.GetAsync(Page);
        await filled.Ana.SubmitAsync(new() { ["Host"] = "127.0.0.1", ["Port"] = $"{port}", ["FromAddress"] = "ana@example.org" }, Page, null, "StartTls");
        Assert.Equal(1, await filled.App.AsAsync(db => db.MailSettings.CountAsync()));
    }

    private async Task OffAsync()
    {
        await filled.Ana.GetAsync(Page);
        await filled.Ana.PostAsync("/settings/mail/off");
        Assert.Equal(Page, filled.Ana.Path);
    }

    private Task<MailSettings> SettingsAsync() => filled.App.AsAsync(db => db.MailSettings.AsNoTracking().SingleAsync());

    private static async Task<byte[]> ReadSharedAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}
