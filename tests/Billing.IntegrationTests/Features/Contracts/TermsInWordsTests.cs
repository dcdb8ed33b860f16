using Billing.Domain.Contracts;
using Billing.IntegrationTests.App;
using Microsoft.EntityFrameworkCore;

namespace Billing.IntegrationTests.Features.Contracts;

/// <summary>The terms on a contract's page: for the members in English, and as the client reads them.</summary>
public sealed class TermsInWordsTests : IAsyncLifetime
{
    private TestApp app = null!;
    private Client client = null!;
    private Contract contract = null!;
    private Browser ana = null!;

    public async Task InitializeAsync()
    {
        app = await TestApp.FoundedAsync(Example.At("2026-01-12T08:00:00Z"));
        var example = new Example(app);
        await example.ReadyAsync();
        client = await example.ClientAsync();
        contract = await example.ContractAsync(client);
        ana = await app.SignedInAsync();
    }

    public async Task DisposeAsync()
    {
        ana.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Page_OfAnEnglishClient_SaysTheTermsOnce()
    {
        await ana.GetAsync($"/contracts/{contract.Id}");
        Assert.Equal(
            "The first 4 hours of an incident cost €100.00 an hour; from then on ×1.5 (counted for each engineer). Work without an incident costs €100.00 an hour. Sundays ×2. The highest applies.",
            ana.Page.QuerySelector(".gist")!.TextContent);
        Assert.Single(ana.Page.QuerySelectorAll(".gist"));
        Assert.Equal(["×1.5", "×2"], ana.Page.QuerySelectorAll(".gist span").Select(s => s.TextContent));
        Assert.Null(ana.Page.QuerySelector("main [lang]"));
    }

    [Theory]
    [InlineData("fr", "As the client reads it, in French", "Une heure coûte 100,00 €.", "À partir de 4 heures sur un même incident : ×1,5 ; temps compté par intervenant.", "100,00 €", "×1,5")]
    [InlineData("de", "As the client reads it, in German", "Eine Stunde kostet 100,00 €.", "Ab 4 Stunden an einer Störung gilt ×1,5; gezählt wird je Person.", "100,00 €", "×1,5")]
    public async Task Page_OfAnotherClient_SaysThemInItsLanguageToo(string language, string summary, string first, string second, string amount, string times)
    {
        await app.AsAsync(async db =>
        {
            (await db.Clients.SingleAsync(c => c.Id == client.Id)).Language = language;
            return await db.SaveChangesAsync();
        });
        await ana.GetAsync($"/contracts/{contract.Id}");

        var reading = ana.Page.QuerySelector($"details [lang='{language}']")!;
        Assert.Equal(summary, reading.ParentElement!.QuerySelector("summary")!.TextContent);
        Assert.Equal([first, second], reading.QuerySelectorAll("li").Take(2).Select(l => l.TextContent.Replace('\u00a0', ' ').Replace('\u202f', ' ')));
        Assert.Equal(amount, reading.QuerySelector("li b")!.TextContent.Replace('\u00a0', ' '));
        Assert.Equal(times, reading.QuerySelector("li span.m15")!.TextContent);
        Assert.Contains(times, reading.QuerySelector(".gist")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("The first 4 hours of an incident", ana.Page.QuerySelector(".gist")!.TextContent, StringComparison.Ordinal);
    }
}
