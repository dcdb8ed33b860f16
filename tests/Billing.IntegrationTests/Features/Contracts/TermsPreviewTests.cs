using System.Net;
using Billing.IntegrationTests.App;

namespace Billing.IntegrationTests.Features.Contracts;

/// <summary>The sentences and the map that a browser asks for while terms are being typed.</summary>
public sealed class TermsPreviewTests(FilledApp filled) : IClassFixture<FilledApp>
{
    private string Page => $"/contracts/{filled.Contract.Id}/terms";

    [Fact]
    public async Task Preview_OfWhatIsTyped_IsItsSentencesAndItsMapAlone()
    {
        var before = await filled.RowsAsync();
        await TypeAsync(new() { ["HourlyRate"] = "123.45", ["Premiums[1].Multiplier"] = "3", ["Cap.Amount"] = "900", ["Cap.Scope"] = "Month" });

        var preview = filled.Ana.Page.QuerySelector("#preview")!;
        Assert.Contains("€123.45", preview.TextContent, StringComparison.Ordinal);
        Assert.Contains("One month never costs more than €900.00.", preview.TextContent, StringComparison.Ordinal);
        Assert.Equal(24, preview.QuerySelectorAll("svg.map rect.band-3").Length);
        Assert.Equal("", filled.Ana.Page.QuerySelector("#preview-refused")!.TextContent);
        Assert.Empty(filled.Ana.Page.QuerySelectorAll("form, nav, input, h1"));
        Assert.Equal(before, await filled.RowsAsync());
    }

    [Fact]
    public async Task Preview_OfWhatCannotBeRead_LeavesTheSentencesAndLeadsToTheFields()
    {
        await TypeAsync(new() { ["HourlyRate"] = "", ["Premiums[1].Multiplier"] = "double", ["ResponseFee.Amount"] = "200" });
        Assert.Null(filled.Ana.Page.QuerySelector("#preview"));
        var links = filled.Ana.Page.QuerySelectorAll("#preview-refused a").Select(a => (a.GetAttribute("href")!, a.TextContent)).Order().ToList();
        Assert.Equal(
            [
                ("#HourlyRate", "Enter the hourly rate as a number, for example 100."),
                ("#Premiums-1--Multiplier", "Enter the multiplier as a number, for example 1.5."),
                ("#ResponseFee-Within", "Enter how soon after the alert, for example 0:30 or 2."),
            ],
            links);

        await filled.Ana.GetAsync(Page);
        foreach (var (href, _) in links) Assert.NotNull(filled.Ana.Page.GetElementById(href[1..]));
    }

    [Fact]
    public async Task Preview_OfTermsThatCannotBeKept_SaysBoth()
    {
        var contract = await filled.Example.ContractAsync(filled.Client, withTerms: false);
        await filled.Ana.GetAsync($"/contracts/{contract.Id}/terms");
        await PostAsync($"/contracts/{contract.Id}/terms/preview", new() { ["HourlyRate"] = "100", ["EffectiveFrom"] = "2026-02-01" });
        Assert.Contains("An hour costs €100.00.", filled.Ana.Page.QuerySelector("#preview")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("#EffectiveFrom", filled.Ana.Page.QuerySelector("#preview-refused a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Page_OfTheEditor_ShowsThePresentSentencesAndTheirMap()
    {
        await filled.Ana.GetAsync(Page);
        Assert.Equal($"{Page}/preview", filled.Ana.Page.QuerySelector("main form")!.GetAttribute("data-live"));
        Assert.Equal(24, filled.Ana.Page.QuerySelectorAll("#preview svg.map rect.band-2").Length);
        Assert.Contains("An hour costs €100.00.", filled.Ana.Page.QuerySelector("#preview")!.TextContent, StringComparison.Ordinal);
    }

    private async Task TypeAsync(Dictionary<string, string> values)
    {
        await filled.Ana.GetAsync(Page);
        await PostAsync($"{Page}/preview", values);
    }

    private async Task PostAsync(string path, Dictionary<string, string> values)
    {
        await filled.Ana.PostAsync(path, [.. filled.Ana.Content(values)]);
        Assert.Equal(HttpStatusCode.OK, filled.Ana.Status);
    }
}
