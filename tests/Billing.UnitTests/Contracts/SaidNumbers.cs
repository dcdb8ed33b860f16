using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace Billing.UnitTests.Contracts;

/// <summary>Reads the numbers back out of sentences, as a reader of the language would.</summary>
internal sealed partial class SaidNumbers(string language)
{
    /// <summary>Every multiplier, in order.</summary>
    public IReadOnlyList<decimal> Multipliers(string text) => [.. MultiplierPattern().Matches(Plain(text)).Select(m => Value(m.Groups[1].Value))];

    /// <summary>Every length of time in minutes, in order; the first second is 0.</summary>
    public IReadOnlyList<decimal> Spans(string text) =>
        [.. SpanPattern().Matches(Plain(text)).Select(m => (m.Groups["h"].Success ? Value(m.Groups["h"].Value) * 60m : 0m) + (m.Groups["m"].Success ? Value(m.Groups["m"].Value) : 0m))];

    /// <summary>Every amount of money, in order.</summary>
    /// <param name="text">The sentence.</param>
    /// <param name="sign">As it stands before the number in English, behind it elsewhere.</param>
    public IReadOnlyList<decimal> Amounts(string text, string sign)
    {
        var mark = Regex.Escape(sign);
        var pattern = language == "en" ? $@"{mark}\s?(\d+(?:\.\d+)?)" : $@"(?<![\d.])(\d+(?:\.\d+)?)\s{mark}";
        return [.. Regex.Matches(Plain(text), pattern, RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5)).Select(m => Value(Digits().Match(m.Value).Value))];
    }

    /// <summary>Every time of day, in order; 24:00, midnight and all day as a reader takes them.</summary>
    public IReadOnlyList<LocalTime> Times(string text) => [.. TimePattern().Matches(Plain(text)).Select(Time)];

    // One form for all: a point before decimals, nothing between groups, plain spaces.
    private string Plain(string text)
    {
        text = language switch
        {
            "en" => Regex.Replace(text, @"(?<=\d),(?=\d{3})", "", RegexOptions.None, TimeSpan.FromSeconds(5)),
            "fr" => Regex.Replace(text, @"(?<=\d)\u202f(?=\d{3})", "", RegexOptions.None, TimeSpan.FromSeconds(5)),
            _ => Regex.Replace(text, @"(?<=\d)\.(?=\d{3})", "", RegexOptions.None, TimeSpan.FromSeconds(5)),
        };
        if (language != "en") text = Regex.Replace(text, @"(?<=\d),(?=\d)", ".", RegexOptions.None, TimeSpan.FromSeconds(5));
        return text.Replace('\u00a0', ' ').Replace('\u202f', ' ');
    }

    private static LocalTime Time(Match match)
    {
        if (!match.Groups["h"].Success) return LocalTime.Midnight;
        var hour = (int)Value(match.Groups["h"].Value);
        return new(hour % 24, match.Groups["m"].Success ? (int)Value(match.Groups["m"].Value) : 0, match.Groups["s"].Success ? (int)Value(match.Groups["s"].Value) : 0);
    }

    private static decimal Value(string digits) => decimal.Parse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"×(\d+(?:\.\d+)?)")]
    private static partial Regex MultiplierPattern();

    [GeneratedRegex(@"(?<first>first second|première seconde|ersten Sekunde)|(?<h>\d+(\.\d+)?) (hours?|heures?|Stunden?)( (?<m>\d+(\.\d+)?) (minutes?|Minuten?))?|(?<m>\d+(\.\d+)?) (minutes?|Minuten?)", RegexOptions.ExplicitCapture)]
    private static partial Regex SpanPattern();

    [GeneratedRegex(@"(?<h>\d\d):(?<m>\d\d)(:(?<s>\d\d))?|(?<h>\d+) h\b( (?<m>\d\d)( min (?<s>\d\d) s)?)?|midnight|minuit", RegexOptions.ExplicitCapture)]
    private static partial Regex TimePattern();

    [GeneratedRegex(@"\d+(?:\.\d+)?")]
    private static partial Regex Digits();
}
