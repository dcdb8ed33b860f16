using Billing.BrowserTests.App;
using Microsoft.Playwright;

namespace Billing.BrowserTests.Journeys;

/// <summary>New terms for a contract with a year of work behind it: written, read, compared, taken back, saved.</summary>
[Collection(BrowserCollection.Name)]
public sealed class TermsTests(Chromium chromium)
{
    // Each section that is opened, and what is typed there.
    private static readonly (string Section, string Field, string Typed)[] Rules =
    [
        ("Rounding of time", "Increment.Minutes", "15"),
        ("A minimum for each call-out", "MinimumCallOut.Minutes", "1"),
        ("A minimum for each call-out", "MinimumCallOut.JoinWithin", "1:30"),
        ("A fee for coming quickly", "ResponseFee.Amount", "210"),
        ("A fee for coming quickly", "ResponseFee.Within", "0:20"),
        ("The most it may cost", "Cap.Amount", "2500"),
        ("Hours included each month", "Retainer.Included", "2:30"),
    ];

    private static readonly string[] Sentences =
    [
        "An hour costs €131.00",
        "Night: every day from 21:00 to 07:00 the next day ×3.",
        "Time is rounded up to a multiple of 15 minutes, for each session.",
        "An engineer's call-out to an incident is billed as at least 1 hour; work on it that the engineer begins within 1 hour 30 minutes of the call-out's start belongs to it.",
        "Starting within 20 minutes of the alert adds €210.00, once for each incident.",
        "One incident never costs more than €2,500.00.",
        "Each month includes 2 hours 30 minutes; an hour uses up one hour of it at any multiplier.",
    ];

    [Theory]
    [InlineData(1280, true)]
    [InlineData(390, false)]
    public async Task Terms_WithEveryClause_AreSeenComparedAndSaved(int width, bool script)
    {
        await using var app = await RunningApp.StartAsync(demo: true);
        await using var context = await chromium.Browser.NewContextAsync(new() { BaseURL = app.Address.ToString(), ViewportSize = new() { Width = width, Height = 900 }, JavaScriptEnabled = script });
        var page = await context.NewPageAsync();
        await OpenAsync(page);
        await WriteAsync(page);
        if (script) await WatchAsync(page);
        else await page.GetByRole(AriaRole.Button, new() { Name = "Preview", Exact = true }).ClickAsync();
        foreach (var sentence in Sentences) await Assertions.Expect(page.Locator("#preview")).ToContainTextAsync(sentence);
        await Assertions.Expect(page.Locator("#preview svg.map rect.band-3")).Not.ToHaveCountAsync(0);
        await CompareAsync(page, script);
        await SaveAsync(page);
    }

    [Fact]
    public async Task Preview_ThatAnswersLate_DoesNotReplaceALaterOne()
    {
        await using var app = await RunningApp.StartAsync(demo: true);
        await using var context = await chromium.Browser.NewContextAsync(new() { BaseURL = app.Address.ToString() });
        var page = await context.NewPageAsync();
        await OpenAsync(page);
        TaskCompletionSource asked = new(), overtaken = new(), answered = new();
        await page.RouteAsync("**/terms/preview", async route =>
        {
            if (!asked.TrySetResult())
            {
                await route.ContinueAsync();
                return;
            }

            await overtaken.Task;
            await route.FulfillAsync(new() { ContentType = "text/html", Body = "<div id=\"preview\">An hour costs nothing.</div>" });
            answered.SetResult();
        });

        await page.Locator("[name='HourlyRate']").FillAsync("111");
        await asked.Task;
        await page.Locator("[name='HourlyRate']").FillAsync("222");
        await Assertions.Expect(page.Locator("#preview")).ToContainTextAsync("An hour costs €222.00");
        overtaken.SetResult();
        await answered.Task;
        await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))");
        await Assertions.Expect(page.Locator("#preview")).ToContainTextAsync("An hour costs €222.00");
        await Assertions.Expect(page.Locator("[name='HourlyRate']")).ToHaveValueAsync("222");
    }

    private static async Task OpenAsync(IPage page)
    {
        page.SetDefaultTimeout(60_000);
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("E-mail address").FillAsync("ana@example.org");
        await page.GetByLabel("Password").FillAsync("production is down");
        await page.Locator("main button.main").ClickAsync();
        await page.GotoAsync("/runs");
        await page.Locator("main a[href^='/contracts/']").First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "New terms" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("New terms");
    }

    private static async Task WriteAsync(IPage page)
    {
        await page.Locator("[name='HourlyRate']").FillAsync("131");
        await page.Locator("fieldset:has(input[value='Night']) [name$='.Multiplier']").FillAsync("3");
        foreach (var (section, field, typed) in Rules)
        {
            if (!await page.Locator($"[name='{field}']").IsVisibleAsync()) await page.GetByText(section, new() { Exact = true }).ClickAsync();
            await page.Locator($"[name='{field}']").FillAsync(typed);
        }

        await page.Locator("[name='Increment.Rounding']").SelectOptionAsync("Up");
        await page.Locator("[name='Cap.Scope']").SelectOptionAsync("Incident");
    }

    // The sentences follow without a button; half a clause says so and leaves them; nothing typed or opened is touched.
    private static async Task WatchAsync(IPage page)
    {
        var (preview, refused) = (page.Locator("#preview"), page.Locator("#preview-refused"));
        await Assertions.Expect(preview).ToContainTextAsync("One incident never costs more than €2,500.00.");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Preview", Exact = true })).ToHaveCountAsync(0);
        await page.GetByText("The week in words").ClickAsync();
        await page.Locator("[name='Cap.Amount']").FillAsync("");
        await Assertions.Expect(refused).ToContainTextAsync("Enter the most it may cost as a number, for example 100.");
        await Assertions.Expect(preview).ToContainTextAsync("One incident never costs more than €2,500.00.");
        await page.Locator("[name='Cap.Amount']").FillAsync("2600");
        await Assertions.Expect(preview).ToContainTextAsync("One incident never costs more than €2,600.00.");
        await Assertions.Expect(refused).ToHaveTextAsync("");
        await Assertions.Expect(page.Locator("[name='Cap.Amount']")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("#preview details")).ToHaveAttributeAsync("open", "");
        await page.Locator("[name='Cap.Amount']").FillAsync("2500");
    }

    private static async Task CompareAsync(IPage page, bool script)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "What would it cost?" }).ClickAsync();
        await Assertions.Expect(page.Locator("#answer")).ToContainTextAsync("Under the present terms");
        await Assertions.Expect(page.Locator("#answer")).ToContainTextAsync("Under the draft");
        await Assertions.Expect(page.Locator("#answer")).ToContainTextAsync("“Night”");
        await page.Locator("[name='Length']").FillAsync("1:30");
        if (!script) await page.GetByRole(AriaRole.Button, new() { Name = "Work it out" }).ClickAsync();
        await Assertions.Expect(page.Locator("#answer .span").First).ToContainTextAsync("23:30");
        await page.GetByRole(AriaRole.Button, new() { Name = "Back to the draft" }).ClickAsync();
        await Assertions.Expect(page.Locator("[name='HourlyRate']")).ToHaveValueAsync("131.00");
        foreach (var (_, field, typed) in Rules.Where(r => !r.Field.EndsWith("Amount", StringComparison.Ordinal))) await Assertions.Expect(page.Locator($"[name='{field}']")).ToHaveValueAsync(typed);
    }

    private static async Task SaveAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the terms" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("hold from");
        foreach (var sentence in Sentences) await Assertions.Expect(page.Locator("main")).ToContainTextAsync(sentence);
    }
}
