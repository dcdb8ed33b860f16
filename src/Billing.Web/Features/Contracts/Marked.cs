using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Billing.Web.Features.Contracts;

/// <summary>A clause with its multipliers and amounts set off, so that the eye finds what it costs.</summary>
public static class Marked
{
    private const string Signs = "€$£¥";

    /// <summary>The sentence as markup; its text is unchanged.</summary>
    public static IHtmlContent Clause(ClauseView clause) => Marks(clause.Sentence, clause.IsRate);

    /// <summary>Several sentences as markup, whose multipliers are all ones that work is paid with.</summary>
    public static IHtmlContent Text(string sentences) => Marks(sentences, true);

    private static HtmlContentBuilder Marks(string text, bool isRate)
    {
        var html = new HtmlContentBuilder();
        var words = text.Split(' ');
        for (var i = 0; i < words.Length; i++)
        {
            // Spaces that do not break stand before a colon or semicolon, and between a number and its unit.
            var word = words[i].TrimEnd('.', ',', ';', ':', '\u00a0', '\u202f');
            if (i > 0) html.Append(" ");
            html.AppendHtml(Word(word, isRate)).Append(words[i][word.Length..]);
        }

        return html;
    }

    private static IHtmlContent Word(string word, bool isRate)
    {
        // A multiplier has no groups of thousands, so a comma in it stands before decimals.
        if (isRate && word.Length > 1 && word[0] == '×' && decimal.TryParse(word[1..].Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var times))
            return Tag("span", word, times switch { >= 2m => "m2", > 1m => "m15", _ => "m1" });
        return IsAmount(word) ? Tag("b", word, null) : new HtmlContentBuilder().Append(word);
    }

    // €100.00 and CHF 100.00 in English, 100,00 € and 100,00 CHF elsewhere, with a space that does not break.
    private static bool IsAmount(string word)
    {
        if (word.Length < 2) return false;
        var gap = word.LastIndexOf('\u00a0');
        if (char.IsAsciiDigit(word[^1])) return Signs.Contains(word[0], StringComparison.Ordinal) || (gap == 3 && IsCode(word[..gap]));
        return gap > 0 && char.IsAsciiDigit(word[0]) && (word[^1] is '€' or '£' || IsCode(word[(gap + 1)..]));
    }

    private static bool IsCode(string word) => word.Length == 3 && word.All(char.IsAsciiLetterUpper);

    private static TagBuilder Tag(string name, string text, string? css)
    {
        var tag = new TagBuilder(name);
        if (css is not null) tag.AddCssClass(css);
        tag.InnerHtml.Append(text);
        return tag;
    }
}
