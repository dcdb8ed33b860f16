using System.Net;
using System.Security.Cryptography;
using System.Text;
using Billing.Domain.Contracts;
using Billing.IntegrationTests.App;
using Billing.Web.Features.Account;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Billing.IntegrationTests.Features.Account;

public sealed class AccountTests : IAsyncDisposable
{
    private TestApp? app;

    public async ValueTask DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
    }

    [Fact]
    public async Task FirstVisit_AtTheMachine_FoundsTheBusinessAndLeadsToSettings()
    {
        app = await TestApp.StartAsync();
        using var browser = app.Browser();
        await browser.GetAsync("/invoices");
        Assert.Equal("/welcome", browser.Path);

        await browser.SubmitAsync(Welcome());

        Assert.StartsWith("/settings", browser.Path, StringComparison.Ordinal);
        await browser.GetAsync("/welcome");
        Assert.Equal("/", browser.Path);
    }

    [Fact]
    public async Task FirstVisit_FromElsewhere_NeedsTheCodeOfTheConsole()
    {
        app = await TestApp.StartAsync();
        using var browser = app.Browser();
        browser.Http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        await browser.GetAsync("/");

        await browser.SubmitAsync(new(Welcome()) { ["Code"] = "0000000000" });
        Assert.Equal("Enter the one-time code that the console printed when the app started.", browser.Error("Code"));
        Assert.Equal("Ruiz Engineering", browser.Value("BusinessName"));

        await browser.SubmitAsync(new(Welcome()) { ["Code"] = app.Services.GetRequiredService<FirstVisit>().Code });
        Assert.StartsWith("/settings", browser.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FirstVisit_WithBadInput_SaysWhatToDoAndKeepsWhatWasTyped()
    {
        app = await TestApp.StartAsync();
        using var browser = await app.Browser().GetAsync("/welcome");
        await browser.SubmitAsync(new() { ["BusinessName"] = "", ["TimeZone"] = "Europe/Pariss", ["Name"] = new string('x', 101), ["Email"] = "ana", ["Password"] = "short" });

        Assert.Equal("Enter the name of your business.", browser.Error("BusinessName"));
        Assert.Equal("There is no time zone “Europe/Pariss”. Choose one from the list, for example Europe/Paris.", browser.Error("TimeZone"));
        Assert.Equal("Your name can have at most 100 characters; this has 101.", browser.Error("Name"));
        Assert.Equal("Enter an e-mail address, for example ana@example.org.", browser.Error("Email"));
        Assert.Equal("Choose a password of at least 12 characters.", browser.Error("Password"));
        Assert.Equal(("Europe/Pariss", "ana"), (browser.Value("TimeZone"), browser.Value("Email")));
    }

    [Fact]
    public async Task FirstVisit_TwoAtOnce_FoundsOne()
    {
        app = await TestApp.StartAsync();
        var browsers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => app.Browser().GetAsync("/welcome")));
        await Task.WhenAll(browsers.Select((b, i) => b.SubmitAsync(new(Welcome()) { ["Email"] = $"someone{i}@example.org" })));
        await app.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<Billing.Web.Data.BillingDb>();
            Assert.Equal(1, await db.Users.CountAsync());
            Assert.Equal(1, await db.Businesses.IgnoreQueryFilters().CountAsync());
        });
        foreach (var browser in browsers) browser.Dispose();
    }

    [Fact]
    public async Task Pages_WithoutSignIn_LeadToIt()
    {
        app = await TestApp.FoundedAsync();
        using var browser = await app.Browser().GetAsync("/invoices");
        Assert.StartsWith("/sign-in?returnUrl=", browser.Path, StringComparison.Ordinal);
        await browser.SubmitAsync(new() { ["Email"] = TestApp.Email, ["Password"] = TestApp.Password });
        Assert.Equal("/invoices", browser.Path);
    }

    [Fact]
    public async Task Click_AfterTheSignInRanOut_ComesBackToItsPage()
    {
        app = await TestApp.FoundedAsync();
        using var browser = await app.SignedInAsync();
        await browser.GetAsync("/runs");
        var session = browser.Cookies.GetCookies(app.Address)["billing"]!;
        session.Expired = true;
        browser.Http.DefaultRequestHeaders.Referrer = new Uri(app.Address, "/runs");
        await browser.SubmitAsync([], "/runs/now");
        Assert.StartsWith("/sign-in", browser.Path, StringComparison.Ordinal);
        browser.Http.DefaultRequestHeaders.Referrer = null;
        await browser.SubmitAsync(new() { ["Email"] = TestApp.Email, ["Password"] = TestApp.Password });
        Assert.Equal("/runs", browser.Path);
    }

    [Theory]
    [InlineData("https://example.com/")]
    [InlineData("//example.com/")]
    [InlineData("/\\example.com")]
    public async Task SignIn_WithAReturnAddressElsewhere_StaysHere(string returnUrl)
    {
        app = await TestApp.FoundedAsync();
        using var browser = await app.Browser().GetAsync("/sign-in?returnUrl=" + Uri.EscapeDataString(returnUrl));
        await browser.SubmitAsync(new() { ["Email"] = TestApp.Email, ["Password"] = TestApp.Password });
        Assert.Equal("/", browser.Path);
    }

    [Theory]
    [InlineData(TestApp.Email)]
    [InlineData("nobody@example.org")]
    public async Task SignIn_WithAWrongPassword_SaysTheSameOfKnownAndUnknownPeople(string email)
    {
        app = await TestApp.FoundedAsync();
        using var browser = await app.Browser().GetAsync("/sign-in");
        await browser.SubmitAsync(new() { ["Email"] = email, ["Password"] = "something else entirely" });
        Assert.Equal("This e-mail address and password do not belong together. Check both.", browser.Notice);
        Assert.Equal(email, browser.Value("Email"));
    }

    [Fact]
    public async Task Post_WithoutTheAntiforgeryToken_IsRefused()
    {
        app = await TestApp.FoundedAsync();
        using var browser = await app.SignedInAsync();
        using var body = new FormUrlEncodedContent([]);
        using var answer = await browser.Http.PostAsync(new Uri("/runs/now", UriKind.Relative), body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Join_ByAnInvitation_WorksOnceAndForItsRole()
    {
        app = await TestApp.FoundedAsync();
        var secret = await InviteAsync(Duration.FromDays(7));
        using var browser = await app.Browser().GetAsync("/join/" + secret);
        Assert.Contains("You are invited as engineer", browser.Text, StringComparison.Ordinal);

        await browser.SubmitAsync(new() { ["Form.Name"] = "Jonas Keller", ["Form.Email"] = "jonas@example.org", ["Form.Password"] = "another long password" });

        Assert.Equal("/", browser.Path);
        Assert.Equal(Role.Engineer, await app.AsAsync(db => db.Members.Where(m => m.Name == "Jonas Keller").Select(m => m.Role).SingleAsync()));
        using var again = await app.Browser().GetAsync("/join/" + secret);
        Assert.Contains("no longer works", again.Text, StringComparison.Ordinal);
        await browser.GetAsync("/runs");
        Assert.Equal(HttpStatusCode.Forbidden, browser.Status);
    }

    [Fact]
    public async Task Join_AfterItExpired_IsRefused()
    {
        app = await TestApp.FoundedAsync();
        var secret = await InviteAsync(Duration.FromDays(7));
        app.Clock.Advance(Duration.FromDays(7));
        using var browser = await app.Browser().GetAsync("/join/" + secret);
        Assert.Contains("no longer works", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_Everywhere_CarryTheSecurityHeaders()
    {
        app = await TestApp.FoundedAsync();
        using var browser = app.Browser();
        foreach (var path in (string[])["/sign-in", "/app.css", "/nowhere"])
        {
            using var answer = await browser.Http.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Contains("default-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        }
    }

    [Fact]
    public async Task SignedIn_AfterARestart_StaysSignedIn()
    {
        app = await TestApp.FoundedAsync();
        using var browser = await app.SignedInAsync();
        var cookies = browser.Cookies.GetAllCookies();
        await app.RestartAsync();
        using var later = app.Browser();
        foreach (Cookie cookie in cookies) later.Cookies.Add(app.Address, new Cookie(cookie.Name, cookie.Value));
        await later.GetAsync("/invoices");
        Assert.Equal("/invoices", later.Path);
    }

    private static Dictionary<string, string> Welcome() => new()
    {
        ["BusinessName"] = "Ruiz Engineering", ["TimeZone"] = "Europe/Paris", ["Name"] = "Ana Ruiz", ["Email"] = TestApp.Email, ["Password"] = TestApp.Password,
    };

    private async Task<string> InviteAsync(Duration lasting)
    {
        var secret = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
        await app!.SaveAsync(new Invitation(app.Owner.BusinessId, "Jonas", Role.Engineer, SHA256.HashData(Encoding.UTF8.GetBytes(secret)), app.Owner.Id, app.Clock.Now, app.Clock.Now + lasting));
        return secret;
    }
}
