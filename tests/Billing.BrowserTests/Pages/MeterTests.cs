using Billing.BrowserTests.App;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.IntegrationTests.App;
using Microsoft.Playwright;
using NodaTime;

namespace Billing.BrowserTests.Pages;

/// <summary>
/// The meter of a page that stays open, with the clocks of app and browser moved by hand: 100 an hour, ×1.5 after four hours of an incident, Paris.
/// Work began on Monday, 12 January 2026, at 08:00 UTC; the page is opened half a minute before the fourth hour ends.
/// </summary>
[Collection(BrowserCollection.Name)]
public sealed class MeterTests(Chromium chromium) : IAsyncLifetime
{
    private TestApp app = null!;

    public async Task InitializeAsync()
    {
        app = await TestApp.FoundedAsync(Example.At("2026-01-12T08:00:00Z"));
        var example = new Example(app);
        await example.ReadyAsync();
        Contract contract = await example.ContractAsync(await example.ClientAsync());
        Incident incident = await example.IncidentAsync(contract, "2026-01-12T08:00:00Z");
        await example.WorkAsync(contract, "2026-01-12T08:00:00Z", null, incident);
        app.Clock.Advance(Duration.FromMinutes(4 * 60) - Duration.FromSeconds(30));
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Meter_OfAnOpenPage_TicksAndChangesWhenItIsDue()
    {
        await using var context = await ContextAsync();
        var page = await OpenAsync(context);
        await ShowsAsync(page, "3:59:30", "€ 399.17", "×1 base rate", "×1.5 in 0:01 · beyond 4 h");
        await page.EvaluateAsync("() => { window.loadedOnce = true; }");

        await GoOnAsync(page, 7);
        await Assertions.Expect(Elapsed(page)).ToHaveTextAsync("3:59:37");

        // The first second of the fifth hour costs more; a minute later the app is asked again: 400 + 60 s × 150 ÷ 3600 = 402.50.
        await GoOnAsync(page, 23);
        await ShowsAsync(page, "4:00:00", "€ 400.00", "×1.5 Long incident beyond 4 h", "×2 Sun 18 Jan 00:00 · Sunday");
        await GoOnAsync(page, 60);
        await ShowsAsync(page, "4:01:00", "€ 402.50", "×1.5 Long incident beyond 4 h", "×2 Sun 18 Jan 00:00 · Sunday");
        Assert.True(await page.EvaluateAsync<bool>("() => window.loadedOnce"));
    }

    // Asleep, either both clocks of a browser go on or its steady one stands still, by system. 400 + 2 h × 150 + 30 s × 150 ÷ 3600 = 701.25.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Meter_AfterASleep_ShowsTheRightFiguresAtOnce(bool steadyGoesOn)
    {
        await using var context = await ContextAsync();
        var page = await OpenAsync(context);
        app.Clock.Advance(Duration.FromMinutes(121));
        if (steadyGoesOn) await page.Clock.FastForwardAsync(121 * 60 * 1000);
        else
        {
            await page.Clock.SetSystemTimeAsync((app.Clock.Now - Duration.FromSeconds(1)).ToDateTimeUtc());
            await page.Clock.RunForAsync(1000);
        }

        await ShowsAsync(page, "6:00:30", "€ 701.25", "×1.5 Long incident beyond 4 h", "×2 Sun 18 Jan 00:00 · Sunday");
    }

    [Fact]
    public async Task Meter_OfAPageThatWasHidden_AsksWhenItIsSeenAgainAndNotBefore()
    {
        await using var context = await ContextAsync();
        var page = await OpenAsync(context);
        var asked = 0;
        page.Request += (_, request) => asked += request.Url.EndsWith("/clock/meter", StringComparison.Ordinal) ? 1 : 0;
        await HideAsync(page, true);
        await GoOnAsync(page, 30 * 60);
        Assert.Equal(0, asked);

        await HideAsync(page, false);
        await ShowsAsync(page, "4:29:30", "€ 473.75", "×1.5 Long incident beyond 4 h", "×2 Sun 18 Jan 00:00 · Sunday");
    }

    [Fact]
    public async Task Meter_WithoutNetwork_TicksOnAndIsRightAsSoonAsItIsBack()
    {
        await using var context = await ContextAsync();
        var page = await OpenAsync(context);
        await context.SetOfflineAsync(true);
        await GoOnAsync(page, 30 * 60);
        await ShowsAsync(page, "4:29:30", "€ 399.17", "×1 base rate", "×1.5 in 0:00 · beyond 4 h");

        await context.SetOfflineAsync(false);
        await ShowsAsync(page, "4:29:30", "€ 473.75", "×1.5 Long incident beyond 4 h", "×2 Sun 18 Jan 00:00 · Sunday");
    }

    [Fact]
    public async Task Meter_WhereTheBrowsersClockIsPutBack_GoesOnForward()
    {
        await using var context = await ContextAsync();
        var page = await OpenAsync(context);
        await context.SetOfflineAsync(true);
        await page.Clock.SetSystemTimeAsync((app.Clock.Now - Duration.FromHours(1)).ToDateTimeUtc());
        await GoOnAsync(page, 5);
        await Assertions.Expect(Elapsed(page)).ToHaveTextAsync("3:59:35");
    }

    [Fact]
    public async Task Meter_OfAClockStoppedElsewhere_Goes()
    {
        await using var context = await ContextAsync();
        var page = await OpenAsync(context);
        var other = await context.NewPageAsync();
        await other.GotoAsync("/clients");
        await other.Locator("section.meter button.stop").ClickAsync();
        await Assertions.Expect(other.Locator("section.meter")).ToHaveCountAsync(0);

        await GoOnAsync(page, 61);
        await Assertions.Expect(page.Locator("section.meter")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Meter_WithoutScript_ShowsTheFiguresOfItsLoad()
    {
        await using var context = await chromium.Browser.NewContextAsync(new() { BaseURL = app.Address.ToString(), JavaScriptEnabled = false });
        var page = await context.NewPageAsync();
        await SignInAsync(page);
        await ShowsAsync(page, "3:59:30", "€ 399.17", "×1 base rate", "×1.5 in 0:01 · beyond 4 h");

        app.Clock.Advance(Duration.FromHours(1));
        await page.ReloadAsync();
        await ShowsAsync(page, "4:59:30", "€ 548.75", "×1.5 Long incident beyond 4 h", "×2 Sun 18 Jan 00:00 · Sunday");
    }

    private Task<IBrowserContext> ContextAsync() => chromium.Browser.NewContextAsync(new() { BaseURL = app.Address.ToString(), ViewportSize = new() { Width = 1280, Height = 900 } });

    // The browser's clock stands at the app's, so that a test moves both.
    private async Task<IPage> OpenAsync(IBrowserContext context)
    {
        var page = await context.NewPageAsync();
        await page.Clock.InstallAsync(new() { TimeDate = (app.Clock.Now - Duration.FromMinutes(1)).ToDateTimeUtc() });
        await page.Clock.PauseAtAsync(app.Clock.Now.ToDateTimeUtc());
        await SignInAsync(page);
        return page;
    }

    private static async Task SignInAsync(IPage page)
    {
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("E-mail address").FillAsync(TestApp.Email);
        await page.GetByLabel("Password").FillAsync(TestApp.Password);
        await page.Locator("main button.main").ClickAsync();
        await Assertions.Expect(page).ToHaveTitleAsync("Today · Billing");
    }

    private async Task GoOnAsync(IPage page, int seconds)
    {
        app.Clock.Advance(Duration.FromSeconds(seconds));
        await page.Clock.RunForAsync(seconds * 1000);
    }

    private static Task HideAsync(IPage page, bool hidden) => page.EvaluateAsync(
        "(hidden) => { Object.defineProperty(document, 'hidden', { value: hidden, configurable: true }); document.dispatchEvent(new Event('visibilitychange')); }", hidden);

    private static ILocator Elapsed(IPage page) => page.Locator("section.meter time");

    private static ILocator Part(IPage page, string name) => page.Locator($"section.meter [data-show={name}]");

    private static async Task ShowsAsync(IPage page, string elapsed, string earned, string price, string next)
    {
        await Assertions.Expect(Part(page, "price")).ToHaveTextAsync(price);
        await Assertions.Expect(Part(page, "earned")).ToHaveTextAsync(earned);
        await Assertions.Expect(page.Locator("section.meter .next .quiet")).ToHaveTextAsync(next);
        await Assertions.Expect(Elapsed(page)).ToHaveTextAsync(elapsed);
    }
}
