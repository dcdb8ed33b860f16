using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Billing.Domain.Rating;

/// <summary>Wall-clock times as RATING §1 writes them.</summary>
internal static class LocalTimes
{
    private static readonly LocalTimePattern Minutes = LocalTimePattern.CreateWithInvariantCulture("HH:mm");
    private static readonly LocalTimePattern Seconds = LocalTimePattern.CreateWithInvariantCulture("HH:mm:ss");

    public static ParseResult<LocalTime> Read(string text) => text.Length == 5 ? Minutes.Parse(text) : Seconds.Parse(text);

    public static string Write(LocalTime time) => (time.Second == 0 ? Minutes : Seconds).Format(time);
}

/// <summary>Instants as RATING §1 writes them: with an offset or Z, to the second.</summary>
internal static class Instants
{
    private static readonly OffsetDateTimePattern WithOffset = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:sso<Z+HH:mm>");
    private static readonly InstantPattern Utc = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss'Z'");

    public static ParseResult<Instant> Read(string text)
    {
        var local = WithOffset.Parse(text);
        if (!local.Success) return ParseResult<Instant>.ForException(() => local.Exception);

        // The last hours of the calendar have no instant; RATING §2 leaves the years to us, and what cannot be shown cannot be rated.
        return local.Value.Year is >= 1 and <= 9998 ? ParseResult<Instant>.ForValue(local.Value.ToInstant())
            : ParseResult<Instant>.ForException(() => new FormatException("The year is out of range."));
    }

    public static string Write(Instant instant) => Utc.Format(instant);
}

/// <summary>Decimals as JSON writes them.</summary>
internal static class Decimals
{
    /// <summary>True when reading lost nothing of what was written.</summary>
    public static bool IsExact(string written, decimal read)
    {
        var mantissa = written.Split('e', 'E')[0].Replace(".", "", StringComparison.Ordinal).TrimStart('-').Trim('0');
        return mantissa.Length <= 28 && (mantissa.Length == 0 || read != 0m);
    }

    /// <summary>With at least this many decimals, and no zeros beyond them.</summary>
    public static decimal WithDigits(decimal value, int digits)
    {
        var text = value.ToString("0." + new string('0', digits) + new string('#', 28 - digits), CultureInfo.InvariantCulture);
        return decimal.Parse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
    }
}
