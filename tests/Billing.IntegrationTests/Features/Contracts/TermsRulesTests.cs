using Billing.Domain.Contracts;
using Billing.Domain.Rating;
using Billing.IntegrationTests.App;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.IntegrationTests.Features.Contracts;

/// <summary>The clauses besides the rate: increment, minimum call-out, response fee, cap and retainer.</summary>
public sealed class TermsRulesTests(FilledApp filled) : IClassFixture<FilledApp>
{
    private const string Minutes = "Enter whole minutes from 1 to 1440, for example 15.";
    private const string Least = "Enter the least that is billed, for example 1, 1.5 or 0:30.";
    private const string Join = "Enter how soon later work still belongs to the call-out, for example 2 or 1:30.";
    private const string Within = "Enter how soon after the alert, for example 0:30 or 2.";
    private const string Included = "Enter the hours that each month includes, for example 10 or 7:30.";

    private static readonly Dictionary<string, string> Everything = new()
    {
        ["Increment.Minutes"] = "15", ["Increment.Rounding"] = "Up", ["Increment.Scope"] = "Day",
        ["MinimumCallOut.Minutes"] = "1", ["MinimumCallOut.JoinWithin"] = "1:30",
        ["ResponseFee.Amount"] = "200.00", ["ResponseFee.Within"] = "0:30",
        ["Cap.Amount"] = "2000.00", ["Cap.Scope"] = "Incident",
        ["Retainer.Included"] = "7:30", ["Retainer.Weighted"] = "true",
    };

    private string Page => PageOf(filled.Contract);

    [Theory]
    [InlineData("Increment.Minutes", "0", Minutes, "Increment.Rounding=Up")]
    [InlineData("Increment.Minutes", "-15", Minutes, "Increment.Rounding=Up")]
    [InlineData("Increment.Minutes", "1.5", Minutes, "Increment.Rounding=Up")]
    [InlineData("Increment.Minutes", "0:00:30", Minutes, "Increment.Rounding=Up")]
    [InlineData("Increment.Minutes", "1441", Minutes, "Increment.Rounding=Up")]
    [InlineData("Increment.Minutes", "a quarter", Minutes, "Increment.Rounding=None")]
    [InlineData("Increment.Minutes", "", Minutes, "Increment.Rounding=Nearest")]
    [InlineData("Increment.Rounding", "", "Choose which way time is rounded, or leave the minutes empty.", "Increment.Minutes=15")]
    [InlineData("Increment.Rounding", "Sideways", "Choose which way time is rounded, or leave the minutes empty.", "Increment.Minutes=15")]
    [InlineData("Increment.Scope", "Year", "Choose what is rounded as one.", "Increment.Minutes=15;Increment.Rounding=Up")]
    [InlineData("MinimumCallOut.Minutes", "", Least, "MinimumCallOut.JoinWithin=2")]
    [InlineData("MinimumCallOut.Minutes", "-1", Least, "MinimumCallOut.JoinWithin=2")]
    [InlineData("MinimumCallOut.Minutes", "an hour", Least, "MinimumCallOut.JoinWithin=2")]
    [InlineData("MinimumCallOut.JoinWithin", "", Join, "MinimumCallOut.Minutes=1")]
    [InlineData("MinimumCallOut.JoinWithin", "1:75", Join, "MinimumCallOut.Minutes=1")]
    [InlineData("ResponseFee.Amount", "", "Enter the fee as a number, for example 100.", "ResponseFee.Within=0:30")]
    [InlineData("ResponseFee.Amount", "-1", "Enter the fee of at least 0.", "ResponseFee.Within=0:30")]
    [InlineData("ResponseFee.Amount", "1,000", "Write the fee without the comma, as 1000, or with a decimal point, as 1: “1,000” could be either.", "ResponseFee.Within=0:30")]
    [InlineData("ResponseFee.Within", "", Within, "ResponseFee.Amount=200")]
    [InlineData("ResponseFee.Within", "soon", Within, "ResponseFee.Amount=200")]
    [InlineData("Cap.Amount", "", "Enter the most it may cost as a number, for example 100.", "Cap.Scope=Month")]
    [InlineData("Cap.Amount", "1000000000", "Enter the most it may cost of at most 999999999.", "Cap.Scope=Month")]
    [InlineData("Cap.Amount", "0.00001", "Enter the most it may cost with at most four decimals.", "Cap.Scope=Month")]
    [InlineData("Cap.Scope", "", "Choose what the limit is for, or leave the amount empty.", "Cap.Amount=2000")]
    [InlineData("Cap.Scope", "Year", "Choose what the limit is for, or leave the amount empty.", "Cap.Amount=2000")]
    [InlineData("Retainer.Included", "", Included, "Retainer.Weighted=true")]
    [InlineData("Retainer.Included", "-10", Included, "")]
    [InlineData("Retainer.Included", "ten", Included, "Retainer.Weighted=true")]
    public Task Rule_WithBadInput_SaysItKeepsItAndWritesNothing(string field, string typed, string sentence, string beside)
    {
        var values = beside.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(v => v.Split('=')).ToDictionary(v => v[0], v => v[1]);
        values[field] = typed;
        return filled.RefusesAsync(Page, null, values, field, sentence, "Do=save");
    }

    [Fact]
    public async Task Rules_WithEverything_AreStoredAndComeBackAsTyped()
    {
        var contract = await filled.Example.ContractAsync(filled.Client);
        await filled.SavesAsync(PageOf(contract), null, Everything, "Do=save");

        var terms = await LatestAsync(contract);
        Assert.Equal(new Increment(15, IncrementRounding.Up, IncrementScope.Day), terms.Increment);
        Assert.Equal(new MinimumCallOut(60m, 90m), terms.MinimumCallOut);
        Assert.Equal(new ResponseFee(200m, 30m), terms.ResponseFee);
        Assert.Equal(new Cap(2000m, CapScope.Incident), terms.Cap);
        Assert.Equal(new Retainer(450m, true), terms.Retainer);
        foreach (var sentence in Sentences) Assert.Contains(sentence, filled.Ana.Text, StringComparison.Ordinal);

        await filled.Ana.GetAsync(PageOf(contract));
        Assert.Empty(Everything.Select(e => (e.Key, e.Value)).Except(filled.Ana.Content([])));
        Assert.Equal(5, filled.Ana.Page.QuerySelectorAll(".rules > details[open]").Length);

        // Saved again without a change they are the same terms, not a further version.
        var before = await filled.RowsAsync();
        await filled.Ana.SubmitAsync([], null, "Do=save");
        Assert.Equal(before, await filled.RowsAsync());
    }

    [Fact]
    public async Task Rules_Emptied_AreLeftOut()
    {
        var contract = await filled.Example.ContractAsync(filled.Client);
        await filled.SavesAsync(PageOf(contract), null, Everything, "Do=save");
        await filled.SavesAsync(
            PageOf(contract), null, Everything.Keys.Where(k => k is not ("Increment.Scope" or "Retainer.Weighted")).ToDictionary(k => k, _ => " "), "Do=save", "Retainer.Weighted");

        var terms = await LatestAsync(contract);
        Assert.Equal((null, null, null, null, null), (terms.Increment, terms.MinimumCallOut, terms.ResponseFee, terms.Cap, terms.Retainer));
        await filled.Ana.GetAsync(PageOf(contract));
        Assert.Empty(filled.Ana.Page.QuerySelectorAll(".rules > details[open]"));
    }

    [Theory]
    [InlineData("15", 15)]
    [InlineData("15 min", 15)]
    [InlineData("0:15", 15)]
    [InlineData("0.5 h", 30)]
    [InlineData("1440", 1440)]
    public async Task Increment_TypedOneWayOrAnother_IsInMinutes(string typed, int minutes)
    {
        var contract = await filled.Example.ContractAsync(filled.Client);
        await filled.SavesAsync(PageOf(contract), null, new() { ["Increment.Minutes"] = typed, ["Increment.Rounding"] = "Down" }, "Do=save");
        Assert.Equal(new Increment(minutes, IncrementRounding.Down, IncrementScope.Session), (await LatestAsync(contract)).Increment);
    }

    [Fact]
    public async Task Increment_ToTheSecond_NeedsNoMinutesAndIsSaid()
    {
        var contract = await filled.Example.ContractAsync(filled.Client);
        await filled.SavesAsync(PageOf(contract), null, new() { ["Increment.Rounding"] = "None" }, "Do=save");
        Assert.Contains("Time is counted to the second.", filled.Ana.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Length_WithSecondsThatNoDecimalHolds_ComesBackReadable()
    {
        var contract = await filled.Example.ContractAsync(filled.Client);
        await filled.SavesAsync(PageOf(contract), null, new() { ["Retainer.Included"] = "0:00:20" }, "Do=save");
        var before = await filled.RowsAsync();
        await filled.SavesAsync(PageOf(contract), null, [], "Do=save");
        Assert.Equal(before, await filled.RowsAsync());
    }

    [Theory]
    [InlineData("Increment.Scope", "Session", "The terms from 1 January 2026 round each engineer's day, and all terms of a contract must round the same thing. Choose that here too, or leave the rounding out.")]
    [InlineData("Cap.Scope", "Day", "The terms from 1 January 2026 limit one month, and all terms of a contract must limit the same thing. Choose that here too, or leave the limit out.")]
    public async Task Scope_OtherThanInEarlierTerms_IsRefusedAtItsField(string field, string typed, string sentence)
    {
        var contract = await WithTermsAsync(t => t with { Increment = new(15, IncrementRounding.Up, IncrementScope.Day), Cap = new(900m, CapScope.Month) });
        await filled.RefusesAsync(PageOf(contract), null, new() { [field] = typed }, field, sentence, "Do=save");
    }

    [Fact]
    public async Task Scope_OtherThanInTermsOfTheSameDay_ReplacesThem()
    {
        var contract = await WithTermsAsync(t => t with { Cap = new(900m, CapScope.Month) });
        await filled.SavesAsync(PageOf(contract), null, new() { ["Cap.Scope"] = "Day", ["EffectiveFrom"] = "2026-01-01" }, "Do=save");
        Assert.Equal(new Cap(900m, CapScope.Day), (await LatestAsync(contract)).Cap);
    }

    [Fact]
    public async Task OwnRate_OfSomeoneWhoLeft_IsKept()
    {
        var left = Guid.NewGuid().ToString("N");
        var contract = await WithTermsAsync(t => t with { EngineerRates = new Dictionary<string, decimal>(StringComparer.Ordinal) { [left] = 90m } });
        await filled.SavesAsync(PageOf(contract), null, new() { ["HourlyRate"] = "130" }, "Do=save");
        var terms = await LatestAsync(contract);
        Assert.Equal((130m, 90m), (terms.HourlyRate, terms.EngineerRates[left]));
    }

    [Fact]
    public async Task Multipliers_ThatMultiplyBeyondAllMoney_AreRefused()
    {
        var values = new Dictionary<string, string> { ["Stacking"] = "Multiply", ["Premiums[0].Steps[0].Multiplier"] = "999", ["Premiums[1].Multiplier"] = "1.5" };
        await filled.RefusesAsync(Page, null, values, "Stacking", "Multiplied, these clauses can come to more than ×999. Lower a multiplier, or choose another way.", "Do=save");
    }

    [Fact]
    public async Task Template_OfQuarterHours_FillsInItsClausesAndSaysThem()
    {
        var contract = await filled.Example.ContractAsync(filled.Client, withTerms: false);
        await filled.Ana.GetAsync(PageOf(contract));
        await filled.Ana.SubmitAsync(new() { ["HourlyRate"] = "100" }, null, "Do=template-quarters");
        Assert.Equal(("15", "Up", "Session", "1", "2"), (filled.Ana.Value("Increment.Minutes"), filled.Ana.Value("Increment.Rounding"), filled.Ana.Value("Increment.Scope"), filled.Ana.Value("MinimumCallOut.Minutes"), filled.Ana.Value("MinimumCallOut.JoinWithin")));
        Assert.Contains("Time is rounded up to a multiple of 15 minutes, for each session.", filled.Ana.Text, StringComparison.Ordinal);
        Assert.Contains("An engineer's call-out to an incident is billed as at least 1 hour; work on it that the engineer begins within 2 hours of the call-out's start belongs to it.", filled.Ana.Text, StringComparison.Ordinal);
    }

    private static string[] Sentences =>
    [
        "Time is rounded up to a multiple of 15 minutes, for each engineer's day.",
        "An engineer's call-out to an incident is billed as at least 1 hour; work on it that the engineer begins within 1 hour 30 minutes of the call-out's start belongs to it.",
        "Starting within 30 minutes of the alert adds €200.00, once for each incident.",
        "One incident never costs more than €2,000.00.",
        "Each month includes 7 hours 30 minutes; an hour at ×2 uses up two hours of it.",
    ];

    private static string PageOf(Contract contract) => $"/contracts/{contract.Id}/terms";

    private async Task<Contract> WithTermsAsync(Func<ContractTerms, ContractTerms> change)
    {
        var contract = await filled.Example.ContractAsync(filled.Client, withTerms: false);
        var terms = change(Example.Terms(new(2026, 1, 1)));
        await filled.App.SaveAsync(new TermsVersion(filled.App.Owner.BusinessId, contract.Id, terms.EffectiveFrom, 1, RatingJson.WriteTerms(terms), filled.App.Owner.Id, filled.App.Clock.Now));
        return contract;
    }

    private async Task<ContractTerms> LatestAsync(Contract contract)
    {
        var rows = await filled.App.AsAsync(db => db.Terms.Where(t => t.ContractId == contract.Id).ToListAsync());
        return RatingJson.ReadTerms(rows.OrderBy(t => t.EffectiveFrom).ThenBy(t => t.Version).Last().Clauses);
    }
}
