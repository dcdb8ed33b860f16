using System.Globalization;
using Billing.Domain;
using Billing.Domain.Invoicing;
using NodaTime;
using NodaTime.Text;

namespace Billing.Web.Features.Shared;

/// <summary>One stretch of time behind a line.</summary>
/// <param name="When">From when to when on the contract's wall clock, with the offset where an hour repeats.</param>
/// <param name="Seconds">Billed seconds.</param>
/// <param name="Session">The whole session, where the stretch is a part of it; else null.</param>
/// <param name="Note">Why it was added, or what was done; else null.</param>
/// <param name="TakenOff">What rounding took off behind it; else null.</param>
public sealed record ExplainedSlice(string When, long Seconds, string? Session, string? Note, string? TakenOff);

/// <summary>How a line came to its amount, from the invoice's frozen facts alone.</summary>
/// <param name="Slices">In order of time; empty where nobody's time is charged.</param>
/// <param name="Clauses">Number and sentence of what priced it.</param>
/// <param name="Sum">The multiplication, before and after rounding; null where there is none.</param>
/// <param name="Rounding">What was added or taken off to bill whole units of time; null when nothing was.</param>
/// <param name="Otherwise">What the rest does not say: why there is a fee, or why an earlier month stands here; else null.</param>
public sealed record LineExplanation(IReadOnlyList<ExplainedSlice> Slices, IReadOnlyList<(int Number, string Sentence)> Clauses, string? Sum, string? Rounding, string? Otherwise)
{
    private static readonly OffsetPattern Offsets = OffsetPattern.CreateWithInvariantCulture("+HH:mm");

    /// <summary>Explains a line of this group.</summary>
    public static LineExplanation Of(InvoiceLine line, InvoiceGroup group, InvoiceSnapshot invoice)
    {
        var zone = DateTimeZoneProviders.Tzdb[invoice.TimeZone];
        var currency = Currency.Of(invoice.Currency);
        var slices = group.Slices.Where(s => s.Position == line.Position).ToList();
        return new(
            [.. slices.Select(s => Explained(s, line, zone))],
            [.. line.Clauses.Where(c => c >= 1 && c <= invoice.Clauses.Count).Select(c => (c, invoice.Clauses[c - 1]))],
            SumOf(line, currency), RoundingOf(line, slices), OtherwiseOf(line, group, currency, zone));
    }

    private static string? OtherwiseOf(InvoiceLine line, InvoiceGroup group, Currency currency, DateTimeZone zone) => string.Join(' ', ((string?[])
    [
        line.Kind switch
        {
            "fee" => $"The fee agreed for starting soon after the alert{Cited(line.Clauses)}{Response(line, group, zone)}. No multiplier and no included time touches it.",
            "cap" => $"Without the agreed maximum{Cited(line.Clauses)} the lines{DayOf(line, zone)} would come to {Show.Money(-line.Amount, currency)} more.",
            "cent" => "What is left when sums that were each rounded once are compared with what was billed before.",
            _ => null,
        },
        LineWords.LateSentence(line),
    ]).OfType<string>()) is { Length: > 0 } sentences ? sentences : null;

    private static string Response(InvoiceLine line, InvoiceGroup group, DateTimeZone zone) =>
        group.AlertedAt is { } alerted && line.From is { } start ? $": alert {At(alerted, zone)}, work from {At(start, zone)}" : "";

    private static string DayOf(InvoiceLine line, DateTimeZone zone) => line.From is { } day ? $" of {Show.DayOfWeek(day.InZone(zone).Date)}" : "";

    // Documents issued before they were kept name none.
    private static string Cited(IEnumerable<int> clauses) => string.Join(" and ", clauses.Select(c => Show.Number((long)c))) is { Length: > 0 } numbers ? $" (clause {numbers})" : "";

    private static string Cited(InvoiceSlice slice) => Cited(slice.AdjustedBy is { } clause ? [clause] : []);

    private static ExplainedSlice Explained(InvoiceSlice slice, InvoiceLine line, DateTimeZone zone)
    {
        var session = slice is { SessionStart: { } start, SessionStop: { } stop } && (start != slice.Start || stop != slice.Stop) ? $"of the session {Span(start, stop, zone)}" : null;
        return KindOf(slice, line) switch
        {
            "rounding" => new($"added at {At(slice.Start, zone)}", slice.Seconds, session, "rounding to whole units of time" + Cited(slice), null),
            "minimum" => new($"added to the call-out of {At(slice.Start, zone)}", slice.Seconds, session, "up to the agreed minimum" + Cited(slice), null),
            _ => new(Span(slice.Start, slice.Stop, zone), slice.Seconds, session, slice.Description, slice.TakenOff is { } off ? $"{Show.Hours(off)} of work behind it not billed, by rounding to whole units of time{Cited(slice)}" : null),
        };
    }

    // Documents issued before the kind was kept: added time has no length on the clock (RATING §11).
    private static string KindOf(InvoiceSlice slice, InvoiceLine line) =>
        slice.Kind ?? (slice.Start < slice.Stop ? "work" : line.Kind == "minimum" ? "minimum" : "rounding");

    private static string? SumOf(InvoiceLine line, Currency currency)
    {
        if (line is not { Seconds: { } seconds, HourlyRate: { } rate, Multiplier: { } multiplier }) return ProductOf(line, currency);
        var exact = seconds * rate * multiplier / 3600m;
        var product = $"{Show.Number(seconds)} s × {Show.Rate(rate)} × {Show.Number(multiplier)} ÷ 3600 = {Exact(exact, currency)}";
        if (line.Covered) return $"{product}, included in the retainer: {Show.Money(line.Amount, currency)}";
        return exact == line.Amount ? $"{product}, exactly" : $"{product}, rounded once to {Show.Money(line.Amount, currency)}";
    }

    private static string? ProductOf(InvoiceLine line, Currency currency)
    {
        if (line.Product(currency) is not { } exact) return null;
        var units = line.UnitsPriced();
        var product = $"{Show.Number(line.Quantity!.Value)} × {Show.Rate(line.UnitPrice!.Value)}{(units == 1m ? "" : " ÷ " + Show.Number(units))} = {Exact(exact, currency)}";
        return exact == line.Amount ? $"{product}, exactly" : $"{product}, rounded once to {Show.Money(line.Amount, currency)}";
    }

    // An amount that never ends is cut after six digits and says so.
    private static string Exact(decimal amount, Currency currency)
    {
        var cut = decimal.Round(amount, 6, MidpointRounding.ToZero);
        var digits = new string('0', currency.MinorDigits);
        var text = cut.ToString("#,##0." + digits + new string('#', 6 - currency.MinorDigits), CultureInfo.InvariantCulture);
        return cut == amount ? text : text + "…";
    }

    private static string? RoundingOf(InvoiceLine line, List<InvoiceSlice> slices)
    {
        var made = slices.Where(s => KindOf(s, line) != "work").ToList();
        var (added, worked) = (made.Sum(s => s.Seconds), slices.Sum(s => s.Seconds) - made.Sum(s => s.Seconds));
        var cited = Cited(made.Select(s => s.AdjustedBy).OfType<int>().Distinct());
        if (line.Kind == "minimum") return $"{Show.Hours(added)} were added so that the call-out reaches the agreed minimum{cited}.";
        return added == 0 ? null : $"{Show.Hours(worked)} worked and {Show.Hours(added)} added by rounding{cited} make {Show.Hours(worked + added)}.";
    }

    private static string Span(Instant start, Instant stop, DateTimeZone zone)
    {
        var (from, to) = (start.InZone(zone), stop.InZone(zone));
        return from.Date == to.Date ? $"{At(start, zone)} – {Show.Time(to.TimeOfDay)}{OffsetOf(to)}" : $"{At(start, zone)} – {At(stop, zone)}";
    }

    private static string At(Instant instant, DateTimeZone zone) => Show.DayAndTime(instant, zone) + OffsetOf(instant.InZone(zone));

    // Said only where the wall clock alone would leave a doubt.
    private static string OffsetOf(ZonedDateTime local) => local.Zone.MapLocal(local.LocalDateTime).Count == 2 ? $" (UTC{Offsets.Format(local.Offset)})" : "";
}
