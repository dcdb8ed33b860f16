using Billing.Domain;
using Billing.Domain.Invoicing;
using Billing.Domain.Work;
using NodaTime;

namespace Billing.UnitTests.Work;

public sealed class SessionChangeTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 21, 12, 0, 0);
    private static readonly Duration Hour = Duration.FromHours(1);

    public static TheoryData<Instant, Instant?, string?> Times => new()
    {
        { Now - Hour, Now, null },
        { Now - Hour, Now - Hour, "stop-not-after-start" },
        { Now, Now - Hour, "stop-not-after-start" },
        { Now - Duration.FromDays(7), Now, null },
        { Now - Duration.FromDays(7) - Duration.FromSeconds(1), Now, "too-long" },
        { Now - Hour, Now + Duration.FromMinutes(1), null },
        { Now - Hour, Now + Duration.FromSeconds(61), "future" },
        { Now - Hour, null, null },
        { Now, null, null },
        { Now + Duration.FromSeconds(1), null, "future" },
        { Now - Duration.FromDays(8), null, "too-long" },
        { Instant.FromUtc(1, 1, 1, 0, 0), Instant.FromUtc(1, 1, 1, 1, 0), "too-early" },
        { Instant.FromUtc(2000, 1, 1, 0, 0), Instant.FromUtc(2000, 1, 1, 1, 0), null },
    };

    [Theory]
    [MemberData(nameof(Times))]
    public void Check_Times_RefusesWhatCannotBe(Instant start, Instant? stop, string? code) =>
        Assert.Equal(code, new SessionChange(start, stop).Check(Now).SingleOrDefault()?.Code);

    [Fact]
    public void Check_NotBillable_AsksForTheReason()
    {
        var free = new SessionChange(Now - Hour, Now, Billable: false);

        Assert.Equal("NotBillableReason", Assert.Single(free.Check(Now)).Field);
        Assert.Empty((free with { Reason = "Our own mistake" }).Check(Now));
    }

    [Fact]
    public void Months_StopAtMidnight_LeavesTheNextMonthOut()
    {
        var zone = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
        var midnight = Instant.FromUtc(2026, 10, 31, 23, 0);

        Assert.Equal([new BillingPeriod(2026, 10)], SessionChange.Months(midnight - Hour, midnight, Now, zone));
        Assert.Equal([new(2026, 10), new BillingPeriod(2026, 11)], SessionChange.Months(midnight - Hour, midnight + Duration.FromSeconds(1), Now, zone));
    }

    [Fact]
    public void Months_StillRunning_ReachUntilNow() =>
        Assert.Equal([new(2026, 10), new BillingPeriod(2026, 11)], SessionChange.Months(Instant.FromUtc(2026, 10, 30, 0, 0), null, Now, DateTimeZone.Utc));

    [Fact]
    public void Find_Touching_IsFree()
    {
        var other = Other(Now, Now + Hour);

        Assert.Null(Overlaps.Find([other], null, Now - Hour, Now));
        Assert.Null(Overlaps.Find([other], null, Now + Hour, Now + Hour * 2));
    }

    [Fact]
    public void Find_OneSecondShared_NamesTheEarliest()
    {
        var (first, second) = (Other(Now, Now + Hour), Other(Now + Hour, Now + Hour * 2));

        Assert.Equal(first, Overlaps.Find([second, first], null, Now + Hour - Duration.FromSeconds(1), Now + Hour * 3));
    }

    [Fact]
    public void Find_OtherStillRuns_ReachesIntoTheFuture()
    {
        var running = Other(Now, null);

        Assert.Equal(running, Overlaps.Find([running], null, Now + Hour * 99, Now + Hour * 100));
        Assert.Null(Overlaps.Find([running], null, Now - Hour, Now));
    }

    [Fact]
    public void Find_BothRun_Overlap() => Assert.NotNull(Overlaps.Find([Other(Now, null)], null, Now + Hour, null));

    [Fact]
    public void Find_ItselfOnly_IsFree()
    {
        var self = Other(Now, Now + Hour);

        Assert.Null(Overlaps.Find([self], self.Id, Now, Now + Hour * 2));
    }

    private static OtherSession Other(Instant start, Instant? stop) => new(Id<WorkSession>.New(), start, stop, "INC-0042 Checkout returns 502");
}
