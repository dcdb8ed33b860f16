using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using NodaTime;

namespace Billing.UnitTests.Invoicing;

public sealed class OwedPeriodsTests
{
    [Theory]
    [InlineData("Pacific/Auckland", 1, "2026-03-31T10:59:59Z", "2026-03-31T11:00:00Z")]
    [InlineData("America/Los_Angeles", 1, "2026-04-01T06:59:59Z", "2026-04-01T07:00:00Z")]
    [InlineData("Europe/Paris", 28, "2026-04-27T21:59:59Z", "2026-04-27T22:00:00Z")]
    [InlineData("America/Havana", 8, "2026-04-08T03:59:59Z", "2026-04-08T04:00:00Z")]
    public void Of_AroundTheBillingDay_OwesTheMonthFromItsFirstInstantInTheZone(string zone, int day, string before, string at)
    {
        var contract = Contract(zone, "2026-03-01", day);
        Assert.Empty(OwedPeriods.Of(contract, null, null, Instant(before)));
        Assert.Equal([new BillingPeriod(2026, 3)], OwedPeriods.Of(contract, null, null, Instant(at)));
    }

    [Fact]
    public void Of_AContractBegunMidMonth_OwesThatMonthToo() =>
        Assert.Equal([new BillingPeriod(2026, 1), new BillingPeriod(2026, 2)], OwedPeriods.Of(Contract("Europe/Paris", "2026-01-31"), null, null, Instant("2026-03-15T00:00:00Z")));

    [Fact]
    public void Of_AfterALastSettledMonth_GoesOnFromThere() =>
        Assert.Equal([new BillingPeriod(2026, 2)], OwedPeriods.Of(Contract("Europe/Paris", "2025-01-01"), new BillingPeriod(2026, 1), null, Instant("2026-03-15T00:00:00Z")));

    [Fact]
    public void Of_AContractThatEnded_StopsWithItsLastMonth()
    {
        var contract = Contract("Europe/Paris", "2026-01-01");
        contract.EndsOn = new(2026, 2, 1);
        Assert.Equal([new BillingPeriod(2026, 1), new BillingPeriod(2026, 2)], OwedPeriods.Of(contract, null, null, Instant("2026-09-15T00:00:00Z")));
    }

    [Fact]
    public void Of_EveryHourOfThreeYears_OwesEachMonthOnce()
    {
        // Whatever hour the machine wakes in, settling what is owed settles each month once and in order.
        foreach (var zone in (string[])["Pacific/Apia", "Europe/Paris", "America/Los_Angeles", "Australia/Lord_Howe"])
        {
            var contract = Contract(zone, "2025-01-01", 3);
            var settled = new List<BillingPeriod>();
            var now = Instant("2025-01-01T00:00:00Z");
            for (var hour = 0; hour < 3 * 365 * 24; hour += hour % 1000 == 0 ? 200 : 1)
                settled.AddRange(OwedPeriods.Of(contract, settled.Count == 0 ? null : settled[^1], null, now + Duration.FromHours(hour)));
            Assert.Equal(Enumerable.Range(0, settled.Count).Select(m => BillingPeriod.Of(new LocalDate(2025, 1, 1).PlusMonths(m))), settled);
            Assert.True(settled.Count >= 34);
        }
    }

    [Fact]
    public void NextDue_OfADraft_IsNever()
    {
        var contract = Contract("Europe/Paris", "2026-01-01");
        contract.State = ContractState.Draft;
        Assert.Null(OwedPeriods.NextDue(contract, null));
    }

    private static Contract Contract(string zone, string startsOn, int billingDay = 1) =>
        new(Id<Business>.New(), Id<Client>.New(), "C-1", "Support", Currency.Of("EUR"), zone, NodaTime.Text.LocalDatePattern.Iso.Parse(startsOn).Value, Id<Member>.New(), default) { BillingDay = billingDay, State = ContractState.Active };

    private static Instant Instant(string text) => NodaTime.Text.InstantPattern.General.Parse(text).Value;
}
