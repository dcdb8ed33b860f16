using System.Text.Json;
using System.Text.Json.Nodes;
using Billing.Domain.Rating;
using static System.FormattableString;

namespace Billing.UnitTests.Rating;

/// <summary>The cases that RATING.md is shown by, and our own for what they leave open. Each file holds an input and what must come out.</summary>
public sealed class CaseTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Rating", "cases");

    public static TheoryData<string> Names => new(Directory.EnumerateFiles(Folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void RateDocument_Case_GivesWhatIsExpected(string name)
    {
        var file = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, name + ".json")))!;
        var input = file["input"] is JsonValue text ? text.GetValue<string>() : file["input"]!.ToJsonString();

        var (output, exitCode) = RatingJson.RateDocument(input);

        var difference = Difference(file["expected"], JsonNode.Parse(output), "");
        Assert.True(difference is null, difference + Environment.NewLine + output);
        Assert.Equal(file["expected"]!["errors"] is null ? 0 : 2, exitCode);
    }

    /// <summary>Compares what is expected and no more: a case may leave out slices and messages. Numbers compare by value.</summary>
    private static string? Difference(JsonNode? expected, JsonNode? actual, string path)
    {
        switch (expected)
        {
            case JsonObject fields when actual is JsonObject found:
                return fields.Select(f => found.ContainsKey(f.Key) ? Difference(f.Value, found[f.Key], $"{path}.{f.Key}") : $"{path}.{f.Key} is missing")
                    .FirstOrDefault(d => d is not null);
            case JsonArray items when actual is JsonArray found:
                if (items.Count != found.Count) return Invariant($"{path} has {found.Count} items, not {items.Count}");
                return items.Select((item, i) => Difference(item, found[i], Invariant($"{path}[{i}]"))).FirstOrDefault(d => d is not null);
            case JsonValue value when actual is JsonValue found && value.GetValueKind() == JsonValueKind.Number && found.GetValueKind() == JsonValueKind.Number:
                return value.GetValue<decimal>() == found.GetValue<decimal>() ? null : $"{path} is {found.ToJsonString()}, not {value.ToJsonString()}";
            default:
                return JsonNode.DeepEquals(expected, actual) ? null : $"{path} is {actual?.ToJsonString() ?? "null"}, not {expected?.ToJsonString() ?? "null"}";
        }
    }
}
