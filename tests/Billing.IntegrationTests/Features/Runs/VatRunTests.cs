using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.IntegrationTests.App;
using Billing.Web.Features.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.IntegrationTests.Features.Runs;

/// <summary>Clients of each kind of VAT, billed for an hour at 100.00 in January, and read on the invoice's page.</summary>
public sealed class VatRunTests : IAsyncLifetime
{
    private TestApp app = null!;
    private Example example = null!;

    public async Task InitializeAsync()
    {
        app = await TestApp.FoundedAsync(Example.At("2026-01-05T09:00:00Z"));
        example = new(app);
        await example.ReadyAsync();
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Theory]
    [InlineData(null, null, 120.00, "VAT 20\u00a0%", "€\u00a020.00")]
    [InlineData(VatCategory.Standard, 5.5, 105.50, "VAT 5.5\u00a0%", "€\u00a05.50")]
    [InlineData(VatCategory.ReverseCharge, null, 100.00, "VAT reverse charge The reason.", "€\u00a00.00")]
    [InlineData(VatCategory.Exempt, null, 100.00, "VAT exempt The reason.", "€\u00a00.00")]
    [InlineData(VatCategory.OutsideScope, null, 100.00, "VAT none, outside the scope The reason.", "€\u00a00.00")]
    public async Task Run_ForAClientOfThisCategory_IssuesItAndItsPageSaysSo(VatCategory? category, double? rate, double gross, string label, string vat)
    {
        await ContractAsync(client => (client.VatCategory, client.VatRate, client.VatNote, client.VatId) = (category, (decimal?)rate, "The reason.", "DE298765435"));

        var outcome = Assert.Single(await RunAsync());

        Assert.Equal((Outcome.Issued, (decimal)gross), (outcome.Outcome, outcome.Gross!.Value.Amount));
        var invoice = await app.AsAsync(db => db.Invoices.SingleAsync());
        Assert.Equal(((decimal)gross - 100m, null, null), (invoice.Vat.Amount, invoice.TaxCurrency, invoice.TaxRateOn));
        var group = Assert.Single(SnapshotJson.Read(invoice.Snapshot).Totals.Groups);
        Assert.Equal((category ?? VatCategory.Standard, category is null or VatCategory.Standard ? null : "The reason."), (group.Category, group.Note));
        using var ana = await app.SignedInAsync();
        await ana.GetAsync($"/invoices/{invoice.Id}");
        var cells = ana.Page.QuerySelectorAll("section table:not(.stack) td").Select(c => c.TextContent.Trim()).ToList();
        Assert.Equal(["Net", "€\u00a0100.00", label, vat, "To pay"], cells.Take(5));
    }

    [Fact]
    public async Task Run_OfASmallBusiness_ChargesNoneAndSaysWhyInTheClientsWordsWhereItHasAny()
    {
        await BusinessAsync(b => (b.VatCategory, b.VatNote, b.VatId) = (VatCategory.SmallBusiness, "TVA non applicable.", null));
        await ContractAsync(_ => { });
        await ContractAsync(client => client.VatNote = "Kein Ausweis von Umsatzsteuer.");

        Assert.All(await RunAsync(), o => Assert.Equal((Outcome.Issued, 100m), (o.Outcome, o.Gross!.Value.Amount)));

        var snapshots = await app.AsAsync(db => db.Invoices.OrderBy(i => i.Number).Select(i => i.Snapshot).ToListAsync());
        Assert.Equal(["TVA non applicable.", "Kein Ausweis von Umsatzsteuer."], snapshots.Select(s => SnapshotJson.Read(s).Totals.Groups.Single().Note));
    }

    [Fact]
    public async Task Run_OfABusinessThatNeverSaidItsVat_ParksAndSettingsSaysSo()
    {
        await BusinessAsync(b => b.VatRate = 0m);
        await ContractAsync(_ => { });

        Assert.Equal("Your business has neither a VAT rate nor a reason to charge none. Enter one in Settings.", Assert.Single(await RunAsync()).Message);
        using var ana = await app.SignedInAsync();
        await ana.GetAsync("/settings");
        Assert.Contains("your VAT rate, or why you charge none", ana.Notice, StringComparison.Ordinal);
        Assert.Equal(("Standard", ""), (ana.Value("Vat.Category"), ana.Value("Vat.Rate")));
    }

    [Fact]
    public async Task Run_InAnotherCurrency_WaitsForTheRateUsesItAndKeepsIt()
    {
        await BusinessAsync(b => b.TaxCurrency = Currency.Of("EUR"));
        await ContractAsync(_ => { }, "USD");
        var parked = Assert.Single(await RunAsync());
        Assert.Equal((Outcome.Parked, "Enter the rate from USD to EUR of 31 January 2026 in Settings."), (parked.Outcome, parked.Message));
        using var ana = await app.SignedInAsync();
        await ana.GetAsync("/settings/exchange-rates");
        Assert.Equal("EUR", ana.Value("To"));
        await ana.SubmitAsync(new() { ["From"] = "USD", ["Date"] = "2026-01-30", ["Rate"] = "0.9213" });

        Assert.Equal(Outcome.Issued, Assert.Single(await RunAsync()).Outcome);

        var invoice = await app.AsAsync(db => db.Invoices.SingleAsync());
        Assert.Equal(new TaxCurrencyVat("EUR", 0.9213m, new(2026, 1, 30), 18.43m), SnapshotJson.Read(invoice.Snapshot).Totals.TaxCurrency);
        await ana.GetAsync($"/invoices/{invoice.Id}");
        Assert.Contains("The VAT is €\u00a018.43, at 0.9213 EUR for 1 USD, the rate of 30 Jan 2026.", ana.Page.Body!.TextContent, StringComparison.Ordinal);
        await ana.GetAsync("/settings/exchange-rates");
        Assert.Null(ana.Page.QuerySelector("form[action$='/delete']"));
        Assert.Contains("on an invoice", ana.Text, StringComparison.Ordinal);
        await ana.PostAsync("/settings/exchange-rates/delete", ("From", "USD"), ("To", "EUR"), ("Date", "2026-01-30"));
        Assert.Equal("An issued invoice has used this rate, so it stays.", ana.Notice);
        await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(() => app.AsAsync(db => db.Database.ExecuteSqlRawAsync("UPDATE \"ExchangeRates\" SET \"Rate\" = '1'")));
        await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(() => app.AsAsync(db => db.Database.ExecuteSqlRawAsync("DELETE FROM \"ExchangeRates\"")));
    }

    [Fact]
    public async Task Page_OfAnInvoiceOfSeveralRates_ShowsTheBaseAndVatOfEachAndOfEachLine()
    {
        await ContractAsync(_ => { });
        Assert.Single(await RunAsync());
        var issued = await app.AsAsync(db => db.Invoices.AsNoTracking().SingleAsync());
        var snapshot = SnapshotJson.Read(issued.Snapshot);
        var other = snapshot.Groups[0].Lines[0] with { Position = 2, Vat = new(VatCategory.Standard, 5.5m) };
        var json = SnapshotJson.Write(snapshot with
        {
            Number = "2026-0002", Groups = [snapshot.Groups[0] with { Lines = [snapshot.Groups[0].Lines[0], other] }],
            Totals = new(200m, 0m, 25.5m, 225.5m) { Groups = [new(VatCategory.Standard, 20m, 100m, 20m, null), new(VatCategory.Standard, 5.5m, 100m, 5.5m, null)] },
        });
        var second = new Invoice
        {
            BusinessId = issued.BusinessId, ContractId = issued.ContractId, ClientId = issued.ClientId, Period = issued.Period, Sequence = 2, Number = "2026-0002", IssuedOn = issued.IssuedOn, DueOn = issued.DueOn,
            Currency = issued.Currency, NetMinor = 20000, VatMinor = 2550, GrossMinor = 22550, Snapshot = json, SnapshotSha256 = SnapshotJson.Sha256(json), IssuedAt = issued.IssuedAt, RunId = issued.RunId,
        };
        await app.SaveAsync(second);

        using var ana = await app.SignedInAsync();
        await ana.GetAsync($"/invoices/{second.Id}");
        Assert.Equal(
            ["Net", "€ 200.00", "VAT 20 % on € 100.00", "€ 20.00", "VAT 5.5 % on € 100.00", "€ 5.50", "VAT in total", "€ 25.50", "To pay", "€ 225.50"],
            ana.Page.QuerySelectorAll("section table:not(.stack) td").Select(c => c.TextContent.Trim().Replace('\u00a0', ' ')));
        Assert.Equal(["VAT 20 %", "VAT 5.5 %"], ana.Page.QuerySelectorAll("table.stack td:first-child > .sub").Select(s => s.TextContent.Replace('\u00a0', ' ').Split(" · ")[^1]));
    }

    [Fact]
    public async Task Run_InAnotherCurrencyWithoutVat_NeedsNoRate()
    {
        await BusinessAsync(b => b.TaxCurrency = Currency.Of("EUR"));
        await ContractAsync(client => (client.VatCategory, client.VatNote) = (VatCategory.OutsideScope, "The reason."), "USD");
        Assert.Equal(Outcome.Issued, Assert.Single(await RunAsync()).Outcome);
    }

    private async Task ContractAsync(Action<Client> change, string currency = "EUR")
    {
        var client = await example.ClientAsync();
        var contract = await example.ContractAsync(client);
        await app.AsAsync(async db =>
        {
            change(await db.Clients.SingleAsync(c => c.Id == client.Id));
            (await db.Contracts.SingleAsync(c => c.Id == contract.Id)).Currency = Currency.Of(currency);
            return await db.SaveChangesAsync();
        });
        var day = await app.AsAsync(db => db.Sessions.CountAsync()) + 12;
        await example.WorkAsync(contract, $"2026-01-{day}T08:00:00Z", $"2026-01-{day}T09:00:00Z");
    }

    private Task BusinessAsync(Action<Business> change) => app.AsAsync(async db =>
    {
        change(await db.Businesses.SingleAsync());
        return await db.SaveChangesAsync();
    });

    private Task<IReadOnlyList<ContractOutcome>> RunAsync() => app.RunAtAsync("2026-02-01T06:00:00Z", "page");
}
