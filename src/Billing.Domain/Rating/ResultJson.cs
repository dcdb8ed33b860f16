using System.Text.Json;
using NodaTime.Text;

namespace Billing.Domain.Rating;

/// <summary>Results as RATING §11 writes them.</summary>
internal static class ResultJson
{
    public static void Write(Utf8JsonWriter json, RatingResult result)
    {
        json.WriteStartObject();
        if (!result.IsOk)
        {
            json.WriteStartArray("errors");
            foreach (var error in result.Errors) WriteError(json, error);
            json.WriteEndArray();
        }
        else
        {
            json.WriteStartArray("periods");
            foreach (var period in result.Periods) WritePeriod(json, period, result.Currency!.MinorDigits);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteError(Utf8JsonWriter json, RatingError error)
    {
        json.WriteStartObject();
        json.WriteString("code", error.Code);
        json.WriteString("message", error.Message);
        WriteTexts(json, "sessions", error.Sessions);
        json.WriteEndObject();
    }

    private static void WritePeriod(Utf8JsonWriter json, RatedPeriod period, int digits)
    {
        json.WriteStartObject();
        json.WriteString("period", period.Period.ToString());
        json.WriteNumber("total", Decimals.WithDigits(period.Total, digits));
        json.WriteStartArray("lines");
        foreach (var line in period.Lines) WriteLine(json, line, digits);
        json.WriteEndArray();
        json.WriteStartArray("slices");
        foreach (var slice in period.Slices) WriteSlice(json, slice, digits);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteLine(Utf8JsonWriter json, RatedLine line, int digits)
    {
        json.WriteStartObject();
        json.WriteString("kind", Words.LineKinds.Write(line.Kind));
        json.WriteString("incident", line.Incident);
        if (line is { Kind: LineKind.Cap, Date: { } date }) json.WriteString("date", LocalDatePattern.Iso.Format(date));
        if (line.Kind is LineKind.Work or LineKind.Minimum)
        {
            json.WriteString("engineer", line.Engineer);
            WritePrice(json, line.HourlyRate!.Value, line.Multiplier!.Value, line.Reasons, line.Covered, digits);
            json.WriteNumber("seconds", line.Seconds!.Value);
        }
        else
        {
            WriteTexts(json, "reasons", line.Reasons);
        }

        json.WriteNumber("amount", Decimals.WithDigits(line.Amount, digits));
        json.WriteEndObject();
    }

    private static void WriteSlice(Utf8JsonWriter json, RatedSlice slice, int digits)
    {
        json.WriteStartObject();
        json.WriteString("session", slice.Session);
        json.WriteString("kind", Words.SliceKinds.Write(slice.Kind));
        json.WriteString("start", Instants.Write(slice.Start));
        json.WriteString("stop", Instants.Write(slice.Stop));
        json.WriteNumber("seconds", slice.Seconds);
        WritePrice(json, slice.HourlyRate, slice.Multiplier, slice.Reasons, slice.Covered, digits);
        json.WriteEndObject();
    }

    private static void WritePrice(Utf8JsonWriter json, decimal rate, decimal multiplier, IReadOnlyList<string> reasons, bool covered, int digits)
    {
        json.WriteNumber("hourlyRate", Decimals.WithDigits(rate, digits));
        json.WriteNumber("multiplier", Decimals.WithDigits(multiplier, 0));
        WriteTexts(json, "reasons", reasons);
        json.WriteBoolean("covered", covered);
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
