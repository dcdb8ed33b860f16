using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.IntegrationTests.App;
using Billing.Web.Features.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Billing.IntegrationTests.Features.Runs;

public sealed class BillingRunnerTests : IAsyncLifetime
{
    private TestApp app = null!;
    private Example example = null!;
    private Client client = null!;

    public async Task InitializeAsync()
    {
        app = await TestApp.FoundedAsync(Example.At("2026-01-05T09:00:00Z"));
        example = new(app);
        await example.ReadyAsync();
        client = await example.ClientAsync();
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Run_OnTheBillingDay_IssuesTheMonthWithVat()
    {
        var contract = await example.ContractAsync(client);
        var incident = await example.IncidentAsync(contract, "2026-01-10T08:00:00Z");
        await example.WorkAsync(contract, "2026-01-10T08:00:00Z", "2026-01-10T14:00:00Z", incident);

        var outcome = Assert.Single(await RunAtAsync("2026-01-31T23:00:00Z"));

        Assert.Equal((Outcome.Issued, "2026-0001", 840.00m), (outcome.Outcome, outcome.Number, outcome.Gross!.Value.Amount));
        var invoice = await app.AsAsync(db => db.Invoices.SingleAsync());
        var snapshot = SnapshotJson.Read(invoice.Snapshot);
        Assert.Equal((700.00m, 20m, 140.00m), (snapshot.Totals.Net, snapshot.Totals.VatRate, snapshot.Totals.Vat));
        Assert.Equal([400m, 300m], snapshot.Groups.Single().Lines.Select(l => l.Amount));
        Assert.Equal(["INC-0001"], snapshot.Groups.Select(g => g.IncidentCode));
        Assert.Equal([1], snapshot.Groups[0].Lines[0].Clauses);
        Assert.Equal([2], snapshot.Groups[0].Lines[1].Clauses);
        Assert.Equal((new LocalDate(2026, 2, 1), new LocalDate(2026, 3, 3)), (snapshot.IssuedOn, snapshot.DueOn));
        Assert.Equal(invoice.SnapshotSha256, SnapshotJson.Sha256(invoice.Snapshot));
        Assert.Equal(6 * 3600, await app.AsAsync(db => db.BilledSlices.SumAsync(s => s.Seconds)));
    }

    [Fact]
    public async Task Run_OneSecondBeforeTheBillingDayInTheContractsZone_FindsNothing()
    {
        var contract = await example.ContractAsync(client, "America/Los_Angeles", 3);
        await example.WorkAsync(contract, "2026-01-10T18:00:00Z", "2026-01-10T19:00:00Z");

        Assert.Empty(await RunAtAsync("2026-02-03T07:59:59Z"));
        Assert.Single(await RunAtAsync("2026-02-03T08:00:00Z"));
    }

    [Fact]
    public async Task Run_Twice_MakesNothingTheSecondTime()
    {
        var contract = await example.ContractAsync(client);
        await example.WorkAsync(contract, "2026-01-10T08:00:00Z", "2026-01-10T09:00:00Z");

        await RunAtAsync("2026-02-01T00:00:00Z");
        Assert.Empty(await RunAtAsync("2026-02-01T01:00:00Z"));

        Assert.Equal(1, await app.AsAsync(db => db.Invoices.CountAsync()));
    }

    [Fact]
    public async Task Run_ManyAtOnce_SettlesEachMonthOnceAndLeavesNoGap()
    {
        for (var i = 0; i < 5; i++)
        {
            var contract = await example.ContractAsync(client);
            foreach (var month in (string[])["01", "02", "03"])
                await example.WorkAsync(contract, $"2026-{month}-1{i}T08:00:00Z", $"2026-{month}-1{i}T09:00:00Z");
        }

        app.Clock.Now = Example.At("2026-04-01T12:00:00Z");
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Runner.OutcomesAsync(app.Owner.BusinessId, "page"))));

        var invoices = await app.AsAsync(db => db.Invoices.OrderBy(i => i.Number).ToListAsync());
        Assert.Equal(Enumerable.Range(1, 15).Select(n => $"2026-{n:0000}"), invoices.Select(i => i.Number));
        Assert.Equal(15, invoices.Select(i => (i.ContractId, i.Period)).Distinct().Count());
        Assert.Equal(15, await app.AsAsync(db => db.SettledPeriods.CountAsync()));
    }

    [Fact]
    public async Task Bill_FromThreeProcessesBesideTheServer_SettlesEachMonthOnceAndLeavesNoGap()
    {
        for (var i = 0; i < 4; i++)
        {
            var contract = await example.ContractAsync(client);
            foreach (var month in (string[])["01", "02", "03"])
                await example.WorkAsync(contract, $"2026-{month}-1{i}T08:00:00Z", $"2026-{month}-1{i}T09:00:00Z");
        }

        // Processes have the machine's clock, on which these months are long past.
        app.Clock.Now = Example.At("2026-04-01T12:00:00Z");
        var commands = Enumerable.Range(0, 3).Select(_ => Commands.Executable.RunAsync(["bill", "--through", "2026-03", "--data", app.Folder.Path])).ToList();
        await Runner.OutcomesAsync(app.Owner.BusinessId, "page");
        foreach (var (exit, _, error) in await Task.WhenAll(commands)) Assert.True(exit == 0, error);

        var invoices = await app.AsAsync(db => db.Invoices.OrderBy(i => i.IssuedAt).ToListAsync());
        Assert.Equal(12, invoices.Select(i => (i.ContractId, i.Period)).Distinct().Count());
        Assert.Equal(12, invoices.Count);
        foreach (var year in invoices.GroupBy(i => i.IssuedOn.Year))
            Assert.Equal(Enumerable.Range(1, year.Count()).Select(n => $"{year.Key}-{n:0000}"), year.Select(i => i.Number).Order(StringComparer.Ordinal));
        Assert.Null(await app.AsAsync(db => Billing.Web.Data.AuditTrail.VerifyAsync(db, CancellationToken.None)));
    }

    [Fact]
    public async Task Run_AfterThreeMonthsOffline_CatchesUpInOrder()
    {
        var contract = await example.ContractAsync(client);
        await example.WorkAsync(contract, "2026-01-10T08:00:00Z", "2026-01-10T09:00:00Z");
        await example.WorkAsync(contract, "2026-03-10T08:00:00Z", "2026-03-10T10:00:00Z");

        var outcomes = await RunAtAsync("2026-04-20T12:00:00Z");

        Assert.Equal(
            [("2026-01", Outcome.Issued, "2026-0001"), ("2026-02", Outcome.Nothing, null), ("2026-03", Outcome.Issued, "2026-0002")],
            outcomes.Select(o => (o.Period.ToString(), o.Outcome, o.Number)));
    }

    [Fact]
    public async Task Run_WhileAClockRunsInTheMonth_WithholdsItWholeAndBillsItLater()
    {
        var contract = await example.ContractAsync(client);
        app.Clock.Now = Example.At("2026-01-31T21:00:00Z");
        var session = await example.WorkAsync(contract, "2026-01-31T21:00:00Z", null);

        var waiting = Assert.Single(await RunAtAsync("2026-01-31T23:30:00Z"));
        Assert.Equal(Outcome.Nothing, waiting.Outcome);
        Assert.StartsWith("Ana Ruiz's clock still runs since 31 January 2026.", Assert.Single(waiting.Withheld), StringComparison.Ordinal);
        Assert.Empty(await RunAtAsync("2026-02-01T00:30:00Z"));

        await StopAsync(session, "2026-02-01T01:00:00Z");
        var issued = Assert.Single(await RunAtAsync("2026-02-01T02:00:00Z"));
        Assert.Equal((Outcome.Issued, 240.00m), (issued.Outcome, issued.Gross!.Value.Amount));
    }

    [Fact]
    public async Task Run_WithASessionOverTwelveHours_WithholdsItUntilItIsConfirmed()
    {
        var contract = await example.ContractAsync(client);
        var session = await example.WorkAsync(contract, "2026-01-12T08:00:00Z", "2026-01-12T21:00:00Z");

        Assert.Equal("Ana Ruiz's session of 12 January 2026 is longer than twelve hours. Confirm it in the timesheet.", Assert.Single(Assert.Single(await RunAtAsync("2026-02-01T00:00:00Z")).Withheld));

        await app.AsAsync(async db =>
        {
            (await db.Sessions.SingleAsync(s => s.Id == session.Id)).LengthConfirmed = true;
            return await db.SaveChangesAsync();
        });
        Assert.Equal(Outcome.Issued, Assert.Single(await RunAtAsync("2026-02-01T01:00:00Z")).Outcome);
    }

    // Thirteen hours that were forgotten on: the month is billed without them, they are put right, and come with the next invoice.
    [Fact]
    public async Task Run_WithWithheldWorkInABilledMonth_LetsItBeCorrectedAndBillsItWithTheNext()
    {
        var contract = await example.ContractAsync(client);
        await example.WorkAsync(contract, "2026-01-10T08:00:00Z", "2026-01-10T09:00:00Z");
        var forgotten = await example.WorkAsync(contract, "2026-01-12T08:00:00Z", "2026-01-12T21:00:00Z");
        var billed = Assert.Single(await RunAtAsync("2026-02-01T00:00:00Z"));
        Assert.Equal((Outcome.Issued, 120m, 1), (billed.Outcome, billed.Gross!.Value.Amount, billed.Withheld.Count));

        using var ana = await app.SignedInAsync();
        await ana.GetAsync("/runs");
        Assert.Contains("January 2026", ana.Text, StringComparison.Ordinal);
        await ana.GetAsync($"/timesheet/{forgotten.Id}");
        await ana.SubmitAsync(new() { ["Start"] = "2026-01-12T09:00", ["Stop"] = "2026-01-12T11:00" });
        Assert.Empty(ana.Errors);
        await example.WorkAsync(contract, "2026-02-10T08:00:00Z", "2026-02-10T09:00:00Z");

        Assert.Equal(360m, Assert.Single(await RunAtAsync("2026-03-01T00:00:00Z")).Gross!.Value.Amount);
        var lines = SnapshotJson.Read(await app.AsAsync(db => db.Invoices.OrderByDescending(i => i.Number).Select(i => i.Snapshot).FirstAsync())).Groups.Single().Lines;
        Assert.Equal([("2026-01", 200m), (null, 100m)], lines.Select(l => (l.ServiceMonth, l.Amount)));
        Assert.Equal(0, await app.AsAsync(db => db.ChangedMonths.CountAsync()));
    }

    // Whichever comes first: what is on the invoice is what is in the timesheet, and no second is lost.
    [Fact]
    public async Task Run_WhileASessionIsEdited_BillsWhatTheTimesheetSays()
    {
        for (var i = 0; i < 8; i++)
        {
            var contract = await example.ContractAsync(client);
            var session = await example.WorkAsync(contract, $"2026-01-{10 + i}T08:00:00Z", $"2026-01-{10 + i}T09:00:00Z");
            app.Clock.Now = Example.At("2026-02-01T00:00:00Z");
            using var ana = await app.SignedInAsync();
            await ana.GetAsync($"/timesheet/{session.Id}");
            await Task.WhenAll(
                Task.Run(async () => await Runner.OutcomesAsync(app.Owner.BusinessId)),
                Task.Run(async () => await ana.SubmitAsync(new() { ["Stop"] = $"2026-01-{10 + i}T11:30" })));
            Assert.Equal(System.Net.HttpStatusCode.OK, ana.Status);
            var kept = await app.AsAsync(db => db.Sessions.SingleAsync(s => s.Id == session.Id));
            var billed = await app.AsAsync(db => db.BilledSlices.Where(s => s.SessionId == session.Id).SumAsync(s => s.Seconds));
            Assert.Equal((long)(kept.Stop!.Value - kept.Start).TotalSeconds, billed);
        }
    }

    [Fact]
    public async Task Run_WithOneContractWithoutTerms_ParksItAndBillsTheOthers()
    {
        var without = await example.ContractAsync(client, withTerms: false);
        var with = await example.ContractAsync(client);
        await example.WorkAsync(with, "2026-01-10T08:00:00Z", "2026-01-10T09:00:00Z");

        var outcomes = await RunAtAsync("2026-02-01T00:00:00Z");

        Assert.Equal([(without.Id, Outcome.Parked), (with.Id, Outcome.Issued)], outcomes.Select(o => (o.ContractId, o.Outcome)));
        Assert.Equal("The contract has no terms. Add them on its page.", outcomes[0].Message);
    }

    [Fact]
    public async Task Run_WithoutTheBusinesssAddressOrVatNumber_ParksWithWhatToDo()
    {
        await app.AsAsync(async db =>
        {
            (await db.Businesses.SingleAsync()).VatId = null;
            return await db.SaveChangesAsync();
        });
        var contract = await example.ContractAsync(client);
        await example.WorkAsync(contract, "2026-01-10T08:00:00Z", "2026-01-10T09:00:00Z");

        Assert.Equal("VAT is charged, but your business has no VAT number. Enter it in Settings.", Assert.Single(await RunAtAsync("2026-02-01T00:00:00Z")).Message);
        Assert.Equal(0, await app.AsAsync(db => db.Counters.CountAsync()));
    }

    [Fact]
    public async Task Run_OfADraftContract_LeavesItAlone()
    {
        var contract = await example.ContractAsync(client, state: ContractState.Draft);
        await example.WorkAsync(contract, "2026-01-10T08:00:00Z", "2026-01-10T09:00:00Z");
        Assert.Empty(await RunAtAsync("2026-02-01T00:00:00Z"));
    }

    [Fact]
    public async Task Run_IntoAnotherYear_StartsThatYearsNumbersAnew()
    {
        var contract = await example.ContractAsync(client, startsOn: "2026-11-01");
        await example.WorkAsync(contract, "2026-11-10T08:00:00Z", "2026-11-10T09:00:00Z");
        await example.WorkAsync(contract, "2026-12-10T08:00:00Z", "2026-12-10T09:00:00Z");

        Assert.Equal("2026-0001", Assert.Single(await RunAtAsync("2026-12-01T00:00:00Z")).Number);
        Assert.Equal("2027-0001", Assert.Single(await RunAtAsync("2027-01-01T00:00:00Z")).Number);
    }

    [Fact]
    public async Task Run_ThroughAMonth_BillsItBeforeItsBillingDayButNotBeforeItsEnd()
    {
        var contract = await example.ContractAsync(client, billingDay: 20);
        await example.WorkAsync(contract, "2026-01-10T08:00:00Z", "2026-01-10T09:00:00Z");
        app.Clock.Now = Example.At("2026-01-31T22:59:59Z");
        Assert.Empty(await Runner.OutcomesAsync(app.Owner.BusinessId, "command", new BillingPeriod(2026, 1)));
        app.Clock.Now = Example.At("2026-01-31T23:00:00Z");
        Assert.Single(await Runner.OutcomesAsync(app.Owner.BusinessId, "command", new BillingPeriod(2026, 1)));
    }

    [Fact]
    public async Task Preview_OfAnOwedMonth_SaysTheSameAsTheRunAndWritesNothing()
    {
        var contract = await example.ContractAsync(client);
        await example.WorkAsync(contract, "2026-01-10T08:00:00Z", "2026-01-10T09:00:00Z");
        app.Clock.Now = Example.At("2026-02-01T00:00:00Z");
        var before = await CountsAsync();

        var preview = Assert.Single(await Runner.PreviewsAsync(app.Owner.BusinessId));

        Assert.Equal(before, await CountsAsync());
        Assert.Equal((Outcome.Issued, 120.00m), (preview.Outcome, preview.Gross!.Value.Amount));
        Assert.Equal(preview.Gross, Assert.Single(await RunAtAsync("2026-02-01T00:00:00Z")).Gross);
    }

    [Fact]
    public async Task Run_OfTheScheduleThatFindsOldNewsOnly_LeavesNoRow()
    {
        await example.ContractAsync(client, withTerms: false);
        for (var hour = 0; hour < 3; hour++)
        {
            app.Clock.Now = Example.At("2026-02-01T00:00:00Z") + Duration.FromHours(hour);
            await Runner.RunAllAsync("schedule", CancellationToken.None);
        }

        Assert.Equal(1, await app.AsAsync(db => db.Runs.CountAsync()));
    }

    [Fact]
    public async Task Run_AfterWorkWasAddedToAMonthInWhichNothingWasOwed_BillsItAsItsSecond()
    {
        var contract = await example.ContractAsync(client);
        Assert.Equal(Outcome.Nothing, Assert.Single(await RunAtAsync("2026-02-01T00:00:00Z")).Outcome);
        Assert.Empty(await RunAtAsync("2026-02-01T01:00:00Z"));

        await example.WorkAsync(contract, "2026-01-31T22:30:00Z", "2026-01-31T23:30:00Z");

        // Half an hour of it is February's in Paris, and that day is a Sunday.
        var issued = Assert.Single(await RunAtAsync("2026-02-01T02:00:00Z"));
        Assert.Equal((Outcome.Issued, new BillingPeriod(2026, 1), 60.00m), (issued.Outcome, issued.Period, issued.Gross!.Value.Amount));
        Assert.Equal(2, await app.AsAsync(db => db.Invoices.Select(i => i.Sequence).SingleAsync()));
        Assert.Empty(await RunAtAsync("2026-02-01T03:00:00Z"));
        Assert.Equal(120.00m, Assert.Single(await RunAtAsync("2026-03-01T00:00:00Z")).Gross!.Value.Amount);
    }

    [Fact]
    public async Task Run_OfNonBillableTime_OwesNothing()
    {
        var contract = await example.ContractAsync(client);
        var session = await example.WorkAsync(contract, "2026-01-10T08:00:00Z", "2026-01-10T09:00:00Z");
        await app.AsAsync(async db =>
        {
            var row = await db.Sessions.SingleAsync(s => s.Id == session.Id);
            (row.Billable, row.NotBillableReason) = (false, "own mistake");
            return await db.SaveChangesAsync();
        });
        Assert.Equal(Outcome.Nothing, Assert.Single(await RunAtAsync("2026-02-01T00:00:00Z")).Outcome);
        Assert.Equal(0, await app.AsAsync(db => db.Counters.CountAsync()));
    }

    private BillingRunner Runner => app.Services.GetRequiredService<BillingRunner>();

    private Task<IReadOnlyList<ContractOutcome>> RunAtAsync(string now) => app.RunAtAsync(now);

    private Task StopAsync(Domain.Work.WorkSession session, string at) => app.AsAsync(async db =>
    {
        (await db.Sessions.SingleAsync(s => s.Id == session.Id)).StopAt(Example.At(at));
        return await db.SaveChangesAsync();
    });

    private Task<(int, int, int, int, int)> CountsAsync() => app.AsAsync(async db =>
        (await db.Invoices.CountAsync(), await db.Runs.CountAsync(), await db.SettledPeriods.CountAsync(), await db.Audit.CountAsync(), await db.Counters.CountAsync()));
}
