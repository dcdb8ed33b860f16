using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Invoicing;
using Billing.Domain.Rating;
using Billing.IntegrationTests.App;
using Billing.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;

namespace Billing.IntegrationTests.Features.Invoices;

/// <summary>What stands under each line of an invoice's page.</summary>
public sealed class ExplanationTests : IAsyncLifetime
{
    private TestApp app = null!;
    private Example example = null!;
    private Browser ana = null!;

    public async Task InitializeAsync()
    {
        app = await TestApp.FoundedAsync(Example.At("2026-11-10T12:00:00Z"));
        example = new(app);
        await example.ReadyAsync();
        ana = await app.SignedInAsync();
    }

    public async Task DisposeAsync()
    {
        ana.Dispose();
        await app.DisposeAsync();
    }

    // 25 October 2026 is a Sunday whose hour from 02:00 comes twice: 00:20 UTC is 02:20 the first time, 01:20 UTC the second.
    // 3,600 s × 100 × 2 ÷ 3600 = 200. On Monday 1,801 s × 100 ÷ 3600 = 50.02777…
    [Fact]
    public async Task Line_OfARepeatedHour_TellsOffsetsClauseAndSum()
    {
        var contract = await example.ContractAsync(await example.ClientAsync(), startsOn: "2026-10-01");
        await example.WorkAsync(contract, "2026-10-25T00:20:00Z", "2026-10-25T01:20:00Z");
        await example.WorkAsync(contract, "2026-10-26T09:00:00Z", "2026-10-26T09:30:01Z");
        var lines = await ExplainedAsync();

        Assert.Contains("Sun 25 Oct 02:20 (UTC+02:00) – 02:20 (UTC+01:00) · 1:00", lines[0], StringComparison.Ordinal);
        Assert.Contains("Rolled back the broker", lines[0], StringComparison.Ordinal);
        Assert.Contains("Clause 3: Sunday: Sundays all day ×2.", lines[0], StringComparison.Ordinal);
        Assert.Contains("3,600 s × 100.00 × 2 ÷ 3600 = 200.00, exactly", lines[0], StringComparison.Ordinal);
        Assert.Contains("Mon 26 Oct 10:00 – 10:30:01 · 0:30:01", lines[1], StringComparison.Ordinal);
        Assert.Contains("1,801 s × 100.00 × 1 ÷ 3600 = 50.027777…, rounded once to €\u00a050.03", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Line_PartOfASession_NamesTheWholeOfIt()
    {
        var contract = await example.ContractAsync(await example.ClientAsync(), startsOn: "2026-10-01");
        await example.WorkAsync(contract, "2026-10-24T21:00:00Z", "2026-10-24T23:00:00Z");
        var lines = await ExplainedAsync();
        Assert.Equal(2, lines.Count);
        Assert.All(lines, l => Assert.Contains("of the session Sat 24 Oct 23:00 – Sun 25 Oct 01:00", l, StringComparison.Ordinal));
        Assert.Contains("Sat 24 Oct 23:00 – Sun 25 Oct 00:00 · 1:00", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explanation_OfASnapshotFromBefore_TellsTheSameWithoutTheSession()
    {
        var contract = await example.ContractAsync(await example.ClientAsync(), startsOn: "2026-10-01");
        await example.WorkAsync(contract, "2026-10-26T09:00:00Z", "2026-10-26T10:00:00Z");
        await ana.PostAsync("/runs/now");
        var json = await app.AsAsync(db => db.Invoices.AsNoTracking().Select(i => i.Snapshot).SingleAsync());
        var old = SnapshotJson.Read(json);
        var group = old.Groups[0] with { Slices = [.. old.Groups[0].Slices.Select(s => s with { Kind = null, SessionStart = null, SessionStop = null, AdjustedBy = null }), Added(old)] };
        var read = SnapshotJson.Read(SnapshotJson.Write(old with { Groups = [group] }));

        var explained = LineExplanation.Of(read.Groups[0].Lines[0], read.Groups[0], read);
        Assert.Equal(["Mon 26 Oct 10:00 – 11:00", "added at Mon 26 Oct 11:00"], explained.Slices.Select(s => s.When));
        Assert.Equal("1:00 worked and 0:10 added by rounding make 1:10.", explained.Rounding);
        Assert.Equal(["Clause 1"], explained.Clauses.Select(c => $"Clause {c.Number}"));
        Assert.DoesNotContain("sessionStart", SnapshotJson.Write(read), StringComparison.Ordinal);
        Assert.DoesNotContain("adjustedBy", SnapshotJson.Write(read), StringComparison.Ordinal);
        Assert.Contains("sessionStart", json, StringComparison.Ordinal);
    }

    // 50 minutes are rounded to an hour, the call-out is made up to two; the alert came ten minutes before. 300 + 200 is 50 more than the maximum.
    [Fact]
    public async Task Line_OfRoundingMinimumFeeOrMaximum_CitesItsClause()
    {
        var contract = await ContractAsync(new() { EffectiveFrom = new(2026, 10, 1), HourlyRate = 150m, Increment = new(30, IncrementRounding.Up, IncrementScope.Session), MinimumCallOut = new(120m, 60m), ResponseFee = new(200m, 30m), Cap = new(450m, CapScope.Incident) });
        var incident = new Incident(app.Owner.BusinessId, contract.Id, 1, "Checkout returns 502", "critical", Example.At("2026-10-26T08:50:00Z"), app.Owner.Id) { AlertedAt = Example.At("2026-10-26T08:50:00Z") };
        await app.SaveAsync(incident);
        await example.WorkAsync(contract, "2026-10-26T09:00:00Z", "2026-10-26T09:50:00Z", incident);
        var lines = await ExplainedAsync();

        Assert.Equal(4, lines.Count);
        Assert.Contains("added at Mon 26 Oct 10:50 · 0:10 of the session Mon 26 Oct 10:00 – 10:50 rounding to whole units of time (clause 2)", lines[0], StringComparison.Ordinal);
        Assert.Contains("0:50 worked and 0:10 added by rounding (clause 2) make 1:00.", lines[0], StringComparison.Ordinal);
        Assert.Contains("Clause 2: Time is rounded up to a multiple of 30 minutes, for each session.", lines[0], StringComparison.Ordinal);
        Assert.Contains("1:00 were added so that the call-out reaches the agreed minimum (clause 3).", lines[1], StringComparison.Ordinal);
        Assert.Contains("Clause 3: An engineer's call-out to an incident is billed as at least 2 hours", lines[1], StringComparison.Ordinal);
        Assert.Contains("for starting soon after the alert (clause 4): alert Mon 26 Oct 09:50, work from Mon 26 Oct 10:00.", lines[2], StringComparison.Ordinal);
        Assert.Contains("Clause 4: Starting within 30 minutes of the alert adds €200.00, once for each incident.", lines[2], StringComparison.Ordinal);
        Assert.Contains("Without the agreed maximum (clause 5) the lines would come to €\u00a050.00 more.", lines[3], StringComparison.Ordinal);
        Assert.Contains("Clause 5: One incident never costs more than €450.00.", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Line_WithTimeTakenOffAndIncluded_SaysHowMuchAndByWhichClause()
    {
        var contract = await ContractAsync(new() { EffectiveFrom = new(2026, 10, 1), HourlyRate = 150m, Increment = new(30, IncrementRounding.Down, IncrementScope.Day), Cap = new(10m, CapScope.Day), Retainer = new(60m, true) });
        await example.WorkAsync(contract, "2026-10-26T09:00:00Z", "2026-10-26T10:37:00Z");
        var lines = await ExplainedAsync();

        Assert.Equal(3, lines.Count);
        Assert.Contains("Clause 4: Each month includes 1 hour; an hour at ×2 uses up two hours of it.", lines[0], StringComparison.Ordinal);
        Assert.Contains("Mon 26 Oct 11:00 – 11:30 · 0:30 of the session Mon 26 Oct 10:00 – 11:37 Rolled back the broker 0:07 of work behind it not billed, by rounding to whole units of time (clause 2)", lines[1], StringComparison.Ordinal);
        Assert.Contains("Clause 2: Time is rounded down to a multiple of 30 minutes, for each engineer's day.", lines[1], StringComparison.Ordinal);
        Assert.Contains("Without the agreed maximum (clause 3) the lines of Mon 26 Oct would come to €\u00a065.00 more.", lines[2], StringComparison.Ordinal);
    }

    private async Task<Contract> ContractAsync(ContractTerms terms)
    {
        var contract = await example.ContractAsync(await example.ClientAsync(), startsOn: "2026-10-01", withTerms: false);
        await app.SaveAsync(new TermsVersion(app.Owner.BusinessId, contract.Id, terms.EffectiveFrom, 1, RatingJson.WriteTerms(terms), app.Owner.Id, app.Clock.Now));
        return contract;
    }

    private static InvoiceSlice Added(InvoiceSnapshot snapshot)
    {
        var slice = snapshot.Groups[0].Slices[0];
        return slice with { Start = slice.Stop, Seconds = 600, Kind = null, SessionStart = null, SessionStop = null, AdjustedBy = null };
    }

    private async Task<IReadOnlyList<string>> ExplainedAsync()
    {
        await ana.PostAsync("/runs/now");
        Assert.Equal("One invoice was issued.", ana.Notice);
        var id = await app.AsAsync(db => db.Invoices.AsNoTracking().Select(i => i.Id).SingleAsync());
        await ana.GetAsync($"/invoices/{id}");
        return [.. ana.Page.QuerySelectorAll("details.why").Select(d => string.Join(' ', d.TextContent.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries)))];
    }
}
