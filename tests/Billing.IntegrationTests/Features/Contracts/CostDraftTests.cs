using System.Net;
using Billing.Domain.Contracts;
using Billing.Domain.Rating;
using Billing.IntegrationTests.App;
using NodaTime;

namespace Billing.IntegrationTests.Features.Contracts;

/// <summary>A draft of terms, compared with the present ones before anything of it is stored.</summary>
public sealed class CostDraftTests(FilledApp filled) : IClassFixture<FilledApp>
{
    private const string Refused = "The draft did not arrive as the editor sent it. Open the terms and write it again.";

    // The present terms are 100 an hour, ×1.5 after four hours, ×2 on Sundays.
    [Fact]
    public async Task Draft_OfTheEditor_StandsBesideThePresentTermsAndIsNotStored()
    {
        var contract = await WorkedAsync();
        var before = await filled.RowsAsync();
        await DraftAsync(contract, new() { ["HourlyRate"] = "120", ["Cap.Amount"] = "1000", ["Cap.Scope"] = "Incident" });

        // Friday 22:00 for nine hours: 4 × 100 + 5 × 150, and 4 × 120 + 5 × 180 capped.
        Assert.Contains("€ 1,150.00 → € 1,000.00 for this work, a difference of −€ 150.00.", Plain, StringComparison.Ordinal);
        Assert.Contains("Under the present terms€ 1,150.00", Plain, StringComparison.Ordinal);
        Assert.Contains("Under the draft€ 1,000.00", Plain, StringComparison.Ordinal);
        Assert.Contains("The last 12 months under the draft € 500.00 → € 600.00, 2:00 of 3:00 hours were “Sunday”.", Plain, StringComparison.Ordinal);
        Assert.Equal(2, filled.Ana.Page.QuerySelectorAll("svg.bands").Length);
        Assert.Equal(before, await filled.RowsAsync());
    }

    [Fact]
    public async Task Draft_AskedAnotherQuestion_IsKept()
    {
        var contract = await WorkedAsync();
        await DraftAsync(contract, new() { ["HourlyRate"] = "120" });
        var draft = filled.Ana.Value("Draft");
        await filled.Ana.SubmitAsync(new() { ["Length"] = "2:00" });
        Assert.Equal($"/contracts/{contract.Id}/cost", filled.Ana.Path);
        Assert.Contains("Under the draft€ 240.00", Plain, StringComparison.Ordinal);
        Assert.Equal(draft, filled.Ana.Value("Draft"));

        await filled.Ana.SubmitAsync(new() { ["Length"] = "long" });
        Assert.Equal("Enter the length as hours and minutes, for example 9:00, or in hours, for example 1.5.", filled.Ana.Error("Length"));
        Assert.Equal(("long", draft), (filled.Ana.Value("Length"), filled.Ana.Value("Draft")));
    }

    [Fact]
    public async Task Draft_TakenBack_IsInTheEditorAsItWasTyped()
    {
        var contract = await WorkedAsync();
        var typed = new Dictionary<string, string>
        {
            ["HourlyRate"] = "120.50", ["EffectiveFrom"] = "2027-02-01", ["MaximumMultiplier"] = "2.5", ["Stacking"] = "Add", ["RecurrenceCountsOn"] = "true", ["Engineers[0].Rate"] = "150.00",
            ["Premiums[0].Steps[0].After"] = "4:30", ["Premiums[0].Group"] = "time", ["Premiums[1].From"] = "08:00", ["Premiums[1].Multiplier"] = "1.75",
            ["Increment.Minutes"] = "15", ["Increment.Rounding"] = "Nearest", ["Increment.Scope"] = "Incident", ["MinimumCallOut.Minutes"] = "0:45", ["MinimumCallOut.JoinWithin"] = "2",
            ["ResponseFee.Amount"] = "200.00", ["ResponseFee.Within"] = "0:30", ["Cap.Amount"] = "2000.00", ["Cap.Scope"] = "Day", ["Retainer.Included"] = "10", ["Retainer.Weighted"] = "true",
        };
        await filled.Ana.GetAsync($"/contracts/{contract.Id}/terms");
        var sent = filled.Ana.Content(typed);
        await filled.Ana.SubmitAsync(typed, null, "Do=cost");
        var before = await filled.RowsAsync();
        await filled.Ana.PostAsync($"/contracts/{contract.Id}/terms/draft", ("Draft", filled.Ana.Value("Draft")!));

        Assert.Equal((HttpStatusCode.OK, "New terms"), (filled.Ana.Status, filled.Ana.Page.QuerySelector("h1")!.TextContent));
        Assert.Equal(sent.Order(), filled.Ana.Content([]).Order());
        Assert.Equal(before, await filled.RowsAsync());
    }

    [Fact]
    public Task Draft_ThatCannotBeRead_StaysInTheEditor() => filled.RefusesAsync(
        $"/contracts/{filled.Contract.Id}/terms", null, new() { ["HourlyRate"] = "120", ["Cap.Amount"] = "900" }, "Cap.Scope", "Choose what the limit is for, or leave the amount empty.", "Do=cost");

    [Fact]
    public async Task Draft_OfFirstTerms_StandsAlone()
    {
        var contract = await filled.Example.ContractAsync(filled.Client, withTerms: false);
        await filled.Example.WorkAsync(contract, "2026-09-12T08:00:00Z", "2026-09-12T11:00:00Z");
        await DraftAsync(contract, new() { ["HourlyRate"] = "80" });
        Assert.Contains("Under the draft€ 720.00", Plain, StringComparison.Ordinal);
        Assert.DoesNotContain("present terms€", Plain, StringComparison.Ordinal);
        Assert.Contains("€ 240.00 for 3:00 hours of work.", Plain, StringComparison.Ordinal);
        Assert.Empty(filled.Ana.Errors);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"effectiveFrom":"2026-12-01","hourlyRate":"100"}""")]
    [InlineData("""{"effectiveFrom":"2026-12-01","hourlyRate":-1}""")]
    [InlineData("""{"effectiveFrom":"2026-12-01","hourlyRate":1000000000}""")]
    [InlineData("""{"effectiveFrom":"9999-12-31","hourlyRate":100}""")]
    [InlineData("""{"effectiveFrom":"2026-12-01","hourlyRate":100,"stacking":"sometimes"}""")]
    [InlineData("""{"effectiveFrom":"2026-12-01","hourlyRate":100,"increment":{"minutes":0,"rounding":"up","scope":"day"}}""")]
    [InlineData("""{"effectiveFrom":"2026-12-01","hourlyRate":100,"retainer":{"includedMinutes":-1,"weighted":true}}""")]
    [InlineData("""{"effectiveFrom":"2026-12-01","hourlyRate":100,"retainer":{"includedMinutes":9999999999999999999999999999,"weighted":true}}""")]
    [InlineData("""{"effectiveFrom":"2026-12-01","hourlyRate":100,"premiums":[{"kind":"window","name":"","days":["mon"],"from":"08:00","to":"09:00","multiplier":2}]}""")]
    [InlineData("""{"effectiveFrom":"2026-12-01","hourlyRate":100,"premiums":[{"kind":"window","name":"Never","days":[],"from":"08:00","to":"09:00","multiplier":2}]}""")]
    [InlineData("""{"effectiveFrom":"2026-12-01","hourlyRate":100,"premiums":[{"kind":"threshold","name":"None","scope":"day","steps":[]}]}""")]
    public async Task Draft_ThatSomeoneTamperedWith_IsRefusedAndLeavesThePresentTerms(string draft)
    {
        var before = await filled.RowsAsync();
        await filled.Ana.GetAsync($"/contracts/{filled.Contract.Id}/terms");
        await filled.Ana.PostAsync($"/contracts/{filled.Contract.Id}/cost", ("Draft", draft.Length == 0 ? " " : draft));
        Assert.Equal((HttpStatusCode.OK, Refused), (filled.Ana.Status, filled.Ana.Notice));
        Assert.Null(filled.Ana.Value("Draft"));
        Assert.Contains("It would cost€ 1,150.00", Plain, StringComparison.Ordinal);

        await filled.Ana.GetAsync($"/contracts/{filled.Contract.Id}/terms");
        await filled.Ana.PostAsync($"/contracts/{filled.Contract.Id}/cost/answer", ("Draft", draft.Length == 0 ? " " : draft));
        Assert.Contains(Refused, filled.Ana.Page.QuerySelector("#answer-refused")!.TextContent, StringComparison.Ordinal);

        await filled.Ana.GetAsync($"/contracts/{filled.Contract.Id}/terms");
        await filled.Ana.PostAsync($"/contracts/{filled.Contract.Id}/terms/draft", ("Draft", draft));
        Assert.Equal((HttpStatusCode.OK, Refused), (filled.Ana.Status, filled.Ana.Notice));
        Assert.Equal("100.00", filled.Ana.Value("HourlyRate"));
        Assert.Equal(before, await filled.RowsAsync());
    }

    [Fact]
    public async Task Draft_WithMoreClausesThanTheEditorHas_IsRefused()
    {
        var terms = new ContractTerms { EffectiveFrom = new(2026, 12, 1), HourlyRate = 100m, Premiums = [.. Enumerable.Repeat(new HolidayPremium("Holiday", null, 2m), 31)] };
        await filled.Ana.GetAsync($"/contracts/{filled.Contract.Id}/terms");
        await filled.Ana.PostAsync($"/contracts/{filled.Contract.Id}/cost", ("Draft", RatingJson.WriteTerms(terms)));
        Assert.Equal(Refused, filled.Ana.Notice);
    }

    [Fact]
    public async Task Draft_WithARateOfNobodys_LosesIt()
    {
        var terms = Example.Terms(new(2026, 12, 1)) with { EngineerRates = new Dictionary<string, decimal>(StringComparer.Ordinal) { ["nobody"] = 1m } };
        await filled.Ana.GetAsync($"/contracts/{filled.Contract.Id}/terms");
        await filled.Ana.PostAsync($"/contracts/{filled.Contract.Id}/cost", ("Draft", RatingJson.WriteTerms(terms)));
        Assert.Contains("Under the draft€ 1,150.00", Plain, StringComparison.Ordinal);
        Assert.DoesNotContain("rate of their own", Plain, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draft_InAnAddress_IsNotRead()
    {
        var draft = Uri.EscapeDataString(RatingJson.WriteTerms(Example.Terms(new(2026, 12, 1)) with { HourlyRate = 1m }));
        foreach (var path in (string[])["cost", "cost/answer"])
        {
            await filled.Ana.GetAsync($"/contracts/{filled.Contract.Id}/{path}?Draft={draft}");
            Assert.Equal(HttpStatusCode.OK, filled.Ana.Status);
            Assert.Contains("It would cost", filled.Ana.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("draft", filled.Ana.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Answer_WhileTheQuestionIsTyped_IsTheAnswerAlone()
    {
        await filled.Ana.GetAsync($"/contracts/{filled.Contract.Id}/cost/answer?Start=2026-11-06T22:00&Length=2&Severity=critical&Engineers=1&Worked=");
        Assert.Contains("€ 200.00", filled.Ana.Page.QuerySelector("#answer .total")!.TextContent.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Empty(filled.Ana.Page.QuerySelectorAll("form, nav, input, h1"));

        await filled.Ana.GetAsync($"/contracts/{filled.Contract.Id}/cost/answer?Start=2026-11-06T22:00&Length=&Severity=critical&Engineers=1&Worked=");
        Assert.Null(filled.Ana.Page.QuerySelector("#answer"));
        Assert.Equal("#Length", filled.Ana.Page.QuerySelector("#answer-refused a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Cost_OfAContractWithoutTerms_SaysWhatIsMissing()
    {
        var contract = await filled.Example.ContractAsync(filled.Client, withTerms: false);
        await filled.Ana.GetAsync($"/contracts/{contract.Id}/cost");
        Assert.Equal(HttpStatusCode.OK, filled.Ana.Status);
        Assert.Contains("No terms yet", filled.Ana.Text, StringComparison.Ordinal);
    }

    private string Plain => filled.Ana.Text.Replace('\u00a0', ' ');

    // A Sunday's two hours and an hour on a Tuesday, in complete months.
    private async Task<Contract> WorkedAsync()
    {
        var contract = await filled.Example.ContractAsync(filled.Client);
        var day = (contract.Code.Length + int.Parse(contract.Code[2..], System.Globalization.CultureInfo.InvariantCulture)) * 7;
        var sunday = new LocalDate(2026, 1, 4).PlusDays(day);
        await filled.Example.WorkAsync(contract, $"{Iso(sunday)}T08:00:00Z", $"{Iso(sunday)}T10:00:00Z");
        await filled.Example.WorkAsync(contract, $"{Iso(sunday.PlusDays(2))}T08:00:00Z", $"{Iso(sunday.PlusDays(2))}T09:00:00Z");
        return contract;
    }

    private async Task DraftAsync(Contract contract, Dictionary<string, string> values)
    {
        await filled.Ana.GetAsync($"/contracts/{contract.Id}/terms");
        await filled.Ana.SubmitAsync(values, null, "Do=cost");
        Assert.Equal(HttpStatusCode.OK, filled.Ana.Status);
        Assert.NotNull(filled.Ana.Value("Draft"));
    }

    private static string Iso(LocalDate date) => NodaTime.Text.LocalDatePattern.Iso.Format(date);
}
