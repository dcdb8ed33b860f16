using NodaTime;

namespace Billing.Domain.Rating;

/// <summary>Local dates as numbers, for keys that are compared often.</summary>
internal static class Days
{
    public const int Seconds = 86400;

    private static readonly LocalDate Epoch = new(1970, 1, 1);

    /// <summary>The date this many days after 1970-01-01.</summary>
    public static LocalDate ToDate(int day) => Epoch.PlusDays(day);

    /// <summary>Days from 1970-01-01 to this date.</summary>
    public static int Since1970(LocalDate date) => Period.DaysBetween(Epoch, date);
}
