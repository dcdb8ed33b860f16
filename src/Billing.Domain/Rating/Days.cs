using Billing.Domain.Invoicing;
using NodaTime;

namespace Billing.Domain.Rating;

/// <summary>Local dates and months as numbers, for keys that are compared often.</summary>
internal static class Days
{
    public const int Seconds = 86400;

    private static readonly LocalDate Epoch = new(1970, 1, 1);

    /// <summary>The date this many days after 1970-01-01.</summary>
    public static LocalDate ToDate(int day) => Epoch.PlusDays(day);

    /// <summary>Days from 1970-01-01 to this date.</summary>
    public static int Since1970(LocalDate date) => Period.DaysBetween(Epoch, date);

    /// <summary>Months since the year 0.</summary>
    public static int MonthOf(LocalDate date) => date.Year * 12 + date.Month - 1;

    /// <summary>Months since the year 0.</summary>
    public static int MonthOf(BillingPeriod period) => period.Year * 12 + period.Month - 1;

    /// <summary>The month with this number.</summary>
    public static BillingPeriod ToPeriod(int month) => new(month / 12, month % 12 + 1);

    /// <summary>The weekday of the date this many days after 1970-01-01, which was a Thursday.</summary>
    public static IsoDayOfWeek WeekdayOf(int day) => (IsoDayOfWeek)(day + 3 - 7 * WeekOf(day) + 1);

    /// <summary>ISO weeks since the one that holds 1970-01-01; that began three days before.</summary>
    public static int WeekOf(int day) => (int)WholeSeconds.FloorDivide(day + 3, 7);
}
