using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using NodaTime;

namespace Billing.UnitTests.Incidents;

public sealed class IncidentMovesTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 20, 21, 14, 0);

    [Theory]
    [InlineData("INC-0012", 12)]
    [InlineData(" inc-12 ", 12)]
    [InlineData("12", 12)]
    [InlineData("INC-12345", 12345)]
    public void TryReadCode_AsPeopleWriteIt_IsRead(string text, int number)
    {
        Assert.True(IncidentMoves.TryReadCode(text, out var read));
        Assert.Equal(number, read);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("INC-")]
    [InlineData("INC-0")]
    [InlineData("-12")]
    [InlineData("INC-99999999999")]
    public void TryReadCode_NoNumber_IsFalse(string? text) => Assert.False(IncidentMoves.TryReadCode(text, out _));

    [Fact]
    public void WhyNot_ClosingWhileClocksRun_NamesWho()
    {
        var refusal = IncidentMoves.WhyNot(Incident(), IncidentState.Closed, ["Ana Ruiz", "Bo Chen"]);

        Assert.Contains("Ana Ruiz, Bo Chen", refusal?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhyNot_ResolvingWhileAClockRuns_IsAllowed() =>
        Assert.Null(IncidentMoves.WhyNot(Incident(), IncidentState.Resolved, ["Ana Ruiz"]));

    [Fact]
    public void WhyNot_SameStateTwice_IsAllowed() => Assert.Null(IncidentMoves.WhyNot(Incident(), IncidentState.Investigating, []));

    [Fact]
    public void WhyNot_FromClosedToWatching_AsksToLookAgain()
    {
        var incident = Incident();
        incident.MoveTo(IncidentState.Closed, Now);

        Assert.NotNull(IncidentMoves.WhyNot(incident, IncidentState.Watching, []));
        Assert.Null(IncidentMoves.WhyNot(incident, IncidentState.Investigating, []));
    }

    [Fact]
    public void MoveTo_Reopened_ClearsTheStamps()
    {
        var incident = Incident();
        incident.MoveTo(IncidentState.Closed, Now);
        incident.MoveTo(IncidentState.Investigating, Now + Duration.FromHours(1));

        Assert.Null(incident.ResolvedAt);
        Assert.Null(incident.ClosedAt);
    }

    private static Incident Incident() =>
        new(Id<Business>.New(), Id<Contract>.New(), 42, "Checkout returns 502", "critical", Now, Id<Member>.New());
}
