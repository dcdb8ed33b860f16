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

    public abstract string Dated(LocalDate from, string sentence);

    public abstract string Rates(string common, IReadOnlyList<(string Name, string Rate)> own);

    public abstract string NoSteps(string name);

    public abstract string NoSeverities(string name);

    public abstract string Threshold(ThresholdPremium threshold);

    /// <summary>The rate and a graduated threshold in one: what the first hours cost, and what from then on.</summary>
    public abstract string FromTheFirst(ThresholdPremium threshold, string rate);

    public abstract string WithoutIncident(string rate);

    public abstract string Window(string name, string days, string hours, string times);

    /// <summary>Hours of every night, as part of a sentence.</summary>
    public abstract string Nights(LocalTime from, LocalTime to);

    /// <summary>Holidays as part of a sentence.</summary>
    public abstract string Holidays { get; }

    /// <summary>Incidents of these severities as part of a sentence.</summary>
    public abstract string Severities(string listed);

    /// <summary>When a multiplier holds, and the multiplier.</summary>
    public abstract string Item(string when, string times);

    /// <summary>What stands between two items.</summary>
    public abstract string BetweenItems { get; }

    public abstract string Stacked(Stacking stacking);

    /// <summary>As <see cref="Stacked"/>, without its example.</summary>
    public abstract string Combined(Stacking stacking);

    public abstract string OnlyHighestOf(string numbers);

    public abstract string Maximum(string times);

    public abstract string Increment(Increment increment);

    public abstract string CallOut(string least, string join);

    public abstract string Fee(string amount, string within);

    public abstract string Cap(CapScope scope, string amount);

    public abstract string Retainer(string included, bool weighted);

    /// <param name="amount">Of a whole month, with its currency.</param>
    /// <param name="name">What it is for, as typed.</param>
    public abstract string EachMonth(string amount, string name);

    /// <param name="capped">There is a maximum for each incident, which then holds for both.</param>
    public abstract string Recurrence(bool capped);

    /// <summary>Which clauses are still to be read.</summary>
    public abstract string Further(string numbers, int count);

    /// <summary>A severity that we have a word for in its word; another as typed, in quotation marks, so that it is never taken for ours.</summary>
    public string Severity(string word) => Known(word) ?? Quoted(word);

    /// <summary>When a window is open; an end not after the beginning lies on the next day.</summary>
    public string Hours(LocalTime from, LocalTime to)
    {
        if (from == to) return from == LocalTime.Midnight ? AllDay : DayLongFrom(Clock(from));
        return to == LocalTime.Midnight ? UntilMidnight(Clock(from)) : Between(Clock(from), Clock(to), to < from);
    }

    public string Days(IReadOnlySet<IsoDayOfWeek> days) => AllOf(DayWords(days));

    /// <summary>Three days in a row or more are a run, also past Sunday; fewer are named.</summary>
    public IReadOnlyList<string> DayWords(IReadOnlySet<IsoDayOfWeek> days)
    {
        if (days.Count == 0) return [NoDay];
        if (days.Count == 7) return [EveryDay];
        var runs = Week.Where(d => days.Contains(d) && !days.Contains(After(d, 6))).Select(first => Week.Select((_, n) => After(first, n)).TakeWhile(days.Contains).ToList());
        return [.. runs.SelectMany(run => run.Count > 2 ? [DayRun(run[0], run[^1])] : run.Select(OnDay))];
    }

    public string AllOf(IReadOnlyList<string> words) => Listed(words, And);

    public string AnyOf(IReadOnlyList<string> words) => Listed(words, Or);

    /// <summary>A length of time as people say it, e.g. <c>1 hour 30 minutes</c>.</summary>
    public string Span(decimal minutes)
    {
        var hours = decimal.Floor(minutes / 60m);
        var rest = minutes - hours * 60m;
        if (hours == 0) return Counted(rest, false);
        return rest == 0 ? Counted(hours, true) : $"{Counted(hours, true)} {Counted(rest, false)}";
    }

    public string Times(decimal multiplier) => "×" + Number(multiplier, 0);

    // A rate may be finer than the minor unit; what is agreed is never shown rounded.
    public virtual string Amount(decimal amount, Currency currency) =>
        Number(amount, currency.MinorDigits) + NoBreak + currency.Code switch { "EUR" => "€", "GBP" => "£", _ => currency.Code };

    /// <summary>With a capital and a full stop.</summary>
    public string Sentence(string text) => Capital(text) + ".";

    public static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    protected abstract string NoDay { get; }

    protected abstract string EveryDay { get; }

    protected abstract string And { get; }

    protected abstract string Or { get; }

    protected abstract string AllDay { get; }

    protected abstract string DayRun(IsoDayOfWeek first, IsoDayOfWeek last);

    protected abstract string OnDay(IsoDayOfWeek day);

    protected abstract string DayLongFrom(string from);

    protected abstract string UntilMidnight(string from);

    protected abstract string Between(string from, string to, bool nextDay);

    protected abstract string? Known(string severity);

    protected abstract string Quoted(string word);

    /// <summary>The unit in the number that goes with the count.</summary>
    protected abstract string Unit(decimal count, bool hours);

    // French and German lines do not break between a number and its unit.
    protected virtual string Gap => NoBreak.ToString();

    protected virtual string Clock(LocalTime time) => (time.Second == 0 ? Minutes : Seconds).Format(time);

    protected string Counted(decimal count, bool hours) => $"{Number(count, 0)}{Gap}{Unit(count, hours)}";

    protected string Number(decimal number, int leastDecimals)
    {
        // All digits of a decimal: minutes may have any number of them.
        var plain = number.ToString("0.############################", CultureInfo.InvariantCulture).Split('.');
        var text = new StringBuilder(plain[0]);
        for (var i = plain[0].Length - 3; i > 0; i -= 3) text.Insert(i, group);
        var decimals = (plain.Length > 1 ? plain[1] : "").PadRight(leastDecimals, '0');
        return decimals.Length == 0 ? text.ToString() : text.Append(point).Append(decimals).ToString();
    }

    protected static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>A length that is a whole number of one unit, hours where it can be; else null.</summary>
    protected static (decimal Count, bool Hours)? OneUnit(decimal minutes)
    {
        if (minutes % 60m == 0) return (minutes / 60m, true);
        return minutes < 60m && decimal.Truncate(minutes) == minutes ? (minutes, false) : null;
    }

    private static IReadOnlyList<IsoDayOfWeek> Week { get; } = [.. Enumerable.Range(1, 7).Select(n => (IsoDayOfWeek)n)];

    private static IsoDayOfWeek After(IsoDayOfWeek day, int days) => (IsoDayOfWeek)(((int)day - 1 + days) % 7 + 1);

    private static string Listed(IReadOnlyList<string> words, string last) =>
        words.Count == 1 ? words[0] : string.Join(", ", words.Take(words.Count - 1)) + $" {last} {words[^1]}";
}
