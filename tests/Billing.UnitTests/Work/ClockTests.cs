using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Work;
using NodaTime;

namespace Billing.UnitTests.Work;

public sealed class ClockTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 20, 21, 14, 0);
    private static readonly Id<Business> Business = Id<Business>.New();
    private static readonly Id<Member> Ana = Id<Member>.New();
    private static readonly ClockTarget Checkout = new(Id<Contract>.New(), Id<Incident>.New());

    [Fact]
    public void Start_NothingRuns_StartsNow() =>
        Assert.Equal(new ClockMove(null, false, Now), Clock.Start(null, Checkout, Now));

    [Fact]
    public void Start_TheSameRuns_DoesNothing() =>
        Assert.True(Clock.Start(Running(Checkout, Now - Duration.FromHours(1)), Checkout, Now).IsNothing);

    [Fact]
    public void Start_AnotherRuns_StopsItAtTheSameInstant() =>
        Assert.Equal(new ClockMove(Now, false, Now), Clock.Start(Running(Checkout, Now - Duration.FromHours(1)), Checkout with { IncidentId = null }, Now));

    [Fact]
    public void Start_AnotherBeganThisVerySecond_DropsIt() =>
        Assert.Equal(new ClockMove(Now, true, Now), Clock.Start(Running(Checkout, Now), Checkout with { IncidentId = Id<Incident>.New() }, Now));

    [Fact]
    public void Stop_NothingRuns_DoesNothing() => Assert.True(Clock.Stop(null, Now).IsNothing);

    [Fact]
    public void Stop_OneRuns_StopsItNow() =>
        Assert.Equal(new ClockMove(Now, false, null), Clock.Stop(Running(Checkout, Now - Duration.FromSeconds(1)), Now));

    [Fact]
    public void Stop_AfterZeroSeconds_DropsIt() =>
        Assert.Equal(new ClockMove(Now, true, null), Clock.Stop(Running(Checkout, Now), Now));

    [Fact]
    public void Stop_TheMachinesClockWasSetBack_DropsItAtItsStart()
    {
        var start = Now + Duration.FromMinutes(3);

        Assert.Equal(new ClockMove(start, true, null), Clock.Stop(Running(Checkout, start), Now));
    }

    [Fact]
    public void WhyNot_ContractEnded_SaysSo()
    {
        var contract = Contract();
        contract.State = ContractState.Ended;

        Assert.Equal("contract-ended", Clock.WhyNot(contract, null)?.Code);
    }

    [Theory]
    [InlineData(ContractState.Draft)]
    [InlineData(ContractState.Offered)]
    [InlineData(ContractState.Active)]
    public void WhyNot_ContractNotEnded_MayStart(ContractState state)
    {
        var contract = Contract();
        contract.State = state;

        Assert.Null(Clock.WhyNot(contract, null));
    }

    [Fact]
    public void WhyNot_IncidentClosed_NamesIt()
    {
        var incident = new Incident(Business, Checkout.ContractId, 42, "Checkout returns 502", "critical", Now, Ana);
        incident.MoveTo(IncidentState.Resolved, Now);
        Assert.Null(Clock.WhyNot(Contract(), incident));

        incident.MoveTo(IncidentState.Closed, Now);
        Assert.StartsWith("INC-0042 is closed", Clock.WhyNot(Contract(), incident)?.Message, StringComparison.Ordinal);
    }

    private static Contract Contract() =>
        new(Business, Id<Client>.New(), "NW-2026", "Support", Currency.Of("EUR"), "Europe/Berlin", new(2026, 1, 1), Ana, Now);

    private static WorkSession Running(ClockTarget on, Instant start) => new(Business, Ana, on.ContractId, on.IncidentId, start, null, Ana, start);
}
