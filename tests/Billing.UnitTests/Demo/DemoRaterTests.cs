using System.Text.Json;
using System.Text.Json.Nodes;
using Billing.Domain.Rating;

namespace Billing.UnitTests.Demo;

/// <summary>The rating engine and the oracle, which share no code, agree on every line of the demo.</summary>
public sealed class DemoRaterTests
{
    private static readonly Lazy<MinuteOracle> Oracle = new(() => MinuteOracle.FromFolder(DemoFolder.Path));

    [Theory]
    [InlineData("NW-2026")]
    [InlineData("NW-CH-2025")]
    [InlineData("MV-2025")]
    [InlineData("HP-2025")]
    [InlineData("MV-BORNES")]
    public void RateDocument_OfTheDemo_AgreesWithTheOracle(string contract)
    {
        var (output, exitCode) = RatingJson.RateDocument(Document(contract));

        Assert.Equal(0, exitCode);
        using var result = JsonDocument.Parse(output);
        var periods = result.RootElement.GetProperty("periods").EnumerateArray().ToDictionary(p => p.GetProperty("period").GetString()!, StringComparer.Ordinal);
        Assert.Equal(
            Oracle.Value.Net.Keys.Where(k => k.Contract == contract).Select(k => k.Month).Order(StringComparer.Ordinal),
            periods.Keys.Order(StringComparer.Ordinal));
        foreach (var (month, period) in periods)
        {
            Assert.Equal(
                Oracle.Value.Lines[(contract, month)].Select(Described).Order(StringComparer.Ordinal),
                period.GetProperty("lines").EnumerateArray().Select(l => Described(Read(l))).Order(StringComparer.Ordinal));
            Assert.Equal(Oracle.Value.Net[(contract, month)], period.GetProperty("total").GetDecimal());
        }
    }

    private static string Described(OracleLine line) => FormattableString.Invariant(
        $"{line.Incident}|{line.Engineer}|{line.HourlyRate:0.00}|{line.Multiplier:0.0000}|{line.Reasons}|{line.Seconds}|{line.Amount:0.00}");

    private static OracleLine Read(JsonElement line) => new(
        line.GetProperty("incident").GetString() ?? "",
        line.GetProperty("engineer").GetString()!,
        line.GetProperty("hourlyRate").GetDecimal(),
        line.GetProperty("multiplier").GetDecimal(),
        string.Join(", ", line.GetProperty("reasons").EnumerateArray().Select(r => r.GetString())),
        line.GetProperty("seconds").GetInt64(),
        line.GetProperty("amount").GetDecimal());

    /// <summary>RATING §1's input: billable sessions only, and a recurrence continues where the terms let it count on.</summary>
    private static string Document(string code)
    {
        var contract = JsonNode.Parse(Text("contracts.json"))!.AsArray().Single(c => c!["code"]!.GetValue<string>() == code)!.DeepClone();
        var countsOn = contract["terms"]![0]!["recurrenceCountsOn"]!.GetValue<bool>();
        var incidents = MinuteOracle.Csv(Text("incidents.csv")).Where(i => i["contract"] == code).Select(i => (JsonNode)new JsonObject
        {
            ["id"] = i["key"],
            ["severity"] = i["severity"],
            ["alertedAt"] = i["alertedAt"].Length == 0 ? null : i["alertedAt"],
            ["continues"] = countsOn && i["recurs"].Length > 0 ? i["recurs"] : null,
        });
        var sessions = MinuteOracle.Csv(Text("sessions.csv")).Where(s => s["contract"] == code && s["billable"] == "true").Select(s => (JsonNode)new JsonObject
        {
            ["id"] = s["key"],
            ["engineer"] = s["engineer"],
            ["incident"] = s["incident"].Length == 0 ? null : s["incident"],
            ["start"] = s["start"],
            ["stop"] = s["stop"],
        });
        var document = new JsonObject { ["contract"] = contract, ["incidents"] = new JsonArray([.. incidents]), ["sessions"] = new JsonArray([.. sessions]) };
        return document.ToJsonString();
    }

    private static string Text(string file) => File.ReadAllText(Path.Combine(DemoFolder.Path, file));
}
