using System.Globalization;
using System.Text;

namespace Billing.Domain.Invoicing;

/// <summary>
/// How invoice numbers are written: <c>{yyyy}</c> or <c>{yy}</c> for the year, one <c>{seq}</c> or <c>{seq:000}</c> for the number that counts
/// through it, and fixed characters. Counters start anew each year, so a format without the year would repeat numbers and is refused.
/// </summary>
public sealed record InvoiceNumberFormat
{
    /// <summary>The longest number: as much as a bank's end-to-end reference holds (Max35Text of ISO 20022).</summary>
    public const int MostCharacters = 35;

    private const int MostDigits = 10;
    private readonly IReadOnlyList<Part> parts;

    private InvoiceNumberFormat(string pattern, IReadOnlyList<Part> parts) => (Pattern, this.parts) = (pattern, parts);

    private enum Kind { Fixed, LongYear, ShortYear, Number }

    /// <summary>The format as it was typed.</summary>
    public string Pattern { get; }

    /// <summary>Reads a format.</summary>
    public static Result<InvoiceNumberFormat> Parse(string text)
    {
        if (Split(text) is not { } found) return No("braces", "Close every brace: the parts are {yyyy}, {yy}, {seq} and {seq:0000}.");
        if (found.FirstOrDefault(p => p.Kind == Kind.Fixed && p.Text.StartsWith('{')) is { } unknown)
            return No("part", $"There is no part {unknown.Text}. The parts are {{yyyy}}, {{yy}}, {{seq}} and {{seq:0000}}.");
        if (found.Count(p => p.Kind == Kind.Number) != 1) return No("seq", "Use the number exactly once, as {seq} or with leading zeros as {seq:0000}.");
        if (!found.Any(p => p.Kind is Kind.LongYear or Kind.ShortYear)) return No("year", "Use the year, as {yyyy} or {yy}: counting begins anew each year, and without it numbers would repeat.");
        if (found.Where(p => p.Kind == Kind.Fixed).SelectMany(p => p.Text).Where(c => !IsAllowed(c)).Cast<char?>().FirstOrDefault() is { } wrong)
            return No("character", $"Leave “{wrong}” out. Besides the parts in braces, letters A to Z, digits and + - _ / can be used.");
        var format = new InvoiceNumberFormat(text, found);
        if (format.Format(9999, int.MaxValue).Length > MostCharacters)
            return No("length", string.Create(CultureInfo.InvariantCulture, $"Make it shorter: a number can have at most {MostCharacters} characters, and {MostDigits} of them are kept for counting."));
        return format;
    }

    /// <summary>The number of one invoice.</summary>
    /// <param name="year">Calendar year of issue.</param>
    /// <param name="number">Its place in the year, from 1.</param>
    public string Format(int year, int number)
    {
        var text = new StringBuilder();
        foreach (var part in parts) text.Append(part.Kind switch
        {
            Kind.LongYear => year.ToString("0000", CultureInfo.InvariantCulture),
            Kind.ShortYear => (year % 100).ToString("00", CultureInfo.InvariantCulture),
            Kind.Number => number.ToString("D" + part.Text, CultureInfo.InvariantCulture),
            _ => part.Text,
        });
        return text.ToString();
    }

    /// <inheritdoc/>
    public bool Equals(InvoiceNumberFormat? other) => other is not null && string.Equals(Pattern, other.Pattern, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Pattern);

    /// <summary>The format as it was typed.</summary>
    public override string ToString() => Pattern;

    // Null when a brace is left open or closes nothing.
    private static List<Part>? Split(string text)
    {
        var found = new List<Part>();
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOfAny(['{', '}'], at);
            if (open < 0) open = text.Length;
            if (open > at) found.Add(new(Kind.Fixed, text[at..open]));
            if (open == text.Length) break;
            var close = text[open] == '{' ? text.IndexOfAny(['{', '}'], open + 1) : -1;
            if (close < 0 || text[close] == '{') return null;
            found.Add(Read(text[open..(close + 1)]));
            at = close + 1;
        }

        return found;
    }

    private static Part Read(string braces) => braces switch
    {
        "{yyyy}" => new(Kind.LongYear, ""),
        "{yy}" => new(Kind.ShortYear, ""),
        "{seq}" => new(Kind.Number, "1"),
        _ when braces.StartsWith("{seq:0", StringComparison.Ordinal) && braces[5..^1] is { Length: <= MostDigits } zeros && zeros.All(c => c == '0')
            => new(Kind.Number, zeros.Length.ToString(CultureInfo.InvariantCulture)),
        _ => new(Kind.Fixed, braces),
    };

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '_' or '/';

    private static Refusal No(string code, string sentence) => new("number-format-" + code, sentence, "NumberFormat");

    private sealed record Part(Kind Kind, string Text);
}
