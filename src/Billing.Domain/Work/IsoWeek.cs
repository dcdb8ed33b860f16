using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using NodaTime;
using NodaTime.Calendars;

namespace Billing.Domain.Work;

/// <summary>A week of ISO 8601, Monday first, named <c>2026-W47</c>.</summary>
/// <remarks>A label, not two instants: the same name means other instants in another zone.</remarks>
public readonly record struct IsoWeek
{
    // Years that every caller can still count a few weeks away from.
    private const int FirstYear = 1900;
    private const int LastYear = 2200;

    private IsoWeek(LocalDate monday) => Monday = monday;

    /// <summary>Its first day.</summary>
    public LocalDate Monday { get; }

    /// <summary>The week before.</summary>
    public IsoWeek Previous => new(Monday.PlusWeeks(-1));

    /// <summary>The week after.</summary>
    public IsoWeek Next => new(Monday.PlusWeeks(1));

    /// <summary>Its last day, inclusive.</summary>
    public LocalDate Sunday => Monday.PlusDays(6);

    /// <summary>1 to 53.</summary>
    public int Number => WeekYearRules.Iso.GetWeekOfWeekYear(Monday);

    /// <summary>The week that holds this date.</summary>
    public static IsoWeek Of(LocalDate date) => new(date.PlusDays(1 - (int)date.DayOfWeek));

    /// <summary>Reads <c>YYYY-Www</c> of the years 1900 to 2200.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out IsoWeek week)
    {
        week = default;
        if (text is not { Length: 8 } || text[4] != '-' || text[5] != 'W') return false;
        if (!int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < FirstYear or > LastYear) return false;
        if (!int.TryParse(text.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        if (number < 1 || number > WeekYearRules.Iso.GetWeeksInWeekYear(year)) return false;
        week = new(WeekYearRules.Iso.GetLocalDate(year, number, IsoDayOfWeek.Monday));
        return true;
    }

    /// <summary>The first instant of the week in the zone.</summary>
    public Instant StartIn(DateTimeZone zone) => Monday.AtStartOfDayInZone(zone).ToInstant();

    /// <summary>The first instant after the week in the zone.</summary>
    public Instant EndIn(DateTimeZone zone) => Next.StartIn(zone);

    /// <summary><c>YYYY-Www</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{WeekYearRules.Iso.GetWeekYear(Monday):D4}-W{Number:D2}");
}
