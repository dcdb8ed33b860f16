using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using static System.FormattableString;

namespace Billing.Domain.Rating;

/// <summary>Ends the reading of a document that is not what RATING §1 describes. Never leaves <see cref="RatingJson"/> but as a refusal.</summary>
internal sealed class MalformedException(string path, string problem) : FormatException($"“{path}” {problem}.")
{
    /// <summary>The same problem, seen from the list or object that holds the field.</summary>
    public MalformedException Within(string holder) => new(path.Length == 0 ? holder : $"{holder}.{path}", problem);
}

/// <summary>A JSON object whose fields are read by name; null counts as missing, and unknown fields are ignored (RATING §§1–2).</summary>
internal readonly struct JsonFields
{
    private readonly JsonElement element;

    public JsonFields(JsonElement element, string name = "")
    {
        if (element.ValueKind != JsonValueKind.Object) throw new MalformedException(name, "must be an object");
        this.element = element;
    }

    public string Text(string name) => TextOrNull(name) ?? throw Missing(name);

    public string? TextOrNull(string name) => Find(name) is { } value ? TextOf(value, name) : null;

    public decimal Number(string name) => NumberOrNull(name) ?? throw Missing(name);

    public decimal? NumberOrNull(string name) => Find(name) is { } value ? NumberOf(value, name) : null;

    /// <summary>An increment's minutes: the one number that must be whole (RATING §2).</summary>
    public int Whole(string name)
    {
        var number = Number(name);
        return number == decimal.Truncate(number) && number is > 0 and <= int.MaxValue ? decimal.ToInt32(number)
            : throw new MalformedException(name, "must be a whole number above 0");
    }

    /// <summary>True when the field is there and true. For a field that RATING does not know, so nothing about it is malformed.</summary>
    public bool IsSet(string name) => Find(name) is { ValueKind: JsonValueKind.True };

    public bool Flag(string name) => (Find(name) ?? throw Missing(name)).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new MalformedException(name, "must be true or false"),
    };

    public LocalDate Date(string name) => DateOf(Text(name), name);

    public LocalTime Time(string name) => Parsed(LocalTimes.Read(Text(name)), name, "must be a time like 22:00");

    public Instant Instant(string name) => InstantOrNull(name) ?? throw Missing(name);

    public Instant? InstantOrNull(string name) => TextOrNull(name) is { } text
        ? Parsed(Instants.Read(text), name, "must be a date and time with an offset and without fractions of a second, like 2026-10-24T22:50:00+02:00")
        : null;

    public T Word<T>(string name, Words<T> words)
        where T : struct, Enum => Meaning(Text(name), name, words);

    public T Word<T>(string name, Words<T> words, T otherwise)
        where T : struct, Enum => TextOrNull(name) is { } text ? Meaning(text, name, words) : otherwise;

    public JsonFields Object(string name) => ObjectOrNull(name) ?? throw Missing(name);

    public JsonFields? ObjectOrNull(string name) => Find(name) is { } value ? new JsonFields(value, name) : null;

    /// <summary>Reads an object where there is one.</summary>
    public T? ObjectOrNull<T>(string name, Func<JsonFields, T> read)
        where T : class
    {
        if (ObjectOrNull(name) is not { } fields) return null;
        return Within(name, fields, read);
    }

    public List<T> Objects<T>(string name, Func<JsonFields, T> read) => List(name, (value, at) => Within(at, new(value, at), read)) ?? throw Missing(name);

    public List<T> ObjectsOrNone<T>(string name, Func<JsonFields, T> read) => List(name, (value, at) => Within(at, new(value, at), read)) ?? [];

    public List<string> Texts(string name) => List(name, TextOf) ?? throw Missing(name);

    public List<LocalDate> DatesOrNone(string name) => List(name, (value, at) => DateOf(TextOf(value, at), at)) ?? [];

    public List<T> WordList<T>(string name, Words<T> words)
        where T : struct, Enum => List(name, (value, at) => Meaning(TextOf(value, at), at, words)) ?? throw Missing(name);

    /// <summary>The numbers of an object whose field names are data, such as engineers' rates.</summary>
    public Dictionary<string, decimal> NumbersByName(string name)
    {
        Dictionary<string, decimal> numbers = new(StringComparer.Ordinal);
        if (ObjectOrNull(name) is not { } fields) return numbers;
        foreach (var field in fields.element.EnumerateObject())
        {
            var key = NameOf(field, name);
            numbers[key] = NumberOf(field.Value, $"{name}.{key}");
        }

        return numbers;
    }

    private static T Within<T>(string holder, JsonFields fields, Func<JsonFields, T> read)
    {
        try
        {
            return read(fields);
        }
        catch (MalformedException problem)
        {
            throw problem.Within(holder);
        }
    }

    private static string TextOf(JsonElement value, string name)
    {
        if (value.ValueKind != JsonValueKind.String) throw new MalformedException(name, "must be text");
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw NotUnicode(name);
        }
    }

    private static string NameOf(JsonProperty field, string name)
    {
        try
        {
            return field.Name;
        }
        catch (InvalidOperationException)
        {
            throw NotUnicode(name);
        }
    }

    // Half of a surrogate pair, escaped: JSON's grammar allows it, Unicode does not.
    private static MalformedException NotUnicode(string name) => new(name, "must be valid Unicode text");

    private static decimal NumberOf(JsonElement value, string name)
    {
        if (value.ValueKind != JsonValueKind.Number) throw new MalformedException(name, "must be a number");
        return value.TryGetDecimal(out var number) && Decimals.IsExact(value.GetRawText(), number) ? number
            : throw new MalformedException(name, "must be a number of at most 28 digits");
    }

    private static LocalDate DateOf(string text, string name) => Parsed(LocalDatePattern.Iso.Parse(text), name, "must be a date like 2026-12-25");

    private static T Meaning<T>(string word, string name, Words<T> words)
        where T : struct, Enum => words.TryRead(word, out var value) ? value : throw new MalformedException(name, $"must be one of {words}, not “{word}”");

    private static T Parsed<T>(ParseResult<T> result, string name, string problem) =>
        result.TryGetValue(default!, out var value) ? value : throw new MalformedException(name, problem);

    private static MalformedException Missing(string name) => new(name, "is missing");

    private JsonElement? Find(string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private List<T>? List<T>(string name, Func<JsonElement, string, T> read)
    {
        if (Find(name) is not { } list) return null;
        if (list.ValueKind != JsonValueKind.Array) throw new MalformedException(name, "must be a list");
        var items = new List<T>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray()) items.Add(read(item, Invariant($"{name}[{items.Count}]")));
        return items;
    }
}
