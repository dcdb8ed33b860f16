using System.Globalization;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace Billing.UnitTests.Demo;

/// <summary>The demo's files are what the demo and its tests rely on.</summary>
public sealed class DemoFilesTests
{
    private static readonly JsonDocument Contracts = Json("contracts.json");
    private static readonly IReadOnlyList<Incident> Incidents = [.. Rows("incidents.csv").Select(Incident.Read)];
    private static readonly IReadOnlyList<Session> Sessions = [.. Rows("sessions.csv").Select(Session.Read)];
    private static readonly Lazy<MinuteOracle> Oracle = new(() => MinuteOracle.FromFolder(DemoFolder.Path));

    [Fact]
    public void Counts_OfTheFiles_AreTheDemosSize()
    {
        Assert.Equal(3, Json("clients.json").RootElement.GetArrayLength());
        Assert.Equal(5, Contracts.RootElement.GetArrayLength());
        Assert.Equal(2, Json("business.json").RootElement.GetProperty("members").GetArrayLength());
        Assert.InRange(Incidents.Count, 60, 75);
        Assert.InRange(Sessions.Count, 390, 430);
        Assert.InRange(Sessions.Count(s => s.Month == "2026-11"), 10, 20);
        Assert.InRange(Sessions.Count(s => !s.Billable), 5, 20);
    }

    [Fact]
    public void Keys_OfAllRows_AreUnique()
    {
        Assert.Distinct(Incidents.Select(i => i.Key));
        Assert.Distinct(Sessions.Select(s => s.Key));
        Assert.Distinct(Contracts.RootElement.EnumerateArray().Select(c => Text(c, "code")));
    }

    [Fact]
    public void References_OfAllRows_Exist()
    {
        var clients = Json("clients.json").RootElement.EnumerateArray().Select(c => Text(c, "key")).ToList();
        var members = Json("business.json").RootElement.GetProperty("members").EnumerateArray().Select(m => Text(m, "key")).ToList();
        var contracts = Contracts.RootElement.EnumerateArray().Select(c => Text(c, "code")).ToList();
        var incidents = Incidents.ToDictionary(i => i.Key, StringComparer.Ordinal);

        Assert.All(Contracts.RootElement.EnumerateArray(), c => Assert.Contains(Text(c, "client"), clients));
        Assert.All(Incidents, i => Assert.Contains(i.Contract, contracts));
        Assert.All(Incidents, i => Assert.Contains(i.OpenedBy, members));
        Assert.All(Incidents, i => Assert.Contains(Sessions, s => s.Incident == i.Key));
        Assert.All(Sessions, s => Assert.Contains(s.Engineer, members));
        Assert.All(Sessions, s => Assert.Contains(s.Contract, contracts));
        Assert.All(Sessions.Where(s => s.Incident.Length > 0), s => Assert.Equal(s.Contract, incidents[s.Incident].Contract));
        Assert.All(
            Incidents.Where(i => i.Recurs.Length > 0),
            i => Assert.True(incidents[i.Recurs].Contract == i.Contract && incidents[i.Recurs].OpenedAt < i.OpenedAt));
        Assert.InRange(Incidents.Count(i => i.Recurs.Length > 0), 2, 6);
    }

    [Fact]
    public void Incidents_OfEverySeverity_HappenInOrder()
    {
        Assert.All(Incidents, i => Assert.Contains(i.Severity, (string[])["critical", "high", "medium", "low"]));
        Assert.Equal(4, Incidents.Select(i => i.Severity).Distinct(StringComparer.Ordinal).Count());
        Assert.All(Incidents, i => Assert.True(i.AlertedAt is null || i.AlertedAt <= i.OpenedAt, i.Key));
        Assert.All(Incidents, i => Assert.True(i.ResolvedAt is null || i.ResolvedAt > i.OpenedAt, i.Key));
        Assert.All(Incidents, i => Assert.True(i.ClosedAt is null || i.ClosedAt >= i.ResolvedAt, i.Key));
        Assert.All(Sessions.Where(s => s.Incident.Length > 0), s => Assert.True(Incidents.Single(i => i.Key == s.Incident).OpenedAt <= s.Start, s.Key));
        Assert.All(
            Sessions.Where(s => s.Incident.Length > 0),
            s => Assert.True(Incidents.Single(i => i.Key == s.Incident).ClosedAt is not { } closed || s.Stop <= closed, s.Key));
    }

    [Fact]
    public void Sessions_AllOfThem_AreWholeMinutesOfAtMostElevenHours()
    {
        Assert.All(Sessions, s => Assert.True(s.Start < s.Stop && s.Stop - s.Start <= Duration.FromHours(11), s.Key));
        Assert.All(Sessions, s => Assert.True(IsMinute(s.Start) && IsMinute(s.Stop), s.Key));
        Assert.All(Sessions, s => Assert.False(string.IsNullOrWhiteSpace(s.Description), s.Key));
        Assert.All(Sessions, s => Assert.Equal(s.Billable, s.Reason.Length == 0));
        Assert.All(Sessions, s => Assert.True(s.Stop <= Instant.FromUtc(2026, 11, 20, 23, 0), s.Key));
    }

    [Fact]
    public void Sessions_AllOfThem_CarryTheOffsetOfTheirContract() => Assert.All(
        Rows("sessions.csv").SelectMany(r => new[] { (r["contract"], r["start"]), (r["contract"], r["stop"]) }),
        field =>
        {
            var written = OffsetDateTimePattern.ExtendedIso.Parse(field.Item2).Value;
            Assert.Equal(ZoneOf(field.Item1).GetUtcOffset(written.ToInstant()), written.Offset);
        });

    [Fact]
    public void Sessions_OfOneEngineer_NeverOverlap()
    {
        foreach (var own in Sessions.GroupBy(s => s.Engineer, StringComparer.Ordinal))
        {
            var inOrder = own.OrderBy(s => s.Start).ToList();
            Assert.All(inOrder.Zip(inOrder.Skip(1)), pair => Assert.True(pair.First.Stop <= pair.Second.Start, pair.First.Key + " " + pair.Second.Key));
        }
    }

    [Fact]
    public void Months_FromTheFirstToTheLast_HaveBillableWorkOnThreeContracts()
    {
        for (var month = new YearMonth(2025, 9); month <= new YearMonth(2026, 11); month = month.PlusMonths(1))
        {
            var name = month.ToString("uuuu'-'MM", CultureInfo.InvariantCulture);
            Assert.True(Oracle.Value.Net.Keys.Count(k => k.Month == name) >= 3, name);
        }
    }

    [Theory]
    [InlineData("Europe/", 2025, 10, 26)]
    [InlineData("Europe/", 2026, 3, 29)]
    [InlineData("Europe/", 2026, 10, 25)]
    [InlineData("America/", 2025, 11, 2)]
    [InlineData("America/", 2026, 3, 8)]
    [InlineData("America/", 2026, 11, 1)]
    public void Sessions_OfThisNight_CrossTheClockChange(string area, int year, int month, int day) => Assert.Contains(
        Sessions,
        s => s.Billable && s.Zone.Id.StartsWith(area, StringComparison.Ordinal) && s.Zone.GetUtcOffset(s.Start) != s.Zone.GetUtcOffset(s.Stop)
            && s.LocalStop.Date == new LocalDate(year, month, day));

    [Theory]
    [InlineData("NW-2026", 2025, 12, 25)]
    [InlineData("NW-CH-2025", 2026, 1, 1)]
    [InlineData("MV-2025", 2026, 7, 14)]
    [InlineData("NW-2026", 2025, 10, 3)]
    [InlineData("NW-2026", 2026, 10, 3)]
    [InlineData("HP-2025", 2025, 11, 27)]
    public void Sessions_OnThisHoliday_AreBilled(string contract, int year, int month, int day)
    {
        var date = new LocalDate(year, month, day);

        Assert.Contains(Sessions, s => s.Billable && s.Contract == contract && s.LocalStart.Date <= date && s.LocalStop.Date >= date);
        Assert.Contains(
            LocalDatePattern.Iso.Format(date),
            Contract(contract).GetProperty("holidays").EnumerateArray().Select(h => h.GetString()!));
    }

    [Fact]
    public void Sessions_AtNightOnSundaysAndAcrossMonthAndYear_AreThere()
    {
        Assert.True(Sessions.Count(s => s.LocalStart.Hour >= 22 || s.LocalStart.Hour < 6) >= 30);
        Assert.True(Sessions.Count(s => s.LocalStart.DayOfWeek == IsoDayOfWeek.Sunday) >= 8);
        Assert.True(Sessions.Count(s => s.LocalStart.Date.ToYearMonth() != s.LocalStop.Date.ToYearMonth()) >= 8);
        Assert.Contains(Sessions, s => s.LocalStart.Year == 2025 && s.LocalStop.Year == 2026);
        Assert.Contains(Sessions, a => Sessions.Any(b => a.Incident.Length > 0 && a.Incident == b.Incident && a.Engineer != b.Engineer && a.Start < b.Stop && b.Start < a.Stop));
    }

    [Fact]
    public void PlannedWork_MostOfIt_IsOnWeekdaysByDay()
    {
        var planned = Sessions.Where(s => s.Incident.Length == 0).ToList();

        var byDay = planned.Count(s => (int)s.LocalStart.DayOfWeek <= 5 && s.LocalStart.Hour >= 8 && s.LocalStop.TimeOfDay <= new LocalTime(19, 0));

        Assert.True(byDay * 10 >= planned.Count * 9);
    }

    [Theory]
    [InlineData("NW-2026", 2026, 4, 1)]
    [InlineData("HP-2025", 2026, 6, 15)]
    public void ChangeOfTerms_OfThisDate_IsCrossedByWorkThatRunsOverMidnight(string contract, int year, int month, int day)
    {
        var date = new LocalDate(year, month, day);

        Assert.Contains(Contract(contract).GetProperty("terms").EnumerateArray(), t => Text(t, "effectiveFrom") == LocalDatePattern.Iso.Format(date));
        Assert.Contains(Sessions, s => s.Billable && s.Contract == contract && s.LocalStart.Date < date && s.LocalStop.Date == date && s.LocalStop.TimeOfDay > LocalTime.Midnight);
    }

    [Fact]
    public void Clauses_OfEveryContract_PriceSomeWork()
    {
        foreach (var contract in Contracts.RootElement.EnumerateArray())
        {
            var reasons = Oracle.Value.Lines.Where(l => l.Key.Contract == Text(contract, "code")).SelectMany(l => l.Value)
                .SelectMany(l => l.Reasons.Split(", ")).ToHashSet(StringComparer.Ordinal);
            foreach (var premium in contract.GetProperty("terms").EnumerateArray().SelectMany(t => t.GetProperty("premiums").EnumerateArray()))
            {
                Assert.All(ReasonsOf(premium), r => Assert.True(reasons.Contains(r), Text(contract, "code") + ": " + r));
            }
        }
    }

    [Fact]
    public void MaximumMultiplier_WhereAgreed_HoldsSomeWorkBack() => Assert.All(
        Contracts.RootElement.EnumerateArray().Where(c => c.GetProperty("terms")[0].GetProperty("maximumMultiplier").ValueKind == JsonValueKind.Number),
        c =>
        {
            var maximum = c.GetProperty("terms")[0].GetProperty("maximumMultiplier").GetDecimal();
            Assert.Contains(Oracle.Value.Lines.Where(l => l.Key.Contract == Text(c, "code")).SelectMany(l => l.Value), l => l.Multiplier == maximum);
        });

    [Fact]
    public void Terms_OfAllContracts_CoverTheirStartAndEveryWayToStack()
    {
        Assert.All(Contracts.RootElement.EnumerateArray(), c => Assert.Equal(Text(c, "startsOn"), Text(c.GetProperty("terms")[0], "effectiveFrom")));
        Assert.Equal(
            ["add", "highest", "multiply"],
            Contracts.RootElement.EnumerateArray().Select(c => Text(c.GetProperty("terms")[0], "stacking")).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Totals_OfCompleteMonths_AreBelievable()
    {
        Assert.All(Oracle.Value.Net.Where(n => n.Key.Month != "2026-11"), n => Assert.InRange(n.Value, 300m, 15000m));
        Assert.Equal(Sessions.Where(s => s.Billable).Sum(s => (long)(s.Stop - s.Start).TotalSeconds), Oracle.Value.Seconds.Values.Sum());
    }

    [Fact]
    public void Identities_OfThePartiesInTheirOwnCheckDigits_AreValid()
    {
        var business = Json("business.json").RootElement;
        var clients = Json("clients.json").RootElement.EnumerateArray().ToList();

        Assert.True(IsIban(Text(business.GetProperty("bank"), "iban")));
        Assert.True(IsFrenchVat(Text(business, "vatId")));
        Assert.True(IsFrenchVat(Text(clients.Single(c => Text(c, "key") == "verdier"), "vatId")));
        Assert.True(IsGermanVat(Text(clients.Single(c => Text(c, "key") == "nordwind"), "vatId")));
    }

    private static IEnumerable<string> ReasonsOf(JsonElement premium) => premium.TryGetProperty("steps", out var steps)
        ? steps.EnumerateArray().Select(s => Text(premium, "name") + " > " + s.GetProperty("afterMinutes").GetInt32().ToString(CultureInfo.InvariantCulture))
        : [Text(premium, "name")];

    private static bool IsIban(string iban)
    {
        var remainder = 0;
        foreach (var c in iban[4..] + iban[..4])
        {
            remainder = char.IsAsciiDigit(c) ? ((remainder * 10) + c - '0') % 97 : ((remainder * 100) + c - 'A' + 10) % 97;
        }

        return remainder == 1;
    }

    private static bool IsFrenchVat(string id)
    {
        var siren = int.Parse(id[4..], CultureInfo.InvariantCulture);
        var luhn = id[4..].Reverse().Select((c, i) => i % 2 == 0 ? c - '0' : ((c - '0') * 2 / 10) + ((c - '0') * 2 % 10)).Sum();
        return id[..2] == "FR" && luhn % 10 == 0 && int.Parse(id[2..4], CultureInfo.InvariantCulture) == (12 + (3 * (siren % 97))) % 97;
    }

    /// <summary>ISO 7064, MOD 11, 10.</summary>
    private static bool IsGermanVat(string id)
    {
        var product = 10;
        foreach (var c in id[2..10])
        {
            var sum = (c - '0' + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }

        return id[..2] == "DE" && (11 - product) % 10 == id[10] - '0';
    }

    private static bool IsMinute(Instant instant) => instant.ToUnixTimeTicks() % NodaConstants.TicksPerMinute == 0;

    private static JsonElement Contract(string code) => Contracts.RootElement.EnumerateArray().Single(c => Text(c, "code") == code);

    private static DateTimeZone ZoneOf(string contract) => DateTimeZoneProviders.Tzdb[Text(Contract(contract), "timeZone")];

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static JsonDocument Json(string file) => JsonDocument.Parse(File.ReadAllText(Path.Combine(DemoFolder.Path, file)));

    private static IReadOnlyList<IReadOnlyDictionary<string, string>> Rows(string file) => MinuteOracle.Csv(File.ReadAllText(Path.Combine(DemoFolder.Path, file)));

    private static Instant At(string text) => OffsetDateTimePattern.ExtendedIso.Parse(text).Value.ToInstant();

    private sealed record Incident(
        string Key, string Contract, string Severity, Instant? AlertedAt, Instant OpenedAt, string OpenedBy, Instant? ResolvedAt, Instant? ClosedAt, string Recurs)
    {
        public static Incident Read(IReadOnlyDictionary<string, string> row) => new(
            row["key"], row["contract"], row["severity"], AtOrNull(row["alertedAt"]), At(row["openedAt"]), row["openedBy"], AtOrNull(row["resolvedAt"]),
            AtOrNull(row["closedAt"]), row["recurs"]);

        private static Instant? AtOrNull(string text) => text.Length == 0 ? null : At(text);
    }

    private sealed record Session(
        string Key, string Engineer, string Contract, string Incident, Instant Start, Instant Stop, bool Billable, string Reason, string Description, DateTimeZone Zone)
    {
        public LocalDateTime LocalStart => Start.InZone(Zone).LocalDateTime;

        public LocalDateTime LocalStop => Stop.InZone(Zone).LocalDateTime;

        public string Month => LocalStart.Date.ToString("uuuu'-'MM", CultureInfo.InvariantCulture);

        public static Session Read(IReadOnlyDictionary<string, string> row) => new(
            row["key"], row["engineer"], row["contract"], row["incident"], At(row["start"]), At(row["stop"]), row["billable"] == "true", row["reason"],
            row["description"], ZoneOf(row["contract"]));
    }
}
