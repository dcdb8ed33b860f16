using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Billing.Domain.Contracts;
using NodaTime;

namespace Billing.Domain.Rating;

/// <summary>Either an input to rate or the errors that kept it from being read; never both.</summary>
public sealed class RatingInputResult
{
    private readonly RatingInput? input;

    private RatingInputResult(RatingInput? input, IReadOnlyList<RatingError> errors) => (this.input, Errors) = (input, errors);

    /// <summary>True when there is an input.</summary>
    public bool IsOk => input is not null;

    /// <summary>The input; what only <see cref="Rater"/> can find may still be wrong with it.</summary>
    /// <exception cref="InvalidOperationException">There is none: see <see cref="Errors"/>.</exception>
    public RatingInput Input => input ?? throw new InvalidOperationException($"Refused: {Errors[0].Message}");

    /// <summary>By code, then session; empty when there is an input.</summary>
    public IReadOnlyList<RatingError> Errors { get; }

    internal static RatingInputResult Of(RatingInput input) => new(input, []);

    internal static RatingInputResult Refused(IReadOnlyList<RatingError> errors) => new(null, errors);
}

/// <summary>The engine's documents (RATING §§1, 2 and 11) and the form in which terms are stored.</summary>
public static class RatingJson
{
    // Read by people on a terminal and by programs, never by a browser as markup: accents stay readable.
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads an input (RATING §1).</summary>
    /// <returns>
    /// The input; or <c>malformed</c> alone; or, where the time zone or currency is unknown, that and everything else found. Errors that
    /// do not keep the input from being read are found by <see cref="Rater"/>.
    /// </returns>
    public static RatingInputResult ReadInput(string json)
    {
        try
        {
            // Editors on Windows like to begin a file with a byte order mark, which is not JSON's business.
            using var document = JsonDocument.Parse(json.TrimStart('\uFEFF'));
            return InputJson.Read(new(document.RootElement, "document"));
        }
        catch (MalformedException problem)
        {
            return Malformed(problem.Message);
        }
        catch (Exception problem) when (problem is JsonException or ArgumentException)
        {
            return Malformed($"This is not JSON: {problem.Message}");
        }
    }

    /// <summary>Writes periods or errors (RATING §11).</summary>
    public static string WriteResult(RatingResult result) => Written(json => ResultJson.Write(json, result), Readable);

    /// <summary>Reads one set of terms, as <see cref="WriteTerms"/> wrote it or as RATING §1 shows it.</summary>
    /// <exception cref="FormatException">Not terms. What people type goes through <see cref="TermsValidation"/> instead.</exception>
    public static ContractTerms ReadTerms(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return TermsJson.ReadStored(new(document.RootElement, "terms"));
        }
        catch (JsonException problem)
        {
            throw new FormatException($"The terms are not JSON: {problem.Message}", problem);
        }
    }

    /// <summary>Writes one set of terms on one line. Reading it gives equal terms, to the last digit of every number; equal terms give equal text.</summary>
    public static string WriteTerms(ContractTerms terms) => Written(json => TermsJson.Write(json, terms), Compact);

    /// <summary>What <c>billing rate</c> prints for a document, and its exit code: 0, or 2 with errors (RATING §11).</summary>
    public static (string Output, int ExitCode) RateDocument(string json)
    {
        var result = Rated(json);
        return (WriteResult(result), ExitCodeOf(result));
    }

    /// <summary>The same document on one line, without a line end of its own, for <c>billing rate --jsonl</c>.</summary>
    public static (string Output, int ExitCode) RateLine(string json) => Line(Rated(json));

    /// <summary>What <c>billing rate --jsonl</c> prints instead of a document that could not be read at all.</summary>
    /// <param name="sentence">Why, for the person.</param>
    public static (string Output, int ExitCode) UnreadableLine(string sentence) => Line(RatingResult.Refused(Malformed(sentence).Errors));

    private static (string Output, int ExitCode) Line(RatingResult result) => (Written(json => ResultJson.Write(json, result), Compact), ExitCodeOf(result));

    private static int ExitCodeOf(RatingResult result) => result.IsOk ? 0 : 2;

    private static RatingResult Rated(string json)
    {
        var read = ReadInput(json);
        return read.IsOk ? Rater.Rate(read.Input) : RatingResult.Refused(read.Errors);
    }

    private static RatingInputResult Malformed(string message) => RatingInputResult.Refused([new(RatingErrorCodes.Malformed, message, [])]);

    private static string Written(Action<Utf8JsonWriter> write, JsonWriterOptions options)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, options)) write(json);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}

/// <summary>Inputs as RATING §1 writes them.</summary>
internal static class InputJson
{
    public static RatingInputResult Read(JsonFields document)
    {
        var contract = document.Object("contract");
        var (currencyCode, zoneName) = (contract.Text("currency"), contract.Text("timeZone"));
        var holidays = contract.DatesOrNone("holidays").ToHashSet();
        var terms = contract.Objects("terms", TermsJson.Read);
        var incidents = document.Objects("incidents", f =>
            new RatedIncident(f.Text("id"), f.Text("severity"), f.InstantOrNull("alertedAt"), f.TextOrNull("continues")));
        var sessions = document.Objects("sessions", f =>
            new RatedSession(f.Text("id"), f.Text("engineer"), f.TextOrNull("incident"), f.Instant("start"), f.Instant("stop")));

        var errors = new RatingErrors();
        // The provider also makes zones of a fixed offset from names such as UTC+05:30; these are not the tz database's.
        var zone = DateTimeZoneProviders.Tzdb.Ids.Contains(zoneName) ? DateTimeZoneProviders.Tzdb[zoneName] : null;
        if (zone is null) errors.Add(RatingErrorCodes.UnknownTimeZone, $"“{zoneName}” is not a time zone of the tz database, such as Europe/Paris.");
        if (!Currency.TryGet(currencyCode, out var currency))
            errors.Add(RatingErrorCodes.UnknownCurrency, $"“{currencyCode}” is not a currency of ISO 4217, such as EUR.");
        if (zone is not null && currency is not null) return RatingInputResult.Of(new(new(currency, zone, holidays, terms), incidents, sessions));

        InputValidation.Check(terms, incidents, sessions, errors);
        return RatingInputResult.Refused(errors.Listed());
    }
}
