using System.Net;
using System.Text.Json;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.IntegrationTests.App;
using NodaTime;

namespace Billing.IntegrationTests.Features.Clock;

/// <summary>The meter on the page and as JSON: 100 an hour, ×1.5 after four hours of an incident, ×2 on Sundays, Paris.</summary>
public sealed class MeterTests : IAsyncLifetime
{
    private TestApp app = null!;
    private Example example = null!;
    private Contract contract = null!;
    private Incident incident = null!;
    private Browser ana = null!;

    public async Task InitializeAsync()
    {
        app = await TestApp.FoundedAsync(Example.At("2026-01-12T08:00:00Z"));
        example = new(app);
        await example.ReadyAsync();
        contract = await example.ContractAsync(await example.ClientAsync());
        incident = await example.IncidentAsync(contract, "2026-01-12T08:00:00Z");
        ana = await app.SignedInAsync();
    }

    public async Task DisposeAsync()
    {
        ana.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Meter_BeforeTheFourthHourEnds_TellsTheSameOnPageAndAsJson()
    {
        await example.WorkAsync(contract, "2026-01-12T08:00:00Z", null, incident);
        app.Clock.Advance(Duration.FromMinutes(217));

        await ana.GetAsync("/clients");
        Assert.Equal(
            "INC-0001 Checkout returns 502|Nordwind Retail GmbH · since 09:00|€\u00a0361.67||×1 base rate|×1.5|in 0:23|· beyond 4 h",
            string.Join('|', ana.Page.QuerySelectorAll("section.meter [data-show]").Select(p => p.TextContent)));

        var json = await JsonAsync(ana);
        Assert.Equal(("€\u00a0361.67", "", "×1 base rate", "×1.5", "in 0:23", "· beyond 4 h"), (Text(json, "earned"), Text(json, "total"), Text(json, "price"), Text(json, "next"), Text(json, "nextIn"), Text(json, "nextWhy")));
        Assert.Equal(Example.At("2026-01-12T12:00:00Z").ToUnixTimeSeconds(), json.GetProperty("nextAt").GetInt64());
        Assert.Equal(app.Clock.Now.ToUnixTimeSeconds(), json.GetProperty("now").GetInt64());
    }

    [Fact]
    public async Task Meter_PastTheFourthHourWithEarlierWork_TellsBothAmountsAndTheDayOfTheNextChange()
    {
        await example.WorkAsync(contract, "2026-01-12T08:00:00Z", "2026-01-12T12:00:00Z", incident);
        await example.WorkAsync(contract, "2026-01-12T13:00:00Z", null, incident);
        app.Clock.Advance(Duration.FromHours(6));
        var json = await JsonAsync(ana);
        Assert.Equal(("€\u00a0150.00", "incident €\u00a0550.00", "×1.5 Long incident beyond 4 h", "×2", "Sun 18 Jan 00:00", "· Sunday"), (Text(json, "earned"), Text(json, "total"), Text(json, "price"), Text(json, "next"), Text(json, "nextIn"), Text(json, "nextWhy")));
    }

    [Fact]
    public async Task Meter_OfAContractWithoutTerms_TellsElapsedOnly()
    {
        var bare = await example.ContractAsync(await example.ClientAsync("Second AG"), withTerms: false);
        await example.WorkAsync(bare, "2026-01-12T08:00:00Z", null);
        app.Clock.Advance(Duration.FromMinutes(5));
        await ana.GetAsync("/");
        Assert.Equal("0:05:00", ana.Page.QuerySelector("section.meter time")!.TextContent);
        Assert.DoesNotContain("€", ana.Page.QuerySelector("section.meter")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("", Text(await JsonAsync(ana), "earned"));
    }

    [Fact]
    public async Task Meter_WithoutAClockOrSignIn_TellsNothing()
    {
        using var none = await ana.Http.GetAsync(new Uri("/clock/meter", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NoContent, none.StatusCode);

        await example.WorkAsync(contract, "2026-01-12T08:00:00Z", null, incident);
        await example.MemberAsync("books", Role.Bookkeeper);
        using var books = await app.SignedInAsync("books@example.org");
        await books.GetAsync("/clock/meter");
        Assert.Equal(HttpStatusCode.Forbidden, books.Status);
        Assert.Null(books.Page.QuerySelector("section.meter"));
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private static async Task<JsonElement> JsonAsync(Browser browser) =>
        JsonDocument.Parse(await browser.Http.GetStringAsync(new Uri("/clock/meter", UriKind.Relative))).RootElement;
}
