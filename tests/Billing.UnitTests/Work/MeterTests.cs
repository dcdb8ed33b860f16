using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Work;
using NodaTime;
using NodaTime.Text;

namespace Billing.UnitTests.Work;

/// <summary>Readings reckoned by hand: 100 an hour in Paris.</summary>
public sealed class MeterTests
{
    private static readonly HashSet<IsoDayOfWeek> EveryDay = [.. Enumerable.Range(1, 7).Select(d => (IsoDayOfWeek)d)];
    private static readonly Premium Long = new ThresholdPremium("Long incident", null, ThresholdScope.Incident, ThresholdBasis.Engineer, ThresholdMode.Graduated, [new(240m, 1.5m)]);
    private static readonly Premium Night = new WindowPremium("Night", null, EveryDay, new(22, 0), new(6, 0), 1.5m);
    private static readonly Premium Sunday = new WindowPremium("Sunday", null, new HashSet<IsoDayOfWeek> { IsoDayOfWeek.Sunday }, LocalTime.Midnight, LocalTime.Midnight, 2m);

    private readonly Business business = new("Ruiz Engineering", "Europe/Paris");
    private readonly Id<Member> ana = Id<Member>.New();
    private readonly Contract contract;
    private readonly Incident incident;
    private readonly List<WorkSession> sessions = [];
    private ContractTerms terms = new() { EffectiveFrom = new(2026, 1, 1), HourlyRate = 100m };

    public MeterTests()
    {
        contract = new(business.Id, Id<Client>.New(), "NW-1", "Support", Currency.Of("EUR"), "Europe/Paris", new(2026, 1, 1), ana, default);
        incident = new(business.Id, contract.Id, 42, "Checkout returns 502", "critical", At("2026-01-05T08:00:00Z"), ana);
    }

    // Monday 5 January from 08:00 UTC. At 11:59:59 the fourth hour lacks a second: 14,399 s × 100 ÷ 3600 = 399.97.
    // One second past four hours: 400 and 1 s × 150 ÷ 3600 = 0.04.
    [Theory]
    [InlineData("2026-01-05T11:59:59Z", 399.97, 1.0, "2026-01-05T12:00:00Z")]
    [InlineData("2026-01-05T12:00:00Z", 400.00, 1.5, null)]
    [InlineData("2026-01-05T12:00:01Z", 400.04, 1.5, null)]
    public void Read_AroundTheFourthHour_ChangesAtItsEnd(string now, double earned, double multiplier, string? next)
    {
        terms = terms with { Premiums = [Long] };
        var reading = Read("2026-01-05T08:00:00Z", now, incident);
        Assert.Equal(((decimal)earned, (decimal)multiplier), (reading.Session, reading.Price!.Multiplier));
        Assert.Equal(next, Text(reading.Next?.At));
        Assert.Equal(reading.Session, reading.Incident);
    }

    [Fact]
    public void Read_AtTheStart_ShowsThePriceOfTheFirstSecond()
    {
        terms = terms with { Premiums = [Night] };
        var reading = Read("2026-01-05T08:00:00Z", "2026-01-05T08:00:00Z");
        Assert.Equal((Duration.Zero, 0m, 1m, "2026-01-05T21:00:00Z"), (reading.Elapsed, reading.Session, reading.Price!.Multiplier, Text(reading.Next!.At)));
        Assert.Null(reading.Incident);
    }

    // Saturday 10 January, 23:00 in Paris is 22:00 UTC: an hour at 100, then ×2 for Sunday's 24 hours.
    [Theory]
    [InlineData("2026-01-10T22:59:59Z", 99.97, 1.0, "2026-01-10T23:00:00Z", 2.0)]
    [InlineData("2026-01-10T23:00:00Z", 100.00, 2.0, "2026-01-11T23:00:00Z", 1.0)]
    [InlineData("2026-01-10T23:30:00Z", 200.00, 2.0, "2026-01-11T23:00:00Z", 1.0)]
    public void Read_AroundSundaysMidnight_ChangesThere(string now, double earned, double multiplier, string next, double then)
    {
        terms = terms with { Premiums = [Sunday] };
        var reading = Read("2026-01-10T22:00:00Z", now);
        Assert.Equal(((decimal)earned, (decimal)multiplier), (reading.Session, reading.Price!.Multiplier));
        Assert.Equal((next, (decimal)then), (Text(reading.Next!.At), reading.Next.Price.Multiplier));
    }

    // Night is 22:00 to 06:00 in Paris, 21:00 to 05:00 UTC; midnight changes the day, not the price.
    [Theory]
    [InlineData("2026-01-05T20:59:59Z", 1.0, "2026-01-05T21:00:00Z")]
    [InlineData("2026-01-05T21:00:00Z", 1.5, "2026-01-06T05:00:00Z")]
    [InlineData("2026-01-06T04:59:59Z", 1.5, "2026-01-06T05:00:00Z")]
    [InlineData("2026-01-06T05:00:00Z", 1.0, "2026-01-06T21:00:00Z")]
    public void Read_AtTheNightsEdges_PassesOverMidnight(string now, double multiplier, string next)
    {
        terms = terms with { Premiums = [Night] };
        var reading = Read("2026-01-05T20:00:00Z", now);
        Assert.Equal(((decimal)multiplier, next), (reading.Price!.Multiplier, Text(reading.Next!.At)));
    }

    // 25 October 2026: 22:00 is 20:00 UTC, 06:00 is 05:00 UTC, nine hours. Five of them at 150 are 750.
    // 29 March 2026: 22:00 is 21:00 UTC, 06:00 is 04:00 UTC, seven hours.
    [Theory]
    [InlineData("2026-10-24T20:00:00Z", "2026-10-25T01:00:00Z", 750, "2026-10-25T05:00:00Z")]
    [InlineData("2026-03-28T21:00:00Z", "2026-03-29T01:00:00Z", 600, "2026-03-29T04:00:00Z")]
    public void Read_InTheNightsWhenClocksChange_FollowsTheWallClock(string start, string now, int earned, string next)
    {
        terms = terms with { Premiums = [Night] };
        var reading = Read(start, now);
        Assert.Equal((earned, 1.5m, next), (reading.Session, reading.Price!.Multiplier, Text(reading.Next!.At)));
    }

    [Theory]
    [InlineData("2026-01-05T10:00:00Z", 200, false)]
    [InlineData("2026-01-05T11:00:00Z", 250, true)]
    public void Read_WithACap_StopsEarningThere(string now, int earned, bool reached)
    {
        terms = terms with { Cap = new(250m, CapScope.Incident) };
        var reading = Read("2026-01-05T08:00:00Z", now, incident);
        Assert.Equal((earned, earned, reached), (reading.Session, reading.Incident, reading.AtMaximum));
    }

    [Fact]
    public void Read_WithEarlierWorkOfTheIncident_TellsBothAmountsAndWhatTheCapLeaves()
    {
        terms = terms with { Cap = new(250m, CapScope.Incident) };
        Work("2026-01-05T08:00:00Z", "2026-01-05T10:00:00Z", incident);
        var reading = Read("2026-01-05T11:00:00Z", "2026-01-05T12:00:00Z", incident);
        Assert.Equal((50m, 250m, true), (reading.Session, reading.Incident, reading.AtMaximum));
    }

    // An hour is included: nothing earned within, 50 after half an hour more.
    [Theory]
    [InlineData("2026-01-05T08:30:00Z", 0, true, "2026-01-05T09:00:00Z")]
    [InlineData("2026-01-05T09:30:00Z", 50, false, null)]
    public void Read_WithARetainer_TellsWhenItRunsOut(string now, int earned, bool covered, string? next)
    {
        terms = terms with { Retainer = new(60m, Weighted: false) };
        var reading = Read("2026-01-05T08:00:00Z", now);
        Assert.Equal((earned, covered, next), (reading.Session, reading.Price!.Covered, Text(reading.Next?.At)));
    }

    // A started quarter of an hour counts whole, a call-out an hour.
    [Theory]
    [InlineData(1, 15, null, 25)]
    [InlineData(16, 15, null, 50)]
    [InlineData(16, null, 60, 100)]
    public void Read_WithIncrementOrMinimum_TellsWhatTheInvoiceWould(int minutes, int? increment, int? minimum, int earned)
    {
        terms = terms with
        {
            Increment = increment is { } m ? new(m, IncrementRounding.Up, IncrementScope.Session) : null,
            MinimumCallOut = minimum is { } least ? new(least, 0m) : null,
        };
        var now = At("2026-01-05T08:00:00Z") + Duration.FromMinutes(minutes);
        Assert.Equal(earned, Read("2026-01-05T08:00:00Z", Text(now)!, incident).Session);
    }

    // Past four hours all of it is half as much again: 4:00:01 is 14,401 s × 150 ÷ 3600 = 600.04.
    [Theory]
    [InlineData("2026-01-05T11:00:00Z", 300.00, 1.0, "2026-01-05T12:00:00Z")]
    [InlineData("2026-01-05T12:00:01Z", 600.04, 1.5, null)]
    public void Read_WithARetroactiveStep_TellsWhenAllOfItChanges(string now, double earned, double multiplier, string? next)
    {
        terms = terms with { Premiums = [(ThresholdPremium)Long with { Mode = ThresholdMode.Retroactive }] };
        var reading = Read("2026-01-05T08:00:00Z", now, incident);
        Assert.Equal(((decimal)earned, (decimal)multiplier, next), (reading.Session, reading.Price!.Multiplier, Text(reading.Next?.At)));
    }

    [Fact]
    public void Read_WithoutTermsOrNotBillable_TellsElapsedOnly()
    {
        terms = terms with { EffectiveFrom = new(2026, 2, 1) };
        Assert.Equal(new(Duration.FromHours(1), null, null, null, null, false), Read("2026-01-05T08:00:00Z", "2026-01-05T09:00:00Z"));
        terms = terms with { EffectiveFrom = new(2026, 1, 1) };
        sessions[0].Billable = false;
        Assert.Null(Meter.Read(new(contract, [terms], [incident], sessions), sessions[0].Id, At("2026-01-05T09:00:00Z")).Price);
    }

    [Fact]
    public void Read_WithWorkWrittenDownForLater_LooksPastIt()
    {
        terms = terms with { Premiums = [Night] };
        Work("2026-01-05T12:00:00Z", "2026-01-05T13:00:00Z", null);
        var reading = Read("2026-01-05T08:00:00Z", "2026-01-05T09:00:00Z");
        Assert.Equal((100m, "2026-01-05T21:00:00Z"), (reading.Session, Text(reading.Next?.At)));
    }

    private MeterReading Read(string start, string now, Incident? on = null)
    {
        var running = Work(start, null, on);
        return Meter.Read(new(contract, [terms], [incident], sessions), running.Id, At(now));
    }

    private WorkSession Work(string start, string? stop, Incident? on)
    {
        sessions.Add(new(business.Id, ana, contract.Id, on?.Id, At(start), stop is null ? null : At(stop), ana, default));
        return sessions[^1];
    }

    private static string? Text(Instant? instant) => instant is { } i ? InstantPattern.General.Format(i) : null;

    private static Instant At(string text) => InstantPattern.General.Parse(text).Value;
}
