using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.Domain.Rating;
using NodaTime;

namespace Billing.UnitTests.Rating;

public sealed class RaterTests
{
    private static readonly ContractTerms Plain = new() { EffectiveFrom = new(2020, 1, 1), HourlyRate = 60m };

    [Fact]
    public void Rate_OneMonthWithACallOutThatLaterWorkJoins_RoundsThatWorkWithAllOfItsMonth()
    {
        var terms = Plain with { Increment = new(60, IncrementRounding.Up, IncrementScope.Incident), MinimumCallOut = new(120, 1440) };
        var input = Input(terms, At(2026, 1, 31, 23), At(2026, 2, 1, 10), At(2026, 2, 25, 10));

        var january = Rater.Rate(input, new(2026, 1)).Periods.Single();

        Assert.Equal(50 * 60, january.Lines.Single(l => l.Kind == LineKind.Minimum).Seconds);
    }

    [Fact]
    public void Rate_OneMonthWithACallOutOpenForMonths_CountsWhatJoinsIt()
    {
        var terms = Plain with { MinimumCallOut = new(120, 100 * 1440) };
        var input = Input(terms, At(2026, 1, 31, 23), At(2026, 4, 30, 10));

        var january = Rater.Rate(input, new(2026, 1)).Periods.Single();

        Assert.Equal(100 * 60, january.Lines.Single(l => l.Kind == LineKind.Minimum).Seconds);
    }

    [Fact]
    public void Rate_OneMonthUnderAnIncidentCap_KnowsWhatARetainerSparedTheCapBefore()
    {
        var terms = Plain with { Cap = new(15m, CapScope.Incident), Retainer = new(10m, Weighted: false) };
        var input = Input(terms, At(2026, 1, 10, 10), At(2026, 1, 11, 10), At(2026, 3, 1, 10), At(2026, 3, 2, 10));
        input = input with { Sessions = [input.Sessions[0] with { Incident = null }, .. input.Sessions.Skip(1)] };

        var march = Rater.Rate(input, new(2026, 3)).Periods.Single();

        Assert.Equal(Rater.Rate(input).Periods.Single(p => p.Period == new BillingPeriod(2026, 3)).Total, march.Total);
        Assert.Equal(5m, march.Total);
    }

    [Fact]
    public void Rate_OneMonthWithoutWork_IsNoMonth() => Assert.Empty(Rater.Rate(Input(Plain, At(2026, 1, 10, 10)), new(2026, 2)).Periods);

    [Fact]
    public void Rate_OneMonthWithAnErrorInAnother_IsRefused()
    {
        var input = Input(Plain, At(2019, 12, 31, 10), At(2026, 2, 1, 10));

        Assert.Equal("no-terms", Assert.Single(Rater.Rate(input, new(2026, 2)).Errors).Code);
    }

    [Fact]
    public void Rate_NoSessions_IsNoMonth()
    {
        var result = Rater.Rate(Input(Plain));

        Assert.True(result.IsOk);
        Assert.Empty(result.Periods);
    }

    [Fact]
    public void Rate_YearsOfOneSession_IsRatedByBoundariesNotBySeconds()
    {
        var input = Input(Plain, At(2026, 1, 1, 0));
        input = input with { Sessions = [input.Sessions[0] with { Stop = At(2036, 1, 1, 0) }] };

        Assert.Equal(60m * 24 * 3652, Rater.Rate(input).Periods.Sum(p => p.Total));
    }

    private static Instant At(int year, int month, int day, int hour) => Instant.FromUtc(year, month, day, hour, 0);

    /// <summary>Ten minutes of one engineer on one incident from each start.</summary>
    private static RatingInput Input(ContractTerms terms, params Instant[] starts) => new(
        new(Domain.Currency.Of("EUR"), DateTimeZone.Utc, new HashSet<LocalDate>(), [terms]),
        [new("I", "high", null, null)],
        [.. starts.Select((start, i) => new RatedSession("S" + (char)('1' + i), "ana", "I", start, start + Duration.FromMinutes(10)))]);
}
