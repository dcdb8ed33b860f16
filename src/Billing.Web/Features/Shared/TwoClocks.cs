using Microsoft.AspNetCore.Mvc.Rendering;
using NodaTime;
using NodaTime.Text;

namespace Billing.Web.Features.Shared;

/// <summary>Where one reading of a clock is not enough: another zone beside one's own, and the hour that comes twice.</summary>
public static class TwoClocks
{
    private static readonly LocalDatePattern Weekday = LocalDatePattern.CreateWithInvariantCulture("ddd");

    /// <summary>Which of a repeated hour's two, for a form.</summary>
    public static IReadOnlyList<SelectListItem> Choices { get; } = [new("Choose…", ""), new("The earlier one", "earlier"), new("The later one", "later")];

    /// <summary>E.g. <c>15:14 New York</c>, or null where both clocks show the same.</summary>
    public static string? Beside(Instant instant, DateTimeZone mine, DateTimeZone theirs)
    {
        if (mine.GetUtcOffset(instant) == theirs.GetUtcOffset(instant)) return null;
        var (here, there) = (instant.InZone(mine), instant.InZone(theirs));
        return $"{(here.Date == there.Date ? Show.Time(there.TimeOfDay) : Show.DayAndTime(instant, theirs))} {Show.Zone(theirs.Id)}";
    }

    /// <summary>E.g. <c>15:14–16:10 New York</c>, or null where both clocks show the same throughout.</summary>
    public static string? Beside(Instant start, Instant? stop, DateTimeZone mine, DateTimeZone theirs)
    {
        var end = stop ?? start;
        if (mine.GetUtcOffset(start) == theirs.GetUtcOffset(start) && mine.GetUtcOffset(end) == theirs.GetUtcOffset(end)) return null;
        return $"{Span(start, stop, theirs, start.InZone(mine).Date)} {Show.Zone(theirs.Id)}";
    }

    /// <summary>E.g. <c>21:14–22:10</c>, <c>21:14 – Sat 00:51</c>, with the day where it is not <paramref name="under"/>, and no stop while it runs.</summary>
    public static string Span(Instant start, Instant? stop, DateTimeZone zone, LocalDate under)
    {
        var from = start.InZone(zone);
        var text = from.Date == under ? Show.Time(from.TimeOfDay) : Show.DayAndTime(start, zone);
        if (stop is not { } end) return text + "–";
        var to = end.InZone(zone);
        if (to.Date == from.Date) return $"{text}–{Show.Time(to.TimeOfDay)}";

        // Most nights end on the morning after: its weekday says enough.
        return to.Date == from.Date.PlusDays(1) ? $"{text} – {Weekday.Format(to.Date)} {Show.Time(to.TimeOfDay)}" : $"{text} – {Show.DayAndTime(end, zone)}";
    }

    /// <summary>True when what was typed came twice in the zone, so that the form must ask.</summary>
    public static bool Asks(string? text, DateTimeZone zone) =>
        LocalDateTimeText.Read(text) is { } local && zone.MapLocal(local).Count == 2;

    /// <summary><c>earlier</c> or <c>later</c> for an instant in a repeated hour; null elsewhere.</summary>
    public static string? Which(Instant? instant, DateTimeZone zone)
    {
        if (instant is not { } at) return null;
        var mapping = zone.MapLocal(at.InZone(zone).LocalDateTime);
        if (mapping.Count < 2) return null;
        return mapping.First().ToInstant() == at ? "earlier" : "later";
    }
}
