using Billing.Domain.Work;
using NodaTime;

namespace Billing.UnitTests.Work;

public sealed class IsoWeekTests
{
    [Theory]
    [InlineData(2026, 11, 16, "2026-W47")]
    [InlineData(2026, 11, 22, "2026-W47")]
    [InlineData(2027, 1, 3, "2026-W53")]
    [InlineData(2024, 12, 30, "2025-W01")]
    public void Of_Date_NamesItsWeek(int year, int month, int day, string name)
    {
        var week = IsoWeek.Of(new LocalDate(year, month, day));

        Assert.Equal(name, week.ToString());
        Assert.True(IsoWeek.TryParse(name, out var read));
        Assert.Equal(week, read);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2026-W00")]
    [InlineData("2025-W53")]
    [InlineData("2026-47")]
    [InlineData("9999-W52")]
    [InlineData("2026-W-1")]
    public void TryParse_NoSuchWeek_IsFalse(string? text) => Assert.False(IsoWeek.TryParse(text, out _));

    [Fact]
    public void StartIn_WeekOfTheClockChange_IsAnHourLonger()
    {
        Assert.True(IsoWeek.TryParse("2026-W43", out var week));
        var berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

        Assert.Equal(Duration.FromHours(169), week.EndIn(berlin) - week.StartIn(berlin));
        Assert.Equal("2026-W44", week.Next.ToString());
        Assert.Equal("2026-W42", week.Previous.ToString());
    }
}
