using Billing.Domain.Contracts;
using Billing.Domain.Rating;
using Billing.IntegrationTests.App;
using Microsoft.EntityFrameworkCore;

namespace Billing.IntegrationTests.Features.Contracts;

/// <summary>“Each month” in the terms editor.</summary>
public sealed class MonthlyChargesFormTests(FilledApp filled) : IClassFixture<FilledApp>
{
    private string Page => $"/contracts/{filled.Contract.Id}/terms";

    [Theory]
    [InlineData("Recurring[0].Name", "", "Enter a name, as invoices should call it.")]
    [InlineData("Recurring[0].Name", "x*61", "A name can have at most 60 characters; this has 61.")]
    [InlineData("Recurring[0].Amount", "", "Enter the amount each month as a number, for example 100.")]
    [InlineData("Recurring[0].Amount", "0", "Enter the amount each month of at least 0.01.")]
    [InlineData("Recurring[0].Amount", "-5", "Enter the amount each month of at least 0.01.")]
    [InlineData("Recurring[0].Amount", "1000000000", "Enter the amount each month of at most 999999999.")]
    [InlineData("Recurring[1].Name", "standby", "“standby” is charged twice: give each monthly charge a name of its own.")]
    public async Task Monthly_WithBadInput_SayItKeepItAndWriteNothing(string field, string typed, string sentence)
    {
        await filled.Ana.GetAsync(Page);
        var before = await filled.RowsAsync();
        await AddTwoAsync();
        Dictionary<string, string> values = new() { ["Recurring[0].Name"] = "Standby", ["Recurring[0].Amount"] = "500", ["Recurring[1].Name"] = "Retainer", ["Recurring[1].Amount"] = "1000", [field] = FilledApp.Typed(typed) };
        await filled.Ana.SubmitAsync(values, button: "Do=save");
        Assert.Equal([sentence], filled.Ana.Errors);
        Assert.Equal(sentence, filled.Ana.Error(field));
        foreach (var (name, value) in values) Assert.Equal(value, filled.Ana.Value(name));
        Assert.Equal(before, await filled.RowsAsync());
    }

    [Fact]
    public async Task Monthly_AddedRemovedAndSaved_AreKeptInOrder()
    {
        var contract = await filled.Example.ContractAsync(filled.Client);
        await filled.Ana.GetAsync($"/contracts/{contract.Id}/terms");
        await AddTwoAsync();
        Assert.NotNull(filled.Ana.Page.QuerySelector("[name='Recurring[1].Amount']"));
        await filled.Ana.SubmitAsync(new() { ["Recurring[0].Name"] = "Mistake", ["Recurring[0].Amount"] = "1", ["Recurring[1].Name"] = "Standby", ["Recurring[1].Amount"] = "500,50" }, button: "Do=recurring-remove-0");
        Assert.Equal(("Standby", null), (filled.Ana.Value("Recurring[0].Name"), filled.Ana.Value("Recurring[1].Name")));
        await filled.Ana.SubmitAsync([], button: "Do=recurring-add");
        await filled.Ana.SubmitAsync(new() { ["EffectiveFrom"] = "2026-12-01" }, button: "Do=save");
        Assert.Contains("Each month costs €500.50 for Standby; part of a month is charged by its days.", filled.Ana.Text, StringComparison.Ordinal);
        Assert.Equal([new("Standby", 500.5m)], await KeptAsync(contract));

        await filled.SavesAsync($"/contracts/{contract.Id}/terms", null, new() { ["HourlyRate"] = "130", ["EffectiveFrom"] = "2027-01-01" }, "Do=save");
        Assert.Equal([new("Standby", 500.5m)], await KeptAsync(contract));
    }

    private async Task AddTwoAsync()
    {
        await filled.Ana.SubmitAsync([], button: "Do=recurring-add");
        await filled.Ana.SubmitAsync([], button: "Do=recurring-add");
    }

    private Task<IReadOnlyList<RecurringCharge>> KeptAsync(Contract contract) => filled.App.AsAsync(async db =>
        RatingJson.ReadTerms((await db.Terms.AsNoTracking().Where(t => t.ContractId == contract.Id).ToListAsync()).MaxBy(t => t.EffectiveFrom)!.Clauses).Recurring);
}
