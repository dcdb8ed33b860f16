using System.Text.Json;
using Billing.Domain.Contracts;
using NodaTime;
using NodaTime.Text;

namespace Billing.Domain.Rating;

/// <summary>Terms as RATING §1 writes them.</summary>
internal static class TermsJson
{
    public static ContractTerms Read(JsonFields fields) => new()
    {
        EffectiveFrom = fields.Date("effectiveFrom"),
        HourlyRate = fields.Number("hourlyRate"),
        EngineerRates = fields.NumbersByName("engineerRates"),
        Premiums = fields.ObjectsOrNone("premiums", ReadPremium),
        Stacking = fields.Word("stacking", Words.Stackings, Stacking.Highest),
        MaximumMultiplier = fields.NumberOrNull("maximumMultiplier"),
        Increment = fields.ObjectOrNull("increment", f =>
            new Increment(f.Whole("minutes"), f.Word("rounding", Words.Roundings), f.Word("scope", Words.IncrementScopes))),
        MinimumCallOut = fields.ObjectOrNull("minimumCallOut", f => new MinimumCallOut(f.Number("minutes"), f.Number("joinWithinMinutes"))),
        ResponseFee = fields.ObjectOrNull("responseFee", f => new ResponseFee(f.Number("amount"), f.Number("withinMinutes"))),
        Cap = fields.ObjectOrNull("cap", f => new Cap(f.Number("amount"), f.Word("scope", Words.CapScopes))),
        Retainer = fields.ObjectOrNull("retainer", f => new Retainer(f.Number("includedMinutes"), f.Flag("weighted"))),
        RecurrenceCountsOn = fields.IsSet("recurrenceCountsOn"),
    };

    /// <summary>Terms as we store them: with what RATING does not know, and so ignores in a document from elsewhere.</summary>
    public static ContractTerms ReadStored(JsonFields fields) =>
        Read(fields) with { Recurring = fields.ObjectsOrNone("recurring", f => new RecurringCharge(f.Text("name"), f.Number("amount"))) };

    public static void Write(Utf8JsonWriter json, ContractTerms terms)
    {
        json.WriteStartObject();
        json.WriteString("effectiveFrom", LocalDatePattern.Iso.Format(terms.EffectiveFrom));
        json.WriteNumber("hourlyRate", terms.HourlyRate);
        json.WriteStartObject("engineerRates");
        foreach (var (engineer, rate) in terms.EngineerRates.OrderBy(r => r.Key, StringComparer.Ordinal)) json.WriteNumber(engineer, rate);
        json.WriteEndObject();
        json.WriteStartArray("premiums");
        foreach (var premium in terms.Premiums) WritePremium(json, premium);
        json.WriteEndArray();
        json.WriteString("stacking", Words.Stackings.Write(terms.Stacking));
        if (terms.MaximumMultiplier is { } maximum) json.WriteNumber("maximumMultiplier", maximum);
        WriteRules(json, terms);
        WriteRecurring(json, terms.Recurring);
        if (terms.RecurrenceCountsOn) json.WriteBoolean("recurrenceCountsOn", true);
        json.WriteEndObject();
    }

    private static void WriteRecurring(Utf8JsonWriter json, IReadOnlyList<RecurringCharge> recurring)
    {
        if (recurring.Count == 0) return;
        json.WriteStartArray("recurring");
        foreach (var charge in recurring)
        {
            json.WriteStartObject();
            json.WriteString("name", charge.Name);
            json.WriteNumber("amount", charge.Amount);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static Premium ReadPremium(JsonFields fields)
    {
        var (name, group) = (fields.Text("name"), fields.TextOrNull("group"));
        return fields.Text("kind") switch
        {
            "threshold" => new ThresholdPremium(
                name, group, fields.Word("scope", Words.ThresholdScopes), fields.Word("basis", Words.Bases, ThresholdBasis.Engineer),
                fields.Word("mode", Words.Modes, ThresholdMode.Graduated),
                fields.Objects("steps", f => new ThresholdStep(f.Number("afterMinutes"), f.Number("multiplier")))),
            "window" => new WindowPremium(
                name, group, fields.WordList("days", Words.Weekdays).ToHashSet(), fields.Time("from"), fields.Time("to"), fields.Number("multiplier")),
            "holiday" => new HolidayPremium(name, group, fields.Number("multiplier")),
            "severity" => new SeverityPremium(name, group, fields.Texts("severities").ToHashSet(StringComparer.Ordinal), fields.Number("multiplier")),
            var kind => throw new MalformedException("kind", $"must be one of threshold, window, holiday, severity, not “{kind}”"),
        };
    }

    private static void WritePremium(Utf8JsonWriter json, Premium premium)
    {
        json.WriteStartObject();
        switch (premium)
        {
            case ThresholdPremium threshold:
                WriteHead(json, "threshold", threshold);
                WriteThreshold(json, threshold);
                break;
            case WindowPremium window:
                WriteHead(json, "window", window);
                WriteWindow(json, window);
                break;
            case HolidayPremium holiday:
                WriteHead(json, "holiday", holiday);
                json.WriteNumber("multiplier", holiday.Multiplier);
                break;
            case SeverityPremium severity:
                WriteHead(json, "severity", severity);
                WriteList(json, "severities", severity.Severities.Order(StringComparer.Ordinal));
                json.WriteNumber("multiplier", severity.Multiplier);
                break;
            default:
                throw new InvalidOperationException($"Premiums of type {premium.GetType().Name} are not written.");
        }

        json.WriteEndObject();
    }

    private static void WriteHead(Utf8JsonWriter json, string kind, Premium premium)
    {
        json.WriteString("kind", kind);
        json.WriteString("name", premium.Name);
        if (premium.Group is not null) json.WriteString("group", premium.Group);
    }

    private static void WriteWindow(Utf8JsonWriter json, WindowPremium window)
    {
        WriteList(json, "days", window.Days.Order().Select(Words.Weekdays.Write));
        json.WriteString("from", LocalTimes.Write(window.From));
        json.WriteString("to", LocalTimes.Write(window.To));
        json.WriteNumber("multiplier", window.Multiplier);
    }

    private static void WriteThreshold(Utf8JsonWriter json, ThresholdPremium threshold)
    {
        json.WriteString("scope", Words.ThresholdScopes.Write(threshold.Scope));
        json.WriteString("basis", Words.Bases.Write(threshold.Basis));
        json.WriteString("mode", Words.Modes.Write(threshold.Mode));
        json.WriteStartArray("steps");
        foreach (var step in threshold.Steps)
        {
            json.WriteStartObject();
            json.WriteNumber("afterMinutes", step.AfterMinutes);
            json.WriteNumber("multiplier", step.Multiplier);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string> words)
    {
        json.WriteStartArray(name);
        foreach (var word in words) json.WriteStringValue(word);
        json.WriteEndArray();
    }

    private static void WriteRules(Utf8JsonWriter json, ContractTerms terms)
    {
        if (terms.Increment is { } increment)
        {
            json.WriteStartObject("increment");
            json.WriteNumber("minutes", increment.Minutes);
            json.WriteString("rounding", Words.Roundings.Write(increment.Rounding));
            json.WriteString("scope", Words.IncrementScopes.Write(increment.Scope));
            json.WriteEndObject();
        }

        if (terms.MinimumCallOut is { } callOut) WritePair(json, "minimumCallOut", "minutes", callOut.Minutes, "joinWithinMinutes", callOut.JoinWithinMinutes);
        if (terms.ResponseFee is { } fee) WritePair(json, "responseFee", "amount", fee.Amount, "withinMinutes", fee.WithinMinutes);
        if (terms.Cap is { } cap)
        {
            json.WriteStartObject("cap");
            json.WriteNumber("amount", cap.Amount);
            json.WriteString("scope", Words.CapScopes.Write(cap.Scope));
            json.WriteEndObject();
        }

        if (terms.Retainer is not { } retainer) return;
        json.WriteStartObject("retainer");
        json.WriteNumber("includedMinutes", retainer.IncludedMinutes);
        json.WriteBoolean("weighted", retainer.Weighted);
        json.WriteEndObject();
    }

    private static void WritePair(Utf8JsonWriter json, string name, string first, decimal firstValue, string second, decimal secondValue)
    {
        json.WriteStartObject(name);
        json.WriteNumber(first, firstValue);
        json.WriteNumber(second, secondValue);
        json.WriteEndObject();
    }
}
