using Billing.BrowserTests.App;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Billing.BrowserTests.Pages;

/// <summary>Every page of the demo, at phone and desktop width, light and dark: nothing sticks out, nothing is blocked, nothing is unreadable.</summary>
[Collection(BrowserCollection.Name)]
public sealed class EveryPageTests(Chromium chromium) : IAsyncLifetime
{
    private RunningApp app = null!;

    public async Task InitializeAsync() => app = await RunningApp.StartAsync(demo: true);

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Theory]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    public async Task EveryPage_AtThisWidthAndScheme_FitsAndCanBeRead(int width, ColorScheme scheme)
    {
        await using var context = await chromium.Browser.NewContextAsync(new() { BaseURL = app.Address.ToString(), ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme });
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error") complaints.Add($"{page.Url}: {message.Text}");
        };
        await SignInAsync(page);
        await StartClockAsync(page);
        foreach (var path in await PathsAsync(page)) await LookAsync(page, path, complaints);
        Assert.True(complaints.Count == 0, string.Join('\n', complaints));
    }

    private static async Task SignInAsync(IPage page)
    {
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("E-mail address").FillAsync("ana@example.org");
        await page.GetByLabel("Password").FillAsync("production is down");
        await page.Locator("main button.main").ClickAsync();
        await Assertions.Expect(page).ToHaveTitleAsync("Today · Billing");
    }

    // With the clock running the meter is on every page.
    private static async Task StartClockAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).First.ClickAsync();
        await Assertions.Expect(page.Locator("section.meter")).ToBeVisibleAsync();
    }

    private static async Task LookAsync(IPage page, string path, List<string> complaints)
    {
        var answer = await page.GotoAsync(path);
        if (answer!.Status != 200) complaints.Add($"{path}: {answer.Status}");
        var wider = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");
        if (wider > 0) complaints.Add($"{path}: {wider} px wider than the window");
        var axe = await page.RunAxe(new AxeRunOptions { RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa") });
        complaints.AddRange(axe.Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{path}: {v.Id}: {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}"));
    }

    // One of each kind, found by following the lists.
    private static async Task<IReadOnlyList<string>> PathsAsync(IPage page)
    {
        var paths = new List<string> { "/", "/incidents", "/incidents/new", "/timesheet", "/timesheet/new", "/clients", "/clients/new", "/contracts/new", "/invoices", "/invoices?overdue=true", "/runs", "/runs/preview", "/settings", "/settings/exchange-rates", "/settings/members", "/settings/mail", "/settings/mail/texts", "/settings/you", "/mail" };
        foreach (var (list, link) in ((string, string)[])[("/incidents", "/incidents/"), ("/clients", "/clients/"), ("/invoices", "/invoices/"), ("/runs", "/runs/"), ("/runs", "/contracts/")])
        {
            await page.GotoAsync(list);
            var found = await page.Locator($"main a[href^='{link}']").EvaluateAllAsync<string[]>("links => links.map(a => a.getAttribute('href')).filter(h => /[0-9a-f]{32}$/.test(h))");
            Assert.NotEmpty(found);
            paths.Add(found[0]);
            if (link is "/clients/" or "/contracts/" or "/incidents/") paths.Add(found[0] + "/edit");
            if (link == "/contracts/") paths.AddRange([found[0] + "/terms", found[0] + "/cost", found[0] + "/lines/new", found[0] + "/lines/new?kind=discount"]);
        }

        return paths;
    }
}
