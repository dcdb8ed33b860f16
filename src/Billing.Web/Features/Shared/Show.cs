using System.Globalization;
using System.Text;
using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Invoicing;
using NodaTime;
using NodaTime.Text;

namespace Billing.Web.Features.Shared;

/// <summary>How the pages write values. Pages are in English; documents use the client's language.</summary>
public static class Show
{
    private const string NoBreak = "\u00a0";
    private static readonly LocalDatePattern LongDay = LocalDatePattern.CreateWithInvariantCulture("dddd, d MMMM uuuu");
    private static readonly LocalDatePattern LongDayOfYear = LocalDatePattern.CreateWithInvariantCulture("dddd, d MMMM");
    private static readonly LocalDatePattern ShortDay = LocalDatePattern.CreateWithInvariantCulture("ddd d MMM");
    private static readonly LocalDatePattern Plain = LocalDatePattern.CreateWithInvariantCulture("d MMM uuuu");
    private static readonly LocalTimePattern Minutes = LocalTimePattern.CreateWithInvariantCulture("HH:mm");
    private static readonly LocalTimePattern Seconds = LocalTimePattern.CreateWithInvariantCulture("HH:mm:ss");
    private static readonly YearMonthPattern MonthName = YearMonthPattern.CreateWithInvariantCulture("MMMM uuuu");

    /// <summary>E.g. <c>€ 6,418.50</c>, with the currency's own digits.</summary>
    public static string Money(Money money) => Money(money.Amount, money.Currency);

    /// <summary>E.g. <c>€ 6,418.50</c>, rounded to the currency's minor unit.</summary>
    public static string Money(decimal amount, Currency currency)
    {
        var digits = currency.Round(Math.Abs(amount)).ToString("N" + currency.MinorDigits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return (amount < 0 ? "−" : "") + Symbol(currency) + NoBreak + digits;
    }

    /// <summary>A rate or multiplier without needless zeros, e.g. <c>1.5</c>.</summary>
    public static string Number(decimal value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>A count or position.</summary>
    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A rate an hour for a form field: at least the minor digits.</summary>
    public static string Rate(decimal value) => value.ToString("0.00##", CultureInfo.InvariantCulture);

    /// <summary>E.g. <c>€ 0.5225</c>: a price, with the currency's own digits and more where it has more.</summary>
    public static string UnitPrice(decimal price, Currency currency) =>
        Symbol(currency) + NoBreak + price.ToString("#,##0." + new string('0', currency.MinorDigits) + new string('#', 4 - currency.MinorDigits), CultureInfo.InvariantCulture);

    /// <summary>E.g. <c>3 nights</c> or, for pieces, <c>3</c>.</summary>
    /// <param name="quantity">At most 4 decimals.</param>
    /// <param name="unit">Code of UN/ECE Recommendation 20.</param>
    public static string Quantity(decimal quantity, string unit)
    {
        var (one, several) = unit switch
        {
            "C62" => ("", ""), "HUR" => ("hour", "hours"), "DAY" => ("day", "days"), "E48" => ("night", "nights"), "KMT" => ("km", "km"), "MON" => ("month", "months"), _ => (unit, unit),
        };
        return $"{Number(quantity)} {(Math.Abs(quantity) == 1m ? one : several)}".TrimEnd();
    }

    /// <summary>E.g. <c>×1.5</c>.</summary>
    public static string Multiplier(decimal value) => "×" + Number(value);

    /// <summary>Units of a currency for one of another: to eight decimals, e.g. <c>0.92134</c>.</summary>
    public static string ExchangeRate(decimal value) => value.ToString("0.########", CultureInfo.InvariantCulture);

    /// <summary>A rate of VAT, or why there is none: <c>20 %</c>, <c>reverse charge</c>.</summary>
    public static string Vat(VatTreatment treatment) => treatment.Category switch
    {
        VatCategory.SmallBusiness => "none, small business",
        VatCategory.Exempt => "exempt",
        VatCategory.ReverseCharge => "reverse charge",
        VatCategory.OutsideScope => "none, outside the scope",
        _ => Number(treatment.Rate) + NoBreak + "%",
    };

    /// <summary>E.g. <c>3:37:08</c>; hours may pass 24.</summary>
    public static string Clock(Duration duration) =>
        string.Create(CultureInfo.InvariantCulture, $"{(long)duration.TotalHours}:{duration.Minutes:00}:{duration.Seconds:00}");

    /// <summary>E.g. <c>3:37</c>, or <c>3:37:08</c> when there are seconds; <c>−3:37</c> of time taken back.</summary>
    public static string Hours(long seconds)
    {
        if (seconds < 0) return "−" + Hours(-seconds);
        return seconds % 60 == 0 ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600}:{seconds / 60 % 60:00}") : Clock(Duration.FromSeconds(seconds));
    }

    /// <summary>E.g. <c>Saturday, 21 November 2026</c>.</summary>
    public static string Day(LocalDate date) => LongDay.Format(date);

    /// <summary>E.g. <c>Saturday, 21 November</c>, where the year is plain.</summary>
    public static string DayOfYear(LocalDate date) => LongDayOfYear.Format(date);

    /// <summary>E.g. <c>Sat 21 Nov</c>.</summary>
    public static string DayOfWeek(LocalDate date) => ShortDay.Format(date);

    /// <summary>E.g. <c>21 Nov 2026</c>.</summary>
    public static string Date(LocalDate date) => Plain.Format(date);

    /// <summary>E.g. <c>21 Nov 2026, 21:14</c> on the wall clock of the zone.</summary>
    public static string At(Instant instant, DateTimeZone zone)
    {
        var local = instant.InZone(zone);
        return $"{Plain.Format(local.Date)}, {Time(local.TimeOfDay)}";
    }

    /// <summary>As <see cref="At"/>, without the seconds, where they tell nothing.</summary>
    public static string AtMinute(Instant instant, DateTimeZone zone) => At(Instant.FromUnixTimeSeconds(instant.ToUnixTimeSeconds() / 60 * 60), zone);

    /// <summary>E.g. <c>Sat 21 Nov 21:14</c> on the wall clock of the zone.</summary>
    public static string DayAndTime(Instant instant, DateTimeZone zone)
    {
        var local = instant.InZone(zone);
        return $"{ShortDay.Format(local.Date)} {Time(local.TimeOfDay)}";
    }

    /// <summary>E.g. <c>21:14</c>, with seconds only where they are not zero.</summary>
    public static string Time(LocalTime time) => (time.Second == 0 ? Minutes : Seconds).Format(time);

    /// <summary>E.g. <c>21:14</c> on the wall clock of the zone.</summary>
    public static string Time(Instant instant, DateTimeZone zone) => Time(instant.InZone(zone).TimeOfDay);

    /// <summary>E.g. <c>November 2026</c>.</summary>
    public static string Month(BillingPeriod period) => MonthName.Format(new YearMonth(period.Year, period.Month));

    /// <summary>Last part of a zone's name for people, e.g. <c>New York</c>.</summary>
    public static string Zone(string id) => id[(id.LastIndexOf('/') + 1)..].Replace('_', ' ');

    /// <summary>An IBAN in groups of four; any other account number as it is.</summary>
    public static string Iban(string iban)
    {
        if (BankAccount.Parse(iban) is not { IsOk: true, Value.IsIban: true }) return iban;
        var text = new StringBuilder();
        for (var i = 0; i < iban.Length; i++) text.Append(i > 0 && i % 4 == 0 ? " " : "").Append(iban[i]);
        return text.ToString();
    }

    /// <summary>The name of a document language.</summary>
    public static string Language(string code) => code switch { "en" => "English", "fr" => "French", "de" => "German", _ => code };

    /// <summary>An address on one line.</summary>
    public static string Address(PostalAddress a) =>
        string.Join(", ", ((string?[])[$"{a.Street} {a.Number}".Trim(), a.Line2, $"{a.Postcode} {a.Town}".Trim(), a.Region, a.Country]).Where(p => !string.IsNullOrWhiteSpace(p)));

    /// <summary>The class that colours a severity.</summary>
    public static string Tone(string severity) => severity switch { "critical" => "bad", "high" => "warn", _ => "" };

    /// <summary>The class that colours a state.</summary>
    public static string Tone(IncidentState state) => state switch
    {
        IncidentState.Investigating => "bad",
        IncidentState.Identified or IncidentState.Watching => "warn",
        _ => "good",
    };

    /// <summary>The class that colours a state.</summary>
    public static string Tone(ContractState state) => state switch { ContractState.Active => "good", ContractState.Offered => "warn", _ => "" };

    /// <summary>A word for people: lower case.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Symbol(Currency currency) => currency.Code switch { "EUR" => "€", "USD" => "$", "GBP" => "£", "JPY" => "¥", _ => currency.Code };
}
