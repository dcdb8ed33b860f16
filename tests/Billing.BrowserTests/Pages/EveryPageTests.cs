using System.Globalization;
using Billing.BrowserTests.App;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using NodaTime;

namespace Billing.BrowserTests.Pages;

/// <summary>Every page of the demo, at phone and desktop width, light and dark: nothing sticks out, nothing is blocked, nothing is unreadable.</summary>
[Collection(BrowserCollection.Name)]
public sealed class EveryPageTests(Chromium chromium) : IAsyncLifetime
{
    // A contract since the month before the last owes two months, whenever the test runs.
#pragma warning disable RS0030
    private static readonly LocalDate Since = SystemClock.Instance.GetCurrentInstant().InUtc().Date.PlusMonths(-2).With(DateAdjusters.StartOfMonth);
#pragma warning restore RS0030

    private RunningApp app = null!;

    public async Task InitializeAsync() => app = await RunningApp.StartAsync(demo: true);

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task EveryPage_AtThisWidthInBothSchemes_FitsAndCanBeRead(int width)
    {
        await using var context = await chromium.Browser.NewContextAsync(new() { BaseURL = app.Address.ToString(), ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = ColorScheme.Light });
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error") complaints.Add($"{page.Url}: {message.Text}");
        };
        await SignInAsync(page);
        await StartClockAsync(page);
        await MailAsync(page);
        var contract = await WaitingAsync(page);
        foreach (var path in (string[])[.. await PathsAsync(page), .. await PathsAsync(page, contract)]) await LookAsync(page, path, complaints);
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

    // Nobody listens there: what is mailed waits, and says why.
    private static async Task MailAsync(IPage page)
    {
        await page.GotoAsync("/settings/mail");
        await page.Locator("[name='Host']").FillAsync("127.0.0.1");
        await page.Locator("[name='Port']").FillAsync("9");
        await page.GetByLabel("Encrypt with STARTTLS").UncheckAsync();
        await page.Locator("[name='FromAddress']").FillAsync("billing@example.org");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save mail settings" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Send a test mail to me" })).ToBeVisibleAsync();
    }

    // A contract in review with a name as long as names get, one invoice of it, and a draft that waits with an expense on it.
    private static async Task<string> WaitingAsync(IPage page)
    {
        await page.GotoAsync("/clients");
        await page.Locator("main a[href^='/clients/']:not([href$='new'])").First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "New contract" }).First.ClickAsync();
        await page.Locator("[name='Code']").FillAsync("REVIEW-1");
        await page.Locator("[name='Title']").FillAsync("Donaudampfschifffahrtsgesellschaftskapitänsfahrplanauskunft");
        await page.Locator("[name='Currency']").FillAsync("EUR");
        await page.Locator("[name='StartsOn']").FillAsync(Iso(Since));
        await page.Locator("[name='BillingMode']").SelectOptionAsync("Review");
        await page.Locator("main form button.main").ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("REVIEW-1");
        var contract = new Uri(page.Url).AbsolutePath;
        await TermsAsync(page, contract);
        await page.GotoAsync("/runs");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run now" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "draft" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve and issue" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Invoice");
        return contract;
    }

    private static async Task TermsAsync(IPage page, string contract)
    {
        await page.GotoAsync(contract + "/terms");
        await page.Locator("[name='HourlyRate']").FillAsync("100");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a monthly charge" }).ClickAsync();
        await page.Locator("[name='Recurring[0].Name']").FillAsync("Standby at weekends and on public holidays");
        await page.Locator("[name='Recurring[0].Amount']").FillAsync("299.99");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the terms" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Activate" }).ClickAsync();
        await page.GotoAsync(contract + "/lines/new?kind=expense");
        await page.Locator("[name='Description']").FillAsync("Two nights in a hotel");
        await page.Locator("[name='Date']").FillAsync(Iso(Since.PlusMonths(1)));
        await page.Locator("[name='UnitPrice']").FillAsync("89.50");
        await page.Locator("main form button.main").ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Two nights in a hotel");
    }

    private static async Task LookAsync(IPage page, string path, List<string> complaints)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        var answer = await page.GotoAsync(path);
        if (answer!.Status != 200) complaints.Add($"{path}: {answer.Status}");
        var wider = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");
        if (wider > 0) complaints.Add($"{path}: {wider} px wider than the window");
        await AxeAsync(RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"), "light");

        // In the dark only the colours are others.
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await AxeAsync(RunOnlyOptions.Rules("color-contrast", "link-in-text-block"), "dark");

        async Task AxeAsync(RunOnlyOptions only, string scheme)
        {
            var axe = await page.RunAxe(new AxeRunOptions { RunOnly = only });
            complaints.AddRange(axe.Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{path}, {scheme}: {v.Id}: {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}"));
        }
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

    // What belongs to the contract that waits.
    private static async Task<IReadOnlyList<string>> PathsAsync(IPage page, string contract)
    {
        var period = Since.PlusMonths(1).ToString("uuuu-MM", CultureInfo.InvariantCulture);
        await page.GotoAsync(contract);
        var line = await page.Locator("main a[href^='/lines/']").First.GetAttributeAsync("href");
        return [contract, contract + "/edit", contract + "/terms", contract + "/invoice", $"/runs/drafts/{contract.Split('/')[^1]}/{period}", line!, line + "/delete"];
    }

    private static string Iso(LocalDate date) => date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
}
