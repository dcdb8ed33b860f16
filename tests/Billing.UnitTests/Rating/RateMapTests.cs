using System.Globalization;
using Billing.Domain.Contracts;
using Billing.Domain.Rating;
using NodaTime;
using NodaTime.Text;

namespace Billing.UnitTests.Rating;

public sealed class RateMapTests
{
    private static readonly ContractTerms Plain = new() { EffectiveFrom = new(2026, 1, 1), HourlyRate = 100m };

    [Fact]
    public void Of_NoPremiums_IsOneAllWeek() => Assert.Equal([(1m, 7 * 24 * 3600)], Map().Multipliers);

    [Fact]
    public void Of_OtherPremiums_LeavesThemOut()
    {
        var map = Map(
            new ThresholdPremium("Long", null, ThresholdScope.Day, ThresholdBasis.Team, ThresholdMode.Graduated, [new(0m, 3m)]),
            new HolidayPremium("Holidays", null, 2m),
            new SeverityPremium("Critical", null, new HashSet<string>(StringComparer.Ordinal) { "critical" }, 2m));
        Assert.Equal([(1m, 7 * 24 * 3600)], map.Multipliers);
    }

    [Fact]
    public void Of_AWindowPastMidnight_BelongsToTheDayItBeginsOn()
    {
        var map = Map(Window("5", "22:00", "06:00", 1.5m));
        Assert.Equal([new(0, 22 * 3600, 1m), new(22 * 3600, 24 * 3600, 1.5m)], map.Of(IsoDayOfWeek.Friday));
        Assert.Equal([new(0, 6 * 3600, 1.5m), new(6 * 3600, 24 * 3600, 1m)], map.Of(IsoDayOfWeek.Saturday));
        Assert.Single(map.Of(IsoDayOfWeek.Sunday));
    }

    [Fact]
    public void Of_SundaysWindowPastMidnight_ReachesMonday() => Assert.Equal(2m, Map(Window("7", "20:00", "08:00", 2m)).At(IsoDayOfWeek.Monday, new LocalTime(7, 59, 59)));

    [Fact]
    public void Of_AWholeDay_IsThatDay() => Assert.Equal([(1m, 6 * 24 * 3600), (2m, 24 * 3600)], Map(Window("7", "00:00", "00:00", 2m)).Multipliers);

    [Fact]
    public void Of_AnEdgeWithinAnHour_CutsTheHour()
    {
        var map = Map(Window("1", "08:00", "18:30", 1.25m));
        Assert.Equal([new(0, 1800, 1.25m), new(1800, 3600, 1m)], map.At(IsoDayOfWeek.Monday, 18));
        Assert.Equal((1.25m, 1m), (map.At(IsoDayOfWeek.Monday, new LocalTime(18, 29, 59)), map.At(IsoDayOfWeek.Monday, new LocalTime(18, 30))));
    }

    [Fact]
    public void Of_AWindowThatIsOneOfAnHour_HasThreeParts() =>
        Assert.Equal([new(0, 900, 1m), new(900, 1800, 2m), new(1800, 3600, 1m)], Map(Window("3", "10:15", "10:30", 2m)).At(IsoDayOfWeek.Wednesday, 10));

    [Theory]
    [InlineData(Stacking.Highest, null, null, "2")]
    [InlineData(Stacking.Add, null, null, "2.5")]
    [InlineData(Stacking.Multiply, null, null, "3")]
    [InlineData(Stacking.Multiply, null, "2.5", "2.5")]
    [InlineData(Stacking.Add, "g", null, "2")]
    [InlineData(Stacking.Multiply, "g", null, "2")]
    public void Of_NightAndSunday_StackAsTheTermsSay(Stacking stacking, string? group, string? most, string expected)
    {
        var terms = Plain with
        {
            Premiums = [Window("1234567", "22:00", "06:00", 1.5m, group), Window("7", "00:00", "00:00", 2m, group)],
            Stacking = stacking,
            MaximumMultiplier = most is null ? null : Number(most),
        };
        Assert.Equal(Number(expected), RateMap.Of(terms).At(IsoDayOfWeek.Sunday, new LocalTime(23, 0)));
    }

    [Fact]
    public void Of_AnyWeek_SaysWhatTheRaterDoes()
    {
        var terms = Plain with { Premiums = [Window("12345", "17:45", "07:20", 1.5m), Window("67", "00:00", "00:00", 2m), Window("5", "16:00", "19:00", 0.5m)], Stacking = Stacking.Multiply };
        var map = RateMap.Of(terms);
        var week = Instant.FromUtc(2026, 6, 1, 0, 0);
        var input = new RatingInput(new(Billing.Domain.Currency.Of("EUR"), DateTimeZone.Utc, new HashSet<LocalDate>(), [terms]), [], [new("s", "ana", null, week, week + Duration.FromDays(7))]);

        var slices = Rater.Rate(input).Periods.Single().Slices;

        Assert.NotEmpty(slices);
        foreach (var slice in slices) Assert.Equal(slice.Multiplier, map.At(slice.Start.InUtc().DayOfWeek, slice.Start.InUtc().TimeOfDay));
        Assert.Equal(slices.GroupBy(s => s.Multiplier).OrderBy(g => g.Key).Select(g => (g.Key, (int)g.Sum(s => s.Seconds))), map.Multipliers);
    }

    private static RateMap Map(params Premium[] premiums) => RateMap.Of(Plain with { Premiums = premiums });

    private static WindowPremium Window(string days, string from, string to, decimal multiplier, string? group = null) => new(
        "Window", group, days.Select(d => (IsoDayOfWeek)(d - '0')).ToHashSet(), LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(from).Value,
        LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(to).Value, multiplier);

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
