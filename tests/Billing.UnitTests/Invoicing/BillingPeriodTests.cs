using Billing.Domain.Invoicing;
using NodaTime;

namespace Billing.UnitTests.Invoicing;

public sealed class BillingPeriodTests
{
    [Theory]
    [InlineData("2026-10", 2026, 10)]
    [InlineData("0001-01", 1, 1)]
    [InlineData("9999-12", 9999, 12)]
    public void TryParse_Name_IsReadAndWrittenTheSame(string text, int year, int month)
    {
        Assert.True(BillingPeriod.TryParse(text, out var period));
        Assert.Equal((new BillingPeriod(year, month), text), (period, period.ToString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2026-1")]
    [InlineData("2026-13")]
    [InlineData("2026-00")]
    [InlineData("0000-01")]
    [InlineData("2026/10")]
    [InlineData("2026-1 ")]
    [InlineData("+026-10")]
    [InlineData("2026-10-01")]
    public void TryParse_NotAName_IsRefused(string? text) => Assert.False(BillingPeriod.TryParse(text, out _));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(10000, 1)]
    [InlineData(2026, 0)]
    [InlineData(2026, 13)]
    public void Constructor_NotAMonth_Throws(int year, int month) => Assert.Throws<ArgumentOutOfRangeException>(() => new BillingPeriod(year, month));

    [Fact]
    public void Next_December_IsJanuary()
    {
        var december = new BillingPeriod(2026, 12);

        Assert.Equal(new(2027, 1), december.Next);
        Assert.Equal(december, december.Next.Previous);
        Assert.Equal((new LocalDate(2026, 12, 1), new LocalDate(2026, 12, 31)), (december.FirstDay, december.LastDay));
    }

    [Fact]
    public void LastDay_LeapFebruary_IsThe29th() => Assert.Equal(new(2028, 2, 29), new BillingPeriod(2028, 2).LastDay);

    [Fact]
    public void Of_Instant_IsTheMonthOnTheWall()
    {
        var instant = Instant.FromUtc(2026, 10, 31, 23, 30);

        Assert.Equal(new(2026, 10), BillingPeriod.Of(instant, DateTimeZone.Utc));
        Assert.Equal(new(2026, 11), BillingPeriod.Of(instant, DateTimeZoneProviders.Tzdb["Europe/Berlin"]));
    }

    [Fact]
    public void StartIn_SkippedMidnight_IsTheFirstInstantThatExists()
    {
        // Paraguay skipped the first hour of October 2017.
        var start = new BillingPeriod(2017, 10).StartIn(DateTimeZoneProviders.Tzdb["America/Asuncion"]);

        Assert.Equal(Instant.FromUtc(2017, 10, 1, 4, 0), start);
    }

    [Fact]
    public void EndIn_AnyMonth_IsWhereTheNextStarts()
    {
        var (zone, month) = (DateTimeZoneProviders.Tzdb["Europe/Berlin"], new BillingPeriod(2026, 10));

        Assert.Equal(month.Next.StartIn(zone), month.EndIn(zone));
        Assert.Equal(Duration.FromHours(31 * 24 + 1), month.EndIn(zone) - month.StartIn(zone));
    }

    [Fact]
    public void CompareTo_Months_RiseWithTime()
    {
        var (earlier, later) = (new BillingPeriod(2026, 12), new BillingPeriod(2027, 1));

        Assert.True(earlier < later && later > earlier && earlier <= later && later >= earlier);
        Assert.Equal(0, earlier.CompareTo(new(2026, 12)));
    }
}
