using Billing.Domain.Contracts;
using Billing.Domain.Rating;
using Billing.IntegrationTests.App;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.IntegrationTests.Features.Contracts;

public sealed class TermsFormTests(FilledApp filled) : IClassFixture<FilledApp>
{
    private const string Threshold = "Premiums[0]";
    private const string Window = "Premiums[1]";

    private string Page => $"/contracts/{filled.Contract.Id}/terms";

    [Theory]
    [InlineData("HourlyRate", "", "Enter the hourly rate as a number, for example 100.")]
    [InlineData("HourlyRate", "1,000", "Write the hourly rate without the comma, as 1000, or with a decimal point, as 1: “1,000” could be either.")]
    [InlineData("HourlyRate", "a lot", "Enter the hourly rate as a number, for example 100.")]
    [InlineData("HourlyRate", "-1", "Enter the hourly rate of at least 0.")]
    [InlineData("HourlyRate", "1000000000", "Enter the hourly rate of at most 999999999.")]
    [InlineData("HourlyRate", "100.00001", "Enter the hourly rate with at most four decimals.")]
    [InlineData("EffectiveFrom", "", "Enter the day they hold from as a date, for example 2026-11-21.")]
    [InlineData("EffectiveFrom", "2026-11-31", "Enter the day they hold from as a date, for example 2026-11-21.")]
    [InlineData("Engineers[0].Rate", "-5", "Enter the hourly rate of at least 0.")]
    [InlineData("MaximumMultiplier", "-1", "Enter the largest multiplier of at least 0.")]
    [InlineData("MaximumMultiplier", "1000", "Enter the largest multiplier of at most 999.")]
    [InlineData("Stacking", "Sometimes", "Choose what happens where several apply.")]
    [InlineData($"{Threshold}.Name", "", "Enter a name, as invoices should call it.")]
    [InlineData($"{Threshold}.Name", "x*61", "A name can have at most 60 characters; this has 61.")]
    [InlineData($"{Threshold}.Group", "x*61", "The group can have at most 60 characters; this has 61.")]
    [InlineData($"{Threshold}.Scope", "Year", "Choose what is counted.")]
    [InlineData($"{Threshold}.Steps[0].After", "soon", "Enter after how long, for example 4, 4.5 or 4:30.")]
    [InlineData($"{Threshold}.Steps[0].After", "-4", "Enter after how long, for example 4, 4.5 or 4:30.")]
    [InlineData($"{Threshold}.Steps[0].After", "4:75", "Enter after how long, for example 4, 4.5 or 4:30.")]
    [InlineData($"{Threshold}.Steps[0].Multiplier", "-2", "Enter the multiplier of at least 0.")]
    [InlineData($"{Threshold}.Steps[1].After", "8", "Enter the multiplier as a number, for example 1.5.", $"{Threshold}.Steps[1].Multiplier")]
    [InlineData($"{Window}.From", "25:00", "Enter the beginning as a time, for example 22:00.")]
    [InlineData($"{Window}.To", "", "Enter the end as a time, for example 22:00.")]
    [InlineData($"{Window}.Multiplier", "double", "Enter the multiplier as a number, for example 1.5.")]
    [InlineData($"{Window}.Multiplier", "1000", "Enter the multiplier of at most 999.")]
    public Task Terms_WithBadInput_SayItKeepItAndWriteNothing(string field, string typed, string sentence, string? beside = null) =>
        filled.RefusesAsync(Page, null, new() { ["HourlyRate"] = "120.50", ["MaximumMultiplier"] = "2.5", [field] = FilledApp.Typed(typed) }, beside ?? field, sentence, "Do=save");

    [Fact]
    public Task Terms_WithoutADayOfTheWeek_AskForOne() =>
        filled.RefusesAsync(Page, null, new() { ["HourlyRate"] = "120.50" }, $"{Window}.Days", "Choose at least one day of the week.", "Do=save", $"{Window}.Days");

    [Fact]
    public Task Terms_WithStepsThatFall_SayWhichClause() => filled.RefusesAsync(
        Page, null, new() { [$"{Threshold}.Steps[1].After"] = "3:30", [$"{Threshold}.Steps[1].Multiplier"] = "2" },
        $"{Threshold}.Steps[0].After", "The steps of “Long incident” must rise: each begins later than the one before.", "Do=save");

    [Fact]
    public Task Terms_WithElapsedTimeOfADay_SayThatOnlyIncidentsHaveIt() => filled.RefusesAsync(
        Page, null, new() { [$"{Threshold}.Scope"] = "Day", [$"{Threshold}.Basis"] = "Elapsed" },
        $"{Threshold}.Basis", "“Long incident” can count elapsed time only per incident and graduated.", "Do=save");

    [Fact]
    public async Task FirstTerms_FromAfterTheContractStarts_AreRefused()
    {
        var contract = await filled.Example.ContractAsync(filled.Client, withTerms: false);
        await filled.RefusesAsync(
            $"/contracts/{contract.Id}/terms", null, new() { ["HourlyRate"] = "100", ["EffectiveFrom"] = "2026-02-01" },
            "EffectiveFrom", "The contract starts on 1 January 2026; its first terms must hold from that day or earlier.", "Do=save");
    }

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    [InlineData("-0044-03-15")]
    public Task Terms_OfAnotherAge_AreASlip(string from) =>
        filled.RefusesAsync(Page, null, new() { ["EffectiveFrom"] = from }, "EffectiveFrom", "Check the year of the day they hold from.", "Do=save");

    [Fact]
    public async Task Terms_Previewed_AreSaidInWordsAndNotKept()
    {
        var before = await filled.RowsAsync();
        await filled.SavesAsync(Page, null, new() { ["HourlyRate"] = "123.45" }, "Do=preview");
        Assert.Contains("123.45", filled.Ana.Page.QuerySelector("#preview")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(before, await filled.RowsAsync());
    }

    [Fact]
    public async Task Terms_WithGoodInput_AreKeptAsTypedBesideTheEarlierOnes()
    {
        var contract = await filled.Example.ContractAsync(filled.Client);
        var said = await filled.SavesAsync($"/contracts/{contract.Id}/terms", null, new()
        {
            ["HourlyRate"] = "120,50", ["EffectiveFrom"] = "2026-12-01", ["MaximumMultiplier"] = "2.5", ["Stacking"] = "Add", ["RecurrenceCountsOn"] = "true", ["Engineers[0].Rate"] = "150",
            [$"{Threshold}.Steps[0].After"] = "4:30", [$"{Threshold}.Steps[1].After"] = "8 h", [$"{Threshold}.Steps[1].Multiplier"] = "×2",
        }, "Do=save");

        Assert.Equal($"The terms of {contract.Code} hold from 1 Dec 2026.", said);
        Assert.Equal($"/contracts/{contract.Id}", filled.Ana.Path);
        var rows = await filled.App.AsAsync(db => db.Terms.Where(t => t.ContractId == contract.Id).ToListAsync());
        Assert.Equal([new LocalDate(2026, 1, 1), new LocalDate(2026, 12, 1)], rows.Select(t => t.EffectiveFrom).Order());
        var terms = RatingJson.ReadTerms(rows.Single(t => t.EffectiveFrom == new LocalDate(2026, 12, 1)).Clauses);
        Assert.Equal((120.50m, 2.5m, Stacking.Add, true), (terms.HourlyRate, terms.MaximumMultiplier, terms.Stacking, terms.RecurrenceCountsOn));
        Assert.Equal(150m, terms.EngineerRates[filled.App.Owner.Id.ToString()]);
        Assert.Equal([new(270m, 1.5m), new(480m, 2m)], Assert.IsType<ThresholdPremium>(terms.Premiums[0]).Steps);
        Assert.Equal(["Long incident", "Sunday"], terms.Premiums.Select(p => p.Name));
        Assert.Equal(("added", "TermsVersion"), ((await filled.LastAuditAsync()).Action, (await filled.LastAuditAsync()).Subject));
    }
}
