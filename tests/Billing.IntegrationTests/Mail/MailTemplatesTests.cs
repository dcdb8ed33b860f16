using Billing.Domain.Mail;
using Billing.Web.Mail;

namespace Billing.IntegrationTests.Mail;

public sealed class MailTemplatesTests : IDisposable
{
    private const string English = """
        Invoice 2026-0042 from Ruiz Engineering
        ---
        Hello Jonas Keller,

        invoice 2026-0042 for the work of 1–30 November 2026 is attached. It belongs to contract NW-SUP Platform support.

        - Amount: €6,418.50
        - To pay by: 31 December 2026
        - Payment reference: 2026-0042

        The PDF shows when the work was done and which clause of the contract priced each hour. If anything is unclear, just answer this mail.

        Kind regards
        Ruiz Engineering

        """;

    private const string French = """
        Facture 2026-0042 de Ruiz Engineering
        ---
        Bonjour Jonas Keller,

        Vous trouverez ci-joint la facture 2026-0042 pour les prestations du 1er au 30 novembre 2026. Elle relève du contrat NW-SUP Platform support.

        - Montant : 6 418,50 €
        - À payer au plus tard le : 31 décembre 2026
        - Référence du paiement : 2026-0042

        Le PDF indique quand le travail a été fait et quelle clause du contrat fixe le prix de chaque heure. Pour toute question, il suffit de répondre à ce message.

        Cordialement
        Ruiz Engineering

        """;

    private const string German = """
        Rechnung 2026-0042 von Ruiz Engineering
        ---
        Guten Tag Jonas Keller,

        anbei erhalten Sie die Rechnung 2026-0042 über die Leistung vom 1.–30. November 2026. Sie gehört zum Vertrag NW-SUP Platform support.

        - Betrag: 6.418,50 €
        - Zahlbar bis: 31. Dezember 2026
        - Verwendungszweck: 2026-0042

        Das PDF zeigt, wann gearbeitet wurde und welche Ziffer des Vertrags den Preis jeder Stunde bestimmt. Wenn etwas unklar ist, antworten Sie einfach auf diese E-Mail.

        Mit freundlichen Grüßen
        Ruiz Engineering

        """;

    private readonly MailTemplates templates = new();
    private readonly string folder = Directory.CreateTempSubdirectory("billing-tests").FullName;

    public void Dispose() => Directory.Delete(folder, true);

    [Theory]
    [InlineData("en", English)]
    [InlineData("fr", French)]
    [InlineData("de", German)]
    public void Invoice_InEachLanguage_ReadsAsItShould(string language, string expected)
    {
        var text = templates.Fill(MailPurpose.Invoice, language, MailExamples.Of(MailPurpose.Invoice, language)).Value;
        Assert.Equal(expected.ReplaceLineEndings("\n"), $"{text.Subject}\n---\n{text.Text}".Replace('\u00a0', ' ').Replace('\u202f', ' '));
        Assert.StartsWith($"<!doctype html>\n<html lang=\"{language}\">\n", text.Html, StringComparison.Ordinal);
        Assert.Contains("<strong>2026-0042</strong>", text.Html, StringComparison.Ordinal);
        Assert.Equal(3, text.Html.Split("<li>").Length - 1);
        Assert.Contains("<br />\nRuiz Engineering</p>", text.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "Test mail from Ruiz Engineering", "Your mail settings work: smtp.example.org took this mail.\n")]
    [InlineData("fr", "Message d’essai de Ruiz Engineering", "Vos réglages fonctionnent : smtp.example.org a accepté ce message.\n")]
    [InlineData("de", "Testmail von Ruiz Engineering", "Ihre Einstellungen funktionieren: smtp.example.org hat diese E-Mail angenommen.\n")]
    public void Test_InEachLanguage_NamesTheServer(string language, string subject, string begins)
    {
        var text = templates.Fill(MailPurpose.Test, language, MailExamples.Of(MailPurpose.Test, language)).Value;
        Assert.Equal(subject, text.Subject);
        Assert.StartsWith(begins, text.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "There is nothing to pay.")]
    [InlineData("fr", "Il n’y a rien à payer.")]
    [InlineData("de", "Es ist nichts zu zahlen.")]
    public void Invoice_OfNothing_SaysThatNothingIsToBePaid(string language, string sentence)
    {
        var facts = new InvoiceMailFacts(language, "Ruiz", null, "2026-0043", "C-1 Support", new(2026, 11, 1), new(2026, 11, 30), new(2026, 12, 31), 0m, "EUR", "2026-0043");
        var text = templates.Fill(MailPurpose.Invoice, language, facts.Values("own@example.org")).Value.Text;
        Assert.Contains($"\n\n{sentence}\n\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n- ", text, StringComparison.Ordinal);
        Assert.Contains("own@example.org.\n\n", text, StringComparison.Ordinal);
        Assert.Matches("^(Your copy|Votre copie|Ihre Kopie)", text);
    }

    [Theory]
    [InlineData("**bold** _it_ `code` ~~x~~")]
    [InlineData("[here](http://evil.example) <http://evil.example>")]
    [InlineData("<script>alert(1)</script> &amp; &lt;b&gt;")]
    [InlineData("{{number}} {{{business}}}")]
    [InlineData("# Heading > quote - item 1. one | a | \\")]
    [InlineData("A & B \"C\" 'D' *")]
    public void Value_WithMarkdownOrHtmlInIt_ReadsAsItWasTyped(string name)
    {
        var text = templates.Fill(MailPurpose.Test, "en", MailExamples.TestValues("Ruiz", name)).Value;
        Assert.StartsWith($"Your mail settings work: {name} took this mail.\n", text.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch("<(script|strong|em|a|code|h1|li|blockquote)", text.Fragment);
        Assert.Equal($"Your mail settings work: {name} took this mail.", System.Net.WebUtility.HtmlDecode(text.Fragment.Split("</p>")[0].Replace("<p>", "", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Eve\r\nBcc: x@example.net", "Eve Bcc: x@example.net")]
    [InlineData("Eve\u0085\u2028x\u0000", "Eve x")]
    [InlineData("  A   B\t\n\n    C ", "A B C")]
    public void Value_WithLines_StaysOnOneInSubjectAndText(string name, string shown)
    {
        var text = templates.Fill(MailPurpose.Test, "en", MailExamples.TestValues(name, name)).Value;
        Assert.Equal($"Test mail from {shown}", text.Subject);
        Assert.StartsWith($"Your mail settings work: {shown} took this mail.\n", text.Text, StringComparison.Ordinal);
        Assert.Contains($"<title>Test mail from {shown}</title>", text.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_OfTheTemplatesThatComeWithTheProgram_FindsNothing() => Assert.Empty(templates.Check());

    [Fact]
    public void Check_OfAnEmptyFolder_NamesEveryFile()
    {
        var refusals = new MailTemplates(folder).Check();
        Assert.Equal(6, refusals.Count);
        Assert.Contains(refusals, r => r.Message == "The mail template invoice.de.md cannot be read. Put it back into the folder templates/mail beside the program, and start the program again.");
    }

    [Theory]
    [InlineData("Hello", "must begin with a line “Subject: …”")]
    [InlineData("Subject: x\n\n", "must begin with a line “Subject: …”")]
    [InlineData("Subject: x\n\n{{#if server}}open", "is broken")]
    [InlineData("Subject: x\n\nHello {{nobody}}", "is broken")]
    [InlineData("Subject: {{nobody}}\n\nHello", "is broken")]
    public void Fill_WithABrokenTemplate_IsRefusedWithItsName(string content, string reason)
    {
        File.WriteAllText(Path.Combine(folder, "test.en.md"), content);
        var filled = new MailTemplates(folder).Fill(MailPurpose.Test, "en", MailExamples.Of(MailPurpose.Test, "en"));
        Assert.False(filled.IsOk);
        Assert.StartsWith("The mail template test.en.md ", filled.Refusals[0].Message, StringComparison.Ordinal);
        Assert.Contains(reason, filled.Refusals[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_OfEveryKindOfMarkdown_CanBeReadWithoutHtml()
    {
        var text = MailText.Of("en", "s", "# Head\n\nOne *two*\nthree `four` [five](http://six.example) <https://seven.example>\n\n1. a\n2. b\n   - c\n\n> said\n\n---\n\n    code\n\n<b>raw</b>\n");
        Assert.Equal(
            "Head\n\nOne two\nthree four five (http://six.example) https://seven.example\n\n1. a\n2. b\n   - c\n\n> said\n\n--\n\n    code\n\n<b>raw</b>\n",
            text.Text.Replace("\n\n\n", "\n\n", StringComparison.Ordinal).Replace("> said\n> \n", "> said\n", StringComparison.Ordinal));
        Assert.Contains("&lt;b&gt;raw&lt;/b&gt;", text.Html, StringComparison.Ordinal);
    }
}
