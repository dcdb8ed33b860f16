using System.Text.Json.Nodes;
using Billing.Domain.Rating;

namespace Billing.UnitTests.Rating;

/// <summary>RATING.md §2: which error, about which sessions, and what is reported beside it.</summary>
public sealed class ErrorTests
{
    private const string Sound = """
        { "contract": { "currency": "EUR", "timeZone": "Europe/Berlin", "holidays": [], "terms": [ {
            "effectiveFrom": "2026-01-01", "hourlyRate": 100, "engineerRates": { "a": 120 },
            "premiums": [
              { "kind": "threshold", "name": "Long", "scope": "incident", "basis": "engineer", "mode": "graduated", "steps": [ { "afterMinutes": 60, "multiplier": 2 }, { "afterMinutes": 90, "multiplier": 3 } ] },
              { "kind": "window", "name": "Night", "days": ["mon"], "from": "22:00", "to": "06:00", "multiplier": 1.5 },
              { "kind": "holiday", "name": "Holiday", "multiplier": 2 },
              { "kind": "severity", "name": "Critical", "severities": ["critical"], "multiplier": 1.5 } ],
            "increment": { "minutes": 15, "rounding": "up", "scope": "session" }, "minimumCallOut": { "minutes": 60, "joinWithinMinutes": 120 },
            "responseFee": { "amount": 200, "withinMinutes": 30 }, "cap": { "amount": 1000, "scope": "incident" }, "retainer": { "includedMinutes": 600, "weighted": true } } ] },
          "incidents": [ { "id": "I", "severity": "high", "alertedAt": "2026-03-10T10:00:00Z" }, { "id": "J", "severity": "high", "continues": "I" } ],
          "sessions": [ { "id": "S1", "engineer": "a", "incident": "I", "start": "2026-03-10T10:00:00Z", "stop": "2026-03-10T11:00:00Z" },
                        { "id": "S2", "engineer": "b", "incident": "J", "start": "2026-03-10T10:00:00Z", "stop": "2026-03-10T11:00:00Z" } ] }
        """;

    private const string Terms = "contract.terms.0.";

    [Fact]
    public void RateDocument_Sound_HasNoErrors() => Assert.Equal(0, RatingJson.RateDocument(Sound).ExitCode);

    [Theory]
    [InlineData("sessions.0.stop", "\"2026-03-10T10:00:00Z\"", "stop-not-after-start S1")]
    [InlineData("sessions.0.incident", "\"K\"", "unknown-incident S1")]
    [InlineData("incidents.1.continues", "\"K\"", "unknown-incident")]
    [InlineData("incidents.1.continues", "\"J\"", "unknown-incident")]
    [InlineData("incidents.0.continues", "\"J\"", "unknown-incident; unknown-incident")]
    [InlineData("contract.timeZone", "\"UTC+02:00\"", "unknown-time-zone")]
    [InlineData("contract.timeZone", "\"europe/berlin\"", "unknown-time-zone")]
    [InlineData("contract.currency", "\"eur\"", "unknown-currency")]
    [InlineData("contract.terms", "[]", "no-terms S1; no-terms S2")]
    [InlineData(Terms + "effectiveFrom", "\"2026-03-11\"", "no-terms S1; no-terms S2")]
    [InlineData(Terms + "hourlyRate", "-0.0001", "negative")]
    [InlineData(Terms + "engineerRates.a", "-1", "negative")]
    [InlineData(Terms + "premiums.0.steps.0.multiplier", "-1", "negative")]
    [InlineData(Terms + "premiums.0.steps.0.afterMinutes", "-1", "negative")]
    [InlineData(Terms + "premiums.0.steps.1.afterMinutes", "60", "steps-not-rising")]
    [InlineData(Terms + "premiums.1.multiplier", "-1", "negative")]
    [InlineData(Terms + "premiums.2.multiplier", "-1", "negative")]
    [InlineData(Terms + "premiums.3.multiplier", "-1", "negative")]
    [InlineData(Terms + "maximumMultiplier", "-1", "negative")]
    [InlineData(Terms + "minimumCallOut.minutes", "-1", "negative")]
    [InlineData(Terms + "minimumCallOut.joinWithinMinutes", "-1", "negative")]
    [InlineData(Terms + "responseFee.amount", "-1", "negative")]
    [InlineData(Terms + "responseFee.withinMinutes", "-1", "negative")]
    [InlineData(Terms + "cap.amount", "-1", "negative")]
    [InlineData(Terms + "retainer.includedMinutes", "-1", "negative")]
    [InlineData("sessions.1.id", "\"S1\"", "duplicate-id S1")]
    [InlineData("incidents.1", "{ \"id\": \"I\", \"severity\": \"low\" }", "duplicate-id; unknown-incident S2")]
    [InlineData("sessions.1.engineer", "\"a\"", "overlap S1 S2")]
    public void RateDocument_OneThingWrong_NamesIt(string path, string value, string expected) => Assert.Equal(expected, Errors(With(path, value)));

    [Theory]
    [InlineData("contract", "null")]
    [InlineData("contract.currency", "null")]
    [InlineData("contract.holidays", "[\"2026-02-30\"]")]
    [InlineData("incidents", "null")]
    [InlineData("sessions", "{}")]
    [InlineData("incidents.0.severity", "null")]
    [InlineData("incidents.0.alertedAt", "\"2026-03-10T10:00:00\"")]
    [InlineData("sessions.0", "null")]
    [InlineData("sessions.0.id", "7")]
    [InlineData("sessions.0.engineer", "null")]
    [InlineData("sessions.0.start", "\"2026-03-10T10:00:00\"")]
    [InlineData("sessions.0.start", "\"2026-03-10T10:00:00.5Z\"")]
    [InlineData("sessions.0.start", "\"2026-03-10 10:00:00Z\"")]
    [InlineData("sessions.0.start", "\"2026-02-29T10:00:00Z\"")]
    [InlineData("sessions.0.start", "\"0001-01-01T00:00:00+02:00\"")]
    [InlineData("sessions.0.stop", "\"9999-12-31T23:59:59-10:00\"")]
    [InlineData(Terms + "effectiveFrom", "\"2026-1-1\"")]
    [InlineData(Terms + "hourlyRate", "null")]
    [InlineData(Terms + "hourlyRate", "\"100\"")]
    [InlineData(Terms + "hourlyRate", "1000000000")]
    [InlineData(Terms + "hourlyRate", "0.00001")]
    [InlineData(Terms + "hourlyRate", "1.00000000000000000000000000000001")]
    [InlineData(Terms + "hourlyRate", "1e-40")]
    [InlineData(Terms + "engineerRates.a", "null")]
    [InlineData(Terms + "stacking", "\"Highest\"")]
    [InlineData(Terms + "maximumMultiplier", "1000")]
    [InlineData(Terms + "premiums.0.kind", "\"other\"")]
    [InlineData(Terms + "premiums.0.scope", "\"year\"")]
    [InlineData(Terms + "premiums.0.basis", "\"client\"")]
    [InlineData(Terms + "premiums.0.mode", "\"sometimes\"")]
    [InlineData(Terms + "premiums.0.steps", "null")]
    [InlineData(Terms + "premiums.0.steps.0.multiplier", "1.23456")]
    [InlineData(Terms + "premiums.1.days", "[\"monday\"]")]
    [InlineData(Terms + "premiums.1.from", "\"24:00\"")]
    [InlineData(Terms + "premiums.1.to", "\"6:00\"")]
    [InlineData(Terms + "premiums.3.severities", "\"critical\"")]
    [InlineData(Terms + "increment.minutes", "0")]
    [InlineData(Terms + "increment.minutes", "-15")]
    [InlineData(Terms + "increment.minutes", "7.5")]
    [InlineData(Terms + "increment.rounding", "\"away\"")]
    [InlineData(Terms + "increment.scope", "\"week\"")]
    [InlineData(Terms + "responseFee.amount", "0.00001")]
    [InlineData(Terms + "cap.scope", "\"year\"")]
    [InlineData(Terms + "cap.amount", "1e9")]
    [InlineData(Terms + "retainer.weighted", "1")]
    public void RateDocument_Malformed_IsReportedAlone(string path, string value)
    {
        var document = With(path, value);
        if (document["sessions"] is JsonArray { Count: 2 } sessions && sessions[1] is JsonObject session) session["incident"] = "nowhere";

        Assert.Equal("malformed", Errors(document));
    }

    [Theory]
    [InlineData("elapsed", "day", "graduated")]
    [InlineData("elapsed", "incident", "retroactive")]
    [InlineData("engineer", "week", "retroactive")]
    [InlineData("team", "month", "retroactive")]
    public void RateDocument_CombinationThatIsExcluded_IsMalformed(string basis, string scope, string mode)
    {
        var document = JsonNode.Parse(Sound)!;
        var threshold = document["contract"]!["terms"]![0]!["premiums"]![0]!;
        (threshold["basis"], threshold["scope"], threshold["mode"]) = (basis, scope, mode);

        Assert.Equal("malformed", Errors(document));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{ \"contract\": ")]
    [InlineData("{} {}")]
    [InlineData("{ \"\\ud800\": 1 }")]
    [InlineData("""{ "contract": { "currency": "EUR", "timeZone": "UTC", "terms": [ { "effectiveFrom": "2026-01-01", "hourlyRate": 1, "engineerRates": { "\ud800": 1 } } ] }, "incidents": [], "sessions": [] }""")]
    [InlineData("""{ "contract": { "currency": "EUR", "timeZone": "U\ud800C", "terms": [] }, "incidents": [], "sessions": [] }""")]
    public void RateDocument_NotADocument_IsMalformed(string text)
    {
        var (output, exitCode) = RatingJson.RateDocument(text);

        Assert.Equal(2, exitCode);
        Assert.Equal("malformed", JsonNode.Parse(output)!["errors"]![0]!["code"]!.GetValue<string>());
    }

    [Fact]
    public void RateDocument_TermsThatDisagree_AreAllReported()
    {
        var document = JsonNode.Parse(Sound)!;
        var terms = document["contract"]!["terms"]!.AsArray();
        terms.Add(JsonNode.Parse("""{ "effectiveFrom": "2026-01-01", "hourlyRate": 1, "increment": { "minutes": 1, "rounding": "up", "scope": "day" }, "cap": { "amount": 1, "scope": "day" } }"""));

        Assert.Equal("duplicate-terms; mixed-scope; mixed-scope", Errors(document));
    }

    [Fact]
    public void RateDocument_ThreeAtOnce_NamesEveryPair()
    {
        var document = With("sessions", """
            [ { "id": "S10", "engineer": "a", "start": "2026-03-10T10:00:00Z", "stop": "2026-03-10T13:00:00Z" },
              { "id": "S2", "engineer": "a", "start": "2026-03-10T09:00:00Z", "stop": "2026-03-10T12:00:00Z" },
              { "id": "S3", "engineer": "a", "start": "2026-03-10T12:00:00Z", "stop": "2026-03-10T13:00:00Z" },
              { "id": "S4", "engineer": "a", "start": "2026-03-10T12:30:00Z", "stop": "2026-03-10T12:30:00Z" } ]
            """);

        Assert.Equal("overlap S10 S2; overlap S10 S3; stop-not-after-start S4", Errors(document));
    }

    [Fact]
    public void RateDocument_AmountsBeyondReckoning_IsRefused()
    {
        var premiums = string.Join(',', Enumerable.Range(0, 12).Select(_ => """{ "kind": "severity", "name": "x", "severities": ["high"], "multiplier": 999 }"""));
        var document = With(Terms + "premiums", "[" + premiums + "]");
        document["contract"]!["terms"]![0]!["stacking"] = "multiply";

        Assert.Equal("malformed", Errors(document));
    }

    [Fact]
    public void ReadInput_UnknownFields_AreIgnored()
    {
        var document = With("contract.colour", "\"red\"");

        Assert.Equal("", Errors(document));
    }

    private static JsonNode With(string path, string value)
    {
        var document = JsonNode.Parse(Sound)!;
        var steps = path.Split('.');
        var at = steps[..^1].Aggregate(document, (node, step) => Child(node, step)!);
        if (at is JsonArray list) list[int.Parse(steps[^1], System.Globalization.CultureInfo.InvariantCulture)] = JsonNode.Parse(value);
        else at[steps[^1]] = JsonNode.Parse(value);
        return document;
    }

    private static JsonNode? Child(JsonNode node, string step) =>
        node is JsonArray list ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)] : node[step];

    private static string Errors(JsonNode document)
    {
        var (output, exitCode) = RatingJson.RateDocument(document.ToJsonString());
        var errors = JsonNode.Parse(output)!["errors"]?.AsArray() ?? [];
        Assert.Equal(errors.Count > 0 ? 2 : 0, exitCode);
        Assert.All(errors, e => Assert.EndsWith(".", e!["message"]!.GetValue<string>(), StringComparison.Ordinal));
        return string.Join("; ", errors.Select(e => string.Join(' ', [e!["code"]!.GetValue<string>(), .. e["sessions"]!.AsArray().Select(s => s!.GetValue<string>())])));
    }
}
