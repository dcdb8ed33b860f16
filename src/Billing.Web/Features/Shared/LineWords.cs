using System.Globalization;
using Billing.Domain;
using Billing.Domain.Invoicing;
using NodaTime;

namespace Billing.Web.Features.Shared;

/// <summary>What the page says of a line and of its group.</summary>
public static class LineWords
{
    /// <summary>The incident, a title as typed, or what the lines are.</summary>
    public static string Heading(InvoiceGroup group) => group.Subject() switch
    {
        GroupSubject.Monthly => group.Title ?? "Monthly charges",
        GroupSubject.Other => group.Title ?? "Other",
        GroupSubject.Work => group.Title ?? "Without incident",
        _ => $"{group.IncidentCode} {group.Title}",
    };

    /// <summary>What is charged.</summary>
    public static string Name(InvoiceLine line)
    {
        if (line.IsCharge()) return line.Description ?? (line.Kind == "cent" ? "Rounding difference" : char.ToUpperInvariant(line.Kind[0]) + line.Kind[1..]);
        var reasons = string.Join(" + ", line.Reasons.Select(r => Bands.InWords(r)));
        if (line.Multiplier is { } multiplier and not 1m) return $"{(reasons.Length > 0 ? reasons : "Base rate")} {Show.Multiplier(multiplier)}";
        return reasons.Length > 0 ? reasons : line.Kind switch { "fee" => "Response fee", "cap" => "Agreed maximum", _ => "Base rate" };
    }

    /// <summary>Who, when, how much of it and by which clauses, as far as there is any.</summary>
    public static string Details(InvoiceLine line, Currency currency, DateTimeZone zone) => string.Join(" · ", ((string?[])
    [
        line.Kind == "minimum" ? "up to the minimum call-out" : null,
        line.Covered ? "included in the retainer" : null,
        line.Engineer,
        line.From is { } from ? line.To is { } to && to > from ? $"{Show.DayAndTime(from, zone)} – {Show.DayAndTime(to, zone)}" : Show.DayAndTime(from, zone) : null,
        line.Kind is "expense" or "discount" ? line.Kind : null,
        Quantity(line, currency),
        line.Days is { } days ? days.First == days.Last ? Show.DayOfWeek(days.First) : line.Unit == "MON" ? null : $"{Show.DayOfWeek(days.First)} – {Show.DayOfWeek(days.Last)}" : null,
        Month(line),
        line.Clauses.Count == 0 ? null : $"{(line.Clauses.Count == 1 ? "clause" : "clauses")} {string.Join(", ", line.Clauses)}",
    ]).OfType<string>());

    /// <summary>How much of what at which price; null where it adds nothing to the amount, or does not give it.</summary>
    public static string? Quantity(InvoiceLine line, Currency currency)
    {
        if (!line.TellsQuantity(currency)) return null;
        var (sold, unit, each) = (line.Sold()!.Value, line.Unit!, Show.UnitPrice(line.UnitPrice!.Value, currency));
        if (unit == "P1") return $"{Show.Number(sold)} % of {each}";
        if (line.Kind == "recurring" && unit == "DAY") return string.Create(CultureInfo.InvariantCulture, $"{Show.Number(sold)} of {line.UnitsPriced()} days of {each}");
        return $"{Show.Quantity(sold, unit)} × {each}";
    }

    /// <summary>Why a line of an earlier month stands here; null where it is of the invoice's own.</summary>
    public static string? LateSentence(InvoiceLine line)
    {
        if (!BillingPeriod.TryParse(line.ServiceMonth, out var month)) return null;
        return line.TakesBack() ? $"{Show.Month(month)} was billed before; this much of it is taken back." : $"It belongs to {Show.Month(month)} and became known after that month was billed.";
    }

    private static string? Month(InvoiceLine line)
    {
        if (!BillingPeriod.TryParse(line.ServiceMonth, out var month)) return null;
        return Show.Month(month) + (line.Kind == "cent" ? "" : line.TakesBack() ? ", taken back" : ", billed later");
    }
}
