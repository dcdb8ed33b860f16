using Billing.Domain.Contracts;
using Billing.Domain.Work;
using Billing.IntegrationTests.App;
using Microsoft.EntityFrameworkCore;

namespace Billing.IntegrationTests.Features.Timesheet;

public sealed class SessionFormTests(FilledApp filled) : IClassFixture<FilledApp>
{
    private const string Skipped = "02:30 on 29 Mar 2026 did not exist in Europe/Paris: the clocks went forward. Enter a time before or after the change.";
    private const string Twice = "02:30 on 25 Oct 2026 came twice in Europe/Paris: the clocks went back. Choose whether you mean the earlier or the later one.";
    private const string LongAgo = "This is long ago. Check the year.";
    private const string NotAfter = "Enter a stop that is after the start.";
    private const string TooLong = "This is longer than 7 days. Check both days, or split it into shorter sessions.";
    private const string ToCome = "This stop is still to come. Start the clock instead, or add the time when it is done.";
    private const string Overlap = "Overlaps INC-0001 Checkout returns 502, Tue 20 Oct 10:00–12:00.";
    private const string NoStart = "Enter the start as date and time, for example 2026-11-21 21:14.";
    private const string NoStop = "Enter the stop as date and time, for example 2026-11-21 21:14.";

    [Theory]
    [InlineData("", "2026-10-21T10:00", "Start", NoStart)]
    [InlineData("21/10/2026 9:00", "2026-10-21T10:00", "Start", NoStart)]
    [InlineData("2026-10-21T09:00", "", "Stop", NoStop)]
    [InlineData("2026-10-21T09:00", "2026-10-21T24:30", "Stop", NoStop)]
    [InlineData("2026-10-21T09:00", "2026-10-21T09:00", "Stop", NotAfter)]
    [InlineData("2026-10-21T09:00", "2026-10-21T08:59:59", "Stop", NotAfter)]
    [InlineData("2026-10-13T00:00", "2026-10-20T00:00:01", "Stop", TooLong)]
    [InlineData("2026-10-30T12:00", "2026-10-30T13:01:01", "Stop", ToCome)]
    [InlineData("2026-11-30T12:00", "2026-11-30T13:00", "Stop", ToCome)]
    [InlineData("1999-12-31T12:00", "1999-12-31T13:00", "Start", LongAgo)]
    [InlineData("2026-03-29T02:30", "2026-03-29T05:00", "Start", Skipped)]
    [InlineData("2026-03-29T01:30", "2026-03-29T02:30", "Stop", Skipped)]
    [InlineData("2026-10-25T02:30", "2026-10-25T05:00", "Start", Twice)]
    [InlineData("2026-10-25T01:30", "2026-10-25T02:30", "Stop", Twice)]
    [InlineData("2026-10-20T11:59:59", "2026-10-20T13:00", "Start", Overlap)]
    [InlineData("2026-10-20T10:30", "2026-10-20T10:40", "Start", Overlap)]
    [InlineData("2026-10-20T09:00", "2026-10-20T10:00:01", "Stop", Overlap)]
    [InlineData("2026-10-20T09:00", "2026-10-20T13:00", "Stop", Overlap)]
    [InlineData("-9998-01-01T00:00", "2026-10-21T10:00", "Start", NoStart)]
    [InlineData("2026-10-21T09:00", "9999-12-31T23:59:59", "Stop", NoStop)]
    public async Task Session_WithBadTimes_SaysSoKeepsThemAndWritesNothing(string start, string stop, string field, string sentence)
    {
        await filled.RefusesAsync("/timesheet/new", null, Good(start, stop), field, sentence);
        var session = await filled.Example.WorkAsync(filled.Contract, "2026-10-01T08:00:00Z", "2026-10-01T09:00:00Z");
        try
        {
            await filled.RefusesAsync($"/timesheet/{session.Id}", null, Good(start, stop), field, sentence);
        }
        finally
        {
            await RemoveAsync(session);
        }
    }

    [Theory]
    [InlineData("Description", "x*2001", "The description can have at most 2000 characters; this has 2001.")]
    [InlineData("Description", "a\\a", "Remove the control characters.")]
    [InlineData("Contract", "", "Choose a contract.")]
    [InlineData("Contract", "01930000-0000-7000-8000-000000000000", "Choose a contract.")]
    [InlineData("Incident", "01930000-0000-7000-8000-000000000000", "Choose an incident, or none.")]
    public Task Session_WithOtherBadInput_SaysSoKeepsItAndWritesNothing(string field, string typed, string sentence) =>
        filled.RefusesAsync("/timesheet/new", null, new(Good("2026-10-21T09:00", "2026-10-21T10:00")) { ["Incident"] = "", [field] = FilledApp.Typed(typed) }, field, sentence);

    [Theory]
    [InlineData("", "Enter why this time is not billed, for example: our own mistake.")]
    [InlineData("x*201", "The reason can have at most 200 characters; this has 201.")]
    public Task Session_NotBilledWithoutAShortReason_IsRefused(string reason, string sentence) => filled.RefusesAsync(
        "/timesheet/new", null, new(Good("2026-10-21T09:00", "2026-10-21T10:00")) { ["NotBillableReason"] = FilledApp.Typed(reason) }, "NotBillableReason", sentence, null, "Billable");

    [Fact]
    public async Task Session_OnAContractThatEndedOrIsNotItsIncidents_IsRefused()
    {
        var (ended, other) = (await filled.Example.ContractAsync(filled.Client, state: ContractState.Ended), await filled.Example.ContractAsync(filled.Client));
        var values = Good("2026-10-21T09:00", "2026-10-21T10:00");
        await filled.RefusesAsync("/timesheet/new", null, new(values) { ["Contract"] = ended.Id.ToString() }, "Contract", $"{ended.Code} has ended; no time can be added to it.");
        await filled.RefusesAsync(
            "/timesheet/new", null, new(values) { ["Contract"] = other.Id.ToString(), ["Incident"] = filled.Incident.Id.ToString() }, "Incident", $"INC-0001 belongs to another contract than {other.Code}.");
    }

    [Theory]
    [InlineData("2026-10-25T02:30", "earlier", "2026-10-25T02:30", "later", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z")]
    [InlineData("2026-10-25T02:10", "earlier", "2026-10-25T02:20", "earlier", "2026-10-25T00:10:00Z", "2026-10-25T00:20:00Z")]
    [InlineData("2026-10-25T02:40", "later", "2026-10-25T02:50:30", "later", "2026-10-25T01:40:00Z", "2026-10-25T01:50:30Z")]
    public async Task New_InTheHourThatCameTwice_TakesTheAnswers(string start, string startWhich, string stop, string stopWhich, string from, string to)
    {
        await filled.Ana.GetAsync("/timesheet/new");
        await filled.Ana.SubmitAsync(Good(start, stop));
        Assert.Equal(2, filled.Ana.Errors.Count);

        await filled.Ana.SubmitAsync(new() { ["StartWhich"] = startWhich, ["StopWhich"] = stopWhich });

        Assert.EndsWith(" added.", filled.Ana.Notice, StringComparison.Ordinal);
        var session = await filled.App.AsAsync(db => db.Sessions.OrderByDescending(s => s.Start).FirstAsync());
        Assert.Equal((Example.At(from), Example.At(to)), (session.Start, session.Stop!.Value));
        await filled.Ana.GetAsync($"/timesheet/{session.Id}");
        Assert.Equal((startWhich, stopWhich), (filled.Ana.Value("StartWhich"), filled.Ana.Value("StopWhich")));
        await RemoveAsync(session);
    }

    [Fact]
    public async Task New_InTheHourThatCameTwice_WithTheLaterBeforeTheEarlier_IsNotAfter()
    {
        await filled.Ana.GetAsync("/timesheet/new");
        await filled.Ana.SubmitAsync(Good("2026-10-25T02:10", "2026-10-25T02:30"));
        await filled.Ana.SubmitAsync(new() { ["StartWhich"] = "later", ["StopWhich"] = "earlier" });
        Assert.Equal(NotAfter, filled.Ana.Error("Stop"));
        Assert.Equal(("later", "earlier"), (filled.Ana.Value("StartWhich"), filled.Ana.Value("StopWhich")));
    }

    [Fact]
    public async Task New_WithGoodInput_SavesItAsTypedBesideItsNeighbour()
    {
        // It touches the session that ends at 12:00, which is no overlap.
        var said = await filled.SavesAsync("/timesheet/new", null, new(Good("2026-10-20T12:00", "2026-10-20T13:30:15")) { ["NotBillableReason"] = "Our own mistake" }, null, "Billable");

        Assert.Equal("1:30:15 added.", said);
        Assert.Equal("/timesheet?week=2026-W43", filled.Ana.Path);
        var session = await filled.App.AsAsync(db => db.Sessions.OrderByDescending(s => s.Start).FirstAsync());
        Assert.Equal((Example.At("2026-10-20T10:00:00Z"), Example.At("2026-10-20T11:30:15Z")), (session.Start, session.Stop!.Value));
        Assert.Equal("Restarted the queue,\nthen watched <it>", session.Description.ReplaceLineEndings("\n"));
        Assert.Equal((false, "Our own mistake", filled.App.Owner.Id), (session.Billable, session.NotBillableReason, session.MemberId));
        Assert.Equal(("added", "WorkSession"), ((await filled.LastAuditAsync()).Action, (await filled.LastAuditAsync()).Subject));
        await RemoveAsync(session);
    }

    [Fact]
    public async Task New_FourAtOnce_SavesOneAndTellsTheOthersWhatItOverlaps()
    {
        var browsers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => filled.App.SignedInAsync()));
        await Task.WhenAll(browsers.Select(b => b.GetAsync("/timesheet/new")));
        await Task.WhenAll(browsers.Select((b, i) => b.SubmitAsync(Good($"2026-10-05T10:0{i}", "2026-10-05T11:00"))));

        Assert.Single(browsers, b => b.Notice.EndsWith(" added.", StringComparison.Ordinal));
        Assert.All(browsers.Where(b => b.Path == "/timesheet/new"), b => Assert.StartsWith("Overlaps C-1 Support, Mon 5 Oct 10:0", Assert.Single(b.Errors), StringComparison.Ordinal));
        var (from, to) = (Example.At("2026-10-05T00:00:00Z"), Example.At("2026-10-06T00:00:00Z"));
        await RemoveAsync(await filled.App.AsAsync(db => db.Sessions.SingleAsync(s => s.Start > from && s.Start < to)));
        foreach (var browser in browsers) browser.Dispose();
    }

    [Fact]
    public async Task Edit_WithGoodInput_SavesItAndTheAuditKeepsWhatItWas()
    {
        var session = await filled.Example.WorkAsync(filled.Contract, "2026-10-02T08:00:00Z", "2026-10-02T09:00:00Z");
        var said = await filled.SavesAsync($"/timesheet/{session.Id}", null, new() { ["Stop"] = "2026-10-02T10:30", ["Description"] = "Longer than I thought" });

        Assert.Equal("0:30:00 changed.", said);
        var audit = await filled.LastAuditAsync();
        Assert.Contains("2026-10-02T09:00:00Z", audit.Before, StringComparison.Ordinal);
        Assert.Contains("2026-10-02T08:30:00Z", audit.After, StringComparison.Ordinal);
        await RemoveAsync(session);
    }

    [Fact]
    public async Task Edit_OfTheRunningClock_MovesItsStartButNotBeyondNowOrIntoAnother()
    {
        var running = await filled.Example.WorkAsync(filled.Contract, "2026-10-30T11:30:00Z", null);
        var page = $"/timesheet/{running.Id}";
        try
        {
            await filled.RefusesAsync(page, null, new() { ["Start"] = "2026-10-30T13:00:01" }, "Start", "The clock already runs, so it cannot have started later than now.");
            await filled.RefusesAsync(page, null, new() { ["Start"] = "2026-10-23T12:59:59" }, "Start", "The clock would have run for more than 7 days. Check the day.");
            await filled.Ana.GetAsync(page);
            await filled.Ana.PostAsync(page, ("Earlier", "20"));
            Assert.Equal("The clock runs since 12:10.", filled.Ana.Notice);
            Assert.Equal(Example.At("2026-10-30T11:10:00Z"), await filled.App.AsAsync(db => db.Sessions.Where(s => s.Stop == null).Select(s => s.Start).SingleAsync()));
        }
        finally
        {
            await RemoveAsync(running);
        }
    }

    [Fact]
    public async Task Confirm_OfASessionOverTwelveHours_KeepsThatItReallyWas()
    {
        var session = await filled.Example.WorkAsync(filled.Contract, "2026-10-06T08:00:00Z", "2026-10-06T20:00:01Z");
        await filled.Ana.GetAsync("/timesheet?week=2026-W41");
        await filled.Ana.SubmitAsync([], "/confirm");
        Assert.Equal("Confirmed; it will be billed.", filled.Ana.Notice);
        Assert.True(await filled.App.AsAsync(db => db.Sessions.Where(s => s.Id == session.Id).Select(s => s.LengthConfirmed).SingleAsync()));
        Assert.Equal("""{"LengthConfirmed":"True"}""", (await filled.LastAuditAsync()).After);

        // Another length is confirmed anew.
        await filled.SavesAsync($"/timesheet/{session.Id}", null, new() { ["Stop"] = "2026-10-06T23:00" });
        Assert.False(await filled.App.AsAsync(db => db.Sessions.Where(s => s.Id == session.Id).Select(s => s.LengthConfirmed).SingleAsync()));
        await RemoveAsync(session);
    }

    [Fact]
    public async Task Delete_AfterAsking_RemovesItAndTheAuditKeepsIt()
    {
        var session = await filled.Example.WorkAsync(filled.Contract, "2026-10-03T08:00:00Z", "2026-10-03T09:00:00Z");
        await filled.Ana.GetAsync($"/timesheet/{session.Id}/delete");
        Assert.Equal(1, await filled.App.AsAsync(db => db.Sessions.CountAsync(s => s.Id == session.Id)));

        await filled.Ana.SubmitAsync([]);

        Assert.Equal("The session is deleted.", filled.Ana.Notice);
        Assert.Equal(0, await filled.App.AsAsync(db => db.Sessions.CountAsync(s => s.Id == session.Id)));
        var audit = await filled.LastAuditAsync();
        Assert.Equal(("deleted", "WorkSession"), (audit.Action, audit.Subject));
        Assert.Contains("Rolled back the broker", audit.Before, StringComparison.Ordinal);
    }

    private Dictionary<string, string> Good(string start, string stop) => new()
    {
        ["Contract"] = filled.Contract.Id.ToString(), ["Start"] = start, ["Stop"] = stop, ["Description"] = "Restarted the queue,\nthen watched <it>",
    };

    private Task<int> RemoveAsync(WorkSession session) => filled.App.AsAsync(async db =>
    {
        db.Remove(await db.Sessions.SingleAsync(s => s.Id == session.Id));
        return await db.SaveChangesAsync();
    });
}
