namespace Billing.UnitTests.Demo;

public sealed class MinuteOracleTests
{
    private const string Long = """{ "kind": "threshold", "name": "Long", "scope": "incident", "basis": "engineer", "mode": "graduated", "steps": [ { "afterMinutes": 240, "multiplier": 1.5 } ] }""";
    private const string Incidents = "key,contract,severity,title,alertedAt,openedAt,openedBy,resolvedAt,closedAt,recurs\n";
    private const string Sessions = "key,engineer,contract,incident,start,stop,billable,reason,description\n";

    [Fact]
    public void FromText_SixHoursWithAStepAfterFour_SplitsAtFour()
    {
        var oracle = Oracle(Contract(Long), "I,K,high,Down,,,,,,", "S,ana,K,I,2026-03-10T09:00:00+01:00,2026-03-10T15:00:00+01:00,true,,");

        // 4 h × 100 + 2 h × 150
        Assert.Equal(700m, oracle.Net[("K", "2026-03")]);
        Assert.Equal(21600, oracle.Seconds[("K", "2026-03")]);
        Assert.Equal(2, oracle.LineCount[("K", "2026-03")]);
    }

    [Fact]
    public void FromText_TeamThreshold_CountsTwoPeopleTwice()
    {
        var oracle = Oracle(
            Contract(Long.Replace("\"engineer\"", "\"team\"", StringComparison.Ordinal)),
            "I,K,high,Down,,,,,,",
            "S1,ana,K,I,2026-03-10T10:00:00+01:00,2026-03-10T14:00:00+01:00,true,,",
            "S2,jonas,K,I,2026-03-10T12:00:00+01:00,2026-03-10T16:00:00+01:00,true,,");

        // Four team hours are reached at 13:00: ana 3 h × 100 + 1 h × 150, jonas 1 h × 100 + 3 h × 150
        Assert.Equal(1000m, oracle.Net[("K", "2026-03")]);
    }

    [Fact]
    public void FromText_ElapsedThreshold_CountsTheBreakToo()
    {
        var oracle = Oracle(
            Contract(Long.Replace("\"engineer\"", "\"elapsed\"", StringComparison.Ordinal)),
            "I,K,high,Down,,,,,,",
            "S0,jonas,K,I,2026-03-10T06:00:00+01:00,2026-03-10T07:00:00+01:00,false,own mistake,",
            "S1,ana,K,I,2026-03-10T10:00:00+01:00,2026-03-10T11:00:00+01:00,true,,",
            "S2,ana,K,I,2026-03-10T13:00:00+01:00,2026-03-10T15:00:00+01:00,true,,");

        // What is not billed does not begin it: 10–11 and 13–14 at 100, from 14:00 at 150
        Assert.Equal(350m, oracle.Net[("K", "2026-03")]);
    }

    [Theory]
    [InlineData("true", 850)] // 3 h × 100, then 1 h × 100 + 2 h × 150, then 1.5 h × 100 without an incident
    [InlineData("false", 750)]
    public void FromText_Recurrence_CountsOnOnlyWhereAgreed(string countsOn, decimal expected)
    {
        var oracle = Oracle(
            Contract(Long).Replace("\"recurrenceCountsOn\": false", "\"recurrenceCountsOn\": " + countsOn, StringComparison.Ordinal),
            "I,K,high,Down,,,,,,\nJ,K,high,Again,,,,,,I",
            "S1,ana,K,I,2026-03-10T10:00:00+01:00,2026-03-10T13:00:00+01:00,true,,",
            "S2,ana,K,J,2026-03-12T10:00:00+01:00,2026-03-12T13:00:00+01:00,true,,",
            "S3,ana,K,,2026-03-13T10:00:00+01:00,2026-03-13T11:30:00+01:00,true,,");

        Assert.Equal(expected, oracle.Net[("K", "2026-03")]);
    }

    [Fact]
    public void FromText_RetroactiveDay_ReachesBackToTheFirstMinute()
    {
        var day = Long.Replace("\"incident\"", "\"day\"", StringComparison.Ordinal).Replace("graduated", "retroactive", StringComparison.Ordinal);

        var exactly = Oracle(Contract(day), "", "S,ana,K,,2026-03-10T09:00:00+01:00,2026-03-10T13:00:00+01:00,true,,");
        var more = Oracle(Contract(day), "", "S,ana,K,,2026-03-10T09:00:00+01:00,2026-03-10T14:00:00+01:00,true,,");

        Assert.Equal(400m, exactly.Net[("K", "2026-03")]);
        Assert.Equal(750m, more.Net[("K", "2026-03")]);
    }

    [Theory]
    [InlineData("2026-10-24T22:00:00+02:00", "2026-10-25T06:00:00+01:00", "2026-10", 1350)]
    [InlineData("2026-03-28T22:00:00+01:00", "2026-03-29T06:00:00+02:00", "2026-03", 1050)]
    public void FromText_NightOfAClockChange_CountsTheHoursThatPassed(string start, string stop, string month, decimal expected)
    {
        var oracle = Oracle(Contract(Window("22:00", "06:00", "\"sat\"")), "", $"S,ana,K,,{start},{stop},true,,");

        Assert.Equal(expected, oracle.Net[("K", month)]);
    }

    [Theory]
    [InlineData("highest", "null", 200)]
    [InlineData("add", "null", 225)]
    [InlineData("multiply", "null", 250)]
    [InlineData("multiply", "2.4", 240)]
    public void FromText_GroupAndSeverity_StackAsAgreed(string stacking, string maximum, decimal expected)
    {
        var premiums = Window("00:00", "00:00", "\"fri\"").Replace("\"name\"", "\"group\": \"calendar\", \"name\"", StringComparison.Ordinal) + """
            , { "kind": "holiday", "name": "Holiday", "group": "calendar", "multiplier": 2 }, { "kind": "severity", "name": "Critical", "severities": ["critical"], "multiplier": 1.25 }
            """;
        var contract = Contract(premiums).Replace("\"highest\"", $"\"{stacking}\"", StringComparison.Ordinal)
            .Replace("\"maximumMultiplier\": null", "\"maximumMultiplier\": " + maximum, StringComparison.Ordinal);

        var oracle = Oracle(contract, "I,K,critical,Down,,,,,,", "S,ana,K,I,2026-12-25T09:00:00+01:00,2026-12-25T10:00:00+01:00,true,,");

        Assert.Equal(expected, oracle.Net[("K", "2026-12")]);
        Assert.Equal("Window, Holiday, Critical", oracle.Lines[("K", "2026-12")].Single().Reasons);
    }

    [Fact]
    public void FromText_HalfACent_RoundsAwayFromZeroOncePerLine()
    {
        var contract = Contract("").Replace("100.00", "100.10", StringComparison.Ordinal);

        var oracle = Oracle(
            contract,
            "",
            "S1,ana,K,,2026-03-10T09:00:00+01:00,2026-03-10T09:01:00+01:00,true,,",
            "S2,ana,K,,2026-03-11T09:00:00+01:00,2026-03-11T09:02:00+01:00,true,,");

        // 3 min × 100.10 = 5.005
        Assert.Equal(5.01m, oracle.Net[("K", "2026-03")]);
    }

    [Fact]
    public void FromFolder_CarrierLabels_ComesToTheHandWorkedAmounts()
    {
        var oracle = MinuteOracle.FromFolder(DemoFolder.Path);
        var key = oracle.Lines[("HP-2025", "2025-09")].Single(l => l.Reasons == "Night" && l.Engineer == "jonas").Incident;

        // 20:18–02:25 in New York at 135: Night +0.5, beyond 240 minutes +0.25, and the month ends at 222 minutes.
        Assert.Equal(749.25m, Of(oracle, "HP-2025", "2025-09", key)); // 222 min × 135 × 1.5
        Assert.Equal(560.81m, Of(oracle, "HP-2025", "2025-10", key)); // 18 min × 135 × 1.5 = 60.75, 127 min × 135 × 1.75 = 500.0625
    }

    [Fact]
    public void FromFolder_GrenobleInstallation_IsPricedAsOneLongDay()
    {
        var lines = MinuteOracle.FromFolder(DemoFolder.Path).Lines[("MV-BORNES", "2026-06")].Where(l => l.Reasons == "Journée de crise > 480").ToList();

        // jonas 250 + 290 min, ana 180 min, together 720: all at 90 × 1.3
        Assert.Equal(1404m, lines.Sum(l => l.Amount));
        Assert.Equal(720 * 60, lines.Sum(l => l.Seconds));
    }

    [Fact]
    public void FromText_SecondsOnTheClock_AreRefused() => Assert.Throws<InvalidOperationException>(
        () => Oracle(Contract(""), "", "S,ana,K,,2026-03-10T09:00:01+01:00,2026-03-10T10:00:00+01:00,true,,"));

    [Fact]
    public void FromText_StepReachedWithinAMinute_IsRefused() => Assert.Throws<InvalidOperationException>(
        () => Oracle(
            Contract(Long.Replace("\"engineer\"", "\"team\"", StringComparison.Ordinal)),
            "I,K,high,Down,,,,,,",
            "S1,ana,K,I,2026-03-10T10:00:00+01:00,2026-03-10T14:00:00+01:00,true,,",
            "S2,jonas,K,I,2026-03-10T12:01:00+01:00,2026-03-10T16:00:00+01:00,true,,"));

    [Fact]
    public void FromText_ClauseItDoesNotKnow_IsRefused() => Assert.Throws<InvalidOperationException>(
        () => Oracle(Contract("").Replace("\"stacking\"", "\"cap\": null, \"stacking\"", StringComparison.Ordinal), "", "S,ana,K,,2026-03-10T09:00:00+01:00,2026-03-10T10:00:00+01:00,true,,"));

    private static decimal Of(MinuteOracle oracle, string contract, string month, string incident) =>
        oracle.Lines[(contract, month)].Where(l => l.Incident == incident).Sum(l => l.Amount);

    private static string Window(string from, string to, string days) =>
        $$"""{ "kind": "window", "name": "Window", "days": [{{days}}], "from": "{{from}}", "to": "{{to}}", "multiplier": 1.5 }""";

    private static string Contract(string premiums) => $$"""
        [ { "code": "K", "currency": "EUR", "timeZone": "Europe/Berlin", "holidays": ["2026-12-25"], "terms": [ { "effectiveFrom": "2026-01-01", "hourlyRate": 100.00,
            "engineerRates": {}, "premiums": [ {{premiums}} ], "stacking": "highest", "maximumMultiplier": null, "recurrenceCountsOn": false } ] } ]
        """;

    private static MinuteOracle Oracle(string contracts, string incidents, params string[] sessions) => MinuteOracle.FromText(
        contracts,
        incidents.Length == 0 ? Incidents : Incidents + incidents + "\n",
        Sessions + string.Join('\n', sessions) + "\n");
}
