using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.Domain.Rating;
using Billing.IntegrationTests.App;
using Billing.Web.Features.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.IntegrationTests.Features.Runs;

/// <summary>Invoices out of turn, and what the month's own invoice still holds.</summary>
public sealed class InvoiceNowTests : IAsyncLifetime
{
    private TestApp app = null!;
    private Example example = null!;
    private Contract contract = null!;
    private Browser ana = null!;

    public async Task InitializeAsync()
    {
        app = await TestApp.FoundedAsync(Example.At("2026-01-15T09:00:00Z"));
        example = new(app);
        await example.ReadyAsync();
        contract = await example.ContractAsync(await example.ClientAsync());
        ana = await app.SignedInAsync();
    }

    public async Task DisposeAsync()
    {
        ana.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task MonthSoFar_IssuedTwice_HoldsOnlyWhatIsNewAndTheMonthsInvoiceTheRest()
    {
        await example.WorkAsync(contract, "2026-01-12T08:00:00Z", "2026-01-12T10:00:00Z");
        Assert.Equal("Invoice 2026-0001 is issued.", await IssueAsync(ProposalKind.SoFar));
        Assert.Equal("Nothing is owed that was not billed.", await IssueAsync(ProposalKind.SoFar));
        await example.WorkAsync(contract, "2026-01-13T08:00:00Z", "2026-01-13T09:00:00Z");
        Assert.Equal("Invoice 2026-0002 is issued.", await IssueAsync(ProposalKind.SoFar));
        await example.WorkAsync(contract, "2026-01-20T08:00:00Z", "2026-01-20T08:30:00Z");

        Assert.Equal("2026-0003", Assert.Single(await RunAtAsync("2026-02-01T00:00:00Z")).Number);
        Assert.Equal([("2026-01", 1, 20_000L), ("2026-01", 2, 10_000L), ("2026-01", 3, 5_000L)], await NetsAsync());
        Assert.Equal(3 * 3600 + 1800, await app.AsAsync(db => db.BilledSlices.SumAsync(s => s.Seconds)));
    }

    // Six hours on the incident are 400 at the base rate and 300 above four hours; the hour without it is the month's.
    [Fact]
    public async Task Incident_IssuedByItself_IsNotBilledAgainWithTheMonth()
    {
        var incident = await example.IncidentAsync(contract, "2026-01-10T08:00:00Z");
        await example.WorkAsync(contract, "2026-01-10T08:00:00Z", "2026-01-10T14:00:00Z", incident);
        await example.WorkAsync(contract, "2026-01-12T08:00:00Z", "2026-01-12T09:00:00Z");

        Assert.Equal("Invoice 2026-0001 is issued.", await IssueAsync(ProposalKind.Incident, incident.Id.ToString()));
        Assert.Single(await RunAtAsync("2026-02-01T00:00:00Z"));
        Assert.Equal([("2026-01", 1, 70_000L), ("2026-01", 2, 10_000L)], await NetsAsync());
    }

    [Fact]
    public async Task Incident_ThatGoesOnAfterItsInvoice_BringsOnlyTheRestWithTheMonth()
    {
        var incident = await example.IncidentAsync(contract, "2026-01-10T08:00:00Z");
        await example.WorkAsync(contract, "2026-01-10T08:00:00Z", "2026-01-10T11:00:00Z", incident);
        Assert.Equal("Invoice 2026-0001 is issued.", await IssueAsync(ProposalKind.Incident, incident.Id.ToString()));
        await example.WorkAsync(contract, "2026-01-16T08:00:00Z", "2026-01-16T10:00:00Z", incident);
        Assert.Single(await RunAtAsync("2026-02-01T00:00:00Z"));

        // The fourth hour at 100, the fifth at 150: it counts on from the three that are billed.
        Assert.Equal([("2026-01", 1, 30_000L), ("2026-01", 2, 25_000L)], await NetsAsync());
    }

    [Fact]
    public async Task Final_EndsTheContractAndBillsMonthlyChargesByTheDay()
    {
        await app.SaveAsync(new TermsVersion(app.Owner.BusinessId, contract.Id, new(2026, 1, 1), 2, RatingJson.WriteTerms(Example.Terms(new(2026, 1, 1)) with { Recurring = [new("Standby", 310m)] }), app.Owner.Id, app.Clock.Now));
        await example.WorkAsync(contract, "2026-01-12T08:00:00Z", "2026-01-12T09:00:00Z");
        Assert.Equal("Invoice 2026-0001 is issued.", await IssueAsync(ProposalKind.Final));
        Assert.Equal([("2026-01", 1, 25_000L)], await NetsAsync());
        var ended = await app.AsAsync(db => db.Contracts.AsNoTracking().SingleAsync());
        Assert.Equal((ContractState.Ended, new NodaTime.LocalDate(2026, 1, 15)), (ended.State, ended.EndsOn));
        Assert.Empty(await RunAtAsync("2026-03-01T00:00:00Z"));
    }

    [Fact]
    public async Task Final_WhileAClockRuns_IsRefusedAndEndsNothing()
    {
        await example.WorkAsync(contract, "2026-01-15T08:00:00Z", null);
        Assert.StartsWith("Ana Ruiz's clock runs on this contract. Stop it first, so that its time is on the last invoice.", await IssueAsync(ProposalKind.Final), StringComparison.Ordinal);
        Assert.Equal(ContractState.Active, await app.AsAsync(db => db.Contracts.Select(c => c.State).SingleAsync()));
        Assert.Empty(await NetsAsync());
    }

    [Fact]
    public async Task MonthSoFar_WithARunningClock_LeavesItOutAndSaysSo()
    {
        await example.WorkAsync(contract, "2026-01-12T08:00:00Z", "2026-01-12T09:00:00Z");
        await example.WorkAsync(contract, "2026-01-15T08:00:00Z", null);
        await ana.GetAsync($"/contracts/{contract.Id}/invoice");
        Assert.Contains("Left out: Ana Ruiz's clock still runs since 15 January 2026.", ana.Text, StringComparison.Ordinal);
        Assert.Equal("Invoice 2026-0001 is issued.", await IssueAsync(ProposalKind.SoFar));
        Assert.Equal([("2026-01", 1, 10_000L)], await NetsAsync());
    }

    [Fact]
    public async Task MonthSoFar_OnceIssued_KeepsTheTermsOfItsMonth()
    {
        await example.WorkAsync(contract, "2026-01-12T08:00:00Z", "2026-01-12T09:00:00Z");
        await IssueAsync(ProposalKind.SoFar);
        await ana.GetAsync($"/contracts/{contract.Id}/terms");
        await ana.SubmitAsync(new() { ["HourlyRate"] = "200", ["EffectiveFrom"] = "2026-01-20" }, button: "Do=save");
        Assert.Contains("January 2026 is billed with the present terms; choose a date from 1 February 2026.", ana.Errors);
    }

    [Fact]
    public async Task Page_OfAContractThatIsNotActive_IsNotThere()
    {
        var draft = await example.ContractAsync(await example.ClientAsync(), state: ContractState.Draft);
        await ana.GetAsync($"/contracts/{draft.Id}/invoice");
        Assert.Equal(System.Net.HttpStatusCode.NotFound, ana.Status);
    }

    private async Task<string> IssueAsync(ProposalKind kind, string? incident = null)
    {
        await ana.GetAsync($"/contracts/{contract.Id}/invoice");
        await ana.PostAsync($"/contracts/{contract.Id}/invoice", [("kind", kind.ToString()), .. incident is null ? [] : ((string, string)[])[("incident", incident)]]);
        return ana.Notice;
    }

    private Task<IReadOnlyList<ContractOutcome>> RunAtAsync(string now) => app.RunAtAsync(now);

    private Task<List<(string Period, int Sequence, long NetMinor)>> NetsAsync() => app.AsAsync(async db =>
        (await db.Invoices.AsNoTracking().OrderBy(i => i.Number).ToListAsync()).ConvertAll(i => (i.Period.ToString(), i.Sequence, i.NetMinor)));
}
