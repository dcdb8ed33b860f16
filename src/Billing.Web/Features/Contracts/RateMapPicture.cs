using System.Globalization;
using Billing.Domain.Contracts;
using Billing.Domain.Rating;
using Billing.Web.Features.Shared;
using NodaTime;

namespace Billing.Web.Features.Contracts;

/// <summary>A cell, or a part of one, of the picture.</summary>
public sealed record MapCell(string X, string Y, string Width, string Tone);

/// <summary>A multiplier written onto its hours, so that the picture does not speak by colour alone.</summary>
public sealed record MapLabel(string X, string Y, string Text, string Tone);

/// <summary>A multiplier of the legend.</summary>
public sealed record MapKey(decimal Multiplier, string Tone, int Seconds);

/// <summary>Weekdays that cost the same, and what.</summary>
public sealed record MapRow(string Days, string Hours);

/// <summary>The week of 24 × 7 hours by multiplier (DESIGN §7), with a marker for now in the contract's zone.</summary>
public sealed record RateMapPicture(
    IReadOnlyList<MapCell> Cells, IReadOnlyList<MapLabel> Labels, IReadOnlyList<MapKey> Keys, IReadOnlyList<MapRow> Rows, MapCell Marker, string Now, bool HasMore)
{
    /// <summary>From the left to midnight.</summary>
    public const int Left = 30;

    /// <summary>From the top to Monday.</summary>
    public const int Top = 15;

    /// <summary>Of one hour.</summary>
    public const int Across = 14;

    /// <summary>Of one day.</summary>
    public const int Down = 19;

    // Below this a label would not fit its hours.
    private const int LabelSeconds = 2 * 3600;

    private static readonly IReadOnlyList<IsoDayOfWeek> Week = [.. Enumerable.Range(1, 7).Select(d => (IsoDayOfWeek)d)];

    /// <summary>The picture of these terms.</summary>
    /// <param name="terms">Whose windows are drawn.</param>
    /// <param name="now">In the contract's zone.</param>
    public static RateMapPicture Of(ContractTerms terms, ZonedDateTime now)
    {
        var map = RateMap.Of(terms);
        return new(
            [.. Week.SelectMany(day => Enumerable.Range(0, 24).SelectMany(hour => map.At(day, hour).Select(p => Cell(day, hour, p))))],
            [.. Week.SelectMany(day => map.Of(day).Where(p => p.Multiplier != 1m && p.To - p.From >= LabelSeconds).Select(p => Label(day, p)))],
            [.. map.Multipliers.Select(m => new MapKey(m.Multiplier, Bands.Tone(m.Multiplier, false), m.Seconds))],
            [.. Rowed(map)],
            Cell(now.DayOfWeek, now.Hour, new(0, 3600, 0m)),
            $"now: {now.DayOfWeek} {Show.Time(new LocalTime(now.Hour, now.Minute))}, {Show.Multiplier(map.At(now.DayOfWeek, now.TimeOfDay))}",
            terms.Premiums.Any(p => p is not WindowPremium));
    }

    /// <summary>Where a weekday's row begins.</summary>
    public static int Y(IsoDayOfWeek day) => Top + ((int)day - 1) * Down;

    private static MapCell Cell(IsoDayOfWeek day, int hour, RatePart part) => new(
        Text(Left + hour * Across + part.From * (Across - 1m) / 3600m), Text(Y(day)), Text((part.To - part.From) * (Across - 1m) / 3600m), Bands.Tone(part.Multiplier, false));

    private static MapLabel Label(IsoDayOfWeek day, RatePart part) => new(
        Text(Left + (part.From + part.To) / 2m * Across / 3600m), Text(Y(day) + Down / 2m), Show.Multiplier(part.Multiplier), "on-" + Bands.Tone(part.Multiplier, false));

    private static IEnumerable<MapRow> Rowed(RateMap map)
    {
        var hours = Week.Select(day => string.Join(", ", map.Of(day).Select(p => $"{Time(p.From)}–{Time(p.To)} {Show.Multiplier(p.Multiplier)}"))).ToList();
        for (int from = 0, to = 0; from < hours.Count; from = to)
        {
            while (to < hours.Count && string.Equals(hours[to], hours[from], StringComparison.Ordinal)) to++;
            yield return new(to - from == 1 ? $"{Week[from]}" : $"{Week[from]} to {Week[to - 1]}", hours[from]);
        }
    }

    private static string Time(int second) => second == 24 * 3600 ? "24:00" : Show.Time(LocalTime.FromSecondsSinceMidnight(second));

    private static string Text(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
