using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Billing.Web.Features.Contracts;

/// <summary>A clause with its multipliers and amounts set off, so that the eye finds what it costs.</summary>
public static class Marked
{
    private const string Signs = "€$£¥";

    /// <summary>The sentence as markup; its text is unchanged.</summary>
    public static IHtmlContent Clause(ClauseView clause)
    {
        var html = new HtmlContentBuilder();
        var words = clause.Sentence.Split(' ');
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i].TrimEnd('.', ',', ';', ':');
            if (i > 0) html.Append(" ");
            html.AppendHtml(Word(word, clause.IsRate)).Append(words[i][word.Length..]);
        }

        return html;
    }

    private static IHtmlContent Word(string word, bool isRate)
    {
        if (isRate && word.Length > 1 && word[0] == '×' && decimal.TryParse(word.AsSpan(1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var times))
            return Tag("span", word, times switch { >= 2m => "m2", > 1m => "m15", _ => "m1" });
        var isAmount = word.Length > 1 && char.IsAsciiDigit(word[^1]) && (Signs.Contains(word[0], StringComparison.Ordinal) || word.IndexOf('\u00a0', StringComparison.Ordinal) == 3);
        return isAmount ? Tag("b", word, null) : new HtmlContentBuilder().Append(word);
    }

    private static TagBuilder Tag(string name, string text, string? css)
    {
        var tag = new TagBuilder(name);
        if (css is not null) tag.AddCssClass(css);
        tag.InnerHtml.Append(text);
        return tag;
    }
}
