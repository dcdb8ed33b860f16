using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;

namespace Billing.Domain.Contracts;

/// <summary>The sentences of one language, and how its readers write numbers. Arguments are already in the language's words.</summary>
internal abstract class TermsLanguage(char group, char point)
{
    protected const char NoBreak = '\u00A0';

    private static readonly LocalTimePattern Minutes = LocalTimePattern.CreateWithInvariantCulture("HH:mm");
    private static readonly LocalTimePattern Seconds = LocalTimePattern.CreateWithInvariantCulture("HH:mm:ss");
    private static readonly TermsLanguage English = new TermsEnglish();
    private static readonly TermsLanguage French = new TermsFrench();
    private static readonly TermsLanguage German = new TermsGerman();

    public static TermsLanguage Of(string language) => language switch
    {
        "en" => English,
        "fr" => French,
        "de" => German,
        _ => throw new ArgumentException($"No words for terms in the language '{language}'.", nameof(language)),
    };

    public abstract string Recurrence { get; }

    public abstract string NoDay { get; }

    public abstract string EveryDay { get; }

    protected abstract string And { get; }

    protected abstract string Or { get; }

    public abstract string Dated(LocalDate from, string sentence);

    public abstract string Rates(string common, IEnumerable<(string Name, string Rate)> own);

    public abstract string NoSteps(string name);

    public abstract string Threshold(ThresholdPremium threshold);

    public abstract string Window(string name, string days, string hours, string times);

    public abstract string Holidays(string times);

    public abstract string Severities(string listed, string times);

    public abstract string Severity(string word);

    public abstract string Stacked(Stacking stacking);

    public abstract string OnlyHighestOf(string names);

    public abstract string Maximum(string times);

    public abstract string Increment(Increment increment);

    public abstract string CallOut(string least, string join);

    public abstract string Fee(string amount, string within);

    public abstract string Cap(CapScope scope, string amount);

    public abstract string Retainer(string included, bool weighted);

    public abstract string EachMonth(string amount, string name);

    public abstract string DayRun(IsoDayOfWeek first, IsoDayOfWeek last);

    public abstract string OnDay(IsoDayOfWeek day);

    /// <summary>When a window is open; an end not after the beginning lies on the next day.</summary>
    public string Hours(LocalTime from, LocalTime to)
    {
        if (from == to) return from == LocalTime.Midnight ? AllDay : DayLongFrom(Clock(from));
        return to == LocalTime.Midnight ? UntilMidnight(Clock(from)) : Between(Clock(from), Clock(to), to < from);
    }

    public string AllOf(IReadOnlyList<string> words) => Listed(words, And);

    public string AnyOf(IReadOnlyList<string> words) => Listed(words, Or);

    /// <summary>A length of time as people say it, e.g. <c>1 hour 30 minutes</c>.</summary>
    public string Span(decimal minutes)
    {
        var hours = decimal.Floor(minutes / 60m);
        var rest = minutes - hours * 60m;
        if (hours == 0) return Of(rest, false);
        return rest == 0 ? Of(hours, true) : $"{Of(hours, true)} {Of(rest, false)}";
    }

    public string Times(decimal multiplier) => "×" + Number(multiplier, 0);

    // A rate may be finer than the minor unit; what is agreed is never shown rounded.
    public virtual string Amount(decimal amount, Currency currency) =>
        Number(amount, currency.MinorDigits) + NoBreak + currency.Code switch { "EUR" => "€", "GBP" => "£", _ => currency.Code };

    protected abstract string AllDay { get; }

    protected abstract string DayLongFrom(string from);

    protected abstract string UntilMidnight(string from);

    protected abstract string Between(string from, string to, bool nextDay);

    /// <summary>The unit in the number that goes with the count.</summary>
    protected abstract string Unit(decimal count, bool hours);

    protected string Number(decimal number, int leastDecimals)
    {
        var plain = number.ToString("0.####", CultureInfo.InvariantCulture).Split('.');
        var text = new StringBuilder(plain[0]);
        for (var i = plain[0].Length - 3; i > 0; i -= 3) text.Insert(i, group);
        var decimals = (plain.Length > 1 ? plain[1] : "").PadRight(leastDecimals, '0');
        return decimals.Length == 0 ? text.ToString() : text.Append(point).Append(decimals).ToString();
    }

    private string Of(decimal count, bool hours) => $"{Number(count, 0)}{Gap}{Unit(count, hours)}";

    // French and German lines do not break between a number and its unit.
    protected virtual string Gap => NoBreak.ToString();

    private static string Clock(LocalTime time) => (time.Second == 0 ? Minutes : Seconds).Format(time);

    private static string Listed(IReadOnlyList<string> words, string last) =>
        words.Count == 0 ? "–" : words.Count == 1 ? words[0] : string.Join(", ", words.Take(words.Count - 1)) + $" {last} {words[^1]}";
}
