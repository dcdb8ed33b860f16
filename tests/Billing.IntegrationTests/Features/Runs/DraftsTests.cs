using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.IntegrationTests.App;
using Billing.Web.Features.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.IntegrationTests.Features.Runs;

/// <summary>Contracts under review: drafts, and what becomes of them.</summary>
public sealed class DraftsTests : IAsyncLifetime
{
    private TestApp app = null!;
    private Example example = null!;
    private Contract contract = null!;

    public async Task InitializeAsync()
    {
        app = await TestApp.FoundedAsync(Example.At("2026-01-05T09:00:00Z"));
        example = new(app);
        await example.ReadyAsync();
        contract = await ReviewedAsync();
        await example.WorkAsync(contract, "2026-01-10T08:00:00Z", "2026-01-10T09:00:00Z");
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Run_OfAContractUnderReview_MakesADraftThatHasNoNumberAndSettlesNothing()
    {
        var outcome = Assert.Single(await RunAtAsync("2026-02-01T06:00:00Z"));
        Assert.Equal((Outcome.Drafted, null, 120m), (outcome.Outcome, outcome.Number, outcome.Gross!.Value.Amount));
        Assert.Equal((1, 0, 0, 0), await CountsAsync());
        var draft = await app.AsAsync(db => db.Drafts.SingleAsync());
        Assert.Equal(("", 12_000L), (SnapshotJson.Read(draft.Snapshot).Number, draft.GrossMinor));
    }

    [Fact]
    public async Task Run_AfterAnEdit_MakesTheDraftAnewAndOtherwiseLeavesItAlone()
    {
        await RunAtAsync("2026-02-01T06:00:00Z");
        var before = await app.AsAsync(db => db.Drafts.AsNoTracking().SingleAsync());
        Assert.Equal(Outcome.Drafted, Assert.Single(await RunAtAsync("2026-02-01T07:00:00Z")).Outcome);
        Assert.Equal(before.MadeAt, (await app.AsAsync(db => db.Drafts.AsNoTracking().SingleAsync())).MadeAt);

        await example.WorkAsync(contract, "2026-01-11T08:00:00Z", "2026-01-11T09:00:00Z");
        Assert.Equal(360m, Assert.Single(await RunAtAsync("2026-02-01T08:00:00Z")).Gross!.Value.Amount);
        var after = await app.AsAsync(db => db.Drafts.AsNoTracking().SingleAsync());
        Assert.NotEqual(before.Sha256, after.Sha256);
        Assert.Equal(Example.At("2026-02-01T08:00:00Z"), after.MadeAt);
    }

    [Fact]
    public async Task Run_OfTheNextMonth_WaitsForNoApprovalAndKeepsBothInOrder()
    {
        await example.WorkAsync(contract, "2026-02-10T08:00:00Z", "2026-02-10T09:00:00Z");
        Assert.Equal(["2026-01", "2026-02"], (await RunAtAsync("2026-03-01T06:00:00Z")).Select(o => o.Period.ToString()));

        using var ana = await app.SignedInAsync();
        await ana.GetAsync(Path("2026-02"));
        await ana.SubmitAsync([], Path("2026-02"));
        Assert.Equal("Approve January 2026 first: months of a contract are issued in order.", ana.Notice);
        Assert.Equal(0, await app.AsAsync(db => db.Invoices.CountAsync()));
    }

    // January's line is on January's draft alone, also when February becomes a draft beside it and March is invoiced so far.
    [Fact]
    public async Task Line_OnADraft_IsOnNoOtherDraftAndOnNoInvoiceOutOfTurn()
    {
        foreach (var (day, price) in ((string, decimal)[])[("2026-01-20", 50m), ("2026-02-20", 70m), ("2026-03-01", 90m)])
            await app.SaveAsync(new FreeLine(app.Owner.BusinessId, contract.Id, FreeLineKind.Fixed, NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value, "Audit", app.Owner.Id, app.Clock.Now) { UnitPrice = price });
        Assert.Equal([180m, 84m], (await RunAtAsync("2026-03-01T06:00:00Z")).Select(o => o.Gross!.Value.Amount));
        var now = await app.Services.GetRequiredService<BillingRunner>().OneAsync(new(app.Owner.BusinessId, "page"), contract, new(new(2026, 3), ProposalKind.SoFar), null, CancellationToken.None);
        Assert.Equal(108m, now!.Gross!.Value.Amount);
        using var ana = await app.SignedInAsync();
        await ana.GetAsync("/runs");
        await ana.SubmitAsync([], "/runs/drafts/approve");
        Assert.Equal("2 invoices are issued.", ana.Notice);
        Assert.Equal([10_800L, 18_000L, 8_400L], await app.AsAsync(db => db.Invoices.OrderBy(i => i.Number).Select(i => i.GrossMinor).ToListAsync()));
    }

    [Fact]
    public async Task Approve_OfWhatThePageShowed_IssuesJustThat()
    {
        await RunAtAsync("2026-02-01T06:00:00Z");
        using var ana = await app.SignedInAsync();
        await ana.GetAsync("/runs");
        Assert.Contains("C-1 Support", ana.Text, StringComparison.Ordinal);
        await ana.GetAsync(Path("2026-01"));
        Assert.Contains("€ 120.00", ana.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        await ana.SubmitAsync([], Path("2026-01"));
        Assert.Equal("Invoice 2026-0001 is issued.", ana.Notice);
        Assert.Equal((0, 1, 1, 1), await CountsAsync());
        await ana.GetAsync(Path("2026-01"));
        Assert.Equal($"/invoices/{await app.AsAsync(db => db.Invoices.Select(i => i.Id).SingleAsync())}", ana.Path);
        Assert.Empty(await RunAtAsync("2026-02-01T07:00:00Z"));
    }

    [Fact]
    public async Task Approve_AfterTheWorkChanged_ShowsTheNewDraftAndIssuesNothing()
    {
        await RunAtAsync("2026-02-01T06:00:00Z");
        using var ana = await app.SignedInAsync();
        await ana.GetAsync(Path("2026-01"));
        await example.WorkAsync(contract, "2026-01-11T08:00:00Z", "2026-01-11T09:00:00Z");
        await ana.SubmitAsync([], Path("2026-01"));
        Assert.Equal(("The draft has changed since you looked at it. Look again, then approve it.", Path("2026-01")), (ana.Notice, ana.Path));
        Assert.Equal((1, 0, 0, 0), await CountsAsync());
        await ana.SubmitAsync([], Path("2026-01"));
        Assert.Equal("Invoice 2026-0001 is issued.", ana.Notice);
        Assert.Equal(36_000L, await app.AsAsync(db => db.Invoices.Select(i => i.GrossMinor).SingleAsync()));
    }

    [Fact]
    public async Task Approve_OfAMonthThatIsNoDraft_IssuesNothing()
    {
        await RunAtAsync("2026-02-10T06:00:00Z");
        await example.WorkAsync(contract, "2026-02-09T08:00:00Z", "2026-02-09T09:00:00Z");
        using var ana = await app.SignedInAsync();
        await ana.GetAsync("/runs");
        await ana.PostAsync(Path("2026-02"), ("seen", ""));
        Assert.Equal("Nothing is owed for February 2026 any more.", ana.Notice);
        Assert.Equal((1, 0, 0, 0), await CountsAsync());
    }

    [Fact]
    public async Task Approve_TenTimesAtOnce_IssuesOneInvoice()
    {
        await RunAtAsync("2026-02-01T06:00:00Z");
        var browsers = new List<Browser>();
        for (var i = 0; i < 10; i++) browsers.Add(await (await app.SignedInAsync()).GetAsync(Path("2026-01")));
        await Task.WhenAll(browsers.Select(b => b.SubmitAsync([], Path("2026-01"))));
        Assert.Equal(1, browsers.Count(b => b.Notice == "Invoice 2026-0001 is issued."));
        Assert.Equal(9, browsers.Count(b => b.Notice == "January 2026 of C-1 is issued already, as 2026-0001."));
        Assert.Equal((0, 1, 1, 1), await CountsAsync());
        browsers.ForEach(b => b.Dispose());
    }

    [Fact]
    public async Task ApproveAll_WithTwoContractsAndMonths_IssuesThemInOrder()
    {
        var other = await ReviewedAsync();
        await example.WorkAsync(other, "2026-01-12T08:00:00Z", "2026-01-12T09:00:00Z");
        await example.WorkAsync(contract, "2026-02-10T08:00:00Z", "2026-02-10T09:00:00Z");
        await RunAtAsync("2026-03-01T06:00:00Z");
        using var ana = await app.SignedInAsync();
        await ana.GetAsync("/runs");
        await ana.SubmitAsync([], "/runs/drafts/approve");
        Assert.Equal("3 invoices are issued.", ana.Notice);
        var issued = await app.AsAsync(db => db.Invoices.OrderBy(i => i.Number).Select(i => i.Period).ToListAsync());
        Assert.Equal(["2026-01", "2026-01", "2026-02"], issued.Select(p => p.ToString()));
        Assert.Equal(0, await app.AsAsync(db => db.Drafts.CountAsync()));
    }

    [Fact]
    public async Task Draft_OfAContractThatBecomesAutomatic_IsIssuedByTheNextRun()
    {
        await RunAtAsync("2026-02-01T06:00:00Z");
        await SetAsync(contract, BillingMode.Automatic);
        Assert.Equal(Outcome.Issued, Assert.Single(await RunAtAsync("2026-02-01T07:00:00Z")).Outcome);
        Assert.Equal((0, 1, 1, 1), await CountsAsync());
    }

    [Fact]
    public async Task Draft_WhoseContractCanNoLongerBeBilled_GoesAndComesBackWhenItCan()
    {
        await RunAtAsync("2026-02-01T06:00:00Z");
        await VatIdAsync(null);
        Assert.Equal(Outcome.Parked, Assert.Single(await RunAtAsync("2026-02-01T07:00:00Z")).Outcome);
        Assert.Equal((0, 0, 0, 0), await CountsAsync());
        Assert.Equal(1, await app.AsAsync(db => db.Parked.CountAsync()));
        await VatIdAsync("FR19812345676");
        Assert.Equal(Outcome.Drafted, Assert.Single(await RunAtAsync("2026-02-01T08:00:00Z")).Outcome);
        Assert.Equal(0, await app.AsAsync(db => db.Parked.CountAsync()));
    }

    private static string PathOf(Contract contract, string month) => $"/runs/drafts/{contract.Id}/{month}";

    private string Path(string month) => PathOf(contract, month);

    private Task VatIdAsync(string? id) => app.AsAsync(async db =>
    {
        (await db.Businesses.SingleAsync()).VatId = id;
        return await db.SaveChangesAsync();
    });

    private async Task<Contract> ReviewedAsync()
    {
        var made = await example.ContractAsync(await example.ClientAsync());
        await SetAsync(made, BillingMode.Review);
        return made;
    }

    private Task SetAsync(Contract which, BillingMode mode) => app.AsAsync(async db =>
    {
        (await db.Contracts.SingleAsync(c => c.Id == which.Id)).BillingMode = mode;
        return await db.SaveChangesAsync();
    });

    private Task<IReadOnlyList<ContractOutcome>> RunAtAsync(string now) => app.RunAtAsync(now, "page");

    private Task<(int Drafts, int Invoices, int Settled, int Numbers)> CountsAsync() => app.AsAsync(async db =>
        (await db.Drafts.CountAsync(), await db.Invoices.CountAsync(), await db.SettledPeriods.CountAsync(), await db.Counters.CountAsync()));
}
