using System.Net;
using Billing.Domain.Contracts;
using Billing.Domain.Rating;
using Billing.IntegrationTests.App;
using Microsoft.EntityFrameworkCore;

namespace Billing.IntegrationTests.Features.Contracts;

public sealed class CostTests(FilledApp filled) : IClassFixture<FilledApp>
{
    // 100 an hour, ×1.5 after four hours on an incident, ×2 on Sundays, the highest counts.
    [Theory]
    [InlineData("2026-11-06T22:00", "9:00", "1", "0:00", "€ 1,150.00")] // 4 × 100 + 5 × 150
    [InlineData("2026-11-06T22:00", "9", "1", "", "€ 1,150.00")]
    [InlineData("2026-11-07T22:00", "9:00", "1", "0:00", "€ 1,600.00")] // 2 × 100 + 7 × 200
    [InlineData("2026-11-06T22:00", "9:00", "2", "0:00", "€ 2,300.00")] // Each counts alone.
    [InlineData("2026-11-06T22:00", "9:00", "1", "3:00", "€ 1,300.00")] // 1 × 100 + 8 × 150
    [InlineData("2026-11-04T10:00", "1.5", "1", "0", "€ 150.00")]
    [InlineData("2026-11-04T10:00", "1,5", "1", "0", "€ 150.00")]
    public async Task Cost_OfSomeWork_IsWhatOneReckonsByHand(string start, string length, string engineers, string worked, string expected)
    {
        await AskAsync(start, length, engineers, worked);
        Assert.Equal((HttpStatusCode.OK, expected), (filled.Ana.Status, Total));
        Assert.Empty(filled.Ana.Errors);
    }

    [Theory]
    [InlineData("", "9:00", "1", "0", "Start", "Enter the start as date and time, for example 2026-11-21 21:14.")]
    [InlineData("1926-11-06T22:00", "9:00", "1", "0", "Start", "Check the year of the start.")]
    [InlineData("2025-11-06T22:00", "9:00", "1", "0", "Start", "The work begins before the first terms hold. Choose a later start.")]
    [InlineData("2026-03-29T02:30", "1", "1", "0", "Start", "02:30 on 29 Mar 2026 did not exist in Europe/Paris: the clocks went forward. Enter a time before or after the change.")]
    [InlineData("2026-10-25T02:30", "1", "1", "0", "Start", "02:30 on 25 Oct 2026 came twice in Europe/Paris: the clocks went back. Choose whether you mean the earlier or the later one.")]
    [InlineData("2026-11-06T22:00", "", "1", "0", "Length", "Enter the length as hours and minutes, for example 9:00, or in hours, for example 1.5.")]
    [InlineData("2026-11-06T22:00", "9:60", "1", "0", "Length", "Enter the length as hours and minutes, for example 9:00, or in hours, for example 1.5.")]
    [InlineData("2026-11-06T22:00", "0:00", "1", "0", "Length", "Enter a length of at least 0:01.")]
    [InlineData("2026-11-06T22:00", "72:01", "1", "0", "Length", "Enter the length of at most 72 hours.")]
    [InlineData("2026-11-06T22:00", "9:00", "6", "0", "Engineers", "Enter the engineers as a whole number from 1 to 5.")]
    [InlineData("2026-11-06T22:00", "9:00", "1", "-1", "Worked", "Enter the hours already worked as hours and minutes, for example 9:00, or in hours, for example 1.5.")]
    public async Task Cost_WithBadInput_SaysSoAndKeepsIt(string start, string length, string engineers, string worked, string field, string sentence)
    {
        await AskAsync(start, length, engineers, worked);
        Assert.Equal([sentence], filled.Ana.Errors);
        Assert.Equal(sentence, filled.Ana.Error(field));
        Assert.Equal((start, length, engineers, worked), (filled.Ana.Value("Start"), filled.Ana.Value("Length"), filled.Ana.Value("Engineers"), filled.Ana.Value("Worked")));
    }

    [Theory]
    [InlineData("earlier")]
    [InlineData("later")]
    public async Task Cost_InARepeatedHour_IsAskedForOnce(string which)
    {
        await AskAsync("2026-10-25T02:30", "1", "1", "0", "&StartWhich=" + which);
        Assert.Equal("€ 200.00", Total);
    }

    [Fact]
    public async Task Cost_OfOtherTerms_IsRefusedWhenTheyAreNotTheContracts()
    {
        await AskAsync("2026-11-06T22:00", "9:00", "1", "0", "&With=2020-01-01.1");
        Assert.Equal("Choose terms of this contract.", filled.Ana.Error("With"));
    }

    [Fact]
    public async Task Cost_ComparedWithLaterTerms_ShowsBothAndTheDifference()
    {
        var contract = await filled.Example.ContractAsync(filled.Client);
        var later = Example.Terms(new(2027, 1, 1)) with { HourlyRate = 120m };
        await filled.App.SaveAsync(new TermsVersion(filled.App.Owner.BusinessId, contract.Id, later.EffectiveFrom, 1, RatingJson.WriteTerms(later), filled.App.Owner.Id, filled.App.Clock.Now));
        await filled.Example.WorkAsync(contract, "2026-08-02T08:00:00Z", "2026-08-02T10:00:00Z"); // A Sunday: 2 × 200 and 2 × 240.
        await filled.Example.WorkAsync(contract, "2026-09-01T08:00:00Z", "2026-09-01T09:00:00Z");
        await filled.Example.WorkAsync(contract, "2026-10-01T08:00:00Z", "2026-10-01T09:00:00Z"); // The present month is not complete.

        await AskAsync("2026-11-06T22:00", "9:00", "1", "0", "&With=2027-01-01.1", contract);

        Assert.Contains("Under the present terms€ 1,150.00", Plain, StringComparison.Ordinal);
        Assert.Contains("Under the other terms€ 1,380.00", Plain, StringComparison.Ordinal);
        Assert.Contains("€ 1,150.00 → € 1,380.00 for this work, a difference of € 230.00.", Plain, StringComparison.Ordinal);
        Assert.Contains("€ 500.00 → € 600.00, 2:00 of 3:00 hours were “Sunday”.", Plain, StringComparison.Ordinal);
        Assert.Contains("A difference of € 100.00.", Plain, StringComparison.Ordinal);
        Assert.Contains("Sunday 2:00 2:00", Plain, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contract_WithTerms_ShowsTheMapAndTheQuestion()
    {
        await filled.Ana.GetAsync($"/contracts/{filled.Contract.Id}");
        Assert.Equal(7 * 24 + 1, filled.Ana.Page.QuerySelectorAll("svg.map rect").Length);
        Assert.Equal(24, filled.Ana.Page.QuerySelectorAll("svg.map rect.band-2").Length);
        Assert.Contains("now: Friday 13:00, ×1", filled.Ana.Text, StringComparison.Ordinal);
        Assert.Equal("2026-10-30T22:00", filled.Ana.Value("Start"));
    }

    private string Total => (filled.Ana.Page.QuerySelector("main .card > header .total")?.TextContent ?? "nothing").Replace('\u00a0', ' ');

    private string Plain => filled.Ana.Text.Replace('\u00a0', ' ');

    private Task AskAsync(string start, string length, string engineers, string worked, string more = "", Contract? contract = null) => filled.Ana.GetAsync(
        $"/contracts/{(contract ?? filled.Contract).Id}/cost?Start={Uri.EscapeDataString(start)}&Length={Uri.EscapeDataString(length)}&Severity=critical&Engineers={engineers}&Worked={Uri.EscapeDataString(worked)}{more}");
}
