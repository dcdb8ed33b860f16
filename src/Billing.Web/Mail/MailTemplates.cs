using System.Collections.Concurrent;
using System.Text;
using Billing.Domain;
using Billing.Domain.Mail;
using HandlebarsDotNet;
using HandlebarsDotNet.Compiler;

namespace Billing.Web.Mail;

/// <summary>
/// The texts of mails, which people may change: <c>templates/mail/PURPOSE.LANGUAGE.md</c>, first line <c>Subject: …</c>, an empty line, then
/// Markdown. Values stand as <c>{{name}}</c>, and what is in them stays text: neither Markdown nor a header begins in a client's name.
/// </summary>
/// <remarks>A template that is missing or broken is a refusal with a sentence, and no mail is written with it. Read once, at first use.</remarks>
public sealed class MailTemplates(string folder)
{
    private const string SubjectMark = "Subject:";

    private static readonly IHandlebars ForBodies = Handlebars.Create(new HandlebarsConfiguration { ThrowOnUnresolvedBindingExpression = true, TextEncoder = new MarkdownEscape() });
    private static readonly IHandlebars ForSubjects = Handlebars.Create(new HandlebarsConfiguration { ThrowOnUnresolvedBindingExpression = true, NoEscape = true });

    private readonly ConcurrentDictionary<string, Result<Template>> templates = new(StringComparer.Ordinal);

    /// <summary>The templates that came with the program.</summary>
    public MailTemplates()
        : this(Path.Combine(AppContext.BaseDirectory, "templates", "mail"))
    {
    }

    /// <summary>Languages that every mail is written in.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["en", "fr", "de"];

    /// <summary>Fills a template.</summary>
    /// <param name="purpose">What for.</param>
    /// <param name="language">One of <see cref="Languages"/>.</param>
    /// <param name="values">A value for every name the template may use; null where there is none.</param>
    /// <returns>A refusal that names the file when it is missing or broken.</returns>
    public Result<MailText> Fill(MailPurpose purpose, string language, IReadOnlyDictionary<string, object?> values)
    {
        var file = FileOf(purpose, language);
        var template = templates.GetOrAdd(file, Read);
        if (!template.IsOk) return template.Refusals[0];
        try
        {
            return MailText.Of(language, template.Value.Subject(values), template.Value.Body(values));
        }
        catch (Exception exception) when (exception is HandlebarsException or HandlebarsUndefinedBindingException)
        {
            return Broken(file, exception);
        }
    }

    /// <summary>Fills every template with its example, to find out what is missing or broken before a mail needs it.</summary>
    public IReadOnlyList<Refusal> Check() =>
        [.. from purpose in Enum.GetValues<MailPurpose>() from language in Languages from refusal in Fill(purpose, language, MailExamples.Of(purpose, language)).Refusals select refusal];

    private static string FileOf(MailPurpose purpose, string language) => $"{purpose.ToString().ToLowerInvariant()}.{language}.md";

    private Result<Template> Read(string file)
    {
        try
        {
            var lines = File.ReadAllText(Path.Combine(folder, file)).ReplaceLineEndings("\n").Split('\n', 2);
            if (!lines[0].StartsWith(SubjectMark, StringComparison.Ordinal) || lines.Length < 2 || string.IsNullOrWhiteSpace(lines[1]))
                return new Refusal("template-broken", $"The mail template {file} must begin with a line “Subject: …”, then an empty line, then the text. Nothing is sent with it until it does.");
            var (subject, body) = (ForSubjects.Compile(lines[0][SubjectMark.Length..].Trim()), ForBodies.Compile(lines[1]));
            return new Template(values => subject(values), values => body(values));
        }
        catch (Exception exception) when (exception is HandlebarsException or HandlebarsUndefinedBindingException)
        {
            return Broken(file, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Refusal("template-missing", $"The mail template {file} cannot be read. Put it back into the folder templates/mail beside the program, and start the program again.");
        }
    }

    private static Refusal Broken(string file, Exception exception) =>
        new("template-broken", $"The mail template {file} is broken: {MailText.OneLine(exception.Message).TrimEnd('.')}. Correct it, and start the program again. Nothing is sent with it until then.");

    private sealed record Template(Func<object, string> Subject, Func<object, string> Body);

    /// <summary>Makes any text a piece of Markdown that reads as that text, on one line.</summary>
    private sealed class MarkdownEscape : ITextEncoder
    {
        public void Encode(StringBuilder? text, TextWriter target) => Encode(text?.ToString(), target);

        public void Encode(string? text, TextWriter target)
        {
            // CommonMark 2.4: a backslash before ASCII punctuation makes it plain.
            foreach (var c in MailText.OneLine(text ?? ""))
            {
                if (char.IsAscii(c) && (char.IsPunctuation(c) || char.IsSymbol(c))) target.Write('\\');
                target.Write(c);
            }
        }

        public void Encode<T>(T? text, TextWriter target)
            where T : IEnumerator<char>
        {
            var all = new StringBuilder();
            while (text?.MoveNext() == true) all.Append(text.Current);
            Encode(all.ToString(), target);
        }
    }
}
