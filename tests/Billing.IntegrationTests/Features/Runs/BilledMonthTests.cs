using System.Net;
using Billing.Domain.Contracts;
using Billing.Domain.Work;
using Billing.IntegrationTests.App;
using Microsoft.EntityFrameworkCore;

namespace Billing.IntegrationTests.Features.Runs;

/// <summary>What the forms refuse once a month is billed.</summary>
public sealed class BilledMonthTests(BilledMonthTests.BilledApp billed) : IClassFixture<BilledMonthTests.BilledApp>
{
    private const string Settled = "January 2026 is billed for C-1 already (2026-0001); time in it can no longer be changed.";

    [Theory]
    [InlineData("2026-01-20T10:00", "2026-01-20T11:00")]
    [InlineData("2026-01-31T23:59", "2026-02-01T00:30")]
    public Task Session_AddedToABilledMonth_IsRefused(string start, string stop) =>
        billed.Filled.RefusesAsync("/timesheet/new", null, new() { ["Contract"] = billed.Contract.Id.ToString(), ["Start"] = start, ["Stop"] = stop }, "Start", Settled);

    [Fact]
    public Task Session_MovedIntoABilledMonth_IsRefused() =>
        billed.Filled.RefusesAsync($"/timesheet/{billed.Later.Id}", null, new() { ["Start"] = "2026-01-20T10:00", ["Stop"] = "2026-01-20T11:00" }, "Start", Settled);

    [Fact]
    public async Task Session_ThatIsBilled_StaysWhateverIsSent()
    {
        var (ana, page) = (billed.Filled.Ana, $"/timesheet/{billed.Billed.Id}");
        var before = await billed.Filled.RowsAsync();
        await ana.GetAsync(page);
        Assert.Contains("This session is billed, so it stays as it is.", ana.Text, StringComparison.Ordinal);
        Assert.Null(ana.Page.QuerySelector("main form"));
        await ana.PostAsync(page, ("Contract", billed.Contract.Id.ToString()), ("Start", "2026-02-05T10:00"), ("Stop", "2026-02-05T11:00"), ("Billable", "true"));
        Assert.Equal((HttpStatusCode.OK, page), (ana.Status, ana.Path));
        await ana.PostAsync(page + "/delete");
        Assert.StartsWith("This session is on invoice 2026-0001, so it stays as it is.", ana.Notice, StringComparison.Ordinal);
        Assert.Equal(before, await billed.Filled.RowsAsync());
        Assert.Equal(billed.Billed.Start, await billed.Filled.App.AsAsync(db => db.Sessions.Where(s => s.Id == billed.Billed.Id).Select(s => s.Start).SingleAsync()));
    }

    [Fact]
    public Task Terms_FromABilledMonth_AreRefused() => billed.Filled.RefusesAsync(
        $"/contracts/{billed.Contract.Id}/terms", null, new() { ["HourlyRate"] = "200", ["EffectiveFrom"] = "2026-01-31" },
        "EffectiveFrom", "January 2026 is billed with the present terms; choose a date from 1 February 2026.", "Do=save");

    [Theory]
    [InlineData("Currency", "USD", "The currency stays EUR: invoices of this contract are issued in it.")]
    [InlineData("TimeZone", "Asia/Tokyo", "The time zone stays Europe/Paris: months of this contract are billed in it.")]
    public async Task Contract_WithInvoices_KeepsItsCurrencyAndZone(string field, string typed, string sentence)
    {
        var (ana, page) = (billed.Filled.Ana, $"/contracts/{billed.Contract.Id}/edit");
        var before = await billed.Filled.RowsAsync();
        await ana.GetAsync(page);
        Assert.Null(ana.Page.QuerySelector($"[name={field}]"));
        await ana.SubmitAsync(new() { [field] = typed, ["Title"] = "Still here" });
        Assert.Equal([sentence], ana.Errors);
        Assert.Equal("Still here", ana.Value("Title"));
        Assert.Equal(before, await billed.Filled.RowsAsync());
    }

    [Fact]
    public async Task Numbering_OnceAnInvoiceIsIssued_HasNoFirstNumberToType()
    {
        await billed.Filled.Ana.GetAsync("/settings");
        Assert.Null(billed.Filled.Ana.Page.QuerySelector("[name='Numbering.FirstNumber']"));
        Assert.Equal("Saved. The next invoice will be R2026-2.", await billed.Filled.SavesAsync("/settings", "/settings/numbering", new() { ["Numbering.Format"] = "R{yyyy}-{seq}" }));
    }

    /// <summary>January is billed, with one session on an invoice; it is 10 February.</summary>
    public sealed class BilledApp : IAsyncLifetime
    {
        public FilledApp Filled { get; } = new();

        public Contract Contract => Filled.Contract;

        public WorkSession Billed { get; private set; } = null!;

        public WorkSession Later { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            await Filled.InitializeAsync();
            await Filled.App.AsAsync(async db =>
            {
                db.Remove(await db.Sessions.SingleAsync());
                return await db.SaveChangesAsync();
            });
            Billed = await Filled.Example.WorkAsync(Contract, "2026-01-10T08:00:00Z", "2026-01-10T09:00:00Z");
            Later = await Filled.Example.WorkAsync(Contract, "2026-02-03T08:00:00Z", "2026-02-03T09:00:00Z");
            Filled.App.Clock.Now = Example.At("2026-02-10T12:00:00Z");
            await Filled.Ana.PostAsync("/runs/now");
            Assert.Equal("One invoice was issued.", Filled.Ana.Notice);
        }

        public Task DisposeAsync() => Filled.DisposeAsync();
    }
}
