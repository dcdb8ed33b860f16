using Billing.Domain.Contracts;
using Billing.Domain.Rating;
using Billing.IntegrationTests.App;
using Billing.Web.Data;
using Billing.Web.Features.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Billing.IntegrationTests.Features.Contracts;

public sealed class CostReplayTests
{
    private static readonly LocalDate Today = new(2026, 2, 10);

    [Fact]
    public async Task Replay_UnderTheSameTerms_IsWhatTheInvoicesSay()
    {
        var filled = new FilledApp();
        await filled.InitializeAsync();
        try
        {
            // A long night into a Sunday: 4 × 100, then 4 × 150 and 2 × 200 from midnight in Paris.
            var incident = await filled.Example.IncidentAsync(filled.Contract, "2026-01-10T13:00:00Z");
            await filled.Example.WorkAsync(filled.Contract, "2026-01-10T15:00:00Z", "2026-01-11T01:00:00Z", incident);
            filled.App.Clock.Now = Example.At("2026-02-10T12:00:00Z");
            await filled.Ana.GetAsync("/runs");
            await filled.Ana.PostAsync("/runs/now");
            var invoiced = await filled.App.AsAsync(db => db.Invoices.Where(i => i.ContractId == filled.Contract.Id).SumAsync(i => i.NetMinor));

            CostReplay? replay = null;
            await filled.App.InScopeAsync(async services =>
            {
                services.GetRequiredService<BusinessScope>().Enter(filled.App.Owner);
                var facts = await services.GetRequiredService<RatingFacts>().SinceAsync(filled.Contract.Id, CostReplay.First(Today), CancellationToken.None);
                replay = CostReplay.Of(facts!, facts!.Terms[0], Today);
            });

            var month = Assert.Single(replay!.Months);
            Assert.Equal((1400m, 1400m, 140000L), (month.Present, month.Other, invoiced));
            Assert.Equal(10 * 3600, replay.Seconds);
        }
        finally
        {
            await filled.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("2026-02-10", "2025-02-01")]
    [InlineData("2026-12-31", "2025-12-01")]
    public void First_IsTwelveMonthsBefore(string today, string expected) =>
        Assert.Equal(Date(expected), CostReplay.First(Date(today)).FirstDay);

    [Fact]
    public void Throughout_LeavesEverythingButTheDate()
    {
        var terms = Example.Terms(new(2027, 1, 1));
        var all = Assert.Single(CostReplay.Throughout(terms));
        Assert.Equal(RatingJson.WriteTerms(terms with { EffectiveFrom = all.EffectiveFrom }), RatingJson.WriteTerms(all));
        Assert.True(all.EffectiveFrom < new LocalDate(2000, 1, 1));
    }

    private static LocalDate Date(string text) => NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;
}
