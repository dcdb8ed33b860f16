using System.Globalization;
using System.Text;
using Billing.Domain;
using Billing.Domain.Invoicing;
using NodaTime;

namespace Billing.Documents.Text;

/// <summary>Writes dates, times, numbers and money as a reader of one language expects them. The patterns are data of ours, so that no machine's culture matters.</summary>
public sealed class ReaderFormat
{
    // Narrow no-break space: between groups of digits in French (CLDR).
    private const char Narrow = '\u202F';
    private const char NoBreak = '\u00A0';

    private readonly ReaderWords words;

    private ReaderFormat(ReaderWords words) => this.words = words;

    /// <summary>The language's code: <c>en</c>, <c>fr</c> or <c>de</c>.</summary>
    public string Language => words.Language;

    private bool English => Language == "en";

    /// <summary>The format of a language.</summary>
    /// <param name="language"><c>en</c>, <c>fr</c> or <c>de</c>.</param>
    /// <exception cref="ArgumentException">Another language.</exception>
    public static ReaderFormat Of(string language) => language switch
    {
        "en" => ForEnglish,
        "fr" => ForFrench,
        "de" => ForGerman,
        _ => throw new ArgumentException($"No texts in the language '{language}'.", nameof(language)),
    };

    private static readonly ReaderFormat ForEnglish = new(ReaderWords.English);
    private static readonly ReaderFormat ForFrench = new(ReaderWords.French);
    private static readonly ReaderFormat ForGerman = new(ReaderWords.German);

    /// <summary><c>1 December 2026</c>, <c>1er décembre 2026</c>, <c>1. Dezember 2026</c>.</summary>
    public string Date(LocalDate date) => $"{Day(date)} {words.Months[date.Month - 1]} {Whole(date.Year)}";

    /// <summary><c>October 2026</c>, <c>octobre 2026</c>, <c>Oktober 2026</c>.</summary>
    public string Month(BillingPeriod month) => $"{words.Months[month.Month - 1]} {Whole(month.Year)}";

    /// <summary>Without the year, month abbreviated: <c>20 Nov</c>, <c>20 nov.</c>, <c>20. Nov.</c></summary>
    public string ShortDate(LocalDate date) => $"{Day(date)} {words.ShortMonths[date.Month - 1]}";

    /// <summary>With the day of the week: <c>Fri 20 Nov</c>.</summary>
    public string WeekdayDate(LocalDate date) => $"{words.Weekdays[(int)date.DayOfWeek - 1]} {ShortDate(date)}";

    /// <summary>Both days included, nothing said twice: <c>1–30 November 2026</c>, <c>1er au 30 novembre 2026</c>.</summary>
    public string Range(LocalDate from, LocalDate to)
    {
        // French says "du … au …" where others write a dash.
        var wide = Language == "fr" ? " au " : " – ";
        if (from == to) return Date(from);
        if (from.Year != to.Year) return Date(from) + wide + Date(to);
        if (from.Month != to.Month) return $"{Day(from)} {words.Months[from.Month - 1]}{wide}{Date(to)}";
        return Day(from) + wide.Replace(" – ", "–", StringComparison.Ordinal) + Date(to);
    }

    /// <summary>Both days included, without the year: <c>20–21 Nov</c>.</summary>
    public string ShortRange(LocalDate from, LocalDate to)
    {
        if (from == to) return ShortDate(from);
        return from.Month == to.Month && from.Year == to.Year ? $"{Day(from)}–{ShortDate(to)}" : $"{ShortDate(from)} – {ShortDate(to)}";
    }

    /// <summary><c>21:14</c>, with seconds where there are any.</summary>
    public string Time(LocalTime time) => time.ToString(time.Second == 0 ? "HH:mm" : "HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Hours and minutes, <c>2:16</c>; with seconds, <c>2:16:05</c>, where there are any.</summary>
    public string Duration(long seconds)
    {
        var (sign, s) = (seconds < 0 ? "-" : "", Math.Abs(seconds));
        var text = string.Create(CultureInfo.InvariantCulture, $"{sign}{s / 3600}:{s / 60 % 60:D2}");
        return s % 60 == 0 ? text : string.Create(CultureInfo.InvariantCulture, $"{text}:{s % 60:D2}");
    }

    /// <summary>A length in words' units: <c>4 h</c>, <c>1 h 30 min</c>, <c>30 min</c>.</summary>
    public string Minutes(decimal minutes)
    {
        if (minutes < 60 || minutes != decimal.Truncate(minutes)) return Number(minutes, 0) + NoBreak + "min";
        var hours = Number(decimal.Truncate(minutes / 60), 0) + NoBreak + "h";
        return minutes % 60 == 0 ? hours : hours + NoBreak + Number(minutes % 60, 0) + NoBreak + "min";
    }

    /// <summary><c>×1.5</c>, <c>×1,5</c>.</summary>
    public string Multiplier(decimal multiplier) => "×" + Number(multiplier, 0);

    /// <summary><c>20%</c> in English, <c>20 %</c> elsewhere.</summary>
    public string Percent(decimal percent) => Number(percent, 0) + (English ? "%" : NoBreak + "%");

    /// <summary>An amount with its currency: <c>€1,234.50</c>, <c>1 234,50 €</c>, <c>1.234,50 €</c>; currencies without a sign that readers know by their code.</summary>
    /// <param name="amount">Major units; digits beyond the minor unit are written where there are any, as in a rate per hour.</param>
    /// <param name="currency">Code of ISO 4217.</param>
    public string Money(decimal amount, string currency)
    {
        var number = Number(Math.Abs(amount), Currency.TryGet(currency, out var known) ? known.MinorDigits : 2);
        // A hyphen, not U+2212: people paste amounts into spreadsheets.
        var minus = amount < 0 ? "-" : "";
        if (!English) return minus + number + NoBreak + Sign(currency);
        return Sign(currency) is { Length: 1 } sign ? minus + sign + number : minus + currency + NoBreak + number;
    }

    /// <summary>A number with its unit, in the number of the language: <c>1 night</c>, <c>1.5 nights</c>, <c>1,5 nuit</c>.</summary>
    public string Counted(decimal number, (string One, string Several) unit)
    {
        // The French plural begins at two.
        var isOne = Language == "fr" ? Math.Abs(number) < 2 : Math.Abs(number) == 1;
        return (Number(number, 0) + NoBreak + (isOne ? unit.One : unit.Several)).TrimEnd(NoBreak);
    }

    /// <summary>A number with grouped digits.</summary>
    /// <param name="number">Written exactly.</param>
    /// <param name="leastDecimals">Zeros are added up to this many.</param>
    public string Number(decimal number, int leastDecimals)
    {
        var plain = Math.Abs(number).ToString(CultureInfo.InvariantCulture);
        var point = plain.IndexOf('.', StringComparison.Ordinal);
        var (whole, decimals) = point < 0 ? (plain, "") : (plain[..point], plain[(point + 1)..].TrimEnd('0'));
        var text = new StringBuilder(number < 0 ? "-" : "");
        for (var i = 0; i < whole.Length; i++)
        {
            if (i > 0 && (whole.Length - i) % 3 == 0) text.Append(words.Group);
            text.Append(whole[i]);
        }
        decimals = decimals.PadRight(leastDecimals, '0');
        return decimals.Length == 0 ? text.ToString() : text.Append(words.Point).Append(decimals).ToString();
    }

    private string Sign(string currency) => currency switch
    {
        "EUR" => "€",
        "GBP" => "£",
        "USD" when English => "$",
        _ => currency,
    };

    // The first is the one ordinal among French dates.
    private string Day(LocalDate date) => date.Day == 1 && Language == "fr" ? "1er" : Whole(date.Day) + words.AfterDay;

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record ReaderWords(string Language, string Months12, string ShortMonths12, string Weekdays7, string AfterDay, char Group, char Point)
    {
        public static readonly ReaderWords English = new("en", "January February March April May June July August September October November December",
            "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", "Mon Tue Wed Thu Fri Sat Sun", "", ',', '.');

        public static readonly ReaderWords French = new("fr", "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
            "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.", "lun. mar. mer. jeu. ven. sam. dim.", "", Narrow, ',');

        public static readonly ReaderWords German = new("de", "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
            "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.", "Mo Di Mi Do Fr Sa So", ".", '.', ',');

        public string[] Months { get; } = Months12.Split(' ');

        public string[] ShortMonths { get; } = ShortMonths12.Split(' ');

        public string[] Weekdays { get; } = Weekdays7.Split(' ');
    }
}
