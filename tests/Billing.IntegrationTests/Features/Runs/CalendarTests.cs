using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.Domain.Rating;
using Billing.IntegrationTests.App;
using Billing.Web.Features.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Billing.IntegrationTests.Features.Runs;

/// <summary>Eighteen months hour by hour, over both clock changes, for contracts on both sides of the date line.</summary>
[Trait("Kind", "Slow")]
public sealed class CalendarTests : IAsyncLifetime
{
    private static readonly (string Zone, int BillingDay)[] Places =
        [("Pacific/Auckland", 1), ("Europe/Paris", 1), ("America/Los_Angeles", 15), ("Pacific/Apia", 28), ("Europe/Paris", 28), ("Pacific/Auckland", 15)];

    private readonly List<(Contract Contract, int BillingDay)> contracts = [];
    private TestApp app = null!;

    public async Task InitializeAsync()
    {
        app = await TestApp.FoundedAsync(Example.At("2026-01-01T00:00:00Z"));
        var example = new Example(app);
        await example.ReadyAsync();
        var client = await example.ClientAsync();
        foreach (var (zone, day) in Places)
        {
            var contract = await example.ContractAsync(client, zone, day, withTerms: false);
            await app.SaveAsync(new TermsVersion(app.Owner.BusinessId, contract.Id, contract.StartsOn, 1, RatingJson.WriteTerms(new() { EffectiveFrom = contract.StartsOn, HourlyRate = 120m }), app.Owner.Id, app.Clock.Now));
            contracts.Add((contract, day));
        }

        await app.SaveAsync([.. Enumerable.Range(0, 18).SelectMany(month => contracts.SelectMany((c, i) => Sessions(c.Contract, month, Duration.FromMinutes(2 * i))))]);
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_HourByHourOverEighteenMonths_BillsEachMonthOnceOnItsOwnCalendar(bool sleeps)
    {
        var (random, until) = (new Random(7), Example.At("2027-07-29T12:00:00Z"));
        var issued = new List<(ContractOutcome Outcome, Instant At)>();
        for (var now = Example.At("2026-01-01T00:00:00Z"); now < until; now += Duration.FromHours(sleeps && random.Next(60) == 0 ? 20 + random.Next(100) : 1))
        {
            app.Clock.Now = now;
            issued.AddRange((await Runner.OutcomesAsync(app.Owner.BusinessId)).Select(o => (o, now)));
        }

        foreach (var (contract, day) in contracts) AssertMonths(contract, day, [.. issued.Where(o => o.Outcome.ContractId == contract.Id)], sleeps);
        Assert.Equal(await app.AsAsync(db => db.Invoices.CountAsync()), issued.Count);
        foreach (var year in (await app.AsAsync(db => db.Invoices.Select(i => i.Number).ToListAsync())).GroupBy(n => n[..4], StringComparer.Ordinal))
            Assert.Equal(Enumerable.Range(1, year.Count()).Select(n => FormattableString.Invariant($"{year.Key}-{n:0000}")), year.Order(StringComparer.Ordinal));
    }

    private static void AssertMonths(Contract contract, int day, IReadOnlyList<(ContractOutcome Outcome, Instant At)> outcomes, bool sleeps)
    {
        var zone = DateTimeZoneProviders.Tzdb[contract.TimeZone];
        Assert.Equal(Enumerable.Range(0, 18).Select(m => BillingPeriod.Of(new LocalDate(2026, 1, 1).PlusMonths(m))), outcomes.Select(o => o.Outcome.Period));
        Assert.All(outcomes, o => Assert.Equal(Outcome.Issued, o.Outcome.Outcome));
        foreach (var (outcome, at) in outcomes)
        {
            // Two minutes at 120 an hour with 20 % VAT: none of the neighbour's.
            Assert.Equal(4.80m, outcome.Gross!.Value.Amount);
            var due = OwedPeriods.DueAt(outcome.Period, day, zone);
            Assert.True(at >= due && (sleeps || at < due + Duration.FromHours(1)), $"{contract.TimeZone} {outcome.Period} due {due} billed {at}");
            if (!sleeps) Assert.Equal(outcome.Period.Next.FirstDay.PlusDays(day - 1), at.InZone(zone).Date);
        }
    }

    // The month's first minute and its last. Everyone's midnights are some minutes apart, so that nobody is in two places at once.
    private IEnumerable<object> Sessions(Contract contract, int month, Duration apart)
    {
        var zone = DateTimeZoneProviders.Tzdb[contract.TimeZone];
        var period = BillingPeriod.Of(new LocalDate(2026, 1, 1).PlusMonths(month));
        yield return Session(contract, period.StartIn(zone) + apart);
        yield return Session(contract, period.EndIn(zone) - apart - Duration.FromMinutes(1));
    }

    private Domain.Work.WorkSession Session(Contract contract, Instant start) =>
        new(app.Owner.BusinessId, app.Owner.Id, contract.Id, null, start, start + Duration.FromMinutes(1), app.Owner.Id, start);

    private BillingRunner Runner => app.Services.GetRequiredService<BillingRunner>();
}
