using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Billing.Domain.Mail;
using Billing.IntegrationTests.App;
using Billing.Web.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Billing.IntegrationTests.Mail;

/// <summary>Against servers that refuse, drop and hang: what is tried again, what never is.</summary>
public sealed class MisbehavingServerTests : IAsyncLifetime
{
    private readonly MailedApp mailed = new();

    public Task InitializeAsync() => mailed.InitializeAsync();

    public Task DisposeAsync() => mailed.DisposeAsync();

    [Theory]
    [InlineData("CONNECT", "421 too many connections", "421 too many connections")]
    [InlineData("MAIL", "451 4.3.0 try later", "451 4.3.0 try later")]
    [InlineData("RCPT", "450 4.2.0 greylisted", "450 4.2.0 greylisted")]
    [InlineData("DATA", "452 4.3.1 disk full", "452 4.3.1 disk full")]
    [InlineData("END", "451 4.7.1 not today", "451 4.7.1 not today")]
    [InlineData("CONNECT", null, "127.0.0.1 broke the connection before the mail was handed over.")]
    [InlineData("EHLO", null, "127.0.0.1 broke the connection before the mail was handed over.")]
    [InlineData("MAIL", null, "127.0.0.1 broke the connection before the mail was handed over.")]
    [InlineData("RCPT", null, "127.0.0.1 broke the connection before the mail was handed over.")]
    [InlineData("CONNECT", "", "127.0.0.1 did not answer in time.")]
    [InlineData("RCPT", "", "127.0.0.1 did not answer in time.")]
    public async Task Send_WhenCertainlyNotDelivered_IsTriedAgainLater(string step, string? answer, string said)
    {
        await using var server = ScriptedServer.At(step, answer);
        await mailed.SetUpAsync(server.Port);
        var mail = await mailed.PlainAsync();

        await mailed.SendAsync(mailed.Sender(1));

        var row = await mailed.MailAsync(mail.Id);
        Assert.Equal((MailState.Pending, 1, said, mailed.App.Clock.Now + Duration.FromMinutes(1)), (row.State, row.Attempts, row.LastAnswer, row.NextAttemptAt));
        Assert.Null(row.LeaseOwner);
        Assert.Equal(1, server.Steps.Count(s => s == "CONNECT"));

        await using var good = new ScriptedServer(ScriptedServer.Usual);
        await mailed.SetUpAsync(good.Port);
        await mailed.SendAsync();
        Assert.Empty(good.Texts);
        mailed.App.Clock.Advance(Duration.FromMinutes(1));
        await mailed.SendAsync();
        Assert.Equal((MailState.Sent, 2), ((await mailed.MailAsync(mail.Id)).State, (await mailed.MailAsync(mail.Id)).Attempts));
        Assert.Contains($"Message-ID: {mail.MessageId}", Assert.Single(good.Texts), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MAIL", "550 5.7.1 not you")]
    [InlineData("RCPT", "550 5.1.1 no such user")]
    [InlineData("DATA", "554 5.5.1 no")]
    [InlineData("END", "552 5.3.4 too big")]
    public async Task Send_RefusedForGood_IsFinal(string step, string answer)
    {
        await using var server = ScriptedServer.At(step, answer);
        await mailed.SetUpAsync(server.Port);
        var mail = await mailed.PlainAsync();

        await mailed.SendAsync();
        mailed.App.Clock.Advance(Duration.FromDays(3));
        await mailed.SendAsync();

        var row = await mailed.MailAsync(mail.Id);
        Assert.Equal((MailState.Failed, 1, answer), (row.State, row.Attempts, row.LastAnswer));
        Assert.Equal(1, server.Steps.Count(s => s == "CONNECT"));
    }

    [Theory]
    [InlineData("DATA", null)]
    [InlineData("DATA", "")]
    [InlineData("END", null)]
    [InlineData("END", "")]
    public async Task Send_WithoutAnAnswerAfterData_IsUnknownAndNeverTriedAgain(string step, string? answer)
    {
        await using var server = ScriptedServer.At(step, answer);
        await mailed.SetUpAsync(server.Port);
        var mail = await mailed.PlainAsync();

        await mailed.SendAsync(mailed.Sender(1));
        mailed.App.Clock.Advance(Duration.FromDays(3));
        await mailed.SendAsync();

        var row = await mailed.MailAsync(mail.Id);
        Assert.Equal((MailState.Unknown, 1), (row.State, row.Attempts));
        Assert.Equal("The connection broke while the mail was handed over, and the server did not say whether it took it.", row.LastAnswer);
        Assert.Equal(1, server.Steps.Count(s => s == "CONNECT"));
    }

    [Fact]
    public async Task Send_WhenTheServerHangsUpOnTheText_IsUnknown()
    {
        // It says "go on" and is gone: 354, then the end of the connection.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync();
            using var reader = new StreamReader(client.GetStream());
            await client.GetStream().WriteAsync("220 hi\r\n"u8.ToArray());
            while (await reader.ReadLineAsync() is { } line)
            {
                await client.GetStream().WriteAsync(line.StartsWith("DATA", StringComparison.Ordinal) ? "354 go on\r\n"u8.ToArray() : "250 ok\r\n"u8.ToArray());
                if (line.StartsWith("DATA", StringComparison.Ordinal)) return;
            }
        });
        await mailed.SetUpAsync(((IPEndPoint)listener.LocalEndpoint).Port);
        var mail = await mailed.PlainAsync();

        await mailed.SendAsync();

        await serving;
        Assert.Equal(MailState.Unknown, (await mailed.MailAsync(mail.Id)).State);
    }

    [Fact]
    public async Task Send_ToNobodyListening_IsTriedTenTimesInTwoDaysThenGivenUp()
    {
        int port;
        using (var gone = new TcpListener(IPAddress.Loopback, 0))
        {
            gone.Start();
            port = ((IPEndPoint)gone.LocalEndpoint).Port;
        }

        await mailed.SetUpAsync(port);
        var mail = await mailed.PlainAsync();
        var began = mailed.App.Clock.Now;
        List<int> attempts = [];
        for (var row = await mailed.MailAsync(mail.Id); row.State == MailState.Pending; row = await mailed.MailAsync(mail.Id))
        {
            mailed.App.Clock.Now = row.NextAttemptAt;
            await mailed.SendAsync();
            attempts.Add((await mailed.MailAsync(mail.Id)).Attempts);
        }

        Assert.Equal(Enumerable.Range(1, 10), attempts);
        Assert.Equal(Duration.FromMinutes(21) + Duration.FromHours(47), mailed.App.Clock.Now - began);
        Assert.Equal($"Given up after 10 attempts in two days. The last answer: 127.0.0.1, port {port}, cannot be reached: Connection refused.", (await mailed.MailAsync(mail.Id)).LastAnswer);
    }

    [Fact]
    public async Task Send_ToAServerThatIsDown_AsksItOnceForAllMails()
    {
        await using var server = ScriptedServer.At("CONNECT", null);
        await mailed.SetUpAsync(server.Port);
        for (var i = 0; i < 5; i++) await mailed.PlainAsync($"r{i}@example.com");

        await mailed.SendAsync();

        Assert.Equal(["CONNECT"], server.Steps);
        Assert.All(await mailed.MailsAsync(), m => Assert.Equal((MailState.Pending, 1, mailed.App.Clock.Now + Duration.FromMinutes(1)), (m.State, m.Attempts, m.NextAttemptAt)));
    }

    [Fact]
    public async Task Send_WithAWrongPassword_WaitsForTheSettings()
    {
        await using var server = new ScriptedServer(s => s switch { "EHLO" => "250-scripted\r\n250 AUTH LOGIN", "AUTH" => "535 5.7.8 wrong", "MAIL" => "530 5.7.0 sign in first", _ => ScriptedServer.Usual(s) });
        await mailed.SetUpAsync(server.Port, s => (s.User, s.ProtectedPassword) = ("ana", mailed.App.Services.GetRequiredService<MailPasswords>().Protect(s.BusinessId, "wrong")));
        var mail = await mailed.PlainAsync();

        await mailed.SendAsync();

        var row = await mailed.MailAsync(mail.Id);
        Assert.Equal((MailState.Pending, 1), (row.State, row.Attempts));
        Assert.StartsWith("The server does not let us send, check user and password in Settings: 53", row.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_WithoutStartTlsOnOffer_SendsNothing()
    {
        await using var server = new ScriptedServer(ScriptedServer.Usual);
        await mailed.SetUpAsync(server.Port, s => s.StartTls = true);
        var mail = await mailed.PlainAsync();

        await mailed.SendAsync();

        Assert.Equal((MailState.Pending, "127.0.0.1 does not offer STARTTLS on this port, so nothing was sent."), ((await mailed.MailAsync(mail.Id)).State, (await mailed.MailAsync(mail.Id)).LastAnswer));
        Assert.DoesNotContain("MAIL", server.Steps);
    }

    [Fact]
    public async Task Send_ToACertificateThatNobodyVouchesFor_SendsNothingAndTriesAgain()
    {
        using var certificate = SelfSigned();
        await using var server = new ScriptedServer(s => s == "EHLO" ? "250-scripted\r\n250 STARTTLS" : ScriptedServer.Usual(s), certificate);
        await mailed.SetUpAsync(server.Port, s => s.StartTls = true);
        var mail = await mailed.PlainAsync();

        await mailed.SendAsync();

        var row = await mailed.MailAsync(mail.Id);
        Assert.Equal((MailState.Pending, 1), (row.State, row.Attempts));
        Assert.StartsWith("The certificate of 127.0.0.1 is not trusted, so nothing was sent: ", row.LastAnswer, StringComparison.Ordinal);
        Assert.DoesNotContain("MAIL", server.Steps);
    }

    [Fact]
    public async Task Send_OverStartTlsWithUserAndPassword_SaysNothingInTheClear()
    {
        using var certificate = SelfSigned();
        var hellos = 0;
        await using var server = new ScriptedServer(s => s switch
        {
            "EHLO" => ++hellos == 1 ? "250-scripted\r\n250 STARTTLS" : "250-scripted\r\n250 AUTH LOGIN",
            "AUTH" => "334 UGFzc3dvcmQ6",
            var password when password == Convert.ToBase64String("geheim"u8).ToUpperInvariant() => "235 2.7.0 welcome",
            _ => ScriptedServer.Usual(s),
        }, certificate);
        await mailed.SetUpAsync(server.Port, s =>
        {
            s.StartTls = true;
            (s.User, s.ProtectedPassword) = ("ana", mailed.App.Services.GetRequiredService<MailPasswords>().Protect(s.BusinessId, "geheim"));
        });
        var mail = await mailed.PlainAsync();
#pragma warning disable SYSLIB0014, MA0039 // The one way to make the framework trust a certificate of the test's own.
        ServicePointManager.ServerCertificateValidationCallback = (_, shown, _, errors) => errors == System.Net.Security.SslPolicyErrors.None || shown?.GetCertHashString() == certificate.GetCertHashString();
        try
        {
            await mailed.SendAsync();
        }
        finally
        {
            ServicePointManager.ServerCertificateValidationCallback = null;
        }
#pragma warning restore SYSLIB0014, MA0039

        Assert.Equal(MailState.Sent, (await mailed.MailAsync(mail.Id)).State);
        Assert.Equal(["CONNECT", "EHLO", "STARTTLS", "EHLO", "AUTH"], server.Steps.Take(5));
        Assert.Single(server.Texts);
    }

    [Fact]
    public async Task Start_WithAMailOnItsWay_CallsItUnknownAndSendsTheOthers()
    {
        await using var server = new ScriptedServer(ScriptedServer.Usual);
        await mailed.SetUpAsync(server.Port);
        var (killed, claimed) = (await mailed.PlainAsync("a@example.com"), await mailed.PlainAsync("b@example.com"));
        await mailed.App.AsAsync(async db =>
        {
            // As two senders leave them that are killed, one after it said that it sends, one before.
            var (first, second) = (await db.Outbox.SingleAsync(m => m.Id == killed.Id), await db.Outbox.SingleAsync(m => m.Id == claimed.Id));
            first.Claim("gone-1", mailed.App.Clock.Now, mailed.App.Clock.Now + Duration.FromMinutes(10));
            second.Claim("gone-2", mailed.App.Clock.Now, mailed.App.Clock.Now + Duration.FromMinutes(10));
            Assert.True(first.Begin("gone-1", mailed.App.Clock.Now));
            return await db.SaveChangesAsync();
        });

        await mailed.SendAsync();

        Assert.Equal((MailState.Unknown, MailState.Pending), ((await mailed.MailAsync(killed.Id)).State, (await mailed.MailAsync(claimed.Id)).State));
        Assert.Empty(server.Texts);
        mailed.App.Clock.Advance(Duration.FromMinutes(10));
        await mailed.SendAsync();
        Assert.Equal((MailState.Unknown, MailState.Sent), ((await mailed.MailAsync(killed.Id)).State, (await mailed.MailAsync(claimed.Id)).State));
        Assert.Single(server.Texts);
    }

    [Fact]
    public async Task Send_ThatOutlivesItsLease_IsStillToldAsItEnded()
    {
        using var certificate = SelfSigned();
        var answering = new TaskCompletionSource();
        await using var server = new ScriptedServer(s =>
        {
            if (s == "END") answering.Task.Wait();
            return ScriptedServer.Usual(s);
        });
        await mailed.SetUpAsync(server.Port);
        var mail = await mailed.PlainAsync();
        var slow = mailed.Sender(60);
        var sending = Task.Run(() => mailed.SendAsync(slow));
        while (server.Texts.IsEmpty) await Task.Delay(20);

        mailed.App.Clock.Advance(Duration.FromMinutes(11));
        await mailed.SendAsync();
        Assert.Equal(MailState.Unknown, (await mailed.MailAsync(mail.Id)).State);
        answering.SetResult();
        await sending;

        Assert.Equal(MailState.Sent, (await mailed.MailAsync(mail.Id)).State);
        Assert.Single(server.Texts);
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(names.Build());
#pragma warning disable RS0030 // A certificate is valid by the machine's clock.
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
#pragma warning restore RS0030
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
