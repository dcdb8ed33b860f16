using NodaTime;

namespace Billing.Domain.Rating;

/// <summary>Instants and minutes as people write them, against seconds as the engine counts them.</summary>
internal static class WholeSeconds
{
    // Two hundred million centuries: more than any count, and far enough from the end of 64 bits to be added to an instant.
    private const decimal MostMinutes = 1e14m;

    // The calendar ends at the years −9998 and 9999, and the wall clock must be readable on both sides of every session.
    private static readonly long Earliest = Instant.FromUtc(2, 1, 1, 0, 0).ToUnixTimeSeconds();
    private static readonly long Latest = Instant.FromUtc(9998, 12, 31, 0, 0).ToUnixTimeSeconds();

    /// <summary>The smallest count that is not below these minutes.</summary>
    public static long AtLeast(decimal minutes) => decimal.ToInt64(decimal.Ceiling(Of(minutes)));

    /// <summary>The largest count that is not above these minutes.</summary>
    public static long AtMost(decimal minutes) => decimal.ToInt64(decimal.Floor(Of(minutes)));

    /// <summary>Seconds, exactly; no less than any count when there are too many to write down.</summary>
    public static decimal Of(decimal minutes) => Math.Min(minutes, MostMinutes) * 60m;

    /// <summary>Seconds since 1970-01-01T00:00:00Z.</summary>
    public static long Since1970(Instant instant) => instant.ToUnixTimeSeconds();

    public static Instant ToInstant(long second) => Instant.FromUnixTimeSeconds(second);

    /// <summary>Seconds since 1970-01-01T00:00:00Z.</summary>
    /// <returns>False for what is not a whole second of the years 2 to 9998.</returns>
    public static bool TryCount(Instant instant, out long second)
    {
        var since = instant - NodaConstants.UnixEpoch;
        second = since.Days * (long)Days.Seconds + since.NanosecondOfDay / NodaConstants.NanosecondsPerSecond;
        return since.NanosecondOfDay % NodaConstants.NanosecondsPerSecond == 0 && second >= Earliest && second < Latest;
    }

    /// <summary>True for a whole second of the years 2 to 9998.</summary>
    public static bool IsRateable(Instant instant) => TryCount(instant, out _);

    /// <summary>Rounds towards the past, as local days before 1970 need.</summary>
    public static long FloorDivide(long dividend, long divisor) => dividend >= 0 ? dividend / divisor : -((-dividend + divisor - 1) / divisor);
}
