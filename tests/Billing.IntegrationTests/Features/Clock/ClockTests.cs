using System.Net;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Work;
using Billing.IntegrationTests.App;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.IntegrationTests.Features.Clock;

public sealed class ClockTests : IAsyncLifetime
{
    private TestApp app = null!;
    private Example example = null!;
    private Contract contract = null!;
    private Incident incident = null!;
    private Browser ana = null!;

    public async Task InitializeAsync()
    {
        app = await TestApp.FoundedAsync(Example.At("2026-01-10T08:00:00Z"));
        example = new(app);
        await example.ReadyAsync();
        contract = await example.ContractAsync(await example.ClientAsync());
        incident = await example.IncidentAsync(contract, "2026-01-10T08:00:00Z");
        ana = await app.SignedInAsync();
    }

    public async Task DisposeAsync()
    {
        ana.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Start_TwelveAtOnceFromFourBrowsers_LeavesOneRunningSession()
    {
        var browsers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => app.SignedInAsync()));
        var token = browsers.Select(b => b.Value("__RequestVerificationToken")!).ToList();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(async i =>
        {
            using var body = new FormUrlEncodedContent([new("__RequestVerificationToken", token[i % 4]), new("incident", incident.Id.ToString())]);
            using var answer = await browsers[i % 4].Http.PostAsync(new Uri("/clock/start", UriKind.Relative), body);
            return (answer.StatusCode, answer.RequestMessage!.RequestUri!.AbsolutePath);
        }));

        Assert.All(answers, a => Assert.Equal((HttpStatusCode.OK, "/"), a));
        var session = Assert.Single(await SessionsAsync());
        Assert.True(session.IsRunning);
        foreach (var browser in browsers) browser.Dispose();
    }

    [Fact]
    public async Task Start_OnTwoIncidentsFromTwoBrowsersAtOnce_LeavesOneRunningSession()
    {
        var other = await example.IncidentAsync(contract, "2026-01-10T08:00:00Z");
        await StartAsync(ana, incident);
        app.Clock.Advance(Duration.FromMinutes(5));
        var browsers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => app.SignedInAsync()));

        await Task.WhenAll(browsers.Select((b, i) => b.PostAsync("/clock/start", ("incident", (i % 2 == 0 ? incident : other).Id.ToString()))));

        Assert.All(browsers, b => Assert.Equal(HttpStatusCode.OK, b.Status));
        Assert.Single(await SessionsAsync(), s => s.IsRunning);
        Assert.Equal(Duration.FromMinutes(5), (await SessionsAsync())[0].Length(app.Clock.Now));
        foreach (var browser in browsers) browser.Dispose();
    }

    [Fact]
    public async Task Start_OfAnotherIncident_StopsTheFirstAtTheSameSecond()
    {
        var other = await example.IncidentAsync(contract, "2026-01-10T08:00:00Z");
        await StartAsync(ana, incident);
        app.Clock.Advance(Duration.FromSeconds(3725));
        await StartAsync(ana, other);

        Assert.Equal("Stopped after 1:02:05. The clock runs on INC-0002 Checkout returns 502 now.", ana.Notice);
        var (first, second) = (await SessionsAsync()) switch { [var a, var b] => (a, b), _ => throw new InvalidOperationException() };
        Assert.Equal((incident.Id, app.Clock.Now), (first.IncidentId!.Value, first.Stop!.Value));
        Assert.Equal((other.Id, app.Clock.Now, true), (second.IncidentId!.Value, second.Start, second.IsRunning));
    }

    [Fact]
    public async Task Start_WithANewIncident_StopsTheFirstAtTheSameSecond()
    {
        await StartAsync(ana, incident);
        app.Clock.Advance(Duration.FromMinutes(30));
        await ana.GetAsync("/incidents/new");
        await ana.SubmitAsync(new() { ["Title"] = "Mails do not arrive" });

        Assert.Equal("Stopped after 0:30:00. The clock runs on INC-0002 Mails do not arrive now.", ana.Notice);
        var sessions = await SessionsAsync();
        Assert.Equal((app.Clock.Now, app.Clock.Now, true), (sessions[0].Stop!.Value, sessions[1].Start, sessions[1].IsRunning));
    }

    [Fact]
    public async Task Start_OfWhatRuns_DoesNothing()
    {
        await StartAsync(ana, incident);
        var (started, audit) = (app.Clock.Now, await app.AsAsync(db => db.Audit.CountAsync()));
        app.Clock.Advance(Duration.FromMinutes(1));
        await StartAsync(ana, incident);

        Assert.Equal("The clock runs on INC-0001 Checkout returns 502 already.", ana.Notice);
        Assert.Equal((started, true), (Assert.Single(await SessionsAsync()).Start, (await SessionsAsync())[0].IsRunning));
        Assert.Equal(audit, await app.AsAsync(db => db.Audit.CountAsync()));
    }

    [Theory]
    [InlineData("contract", "nobody")]
    [InlineData("contract", "01930000-0000-7000-8000-000000000000")]
    [InlineData("incident", "01930000-0000-7000-8000-000000000000")]
    [InlineData("description", "nothing else")]
    public async Task Start_OfWhatIsNotThere_SaysSo(string name, string value)
    {
        await ana.PostAsync("/clock/start", (name, value));
        Assert.Equal("What the clock should run on is not there any more. Choose another incident or contract.", ana.Notice);
        Assert.Empty(await SessionsAsync());
    }

    [Fact]
    public async Task Start_OfWhatIsOver_SaysSo()
    {
        var ended = await example.ContractAsync(await example.ClientAsync("Second AG"), state: ContractState.Ended);
        await ana.PostAsync("/clock/start", ("contract", ended.Id.ToString()));
        Assert.Equal($"{ended.Code} has ended, so no clock can start on it. Make a new contract first.", ana.Notice);
        await ana.PostAsync($"/incidents/{incident.Id}/state", ("state", "closed"));
        await StartAsync(ana, incident);
        Assert.Equal("INC-0001 is closed. Reopen it, or open a new incident when it happened again.", ana.Notice);
        Assert.Empty(await SessionsAsync());
    }

    [Fact]
    public async Task Stop_Twice_TellsTheSameOnceMore()
    {
        await StartAsync(ana, incident);
        app.Clock.Advance(Duration.FromSeconds(90));
        await ana.PostAsync("/clock/stop");
        Assert.Equal("Stopped after 0:01:30.", ana.Notice);
        var stopped = app.Clock.Now;
        app.Clock.Advance(Duration.FromSeconds(9));
        await ana.PostAsync("/clock/stop");
        Assert.Equal("Stopped after 0:01:30.", ana.Notice);
        app.Clock.Advance(Duration.FromSeconds(1));
        await ana.PostAsync("/clock/stop");
        Assert.Equal("No clock was running.", ana.Notice);
        Assert.Equal(stopped, Assert.Single(await SessionsAsync()).Stop);
    }

    [Fact]
    public async Task Stop_WithinTheSecond_KeepsNothingButTheAudit()
    {
        await StartAsync(ana, incident);
        await ana.PostAsync("/clock/stop");

        Assert.Equal("Stopped at once; nothing was kept.", ana.Notice);
        Assert.Empty(await SessionsAsync());
        var audit = await app.AsAsync(db => db.Audit.Where(a => a.Subject == "WorkSession").OrderBy(a => a.Sequence).ToListAsync());
        Assert.Equal(["added", "deleted"], audit.Select(a => a.Action));
        Assert.Contains(incident.Id.ToString(), audit[1].Before, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Rolled the broker back", "Rolled the broker back", "Stopped after 0:10:00.")]
    [InlineData("   ", "", "Stopped after 0:10:00.")]
    [InlineData("x*2001", "", "Stopped after 0:10:00. The description was not kept: The description can have at most 2000 characters; this has 2001.")]
    [InlineData("a\\a", "", "Stopped after 0:10:00. The description was not kept: Remove the control characters.")]
    public async Task Stop_WithADescription_StopsWhateverItIs(string typed, string kept, string said)
    {
        await StartAsync(ana, incident);
        app.Clock.Advance(Duration.FromMinutes(10));
        await ana.GetAsync($"/incidents/{incident.Id}");
        await ana.PostAsync("/clock/stop", ("description", FilledApp.Typed(typed)));

        Assert.Equal(said, ana.Notice);
        Assert.Equal((kept, false), ((await SessionsAsync())[0].Description, (await SessionsAsync())[0].IsRunning));
    }

    [Fact]
    public async Task Running_AfterARestart_RunsOn()
    {
        await StartAsync(ana, incident);
        app.Clock.Advance(Duration.FromHours(2));
        await app.RestartAsync();
        using var later = await app.SignedInAsync();
        Assert.Equal("2:00:00", later.Page.QuerySelector("section.meter time")!.TextContent);
        await later.PostAsync("/clock/stop");
        Assert.Equal("Stopped after 2:00:00.", later.Notice);
    }

    [Fact]
    public async Task Meter_WhileTheClockRuns_IsOnEveryPageAndStopsIt()
    {
        await example.WorkAsync(contract, "2026-01-09T08:00:00Z", "2026-01-09T09:00:00Z");
        var session = (await SessionsAsync())[0];
        var ids = new Dictionary<string, string>
        {
            ["/clients"] = contract.ClientId.ToString(), ["/contracts"] = contract.Id.ToString(), ["/incidents"] = incident.Id.ToString(), ["/timesheet"] = session.Id.ToString(),
        };
        var pages = Routes.Of(app).Where(r => r.Method == "GET").Select(r => r.Template).Where(t => !t.Contains('{', StringComparison.Ordinal) || ids.ContainsKey("/" + t.Split('/')[1]))
            .Select(t => t.Replace("{id}", ids.GetValueOrDefault("/" + t.Split('/')[1]), StringComparison.Ordinal)).Append("/nowhere").ToList();
        pages.RemoveAll(p => p == "/clock/meter" || p.EndsWith("/cost/answer", StringComparison.Ordinal)); // Parts of pages, for scripts.
        Assert.True(pages.Count > 20);
        foreach (var page in pages)
        {
            await StartAsync(ana, incident);
            app.Clock.Advance(Duration.FromSeconds(61));
            await ana.GetAsync(page);
            Assert.Equal((page, "0:01:01"), (page, ana.Page.QuerySelector("section.meter time")?.TextContent));
            Assert.Equal("/clock/stop", ana.Page.QuerySelector("section.meter form")!.GetAttribute("action"));
            await ana.SubmitAsync([], "/clock/stop");
            Assert.Equal((page, "Stopped after 0:01:01."), (page, string.Join(' ', ana.Page.QuerySelectorAll(".notice.good").Select(n => n.TextContent.Trim()))));
            Assert.Null(ana.Page.QuerySelector("section.meter"));
        }
    }

    [Fact]
    public async Task Stop_OnAPageThatAFormWithErrorsLeft_ComesBackToThatForm()
    {
        await StartAsync(ana, incident);
        app.Clock.Advance(Duration.FromSeconds(61));
        await ana.GetAsync("/settings");
        await ana.SubmitAsync(new() { ["Vat.Rate"] = "much" }, "/settings/vat");
        ana.Http.DefaultRequestHeaders.Referrer = new Uri(app.Address, ana.Path);
        await ana.SubmitAsync([], "/clock/stop");
        Assert.Equal((HttpStatusCode.OK, "/settings"), (ana.Status, ana.Path));
        Assert.Contains("Stopped after 0:01:01.", ana.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://example.com/")]
    [InlineData("//example.com/")]
    public async Task Stop_WithAReturnAddressElsewhere_StaysHere(string returnUrl)
    {
        await ana.PostAsync("/clock/stop", ("returnUrl", returnUrl));
        Assert.Equal("/", ana.Path);
        ana.Http.DefaultRequestHeaders.Referrer = new Uri(returnUrl.Replace("//", "http://", StringComparison.Ordinal).Replace("https:http", "https", StringComparison.Ordinal));
        await ana.PostAsync("/clock/stop");
        Assert.Equal((HttpStatusCode.OK, "/"), (ana.Status, ana.Path));
    }

    [Fact]
    public async Task Clock_OfOneMember_LeavesAnothersAlone()
    {
        var jonas = await example.MemberAsync("jonas", Role.Engineer);
        using var his = await app.SignedInAsync("jonas@example.org");
        await StartAsync(ana, incident);
        app.Clock.Advance(Duration.FromMinutes(1));
        await StartAsync(his, incident);
        app.Clock.Advance(Duration.FromMinutes(1));
        await ana.PostAsync("/clock/stop");

        Assert.Equal("Stopped after 0:02:00.", ana.Notice);
        var running = Assert.Single(await SessionsAsync(), s => s.IsRunning);
        Assert.Equal((jonas.Id, Example.At("2026-01-10T08:01:00Z")), (running.MemberId, running.Start));
        await his.GetAsync("/");
        Assert.Equal("0:01:00", his.Page.QuerySelector("section.meter time")!.TextContent);
        await ana.GetAsync("/");
        Assert.Null(ana.Page.QuerySelector("section.meter"));
    }

    private static Task<Browser> StartAsync(Browser browser, Incident on) => browser.PostAsync("/clock/start", ("incident", on.Id.ToString()), ("returnUrl", "/"));

    private Task<List<WorkSession>> SessionsAsync() => app.AsAsync(db => db.Sessions.AsNoTracking().OrderBy(s => s.Start).ToListAsync());
}
