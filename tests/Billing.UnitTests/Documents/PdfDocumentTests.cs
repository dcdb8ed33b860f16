using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Billing.Documents.Invoices;
using Billing.Documents.Layout;
using Billing.Documents.Pdf;

namespace Billing.UnitTests.Documents;

public sealed class PdfDocumentTests
{
    [Fact]
    public void Save_EveryCodeDrawn_IsMappedToUnicodeAndNoneIsNotdef()
    {
        var plain = Tool.Plain(InvoiceDocument.Render(Samples.Realistic("fr")).Bytes);
        var mapped = Regex.Matches(plain, "^<([0-9A-F]{4})><([0-9A-F]{4,8})>$", RegexOptions.Multiline | RegexOptions.IgnoreCase).Select(m => m.Groups[1].Value.ToUpperInvariant()).ToHashSet(StringComparer.Ordinal);
        var drawn = Regex.Matches(plain, @"Td\[(.*?)\]TJ").SelectMany(m => Regex.Matches(m.Groups[1].Value, "<([0-9A-Fa-f]+)>"))
            .SelectMany(m => m.Groups[1].Value.ToUpperInvariant().Chunk(4)).Select(c => new string(c)).ToHashSet(StringComparer.Ordinal);
        Assert.True(drawn.Count > 50);
        Assert.DoesNotContain("0000", drawn);
        Assert.Empty(drawn.Except(mapped, StringComparer.Ordinal));
    }

    [Fact]
    public void Save_TagsAndMarks_MakeItAccessible()
    {
        var plain = Tool.Plain(InvoiceDocument.Render(Samples.Realistic()).Bytes);
        foreach (var part in new[] { "/Marked true", "/StructTreeRoot", "/S /Document", "/S /H1", "/S /Table", "/S /TH", "/S /TD", "/S /Figure", "/Scope /Column", "/Alt ", "/DisplayDocTitle true", "/GTS_PDFA1", "/Lang (en)" })
            Assert.Contains(part, plain, StringComparison.Ordinal);
    }

    [Fact]
    public void Save_Content_IsAllMarkedAndMarksAreClosed()
    {
        var plain = Tool.Plain(InvoiceDocument.Render(Samples.Realistic()).Bytes);
        var depth = 0;
        foreach (Match match in Regex.Matches(plain, @"(BDC|BMC|EMC|\]TJ ET| re f| S\n| Do Q)"))
        {
            if (match.Value is "BDC" or "BMC") depth++;
            else if (match.Value == "EMC") depth--;
            else Assert.Equal(1, depth);
            Assert.InRange(depth, 0, 1);
        }
        Assert.Equal(0, depth);
    }

    [Fact]
    public void Begin_WithinMarkedContent_Throws()
    {
        var document = new PdfDocument(new("t", "a", "en", new(2026, 1, 1)));
        var page = document.AddPage(100, 100);
        page.BeginArtifact();
        Assert.Throws<InvalidOperationException>(() => page.Begin(document.Structure.Add("P")));
    }

    [Fact]
    public void Save_MetadataWithMarkup_IsWellFormedAndAgreesWithInfo()
    {
        var document = new PdfDocument(new("A & B <c> \u0001Ελλ", "\"Q\" & Söhne", "de", new(2026, 12, 1)));
        document.AddPage(100, 100);
        var bytes = document.Save();
        Assert.Contains("A & B <c> Ελλ", Tool.Run("pdfinfo", bytes, "FILE"), StringComparison.Ordinal);
        var text = Encoding.UTF8.GetString(bytes);
        var xmp = XDocument.Parse(text[text.IndexOf("<x:xmpmeta", StringComparison.Ordinal)..(text.IndexOf("</x:xmpmeta>", StringComparison.Ordinal) + 12)]);
        Assert.Contains(xmp.Descendants(), e => e.Name.LocalName == "li" && e.Value == "A & B <c> Ελλ");
        Assert.Contains(xmp.Descendants(), e => e.Name.LocalName == "part" && e.Value == "3");
    }

    [Fact]
    public void Attach_Xml_ComesOutAsItWentIn()
    {
        var document = new PdfDocument(new("t", "a", "en", new(2026, 1, 1))) { FacturX = new("factur-x.xml", "INVOICE", "EN 16931") };
        document.AddPage(100, 100);
        var xml = Encoding.UTF8.GetBytes("<a>é</a>");
        document.Attach(new("factur-x.xml", "text/xml", "Invoice as data", "Alternative", xml));
        var bytes = document.Save();
        Tool.Run("qpdf", bytes, "--check", "FILE");
        Assert.Equal("<a>é</a>", Tool.Run("qpdf", bytes, "--show-attachment=factur-x.xml", "FILE"));
        Assert.Contains("/AFRelationship /Alternative", Tool.Plain(bytes), StringComparison.Ordinal);
        Assert.Contains("<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_AllScripts_IsExtractedExactlyAsTyped()
    {
        string[] typed = ["Zażółć gęślą jaźń", "Ελληνικά", "Кириллица", "Œuvre", "Straße", "naïve façade", "1234567890", "Ab Αβ Аб", "10 × 2 – 5 · 7", "fi ffi", "Łódź → Brno ✓", "AVATAR To Ty LT"];
        var document = TestText.Render([.. typed.Select(t => (Block)new Paragraph(t, TestText.Body)), .. typed.Select(t => new Paragraph(t, TestText.Strong))]);
        var lines = Tool.Text(document.Bytes).Split('\n').Select(l => l.Trim()).ToList();
        Assert.All(typed, t => Assert.Equal(2, lines.Count(l => l == t)));
        Assert.Empty(document.Replaced);
        Tool.Run("qpdf", document.Bytes, "--check", "FILE");
    }

    [Fact]
    public void Save_SameCalls_GiveSameBytes()
    {
        var first = TestText.Render(new Paragraph("Same", TestText.Body)).Bytes;
        Assert.Equal(first, TestText.Render(new Paragraph("Same", TestText.Body)).Bytes);
        Assert.NotEqual(first, TestText.Render(new Paragraph("Other", TestText.Body)).Bytes);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-0.0004, "0")]
    [InlineData(1.5, "1.5")]
    [InlineData(-12.3456, "-12.346")]
    [InlineData(1000000.05, "1000000.05")]
    [InlineData(0.007, "0.007")]
    public void Add_Number_HasAtMostThreeDecimalsAndNoExponent(double number, string expected) =>
        Assert.Equal(expected, Encoding.ASCII.GetString(new PdfBuffer().Add(number).Written));

    [Fact]
    public void Text_Specials_AreEscaped() => Assert.Equal("(a\\(b\\)\\\\c)", Encoding.ASCII.GetString(new PdfBuffer().Text("a(b)\\c").Written));
}
