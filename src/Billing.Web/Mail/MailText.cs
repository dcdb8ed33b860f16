using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Markdig;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Billing.Web.Mail;

/// <summary>What a mail says: one Markdown source, read as HTML and as text.</summary>
/// <param name="Subject">One line without control characters.</param>
/// <param name="Text">The text part, lines ended by <c>\n</c>.</param>
/// <param name="Fragment">The HTML without its frame, for a page that shows it.</param>
/// <param name="Html">The HTML part, a whole document.</param>
public sealed record MailText(string Subject, string Text, string Fragment, string Html)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    // No HTML of anyone's gets through, and lines end where the template ends them.
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UseSoftlineBreakAsHardlineBreak().Build();

    /// <summary>Reads Markdown whose values are escaped already.</summary>
    /// <param name="language">Of the text, for screen readers.</param>
    /// <param name="subject">The subject line.</param>
    /// <param name="markdown">The body.</param>
    public static MailText Of(string language, string subject, string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        var fragment = document.ToHtml(Pipeline).ReplaceLineEndings("\n").Trim() + "\n";
        var line = OneLine(subject);
        return new(line, TextOf(document), fragment, Framed(language, line, fragment));
    }

    /// <summary>The text on one line: what could end a header ends here.</summary>
    public static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text) line.Append(char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c);
        return string.Join(' ', line.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    // Styles stand in the elements, since many mail programs drop everything else.
    private static string Framed(string language, string subject, string fragment) => $"""
        <!doctype html>
        <html lang="{language}">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{Encoder.Encode(subject)}</title></head>
        <body style="margin:0;padding:24px;background:#ffffff;color:#1a2330;font:16px/1.5 'Segoe UI',Roboto,Helvetica,Arial,sans-serif">
        <div style="max-width:600px">
        {fragment}</div>
        </body>
        </html>

        """.ReplaceLineEndings("\n");

    private static string TextOf(MarkdownDocument document)
    {
        var text = new StringBuilder();
        Write(text, document, "");
        return text.ToString().Trim('\n') + "\n";
    }

    private static void Write(StringBuilder text, ContainerBlock container, string indent)
    {
        foreach (var block in container)
        {
            switch (block)
            {
                case LeafBlock { Inline: { } inline }: Append(text, indent, Inlines(inline)); break;
                case ListBlock list: WriteList(text, list, indent); break;
                case ThematicBreakBlock: Append(text, indent, "--"); break;
                case CodeBlock code: Append(text, indent + "    ", code.Lines.ToString()); break;
                case ContainerBlock inner: Write(text, inner, indent + (block is QuoteBlock ? "> " : "")); break;
                default: break;
            }

            if (container is not ListItemBlock) text.Append('\n');
        }
    }

    private static void WriteList(StringBuilder text, ListBlock list, string indent)
    {
        var number = int.TryParse(list.OrderedStart, System.Globalization.CultureInfo.InvariantCulture, out var start) ? start : 1;
        foreach (var item in list.OfType<ListItemBlock>())
        {
            var mark = list.IsOrdered ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{number++}. ") : "- ";
            var inner = new StringBuilder();
            Write(inner, item, "");
            text.Append(indent).Append(mark).Append(inner.ToString().TrimEnd('\n').Replace("\n", "\n" + indent + new string(' ', mark.Length), StringComparison.Ordinal)).Append('\n');
        }
    }

    private static void Append(StringBuilder text, string indent, string lines) => text.Append(indent).Append(lines.Replace("\n", "\n" + indent, StringComparison.Ordinal)).Append('\n');

    private static string Inlines(ContainerInline container) => string.Concat(container.Select(inline => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        LineBreakInline => "\n",
        CodeInline code => code.Content,
        AutolinkInline link => link.Url,
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        LinkInline { Url: { Length: > 0 } url } link => Inlines(link) is var words && words == url ? url : $"{words} ({url})",
        ContainerInline inner => Inlines(inner),
        _ => "",
    }));
}
