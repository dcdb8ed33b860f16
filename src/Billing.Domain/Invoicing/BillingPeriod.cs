using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using NodaTime;

namespace Billing.Domain.Invoicing;

/// <summary>One calendar month in a contract's time zone, named <c>YYYY-MM</c> (DESIGN §2).</summary>
/// <remarks>A label, not two instants: the same name means other instants in another zone.</remarks>
public readonly record struct BillingPeriod : IComparable<BillingPeriod>
{
    /// <param name="year">1 to 9999.</param>
    /// <param name="month">1 to 12.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a month.</exception>
    public BillingPeriod(int year, int month)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, 9999);
        ArgumentOutOfRangeException.ThrowIfLessThan(month, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(month, 12);
        Year = year;
        Month = month;
    }

    /// <summary>1 to 9999.</summary>
    public int Year { get; }

    /// <summary>1 to 12.</summary>
    public int Month { get; }

    /// <summary>Its first day.</summary>
    public LocalDate FirstDay => new(Year, Month, 1);

    /// <summary>Its last day, inclusive.</summary>
    public LocalDate LastDay => FirstDay.PlusMonths(1).PlusDays(-1);

    /// <summary>The month after.</summary>
    public BillingPeriod Next => Of(FirstDay.PlusMonths(1));

    /// <summary>The month before.</summary>
    public BillingPeriod Previous => Of(FirstDay.PlusMonths(-1));

    /// <summary>The month that holds this local date.</summary>
    public static BillingPeriod Of(LocalDate date) => new(date.Year, date.Month);

    /// <summary>The month that this instant falls in, on the wall clock of the zone.</summary>
    public static BillingPeriod Of(Instant instant, DateTimeZone zone) => Of(instant.InZone(zone).Date);

    /// <summary>Reads <c>YYYY-MM</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out BillingPeriod period)
    {
        period = default;
        if (text is not { Length: 7 } || text[4] != '-') return false;
        if (!int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)) return false;
        if (!int.TryParse(text.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var month)) return false;
        if (year < 1 || month is < 1 or > 12) return false;
        period = new(year, month);
        return true;
    }

    /// <summary>The first instant of the month in the zone; where midnight is skipped, the first instant that exists.</summary>
    public Instant StartIn(DateTimeZone zone) => FirstDay.AtStartOfDayInZone(zone).ToInstant();

    /// <summary>The first instant after the month in the zone.</summary>
    public Instant EndIn(DateTimeZone zone) => Next.StartIn(zone);

    /// <inheritdoc/>
    public int CompareTo(BillingPeriod other) => (Year * 12 + Month).CompareTo(other.Year * 12 + other.Month);

    public static bool operator <(BillingPeriod a, BillingPeriod b) => a.CompareTo(b) < 0;

    public static bool operator >(BillingPeriod a, BillingPeriod b) => a.CompareTo(b) > 0;

    public static bool operator <=(BillingPeriod a, BillingPeriod b) => a.CompareTo(b) <= 0;

    public static bool operator >=(BillingPeriod a, BillingPeriod b) => a.CompareTo(b) >= 0;

    /// <summary><c>YYYY-MM</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-{Month:D2}");
}
