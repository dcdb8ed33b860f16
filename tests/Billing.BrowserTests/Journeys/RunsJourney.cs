using Billing.BrowserTests.App;
using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.IntegrationTests.App;
using Billing.Web.Features.Invoices;
using Billing.Web.Mail;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Billing.BrowserTests.Journeys;

/// <summary>A month that its owner wants to see first: reviewed, approved, mailed by a real server; then the month so far, invoiced at once.</summary>
[Collection(BrowserCollection.Name)]
public sealed class RunsJourney(Chromium chromium) : IAsyncLifetime
{
    private const string ClientAddress = "rechnung@nordwind.example.com";

    private TestApp app = null!;
    private MailServer mail = null!;
    private Contract contract = null!;

    // 100 an hour: five hours of one incident in January, the fifth at ×1.5, and one hour in February; it is the third of February.
    public async Task InitializeAsync()
    {
        mail = await MailServer.StartAsync();
        app = await TestApp.FoundedAsync(Example.At("2026-01-05T09:00:00Z"));
        var example = new Example(app);
        await example.ReadyAsync();
        Client client = await example.ClientAsync();
        await app.AsAsync(db =>
        {
            db.Attach(client);
            client.Email = ClientAddress;
            return db.SaveChangesAsync();
        });
        contract = await example.ContractAsync(client);
        Incident incident = await example.IncidentAsync(contract, "2026-01-12T08:00:00Z");
        await example.WorkAsync(contract, "2026-01-12T08:00:00Z", "2026-01-12T13:00:00Z", incident);
        await example.WorkAsync(contract, "2026-02-02T08:00:00Z", "2026-02-02T09:00:00Z", incident);
        app.Clock.Now = Example.At("2026-02-03T09:00:00Z");
    }

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        await mail.DisposeAsync();
    }

    [Theory]
    [InlineData(1280, true)]
    [InlineData(390, false)]
    public async Task Run_OfAContractInReview_IsApprovedMailedAndFollowedByTheMonthSoFar(int width, bool script)
    {
        await using var context = await chromium.Browser.NewContextAsync(new() { BaseURL = app.Address.ToString(), ViewportSize = new() { Width = width, Height = 900 }, JavaScriptEnabled = script });
        var page = await context.NewPageAsync();
        await SignInAsync(page);
        await SetUpMailAsync(page);
        await ReviewAsync(page);
        await ExpenseAsync(page);
        await DraftAsync(page);
        await ApproveAsync(page);
        await SoFarAsync(page);
        await ArrivedAsync(page);
    }

    private static async Task SignInAsync(IPage page)
    {
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("E-mail address").FillAsync(TestApp.Email);
        await page.GetByLabel("Password").FillAsync(TestApp.Password);
        await page.Locator("main button.main").ClickAsync();
        await Assertions.Expect(page).ToHaveTitleAsync("Today · Billing");
    }

    private async Task SetUpMailAsync(IPage page)
    {
        await page.GotoAsync("/mail");
        await page.GetByRole(AriaRole.Link, new() { Name = "Set up mail" }).ClickAsync();
        await page.GetByLabel("Server").FillAsync("127.0.0.1");
        await page.GetByLabel("Port").FillAsync(mail.Port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await page.GetByLabel("Encrypt with STARTTLS").UncheckAsync();
        await page.GetByLabel("From", new() { Exact = true }).FillAsync("billing@ruiz.example.org");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save mail settings" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send a test mail to me" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToBeVisibleAsync();
        Assert.Equal("Test mail from Ruiz Engineering", Assert.Single(await mail.MailsAsync()).Subject);
    }

    private async Task ReviewAsync(IPage page)
    {
        await page.GotoAsync($"/contracts/{contract.Id}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Edit" }).ClickAsync();
        await page.GetByLabel("On the billing day").SelectOptionAsync("Make a draft that I approve");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("once the draft is approved");
    }

    private static async Task ExpenseAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Add to what is billed" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Expense" }).ClickAsync();
        await page.GetByLabel("Description").FillAsync("Train to Hamburg and back");
        await page.GetByLabel("Day").FillAsync("2026-01-12");
        await page.GetByLabel("VAT in percent").FillAsync("10");
        await page.GetByLabel("Quantity").FillAsync("2");
        await page.GetByLabel("Price of one in EUR").FillAsync("27.40");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Train to Hamburg and back");
    }

    // 4 × 100 + 1 × 150 at 20 %, 2 × 27.40 at 10 %: 604.80 and 110.00 + 5.48 of VAT.
    private static async Task DraftAsync(IPage page)
    {
        await page.GotoAsync("/runs");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run now" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync("One draft waits for approval.");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("€ 720.28");

        // It is over, and nothing asks for more.
        await Assertions.Expect(page.Locator("[data-progress]")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Link, new() { Name = "draft" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Draft for January 2026");
        foreach (var expected in (string[])["INC-0001 Checkout returns 502", "€ 400.00", "€ 150.00", "Train to Hamburg and back", "€ 54.80", "VAT 20 % on € 550.00", "VAT 10 % on € 54.80", "€ 720.28"])
            await Assertions.Expect(page.Locator("main")).ToContainTextAsync(expected);
    }

    private async Task ApproveAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve and issue" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Invoice 2026-0001");
        await Assertions.Expect(page.Locator("#mails header")).ToContainTextAsync("waiting");
        await DeliverAsync();
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#mails header")).ToContainTextAsync("sent 3 Feb 2026, 10:00");
        await Assertions.Expect(page.Locator("#mails")).ToContainTextAsync(ClientAddress);

        // The run goes on showing the way, now to the invoice.
        await page.GotoAsync($"/runs/drafts/{contract.Id}/2026-01");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Invoice 2026-0001");
        await page.GotoAsync("/runs");
        await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync("Waiting for your approval");
    }

    private async Task SoFarAsync(IPage page)
    {
        await page.GotoAsync($"/contracts/{contract.Id}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Invoice now…" }).ClickAsync();
        var soFar = page.Locator("section.card", new() { HasText = "February 2026 so far" });
        await Assertions.Expect(soFar).ToContainTextAsync("€ 180.00");
        await soFar.GetByRole(AriaRole.Button, new() { Name = "Issue it" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Invoice 2026-0002");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("€ 180.00");
        await page.GotoAsync($"/contracts/{contract.Id}/invoice");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Nothing is owed that was not billed.");
        await DeliverAsync();
    }

    private async Task ArrivedAsync(IPage page)
    {
        await page.GotoAsync("/mail");
        await Assertions.Expect(page.Locator("table.mails .tag.good")).ToHaveCountAsync(3);
        var invoices = (await mail.MailsAsync()).Where(m => m.Recipients == ClientAddress).Select(m => (m.Subject, m.Parts.Single(p => p.Type == "application/pdf"))).OrderBy(m => m.Subject, StringComparer.Ordinal).ToList();
        Assert.Equal(["Invoice 2026-0001 from Ruiz Engineering", "Invoice 2026-0002 from Ruiz Engineering"], invoices.Select(m => m.Subject));
        Assert.All(invoices, m => Assert.Equal("%PDF-"u8.ToArray(), m.Item2.Content[..5]));
    }

    // What the schedule does every minute.
    private async Task DeliverAsync()
    {
        await app.Services.GetRequiredService<InvoiceRenderer>().RenderPendingAsync(CancellationToken.None);
        await app.Services.GetRequiredService<OutboxSender>().SendDueAsync(isServer: true, CancellationToken.None);
    }
}
