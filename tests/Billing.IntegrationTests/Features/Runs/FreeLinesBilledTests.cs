using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.Domain.Rating;
using Billing.IntegrationTests.App;
using Billing.Web.Features.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Billing.IntegrationTests.Features.Runs;

/// <summary>Lines besides work on issued invoices: each once, and as it was.</summary>
public sealed class FreeLinesBilledTests : IAsyncLifetime
{
    private TestApp app = null!;
    private Example example = null!;
    private Contract contract = null!;

    public async Task InitializeAsync()
    {
        app = await TestApp.FoundedAsync(Example.At("2026-01-15T09:00:00Z"));
        example = new(app);
        await example.ReadyAsync();
        contract = await example.ContractAsync(await example.ClientAsync());
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    // 2 h are 200, the month 310; 10 % of both are 51; the train has its own rate of 10 %.
    [Fact]
    public async Task Run_WithEveryKindOfLine_BillsEachOnceWithItsOwnVat()
    {
        await app.SaveAsync(new TermsVersion(app.Owner.BusinessId, contract.Id, new(2026, 1, 1), 2, RatingJson.WriteTerms(Example.Terms(new(2026, 1, 1)) with { Recurring = [new("Standby", 310m)] }), app.Owner.Id, app.Clock.Now));
        await example.WorkAsync(contract, "2026-01-10T08:00:00Z", "2026-01-10T10:00:00Z");
        await AddAsync(FreeLineKind.Fixed, new(2026, 1, 20), l => l.UnitPrice = 4_800m);
        await AddAsync(FreeLineKind.Expense, new(2026, 1, 21), l => (l.Quantity, l.UnitPrice, l.VatRate) = (2m, 87.65m, 10m));
        await AddAsync(FreeLineKind.Discount, new(2026, 1, 31), l => l.Percent = 10m);

        Assert.Single(await RunAtAsync("2026-02-01T00:00:00Z"));

        var invoice = SnapshotJson.Read(await app.AsAsync(db => db.Invoices.Select(i => i.Snapshot).SingleAsync()));
        Assert.Equal(
            [("work", 200m), ("recurring", 310m), ("fixed", 4_800m), ("expense", 175.30m), ("discount", -51m)],
            invoice.Groups.SelectMany(g => g.Lines).Select(l => (l.Kind, l.Amount)));
        Assert.Equal([(10m, 175.30m, 17.53m), (20m, 5_259m, 1_051.80m)], invoice.Totals.Groups.Select(g => (g.Rate, g.Base, g.Vat)).Order());
        Assert.Equal(6_503.63m, invoice.Totals.Gross);
        var second = Assert.Single(await RunAtAsync("2026-03-01T00:00:00Z"));
        Assert.Equal(372m, second.Gross!.Value.Amount);
    }

    [Fact]
    public async Task Run_WithDiscountsAboveEverythingElse_ParksWithWhatToDo()
    {
        await example.WorkAsync(contract, "2026-01-10T08:00:00Z", "2026-01-10T09:00:00Z");
        await AddAsync(FreeLineKind.Discount, new(2026, 1, 31), l => l.UnitPrice = 100.01m);
        var outcome = Assert.Single(await RunAtAsync("2026-02-01T00:00:00Z"));
        Assert.Equal((Outcome.Parked, "The discounts come to more than everything else on this invoice. Lower them, or date them into a month with more to bill."), (outcome.Outcome, outcome.Message));
        Assert.Equal(0, await app.AsAsync(db => db.Counters.CountAsync()));
    }

    [Fact]
    public async Task Line_DatedAfterTheMonth_WaitsForItsOwn()
    {
        await AddAsync(FreeLineKind.Fixed, new(2026, 2, 1), l => l.UnitPrice = 100m);
        Assert.Equal(Outcome.Nothing, Assert.Single(await RunAtAsync("2026-02-01T00:00:00Z")).Outcome);
        Assert.Equal(120m, Assert.Single(await RunAtAsync("2026-03-01T00:00:00Z")).Gross!.Value.Amount);
    }

    [Fact]
    public async Task Line_AddedAfterItsMonthWasBilled_ComesWithTheNextAndNamesItsMonth()
    {
        await example.WorkAsync(contract, "2026-01-10T08:00:00Z", "2026-01-10T10:00:00Z");
        await RunAtAsync("2026-02-01T00:00:00Z");
        await AddAsync(FreeLineKind.Expense, new(2026, 1, 21), l => l.UnitPrice = 50m);
        Assert.Equal(60m, Assert.Single(await RunAtAsync("2026-03-01T00:00:00Z")).Gross!.Value.Amount);
        var late = SnapshotJson.Read(await app.AsAsync(db => db.Invoices.OrderByDescending(i => i.Period).Select(i => i.Snapshot).FirstAsync())).Groups.Single().Lines.Single();
        Assert.Equal(("2026-01", new ServiceDays(new(2026, 1, 21), new(2026, 1, 21))), (late.ServiceMonth, late.Days));
    }

    [Fact]
    public async Task Line_OfAContractWhoseLastMonthIsBilled_GetsAnInvoiceOfItsOwn()
    {
        await app.AsAsync(async db =>
        {
            (await db.Contracts.SingleAsync()).EndsOn = new LocalDate(2026, 1, 31);
            return await db.SaveChangesAsync();
        });
        await example.WorkAsync(contract, "2026-01-10T08:00:00Z", "2026-01-10T10:00:00Z");
        await RunAtAsync("2026-02-01T00:00:00Z");
        Assert.Empty(await RunAtAsync("2026-02-02T00:00:00Z"));

        using var ana = await app.SignedInAsync();
        await ana.GetAsync($"/contracts/{contract.Id}/lines/new?kind=fixed");
        await ana.SubmitAsync(new() { ["Date"] = "2026-01-31", ["Description"] = "Hand-over", ["UnitPrice"] = "300" });
        var outcome = Assert.Single(await RunAtAsync("2026-02-02T01:00:00Z"));
        Assert.Equal((Outcome.Issued, 360m), (outcome.Outcome, outcome.Gross!.Value.Amount));
        Assert.Empty(await RunAtAsync("2026-02-02T02:00:00Z"));
        Assert.Equal([1, 2], await app.AsAsync(db => db.Invoices.OrderBy(i => i.Sequence).Select(i => i.Sequence).ToListAsync()));
    }

    [Fact]
    public async Task Line_ThatIsBilled_StaysWhoeverChangesIt()
    {
        var line = await AddAsync(FreeLineKind.Expense, new(2026, 1, 21), l => l.UnitPrice = 50m);
        await app.SaveAsync(new Receipt { BusinessId = line.BusinessId, FreeLineId = line.Id, ContentType = "application/pdf", Bytes = "%PDF-1.7"u8.ToArray(), Sha256 = new byte[32] });
        await RunAtAsync("2026-02-01T00:00:00Z");
        foreach (var sql in (string[])["UPDATE FreeLines SET UnitPrice = '1'", "DELETE FROM FreeLines", "UPDATE Receipts SET ContentType = 'x'", "DELETE FROM Receipts"])
        {
            var refused = await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(() => app.AsAsync(db => db.Database.ExecuteSqlRawAsync(sql)));
            Assert.Contains("This line is on an issued invoice.", refused.Message, StringComparison.Ordinal);
        }

        using var ana = await app.SignedInAsync();
        await ana.GetAsync($"/lines/{line.Id}");
        Assert.Contains("2026-0001", ana.Text, StringComparison.Ordinal);
        await ana.PostAsync($"/lines/{line.Id}/delete");
        Assert.StartsWith("This line is on invoice 2026-0001, so it stays as it is.", ana.Notice, StringComparison.Ordinal);
        Assert.Equal(1, await app.AsAsync(db => db.FreeLines.CountAsync()));
    }

    private async Task<FreeLine> AddAsync(FreeLineKind kind, LocalDate date, Action<FreeLine> with)
    {
        var line = new FreeLine(app.Owner.BusinessId, contract.Id, kind, date, kind.ToString(), app.Owner.Id, app.Clock.Now);
        with(line);
        await app.SaveAsync(line);
        return line;
    }

    private Task<IReadOnlyList<ContractOutcome>> RunAtAsync(string now) => app.RunAtAsync(now);
}
