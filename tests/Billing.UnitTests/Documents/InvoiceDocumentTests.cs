using System.Text.RegularExpressions;
using Billing.Documents.Invoices;
using Billing.Domain.Invoicing;
using NodaTime;
using static System.FormattableString;

namespace Billing.UnitTests.Documents;

public sealed class InvoiceDocumentTests
{
    [Fact]
    public void Render_SameSnapshot_GivesSameBytesOnAnyThread()
    {
        var expected = InvoiceDocument.Render(Samples.Realistic("de")).Bytes;
        var others = Enumerable.Range(0, 8).AsParallel().WithDegreeOfParallelism(4).Select(_ => InvoiceDocument.Render(Samples.Realistic("de")).Bytes).ToList();
        Assert.All(others, o => Assert.Equal(expected, o));
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(300, 40)]
    [InlineData(600, 80)]
    public void Render_AnyNumberOfLines_LaysOutEveryOne(int lines, int mostPages)
    {
        var snapshot = Samples.Lines(lines);
        var document = InvoiceDocument.Render(snapshot);
        Tool.Run("qpdf", document.Bytes, "--check", "FILE");
        var pages = Tool.Pages(document.Bytes);
        Assert.Equal(document.PageCount, pages.Length);
        Assert.InRange(pages.Length, 1, mostPages);
        var amounts = Regex.Matches(string.Concat(pages), @"\d:\d\d +€[\d.,]+ +€").Count;
        Assert.Equal(lines, amounts);
        for (var i = 0; i < pages.Length; i++) Assert.Contains(Invariant($"Page {i + 1} of {pages.Length}"), pages[i], StringComparison.Ordinal);
    }

    [Fact]
    public void Render_ManyLines_FirstPageIsTheOneToPayFrom()
    {
        var snapshot = Samples.Lines(300);
        var first = Tool.Pages(InvoiceDocument.Render(snapshot).Bytes)[0];
        Assert.Contains("To pay by 31 December 2026", first, StringComparison.Ordinal);
        Assert.Contains("FR76 3000 6000 0112 3456 7890 189", first, StringComparison.Ordinal);
        Assert.Contains(Billing.Documents.Text.ReaderFormat.Of("en").Money(snapshot.Totals.Gross, "EUR"), first, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_ManyLines_RepeatsTheHeaderOnEachPageOfTheTable()
    {
        var pages = Tool.Pages(InvoiceDocument.Render(Samples.Lines(300)).Bytes).Where(p => Regex.IsMatch(p, @"\d:\d\d +€[\d.,]+ +€")).ToList();
        Assert.True(pages.Count > 10);
        Assert.All(pages, p => Assert.Contains("Rate per hour", p, StringComparison.Ordinal));
    }

    [Fact]
    public void Render_ManyGroups_NoHeadingEndsAPage()
    {
        foreach (var page in Tool.Pages(InvoiceDocument.Render(Samples.Groups(40)).Bytes))
        {
            var lines = page.Split('\n').Where(l => l.Trim().Length > 0).ToList();
            // The last is the footer.
            Assert.DoesNotContain("Group heading", lines[^2], StringComparison.Ordinal);
            Assert.DoesNotContain("Annex ", lines[^2], StringComparison.Ordinal);
            Assert.DoesNotContain("Subtotal", lines[0], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("en", "Invoice 2026-0042", "1 December 2026", "To pay by 31 December 2026", "Night, Saturday ×1.5", "Long incident, beyond 4 h ×2", "€1,911.67", "clauses 2 and 3", "What was agreed")]
    [InlineData("fr", "Facture 2026-0042", "1 décembre 2026", "À payer au plus tard le 31 décembre 2026", "Night, Saturday ×1,5", "Long incident, au-delà de 4 h ×2", "1 911,67 €", "clauses 2 et 3", "Ce qui a été convenu")]
    [InlineData("de", "Rechnung 2026-0042", "1. Dezember 2026", "Zahlbar bis 31. Dezember 2026", "Night, Saturday ×1,5", "Long incident, über 4 h hinaus ×2", "1.911,67 €", "Ziffern 2 und 3", "Was vereinbart ist")]
    public void Render_InEachLanguage_SaysItInItsWords(string language, params string[] expected)
    {
        var document = InvoiceDocument.Render(Samples.Realistic(language));
        Tool.Run("qpdf", document.Bytes, "--check", "FILE");
        var text = Tool.Text(document.Bytes);
        Assert.All(expected, e => Assert.Contains(e, text, StringComparison.Ordinal));
        Assert.Empty(document.Replaced);
    }

    [Fact]
    public void Render_Realistic_ShowsEveryFigureAndEveryName()
    {
        var snapshot = Samples.Realistic();
        var text = Tool.Text(InvoiceDocument.Render(snapshot).Bytes);
        var format = Billing.Documents.Text.ReaderFormat.Of("en");
        foreach (var line in snapshot.Groups.SelectMany(g => g.Lines)) Assert.Contains(format.Money(line.Amount, "EUR"), text, StringComparison.Ordinal);
        foreach (var slice in snapshot.Groups.SelectMany(g => g.Slices)) Assert.Contains(slice.Engineer, text, StringComparison.Ordinal);
        string[] others =
        [
            "Ana Ruiz EI", "12 rue Mercière, 69002 Lyon, France", "SIREN 812 345 678", "VAT FR64812345678", "Nordwind Retail GmbH", "Speicherstraße 8", "20457 Hamburg", "VAT DE298765432",
            "contract NW-2026, Emergency engineering", "your order PO-7731", "FR76 3000 6000 0112 3456 7890 189", "AGRIFRPP", "Reference 2026-0042", "-€100.00", "covered by retainer",
            "Minimum call-out, base rate", "Fast response", "alert Fri 20 Nov 21:06, at work 21:14", "Agreed maximum reached", "8 times, 5–26 Nov", "16:07", "all times Europe/Berlin", "On-call standby",
            "Fri 20 Nov 22:00–24:00", "rounded up", "Alert thresholds tuned with the team → fewer false alarms", "Reverse charge: VAT is due by the recipient",
        ];
        Assert.All(others, o => Assert.Contains(o, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("en", "clauses 5 and 6", "6 rounded up", "clauses 1 and 7", "7 minimum call-out", "clause 8", "clause 9")]
    [InlineData("fr", "clauses 5 et 6", "6 arrondi", "clauses 1 et 7", "7 minimum", "clause 8", "clause 9")]
    [InlineData("de", "Ziffern 5 und 6", "6 aufgerundet", "Ziffern 1 und 7", "7 Mindesteinsatz", "Ziffer 8", "Ziffer 9")]
    public void Render_RoundingMinimumFeeAndCap_CiteTheirClauses(string language, params string[] expected)
    {
        var text = Tool.Text(InvoiceDocument.Render(Samples.Realistic(language)).Bytes);
        Assert.All(expected, e => Assert.Contains(e, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Render_TimeTakenOffAndACappedDay_SayWhichAndWhy()
    {
        var slice = Samples.Slice("Ana Ruiz", Samples.At(3, 9, 0), Samples.At(3, 10, 0), 1m, [], [1], 1, null) with { AdjustedBy = 6, TakenOff = 420 };
        var cap = new InvoiceLine(2, "cap", [], [9], null, null, null, null, false, -20m, Samples.At(3, 0, 0), Samples.At(4, 0, 0));
        var text = Tool.Text(InvoiceDocument.Render(Samples.Snapshot("en", [new("INC-7", "Checkout", "high", null, null, [Samples.Work(slice, 100m), cap], [slice])])).Bytes);
        Assert.Contains("6 rounded down", text, StringComparison.Ordinal);
        Assert.Contains("Tue 3 Nov 00:00–24:00, clause 9", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_NamesOfEurope_AreExtractedAsTyped()
    {
        string[] names = ["Zażółć gęślą jaźń", "Ελληνικά", "Кириллица", "Œuvre", "Groß & Söhne <ß>"];
        foreach (var name in names)
        {
            var sample = Samples.OneLine();
            var document = InvoiceDocument.Render(sample with { Buyer = sample.Buyer with { Name = name }, Seller = sample.Seller with { Name = name } });
            Tool.Run("qpdf", document.Bytes, "--check", "FILE");
            Assert.Equal(4, Tool.Text(document.Bytes).Split(name).Length - 1);
        }
    }

    [Fact]
    public void Render_MissingCharacter_IsReplacedAndReported()
    {
        var sample = Samples.OneLine();
        var document = InvoiceDocument.Render(sample with { Buyer = sample.Buyer with { Name = "株式会社 Nord" } });
        Assert.Equal(4, document.Replaced.Count);
        Assert.Contains("\uFFFD\uFFFD\uFFFD\uFFFD Nord", Tool.Text(document.Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_EndlessNames_StaysOnItsPages()
    {
        var document = InvoiceDocument.Render(Samples.LongNames());
        Tool.Run("qpdf", document.Bytes, "--check", "FILE");
        Assert.InRange(document.PageCount, 2, 8);
        Assert.Contains("€14,691,357.89", Tool.Text(document.Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_RepeatedHour_NamesTheOffset()
    {
        var start = Instant.FromUtc(2026, 10, 25, 0, 30);
        var slice = Samples.Slice("Ana Ruiz", start, start + Duration.FromHours(1), 1m, [], [1], 1, null);
        var sample = Samples.Snapshot("en", [new(null, null, null, null, null, [Samples.Work(slice, 100m)], [slice])]);
        Assert.Contains("Sun 25 Oct 02:30 CEST–02:30 CET", Tool.Text(InvoiceDocument.Render(sample).Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_IncidentCutByTheMonth_DoesNotSayThatWorkBeganAtMidnight()
    {
        var slice = Samples.Slice("Ana Ruiz", Samples.At(1, 0, 0), Samples.At(1, 2, 0), 1m, [], [1], 1, null);
        InvoiceGroup group = new("INC-7", "Over midnight", "high", Samples.At(1, 0, 0) - Duration.FromMinutes(90), Samples.At(1, 2, 0), [Samples.Work(slice, 100m)], [slice]);
        var text = Tool.Text(InvoiceDocument.Render(Samples.Snapshot("en", [group])).Bytes);
        Assert.Contains("alert Sat 31 Oct 22:30", text, StringComparison.Ordinal);
        Assert.DoesNotContain("at work", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_SessionsWithoutIncident_SayWhatWasDoneOnceEach()
    {
        var text = Tool.Text(InvoiceDocument.Render(Samples.Realistic()).Bytes);
        Assert.Equal(3, text.Split("Deployment pipeline moved to the new runners").Length - 1);
        Assert.Contains("Release 4.2 prepared and rolled out", Tool.Text(InvoiceDocument.Render(Samples.OneLine()).Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_NothingToPay_AsksForNothing()
    {
        var sample = Samples.OneLine() with { Totals = new(0, 0, 0, 0) };
        var text = Tool.Text(InvoiceDocument.Render(sample).Bytes);
        Assert.Contains("Nothing to pay", text, StringComparison.Ordinal);
        Assert.DoesNotContain("IBAN", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_NoGroupsAtAll_IsStillADocument() => Tool.Run("qpdf", InvoiceDocument.Render(Samples.Snapshot("en", [])).Bytes, "--check", "FILE");

    [Fact]
    public void Render_AmericanClientOnLetter_GetsDollarsAndItsAddressForm()
    {
        var sample = Samples.OneLine(currency: "USD");
        var bytes = InvoiceDocument.Render(sample with { Buyer = new("Acme Inc.", null, new("Main Street", "1", "Suite 5", "94105", "San Francisco", "CA", "US"), null, null, null, null) }, Billing.Documents.Layout.PageSetup.Letter).Bytes;
        var text = Tool.Text(bytes);
        Assert.All(["$350.00", "1 Main Street", "San Francisco, CA 94105", "United States"], e => Assert.Contains(e, text, StringComparison.Ordinal));
        Assert.DoesNotContain("Scan the code", text, StringComparison.Ordinal);
        Assert.Contains("612 x 792", Tool.Run("pdfinfo", bytes, "FILE"), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_UnknownZoneOrLanguage_Throws()
    {
        Assert.Throws<ArgumentException>(() => InvoiceDocument.Render(Samples.OneLine() with { TimeZone = "Mars/Olympus" }));
        Assert.Throws<ArgumentException>(() => InvoiceDocument.Render(Samples.OneLine("it")));
    }

    [Fact]
    public void Render_RatesOfSeveralDecimals_ArePrintedExactly()
    {
        var slice = Samples.Slice("Ana Ruiz", Samples.At(3, 9, 0), Samples.At(3, 10, 0), 1.25m, ["Night"], [2], 1, null);
        var sample = Samples.Snapshot("de", [new(null, null, null, null, null, [Samples.Work(slice, 106.6667m)], [slice])]);
        Assert.Contains("133,333375 €", Tool.Text(InvoiceDocument.Render(sample).Bytes), StringComparison.Ordinal);
    }
}
