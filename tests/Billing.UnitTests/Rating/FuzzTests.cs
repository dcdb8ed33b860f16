using System.Text.Json.Nodes;
using Billing.Domain.Rating;
using FsCheck;
using FsCheck.Fluent;

namespace Billing.UnitTests.Rating;

/// <summary>Documents that are almost right: whatever people and programs send, the answer is a document.</summary>
public sealed class FuzzTests
{
    private static readonly string[] Values =
    [
        "null", "-1", "0", "0.5", "1e3", "1e30", "1e400", "-1e-9", "999.9999", "1000", "79228162514264337593543950335", "\"\"", "\"x\"", "\"INC\"", "\"I\"", "\"J\"", "[]", "[null]", "[[]]",
        "{}", "true", "\"2026-13-01\"", "\"9999-12-31\"", "\"0001-01-01\"", "\"2031-12-30T23:59:59Z\"", "\"2019-01-01T00:00:00Z\"", "\"2026-03-10T10:00:00+18:00\"",
        "\"half a pair\"", "\"incident\"", "\"day\"", "\"week\"", "\"team\"", "\"elapsed\"", "\"retroactive\"", "\"23:59:59\"", "\"Africa/Monrovia\"", "\"Pacific/Apia\"", "\"KWD\"",
    ];

    private static readonly string[] Documents = [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Rating", "cases"), "*.json").Order(StringComparer.Ordinal)
        .Select(f => JsonNode.Parse(File.ReadAllText(f))!["input"]!.ToJsonString())];

    [Fact]
    public void RateDocument_AlmostRight_IsAnsweredByADocument() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(3000),
        Prop.ForAll(ArbMap.Default.ArbFor<int>().Generator.Resize(1_000_000_000).ToArbitrary(), seed =>
        {
            var document = Spoilt(new Random(seed));

            var (output, exitCode) = RatingJson.RateDocument(document);

            var root = JsonNode.Parse(output)!;
            var expected = root["errors"] is JsonArray errors ? (2, errors.Count > 0, errors.Count == 1 || errors.All(e => e!["code"]!.GetValue<string>() != "malformed")) : (0, true, true);
            return expected == (exitCode, true, true) ? true : throw new InvalidOperationException(document + "\n" + output);
        }));

    // Where the currency is unknown nothing can be rated, and everything is checked at leisure; the engine takes one look, and checks only what looks wrong.
    [Fact]
    public void RateDocument_AlmostRight_OverlooksNoError() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(3000),
        Prop.ForAll(ArbMap.Default.ArbFor<int>().Generator.Resize(1_000_000_000).ToArbitrary(), seed =>
        {
            var document = SpoiltNode(new Random(seed));
            if (document["contract"] is not JsonObject contract) return true;
            if (seed % 3 == 0 && document["sessions"] is JsonArray { Count: > 0 } sessions) sessions.Insert(0, sessions[^1]?.DeepClone());
            contract["currency"] = "EUR";
            var found = Errors(document);
            contract["currency"] = "nothing";
            var wrong = Errors(document).Where(e => !e.StartsWith("unknown-currency", StringComparison.Ordinal)).ToList();
            return wrong.Count == 0 || wrong.SequenceEqual(found) ? true : throw new InvalidOperationException(document + "\n" + string.Join('\n', found));
        }));

    private static List<string> Errors(JsonNode document) =>
        [.. (JsonNode.Parse(RatingJson.RateDocument(document.ToJsonString()).Output)!["errors"]?.AsArray() ?? []).Select(e => e!["code"] + " " + e["message"])];

    // JSON can spell half of a surrogate pair; its writer here cannot.
    private static string Spoilt(Random random) => SpoiltNode(random).ToJsonString().Replace("half a pair", "\\ud800", StringComparison.Ordinal);

    private static JsonNode SpoiltNode(Random random)
    {
        var document = JsonNode.Parse(Documents[random.Next(Documents.Length)])!;
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var places = Places(document).ToList();
            if (places.Count == 0) break;
            var value = JsonNode.Parse(Values[random.Next(Values.Length)]);
            var (parent, key) = places[random.Next(places.Count)];
            if (parent is JsonArray list) list[(int)key] = value;
            else parent[(string)key] = value;
        }

        return document;
    }

    private static IEnumerable<(JsonNode Parent, object Key)> Places(JsonNode node)
    {
        var children = node switch
        {
            JsonObject fields => fields.Select(f => (Key: (object)f.Key, f.Value)),
            JsonArray items => items.Select((item, i) => (Key: (object)i, Value: item)),
            _ => [],
        };
        return children.SelectMany(c => (c.Value is null ? [] : Places(c.Value)).Prepend((node, c.Key)));
    }
}
