using System.Diagnostics;
using System.Globalization;
using Billing.BrowserTests.App;
using Microsoft.Playwright;
using NodaTime;

namespace Billing.BrowserTests.Journeys;

/// <summary>From the first visit to the PDF in the client's hands, as a person clicks it.</summary>
[Collection(BrowserCollection.Name)]
public sealed class FirstMonthTests(Chromium chromium)
{
    private static readonly DateTimeZone Paris = DateTimeZoneProviders.Tzdb["Europe/Paris"];

    // The journey bills the month before the present one, whatever that is.
#pragma warning disable RS0030
    private static readonly LocalDate Month = SystemClock.Instance.GetCurrentInstant().InZone(Paris).Date.PlusMonths(-1).With(DateAdjusters.StartOfMonth);
#pragma warning restore RS0030

    [Theory]
    [InlineData(1280, true)]
    [InlineData(390, false)]
    public async Task FirstMonth_FromTheFirstVisitToThePdf_ComesToTheRightTotal(int width, bool script)
    {
        await using var app = await RunningApp.StartAsync();
        await using var context = await chromium.Browser.NewContextAsync(new() { BaseURL = app.Address.ToString(), ViewportSize = new() { Width = width, Height = 900 }, JavaScriptEnabled = script });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(60_000);

        await FirstVisitAsync(page);
        await SettingsAsync(page);
        await ClientAsync(page);
        await ContractAsync(page);
        await TermsAsync(page);
        var incident = await IncidentAsync(page);
        await ClockAsync(page, app, incident);
        await ByHandAsync(page);
        await RunAsync(page);
        await PdfAsync(page);
    }

    private static async Task FirstVisitAsync(IPage page)
    {
        await page.GotoAsync("/");
        await page.GetByLabel("Name of your business").FillAsync("Ruiz Engineering");
        await page.GetByLabel("Time zone").FillAsync("Europe/Paris");
        await page.GetByLabel("Your name").FillAsync("Ana Ruiz");
        await page.GetByLabel("Your e-mail address").FillAsync("ana@example.org");
        await page.GetByLabel("Password").FillAsync("production is down");
        await page.GetByRole(AriaRole.Button, new() { Name = "Begin" }).ClickAsync();
        await Assertions.Expect(page).ToHaveTitleAsync("Settings · Billing");
    }

    private static async Task SettingsAsync(IPage page)
    {
        await page.Locator("[name='Identity.Address.Street']").FillAsync("rue Mercière");
        await page.Locator("[name='Identity.Address.Number']").FillAsync("12");
        await page.Locator("[name='Identity.Address.Postcode']").FillAsync("69002");
        await page.Locator("[name='Identity.Address.Town']").FillAsync("Lyon");
        await page.Locator("[name='Identity.Address.Country']").SelectOptionAsync("FR");
        await page.Locator("[name='Identity.VatId']").FillAsync("FR19812345676");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save business" }).ClickAsync();
        await page.Locator("[name='Bank.Iban']").FillAsync("FR76 3000 6000 0112 3456 7890 189");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save bank account" }).ClickAsync();
        await page.Locator("[name='Vat.Rate']").FillAsync("20");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save VAT" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToBeVisibleAsync();
    }

    private static async Task ClientAsync(IPage page)
    {
        await page.GotoAsync("/clients/new");
        await page.Locator("[name='Name']").FillAsync("Zażółć Gęślą Sp. z o.o.");
        await page.Locator("[name='Address.Street']").FillAsync("ulica Długa");
        await page.Locator("[name='Address.Postcode']").FillAsync("80-831");
        await page.Locator("[name='Address.Town']").FillAsync("Gdańsk");
        await page.Locator("[name='Address.Country']").SelectOptionAsync("PL");
        await page.Locator("main form button.main").ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Zażółć Gęślą");
    }

    private static async Task ContractAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "New contract" }).First.ClickAsync();
        await page.Locator("[name='Code']").FillAsync("ZG-1");
        await page.Locator("[name='Title']").FillAsync("Shop on call");
        await page.Locator("[name='Currency']").FillAsync("EUR");
        await page.Locator("[name='TimeZone']").FillAsync("Europe/Paris");
        await page.Locator("[name='StartsOn']").FillAsync(Iso(Month));
        await page.Locator("main form button.main").ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("ZG-1 Shop on call");
    }

    private static async Task TermsAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "terms" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "×1.5 after 4 h, ×2 on Sundays" }).ClickAsync();
        await page.Locator("[name='HourlyRate']").FillAsync("100");
        await page.Locator("[name='EffectiveFrom']").FillAsync(Iso(Month));
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the terms" }).First.ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("From 4 hours on one incident ×1.5");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Sundays");
        await page.GetByRole(AriaRole.Button, new() { Name = "Activate" }).First.ClickAsync();
        await Assertions.Expect(page.Locator("main .tag.good").First).ToHaveTextAsync("active");
    }

    private static async Task<string> IncidentAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Open an incident" }).First.ClickAsync();
        await page.Locator("[name='Title']").FillAsync("Checkout returns 502");
        await page.Locator("[name='Severity']").SelectOptionAsync("critical");
        await page.GetByLabel("Start the clock now").UncheckAsync();
        await page.Locator("main form button.main").ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("INC-0001 Checkout returns 502");
        return new Uri(page.Url).PathAndQuery;
    }

    // Start, restart the app while the clock runs, stop: nothing is lost.
    private static async Task ClockAsync(IPage page, RunningApp app, string incident)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Start the clock" }).ClickAsync();
        await Assertions.Expect(page.Locator("section.meter")).ToContainTextAsync("INC-0001");
        await app.RestartAsync();
        await page.GotoAsync("/clients");
        await Assertions.Expect(page.Locator("section.meter")).ToContainTextAsync("INC-0001");
        await Assertions.Expect(page.Locator("section.meter time")).Not.ToHaveTextAsync("0:00:00");
        await page.Locator("section.meter button.stop").ClickAsync();
        await Assertions.Expect(page.Locator("section.meter")).ToHaveCountAsync(0);
        await page.GotoAsync(incident);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Ana Ruiz");
    }

    // Five hours on a Wednesday: 4 × 100 + 1 × 150. Two hours on a Sunday, beyond four hours too: 2 × 200, the highest counts.
    private static async Task ByHandAsync(IPage page)
    {
        var wednesday = Month.PlusDays(7).With(DateAdjusters.NextOrSame(IsoDayOfWeek.Wednesday));
        var sunday = wednesday.With(DateAdjusters.Next(IsoDayOfWeek.Sunday));
        await AddAsync(page, $"{Iso(wednesday)}T09:00", $"{Iso(wednesday)}T14:00", "Rolled back the broker");
        await AddAsync(page, $"{Iso(sunday)}T10:00", $"{Iso(sunday)}T12:00", "Replayed 1,204 orders");

        await page.GetByRole(AriaRole.Link, new() { Name = "Add time by hand" }).ClickAsync();
        await FillAsync(page, $"{Iso(sunday)}T11:00", $"{Iso(sunday)}T13:00", "Kept although refused");
        await Assertions.Expect(page.Locator(".field .error").First).ToContainTextAsync("INC-0001 Checkout returns 502");
        await Assertions.Expect(page.Locator("[name='Description']")).ToHaveValueAsync("Kept although refused");
    }

    private static async Task AddAsync(IPage page, string start, string stop, string description)
    {
        await page.GotoAsync("/incidents");
        await page.GetByRole(AriaRole.Link, new() { Name = "INC-0001" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Add time by hand" }).ClickAsync();
        await FillAsync(page, start, stop, description);
        Assert.Equal([], await page.Locator(".field .error").AllTextContentsAsync());
        await page.GotoAsync("/incidents");
        await page.GetByRole(AriaRole.Link, new() { Name = "INC-0001" }).First.ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(description);
    }

    private static async Task FillAsync(IPage page, string start, string stop, string description)
    {
        await page.Locator("[name='Start']").FillAsync(start);
        await page.Locator("[name='Stop']").FillAsync(stop);
        await page.Locator("[name='Description']").FillAsync(description);
        await page.Locator("main form button.main").First.ClickAsync();
    }

    private static async Task RunAsync(IPage page)
    {
        await page.GotoAsync("/runs/preview");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("€ 1,140.00");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run now" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("One invoice was issued.");
    }

    private static async Task PdfAsync(IPage page)
    {
        await page.Locator("main a.tag.good").ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("€ 1,140.00");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download PDF" }).ClickAsync());
        var file = Path.GetTempFileName();
        await download.SaveAsAsync(file);
        var text = await TextAsync(file);
        foreach (var expected in (string[])["Zażółć Gęślą Sp. z o.o.", "Gdańsk", "€950.00", "€190.00", "€1,140.00", "€400.00", "€150.00", "INC-0001 Checkout returns 502", "Rolled back the broker", "Replayed 1,204 orders", "FR76 3000 6000 0112 3456 7890 189"])
            Assert.Contains(expected, text, StringComparison.Ordinal);
        File.Delete(file);
    }

    private static async Task<string> TextAsync(string pdf)
    {
        using var tool = Process.Start(new ProcessStartInfo("pdftotext", ["-layout", pdf, "-"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var text = await tool.StandardOutput.ReadToEndAsync();
        await tool.WaitForExitAsync();
        return text.Replace('\u00a0', ' ').Replace('\u202f', ' ');
    }

    private static string Iso(LocalDate date) => date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
}
