using System.Net;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.IntegrationTests.App;
using Microsoft.EntityFrameworkCore;

namespace Billing.IntegrationTests.Features.Today;

public sealed class TodayTests : IAsyncLifetime
{
    private TestApp app = null!;
    private Example example = null!;

    public async Task InitializeAsync()
    {
        app = await TestApp.FoundedAsync(Example.At("2026-02-20T12:00:00Z"));
        example = new(app);
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Today_OfASmallMonth_ShowsTheHandComputedFigures()
    {
        await MonthAsync();
        using var ana = await app.SignedInAsync();

        // 200 + 250 + 700 + 200 + 0 + 100 + 50 of Nordwind, 100 of Südwind; of it the first Sunday hour, two hours over four, and the second Sunday hour.
        Assert.Equal("€ 1,600.00", Figure(ana, "Unbilled this month"));
        Assert.Equal("44 % 4 h 00", Figure(ana, "of it emergency"));
        Assert.Equal("€ 123.45 1 invoice", Figure(ana, "Overdue"));
        Assert.Equal("1 h 30", Figure(ana, "Today"));
        Assert.Equal("Friday, 20 February Next billing run: 1 March 00:00, Paris Open an incident", Text(ana, ".head"));
        Assert.Equal(["Nordwind Retail GmbH€ 1,500.00", "Südwind AG€ 100.00"], Rows(ana, "Unbilled by client", "tr"));
        Assert.Equal(
            ["INC-0002 Checkout returns 502Nordwind Retail GmbH · critical investigating € 50.00", "INC-0001 Checkout returns 502Nordwind Retail GmbH · critical investigating € 700.00"],
            Rows(ana, "Open incidents", "tr:has(td)"));
        Assert.Equal(
            ["10:00–11:00 C-1 SupportNordwind Retail GmbH · Rolled back the broker 1:00:00 Edit", "12:30– INC-0002 Checkout returns 502Nordwind Retail GmbH · Rolled back the broker 0:30:00 Edit"],
            Rows(ana, "Today's sessions", "li"));
    }

    [Fact]
    public async Task Today_AfterTheMonthIsBilled_CountsOnlyWhatIsNot()
    {
        await MonthAsync();
        app.Clock.Now = Example.At("2026-02-20T12:30:00Z");
        using var ana = await app.SignedInAsync();
        await ana.PostAsync("/runs/now");
        await ana.GetAsync("/");

        // January is billed now; of February the running clock earned another 50.
        Assert.Equal("€ 1,650.00", Figure(ana, "Unbilled this month"));

        await ana.PostAsync("/clock/stop");
        app.Clock.Now = Example.At("2026-03-01T00:00:00Z");
        await ana.PostAsync("/runs/now");
        Assert.Equal("2 invoices were issued.", ana.Notice);
        await ana.GetAsync("/");
        Assert.Equal("nothing", Figure(ana, "Unbilled this month"));
        Assert.Equal("none", Figure(ana, "of it emergency"));
    }

    [Fact]
    public async Task Today_ForTheOthers_ShowsTheirOwnTimeAndTheBookkeeperNoButtons()
    {
        await MonthAsync();
        await example.MemberAsync("engineer", Role.Engineer);
        await example.MemberAsync("bookkeeper", Role.Bookkeeper);
        using var engineer = await app.SignedInAsync("engineer@example.org");
        Assert.Equal(("€ 1,600.00", "0 h 00"), (Figure(engineer, "Unbilled this month"), Figure(engineer, "Today")));
        Assert.NotEmpty(engineer.Page.QuerySelectorAll("main form"));
        using var bookkeeper = await app.SignedInAsync("bookkeeper@example.org");
        Assert.Equal(("€ 1,600.00", "1 h 30"), (Figure(bookkeeper, "Unbilled this month"), Figure(bookkeeper, "Today")));
        Assert.Empty(bookkeeper.Page.QuerySelectorAll("main form"));
    }

    [Fact]
    public async Task Today_OfANewBusiness_LeadsThroughTheStepsInOrder()
    {
        await example.MemberAsync("engineer", Role.Engineer);
        using var ana = await app.SignedInAsync();
        using var engineer = await app.SignedInAsync("engineer@example.org");

        await StepAsync("Say who sends the invoices", "Complete the settings", "/settings");
        Assert.Null(ana.Page.QuerySelector(".figures"));
        Assert.Contains("The owner of the business does that.", engineer.Text, StringComparison.Ordinal);
        Assert.Null(engineer.Page.QuerySelector("main a.btn"));

        await example.ReadyAsync();
        await StepAsync("Add your first client", "Add a client", "/clients/new");
        var client = await example.ClientAsync();
        await StepAsync("Agree on a contract", "Make a contract", $"/contracts/new?client={client.Id}");
        Assert.Equal(client.Id.ToString(), ana.Value("Client"));
        var contract = await example.ContractAsync(client, withTerms: false);
        await StepAsync($"Say what {contract.Code} costs", "Write the terms", $"/contracts/{contract.Id}/terms");
        await ana.SubmitAsync(new() { ["HourlyRate"] = "100" }, null, "Do=save");

        await ana.GetAsync("/");
        Assert.Empty(ana.Page.QuerySelectorAll(".step, .empty"));
        Assert.Equal("nothing", Figure(ana, "Unbilled this month"));

        async Task StepAsync(string title, string button, string leadsTo)
        {
            await engineer.GetAsync("/");
            await ana.GetAsync("/");
            var step = Assert.Single(ana.Page.QuerySelectorAll(".step, .empty"));
            Assert.Equal((title, button), (step.QuerySelector("h2")!.TextContent, step.QuerySelector("a.btn")!.TextContent));
            Assert.Equal(leadsTo, step.QuerySelector("a.btn")!.GetAttribute("href"));
            await ana.GetAsync(leadsTo);
            Assert.Equal((HttpStatusCode.OK, leadsTo), (ana.Status, ana.Path));
            if (leadsTo != "/settings") return;
            await ana.GetAsync("/");
        }
    }

    [Theory]
    [InlineData("/incidents", "No contract yet")]
    [InlineData("/clients", "No client yet")]
    [InlineData("/invoices", "No invoice yet")]
    [InlineData("/incidents/new", "No contract yet")]
    [InlineData("/contracts/new", "First a client")]
    public async Task Pages_OfANewBusiness_SayWhatToDoFirst(string page, string title)
    {
        using var ana = await app.SignedInAsync();
        await ana.GetAsync(page);
        var empty = Assert.Single(ana.Page.QuerySelectorAll("main .empty"));
        Assert.Equal(title, empty.QuerySelector("h2")!.TextContent);
        if (empty.QuerySelector("a.btn") is not { } button) return;
        await ana.GetAsync(button.GetAttribute("href")!);
        Assert.Equal(HttpStatusCode.OK, ana.Status);
    }

    // 100 an hour, ×1.5 after four hours of an incident, ×2 on Sundays, all in Paris; 1 February 2026 is a Sunday.
    private async Task MonthAsync()
    {
        await example.ReadyAsync();
        var (nordwind, suedwind) = (await example.ClientAsync(), await example.ClientAsync("Südwind AG"));
        var (contract, other) = (await example.ContractAsync(nordwind), await example.ContractAsync(suedwind));
        var (first, second) = (await example.IncidentAsync(contract, "2026-02-07T08:00:00Z"), await example.IncidentAsync(contract, "2026-02-20T11:30:00Z"));
        await example.WorkAsync(contract, "2026-01-31T22:00:00Z", "2026-02-01T00:00:00Z"); // An hour of January; an hour of Sunday in February, 200.
        await example.WorkAsync(contract, "2026-02-02T08:00:00Z", "2026-02-02T10:30:00Z"); // 250.
        await example.WorkAsync(contract, "2026-02-07T08:00:00Z", "2026-02-07T14:00:00Z", first); // 400 and 2 h at ×1.5, 300.
        await example.WorkAsync(contract, "2026-02-08T09:00:00Z", "2026-02-08T10:00:00Z"); // Sunday, 200.
        var gift = await example.WorkAsync(contract, "2026-02-09T09:00:00Z", "2026-02-09T10:00:00Z"); // Not billed.
        await example.WorkAsync(other, "2026-02-10T08:00:00Z", "2026-02-10T09:00:00Z"); // 100, for another client.
        await example.WorkAsync(contract, "2026-02-20T09:00:00Z", "2026-02-20T10:00:00Z"); // 100, today.
        await example.WorkAsync(contract, "2026-02-20T11:30:00Z", null, second); // Runs: 50 so far.
        var run = new BillingRun(app.Owner.BusinessId, "page", app.Owner.Id, Example.At("2026-01-15T00:00:00Z")) { FinishedAt = Example.At("2026-01-15T00:00:01Z") };
        await app.SaveAsync(run, Invoice(other, run, "2026-0901", 19, 12345), Invoice(other, run, "2026-0902", 20, 500));
        await app.AsAsync(async db =>
        {
            var session = await db.Sessions.SingleAsync(s => s.Id == gift.Id);
            (session.Billable, session.NotBillableReason) = (false, "Our own mistake");
            return await db.SaveChangesAsync();
        });
    }

    // Due on that day of February.
    private Invoice Invoice(Contract contract, BillingRun run, string number, int due, long gross) => new()
    {
        BusinessId = contract.BusinessId, ContractId = contract.Id, ClientId = contract.ClientId, Period = new(2025, 12), Sequence = due, Number = number, IssuedOn = new(2026, 1, 15), DueOn = new(2026, 2, due),
        Currency = contract.Currency, NetMinor = gross, VatMinor = 0, GrossMinor = gross, Snapshot = "{}", SnapshotSha256 = new byte[32], IssuedAt = run.StartedAt, RunId = run.Id,
    };

    private static string Figure(Browser browser, string name) =>
        string.Join(' ', browser.Page.QuerySelectorAll(".figures div").Single(d => d.QuerySelector("dt")!.TextContent == name).QuerySelectorAll("dd").Select(d => Words(d.TextContent)));

    private static string Text(Browser browser, string selector) => Words(browser.Page.QuerySelector(selector)!.TextContent);

    private static IEnumerable<string> Rows(Browser browser, string card, string selector) =>
        browser.Page.QuerySelectorAll(".card").Single(c => c.QuerySelector("h2")?.TextContent == card).QuerySelectorAll(selector).Select(r => Words(r.TextContent));

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
