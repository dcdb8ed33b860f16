using System.Net;
using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Invoicing;
using Billing.Domain.Mail;
using Billing.IntegrationTests.App;
using Billing.Web.Data;
using NodaTime;

namespace Billing.IntegrationTests.Features.Shared;

public sealed class ListsTests(ListsTests.FullApp full) : IClassFixture<ListsTests.FullApp>
{
    private const int PageSize = 50;

    [Theory]
    [InlineData("/clients")]
    [InlineData("/clients/{id}")]
    [InlineData("/incidents")]
    [InlineData("/incidents?show=open")]
    [InlineData("/invoices")]
    [InlineData("/invoices?overdue=true")]
    [InlineData("/runs")]
    [InlineData("/settings/members")]
    [InlineData("/mail")]
    public async Task List_OfFiftyOne_HasTwoPagesAndShowsEachOnce(string template)
    {
        var first = template.Replace("{id}", full.Client.Id.ToString(), StringComparison.Ordinal);
        var rows = await RowsAsync(first);
        Assert.Equal(PageSize, rows.Count);
        var next = Assert.Single(full.Ana.Page.QuerySelectorAll("main a").Select(a => a.GetAttribute("href")!), h => h.Contains("page=", StringComparison.Ordinal));
        Assert.EndsWith("page=2", next, StringComparison.Ordinal);

        rows = [.. rows, .. await RowsAsync(next)];

        Assert.Equal(PageSize + 1, rows.Count);
        Assert.Equal(rows.Count, rows.Distinct(StringComparer.Ordinal).Count());
        var back = Assert.Single(full.Ana.Page.QuerySelectorAll("main a").Select(a => a.GetAttribute("href")!), h => h.Contains("page=", StringComparison.Ordinal));
        Assert.Equal(rows[..PageSize], await RowsAsync(back));
    }

    [Theory]
    [InlineData("page=0")]
    [InlineData("page=-1")]
    [InlineData("page=3")]
    [InlineData("page=99999")]
    [InlineData("page=2147483647")]
    [InlineData("page=99999999999999999999")]
    [InlineData("page=two")]
    [InlineData("page=")]
    [InlineData("overdue=maybe&show=nothing&week=2026-W99&member=nobody")]
    public async Task List_OfAnyPage_IsAPage(string query)
    {
        foreach (var list in (string[])["/clients", $"/clients/{full.Client.Id}", "/incidents", "/invoices", "/runs", "/settings/members", "/timesheet", "/mail"])
        {
            await full.Ana.GetAsync($"{list}?{query}");
            Assert.Equal((list, HttpStatusCode.OK), (list, full.Ana.Status));
            Assert.NotNull(full.Ana.Page.QuerySelector("h1"));
        }
    }

    private async Task<List<string>> RowsAsync(string path)
    {
        await full.Ana.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, full.Ana.Status);

        // The tables that pages come in stand last but for members, whose invitations follow.
        var table = full.Ana.Page.QuerySelectorAll("main table").MaxBy(t => t.QuerySelectorAll("tr").Length)!;
        return [.. table.QuerySelectorAll("tr").Where(r => r.QuerySelector("td") is not null).Select(r => (r.QuerySelector("a")?.GetAttribute("href") ?? "") + r.TextContent)];
    }

    /// <summary>Fifty-one of everything.</summary>
    public sealed class FullApp : IAsyncLifetime
    {
        private TestApp app = null!;

        public Browser Ana { get; private set; } = null!;

        public Client Client { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            app = await TestApp.FoundedAsync(Example.At("2026-02-10T12:00:00Z"));
            var example = new Example(app);
            Client = await example.ClientAsync();
            var (business, owner, now) = (app.Owner.BusinessId, app.Owner.Id, app.Clock.Now);
            var clients = Enumerable.Range(1, PageSize).Select(i => new Client(business, $"Client {i}", "en", Example.Lyon with { }, owner, now)).ToArray<object>();
            var contracts = Enumerable.Range(1, PageSize + 1).Select(i => new Contract(business, Client.Id, $"N-{i}", "Support", Currency.Of("EUR"), "Europe/Paris", new(2026, 2, 1), owner, now)).ToArray();
            var runs = Enumerable.Range(1, PageSize + 1).Select(i => new BillingRun(business, "page", owner, now - Duration.FromHours(i)) { FinishedAt = now }).ToArray();
            var people = Enumerable.Range(1, PageSize).Select(i => new Person { UserName = $"p{i}@example.org", Email = $"p{i}@example.org" }).ToArray();
            await app.SaveAsync([.. clients, .. contracts, .. runs, .. people]);
            await app.SaveAsync([
                .. Enumerable.Range(1, PageSize + 1).Select(i => new Incident(business, contracts[0].Id, i, "Checkout returns 502", "high", now, owner)),
                .. people.Select((p, i) => new Member(business, p.Id, $"Person {i}", Role.Engineer, "Europe/Paris")),
                .. Enumerable.Range(1, PageSize + 1).Select(i => Invoice(contracts[0], runs[0], i)),
                .. Enumerable.Range(1, PageSize + 1).Select(i => Mail($"r{i}@example.org")),
            ]);
            Ana = await app.SignedInAsync();
        }

        public async Task DisposeAsync()
        {
            Ana.Dispose();
            await app.DisposeAsync();
        }

        private OutboxMessage Mail(string recipient) => new()
        {
            BusinessId = app.Owner.BusinessId, Purpose = MailPurpose.Invoice, About = "x", Ordinal = 1, Recipient = recipient, RecipientName = null, IsCopy = false, Language = "en", Subject = "s",
            TextBody = "t", HtmlBody = "h", MessageId = "<m@example.org>", CreatedAt = app.Clock.Now, CreatedBy = null, NextAttemptAt = app.Clock.Now,
        };

        private Invoice Invoice(Contract contract, BillingRun run, int number) => new()
        {
            BusinessId = contract.BusinessId, ContractId = contract.Id, ClientId = contract.ClientId, Period = new(2025, 12), Sequence = number, Number = $"2026-{number:0000}",
            IssuedOn = new(2026, 1, 1), DueOn = new(2026, 1, 31), Currency = contract.Currency, NetMinor = 100, VatMinor = 0, GrossMinor = 100, Snapshot = "{}", SnapshotSha256 = new byte[32],
            IssuedAt = app.Clock.Now, RunId = run.Id,
        };
    }
}
