using Billing.Domain.Invoicing;
using Billing.IntegrationTests.App;
using Microsoft.EntityFrameworkCore;

namespace Billing.IntegrationTests.Features.FreeLines;

public sealed class FreeLineFormTests(FilledApp filled) : IClassFixture<FilledApp>
{
    private string Expense => $"/contracts/{filled.Contract.Id}/lines/new?kind=expense";

    private string Discount => $"/contracts/{filled.Contract.Id}/lines/new?kind=discount";

    [Theory]
    [InlineData("Date", "", "Enter the day as a date, for example 2026-11-21.")]
    [InlineData("Date", "1999-12-31", "Check the year of the day.")]
    [InlineData("Date", "2025-12-31", "C-1 starts on 1 Jan 2026. Choose that day or a later one.")]
    [InlineData("Description", " ", "Enter a description, as the invoice should print it.")]
    [InlineData("Description", "x*501", "A description can have at most 500 characters; this has 501.")]
    [InlineData("Quantity", "0", "Enter the quantity of at least 0.0001.")]
    [InlineData("Quantity", "", "Enter the quantity as a number, for example 100.")]
    [InlineData("Quantity", "1,000", "Write the quantity without the comma, as 1000, or with a decimal point, as 1: “1,000” could be either.")]
    [InlineData("Quantity", "1000001", "Enter the quantity of at most 1000000.")]
    [InlineData("Unit", "XYZ", "Choose what is counted.")]
    [InlineData("UnitPrice", "", "Enter the price as a number, for example 100.")]
    [InlineData("UnitPrice", "-1", "Enter the price of at least 0.")]
    [InlineData("UnitPrice", "0.00001", "Enter the price with at most four decimals.")]
    [InlineData("UnitPrice", "999999999", "Quantity × price is more than an invoice can carry. Check both.")]
    [InlineData("VatRate", "101", "Enter the VAT rate of at most 100.")]
    [InlineData("VatRate", "-1", "Enter the VAT rate of at least 0.")]
    public Task Expense_WithBadInput_SaysItKeepsItAndWritesNothing(string field, string typed, string sentence) => filled.RefusesAsync(
        Expense, null, new() { ["Date"] = "2026-10-20", ["Description"] = "Hotel", ["Quantity"] = "3", ["Unit"] = "E48", ["UnitPrice"] = "120.50", ["VatRate"] = "7", [field] = FilledApp.Typed(typed) },
        field, sentence);

    [Theory]
    [InlineData("", "", "Percent", "Enter what is taken off: an amount, or a percentage.")]
    [InlineData("50", "10", "Percent", "A discount is an amount or a percentage. Empty one of the two.")]
    [InlineData("", "0", "Percent", "Enter the percentage of at least 0.01.")]
    [InlineData("", "101", "Percent", "Enter the percentage of at most 100.")]
    [InlineData("0", "", "UnitPrice", "Enter the amount taken off of at least 0.01.")]
    public Task Discount_WithBadInput_SaysItKeepsItAndWritesNothing(string amount, string percent, string field, string sentence) =>
        filled.RefusesAsync(Discount, null, new() { ["Description"] = "Thanks", ["UnitPrice"] = amount, ["Percent"] = percent }, field, sentence);

    [Fact]
    public async Task Line_AfterTheContractEnds_IsRefused()
    {
        var contract = await filled.Example.ContractAsync(filled.Client);
        await filled.App.AsAsync(async db =>
        {
            (await db.Contracts.SingleAsync(c => c.Id == contract.Id)).EndsOn = new(2026, 9, 30);
            return await db.SaveChangesAsync();
        });
        await filled.RefusesAsync(
            $"/contracts/{contract.Id}/lines/new?kind=expense", null, new() { ["Date"] = "2026-10-01", ["Description"] = "Hotel", ["UnitPrice"] = "1" },
            "Date", $"{contract.Code} ends on 30 Sep 2026. Choose that day or an earlier one.");
    }

    [Fact]
    public async Task Expense_WithGoodInput_IsKeptShownChangedAndDeleted()
    {
        var contract = await filled.Example.ContractAsync(filled.Client);
        var said = await filled.SavesAsync($"/contracts/{contract.Id}/lines/new?kind=expense", null, new()
        {
            ["Date"] = "2026-10-20", ["Description"] = " Hotel in Hamburg ", ["Quantity"] = "3", ["Unit"] = "E48", ["UnitPrice"] = "120,50", ["VatRate"] = "7",
        });
        Assert.Equal("“Hotel in Hamburg” is added and will be on the next invoice.", said);
        var line = await filled.App.AsAsync(db => db.FreeLines.SingleAsync(l => l.ContractId == contract.Id));
        Assert.Equal((FreeLineKind.Expense, new(2026, 10, 20), "Hotel in Hamburg", 3m, "E48", 120.5m, 7m, null), (line.Kind, line.Date, line.Description, line.Quantity, line.Unit, line.UnitPrice, line.VatRate, line.Percent));
        Assert.Contains("Hotel in Hamburg 20 Oct 2026 · expense · 3 nights × €\u00a0120.50 · Ana Ruiz €\u00a0361.50".Replace('\u00a0', ' '), filled.Ana.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Equal(("added", "FreeLine"), ((await filled.LastAuditAsync()).Action, (await filled.LastAuditAsync()).Subject));

        Assert.Equal("“Hotel in Altona” is saved.", await filled.SavesAsync($"/lines/{line.Id}", null, new() { ["Description"] = "Hotel in Altona", ["Quantity"] = "2" }));
        var change = await filled.LastAuditAsync();
        Assert.Equal(("changed", true, true), (change.Action, change.Before!.Contains("Hotel in Hamburg", StringComparison.Ordinal), change.After!.Contains("Hotel in Altona", StringComparison.Ordinal)));

        Assert.Equal("“Hotel in Altona” is deleted.", await filled.SavesAsync($"/lines/{line.Id}/delete", null, []));
        Assert.Equal($"/contracts/{contract.Id}", filled.Ana.Path);
        Assert.False(await filled.App.AsAsync(db => db.FreeLines.AnyAsync(l => l.ContractId == contract.Id)));
        Assert.Equal("deleted", (await filled.LastAuditAsync()).Action);
    }

    [Theory]
    [InlineData("50", "", "−€ 50.00")]
    [InlineData("", "12.5", "−12.5 %")]
    public async Task Discount_WithGoodInput_IsKept(string amount, string percent, string shown)
    {
        var contract = await filled.Example.ContractAsync(filled.Client);
        await filled.SavesAsync($"/contracts/{contract.Id}/lines/new?kind=discount", null, new() { ["Description"] = "Thanks", ["UnitPrice"] = amount, ["Percent"] = percent });
        Assert.Contains(shown, filled.Ana.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        var line = await filled.App.AsAsync(db => db.FreeLines.SingleAsync(l => l.ContractId == contract.Id));
        Assert.Equal((FreeLineKind.Discount, amount.Length == 0 ? 0m : 50m, percent.Length == 0 ? null : 12.5m), (line.Kind, line.UnitPrice, line.Percent));
        await filled.SavesAsync($"/lines/{line.Id}", null, []);
    }

    [Theory]
    [InlineData(null, "Fixed")]
    [InlineData("discount", "Discount")]
    [InlineData("nonsense", "Fixed")]
    public async Task New_OfAKind_OffersIt(string? kind, string expected)
    {
        await filled.Ana.GetAsync($"/contracts/{filled.Contract.Id}/lines/new{(kind is null ? "" : "?kind=" + kind)}");
        Assert.Equal(expected, filled.Ana.Value("Kind"));
        Assert.Equal("2026-10-30", filled.Ana.Value("Date"));
    }
}
