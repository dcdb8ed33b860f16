using Billing.Documents.Invoices;
using Billing.Domain.Invoicing;

namespace Billing.UnitTests.Documents;

/// <summary>What documents say about VAT, as a reader of each language finds it on the page.</summary>
public sealed class InvoiceVatTests
{
    [Theory]
    [InlineData("en", "Net €350.00", "VAT 20% on €300.00 €60.00", "VAT 5.5% on €50.00 €2.75", "VAT in total €62.75", "Total €412.75", "1, VAT 20%", "9, VAT 5.5%")]
    [InlineData("fr", "Total HT 350,00 €", "TVA 20 % sur 300,00 € 60,00 €", "TVA 5,5 % sur 50,00 € 2,75 €", "Total TVA 62,75 €", "Total TTC 412,75 €", "1, TVA 20 %", "9, TVA 5,5 %")]
    [InlineData("de", "Netto 350,00 €", "USt. 20 % auf 300,00 € 60,00 €", "USt. 5,5 % auf 50,00 € 2,75 €", "USt. gesamt 62,75 €", "Gesamt 412,75 €", "1, USt. 20 %", "9, USt. 5,5 %")]
    public void Render_OfSeveralRates_SaysTheBaseAndVatOfEachAndOfEachLine(string language, params string[] expected)
    {
        var text = TextOf(Several(language));
        Assert.All(expected, e => Assert.Contains(e, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("en", VatCategory.Standard, "VAT 20% €70.00")]
    [InlineData("en", VatCategory.SmallBusiness, "No VAT, small business €0.00")]
    [InlineData("fr", VatCategory.SmallBusiness, "Sans TVA, franchise en base 0,00 €")]
    [InlineData("de", VatCategory.SmallBusiness, "Ohne USt., Kleinunternehmer 0,00 €")]
    [InlineData("en", VatCategory.Exempt, "Exempt from VAT €0.00")]
    [InlineData("fr", VatCategory.Exempt, "Exonéré de TVA 0,00 €")]
    [InlineData("de", VatCategory.Exempt, "Steuerfrei 0,00 €")]
    [InlineData("en", VatCategory.ReverseCharge, "Reverse charge €0.00")]
    [InlineData("fr", VatCategory.ReverseCharge, "Autoliquidation 0,00 €")]
    [InlineData("de", VatCategory.ReverseCharge, "Steuerschuldnerschaft des Leistungsempfängers 0,00 €")]
    [InlineData("en", VatCategory.OutsideScope, "Not subject to VAT €0.00")]
    [InlineData("fr", VatCategory.OutsideScope, "Non soumis à la TVA 0,00 €")]
    [InlineData("de", VatCategory.OutsideScope, "Nicht steuerbar 0,00 €")]
    public void Render_OfOneCategory_SaysItAndItsReasonOnceAndNoRateOfNothing(string language, VatCategory category, string row)
    {
        var rate = category == VatCategory.Standard ? 20m : 0m;
        var text = TextOf(Samples.OneLine(language) with { Notes = [], Totals = new(350m, rate, 3.5m * rate, 350m + 3.5m * rate) { Groups = [new(category, rate, 350m, 3.5m * rate, "The reason for it.")] } });
        Assert.Contains(row, text, StringComparison.Ordinal);
        Assert.Equal(2, text.Split("The reason for it.").Length);
        Assert.DoesNotContain("0%", text.Replace("20%", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain(" 0 %", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "VAT in EUR, at €0.9213 for $1.00 (31 October 2026) €64.49")]
    [InlineData("fr", "TVA en EUR, à 0,9213 € pour 1,00 USD (31 octobre 2026) 64,49 €")]
    [InlineData("de", "USt. in EUR, zu 0,9213 € für 1,00 USD (31. Oktober 2026) 64,49 €")]
    public void Render_WithAnotherTaxCurrency_SaysTheVatInItWithTheRateAndItsDay(string language, string row)
    {
        var sample = Samples.OneLine(language, "USD");
        var totals = new InvoiceTotals(350m, 20m, 70m, 420m) { Groups = [new(VatCategory.Standard, 20m, 350m, 70m, null)], TaxCurrency = new("EUR", 0.9213m, new(2026, 10, 31), 64.49m) };
        Assert.Contains(row, TextOf(sample with { Totals = totals }), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_OfSeveralRates_KeepsItsFirstPageWhole()
    {
        var sample = Several("de");
        var document = InvoiceDocument.Render(sample with { Groups = [.. sample.Groups, .. Samples.Lines(300, "de").Groups] });
        Tool.Run("qpdf", document.Bytes, "--check", "FILE");
        Assert.Contains("USt. gesamt", Tool.Pages(document.Bytes)[0], StringComparison.Ordinal);
    }

    /// <summary>As invoices were frozen before VAT was kept by group.</summary>
    [Fact]
    public void Render_OfAnOldSnapshot_SaysItsOneRateAndItsNotes()
    {
        const string old = """
            {"format":1,"language":"en","number":"2026-0007","issuedOn":"2026-02-01","dueOn":"2026-03-03","period":"2026-01","serviceFrom":"2026-01-01","serviceTo":"2026-01-31","currency":"EUR",
            "timeZone":"Europe/Paris","timeZoneVersion":"TZDB: 2026a","seller":{"name":"Ana Ruiz EI","address":{"street":"rue Mercière","number":"12","postcode":"69002","town":"Lyon","country":"FR"},"vatId":"FR19812345676"},
            "buyer":{"name":"Nordwind Retail GmbH","address":{"street":"Speicherstraße","number":"8","postcode":"20457","town":"Hamburg","country":"DE"}},"contractCode":"NW-1","contractTitle":"Support",
            "groups":[{"lines":[{"position":1,"kind":"work","reasons":[],"clauses":[1],"engineer":"Ana Ruiz","seconds":3600,"hourlyRate":100,"multiplier":1,"covered":false,"amount":100.00,"from":"2026-01-05T09:00:00Z","to":"2026-01-05T10:00:00Z"}],
            "slices":[{"engineer":"Ana Ruiz","start":"2026-01-05T09:00:00Z","stop":"2026-01-05T10:00:00Z","seconds":3600,"multiplier":1,"reasons":[],"clauses":[1],"position":1}]}],
            "totals":{"net":100.00,"vatRate":RATE,"vat":VAT,"gross":GROSS},"payment":{"accountName":"Ana Ruiz","iban":"FR7630006000011234567890189","reference":"2026-0007"},"clauses":["An hour costs €100.00."],"notes":["Reverse charge, as it was."]}
            """;
        var without = TextOf(SnapshotJson.Read(old.Replace("RATE", "0", StringComparison.Ordinal).Replace("VAT", "0.00", StringComparison.Ordinal).Replace("GROSS", "100.00", StringComparison.Ordinal)));
        Assert.All(["Net €100.00", "VAT 0% €0.00", "Total €100.00", "Reverse charge, as it was."], e => Assert.Contains(e, without, StringComparison.Ordinal));
        var with = TextOf(SnapshotJson.Read(old.Replace("RATE", "20", StringComparison.Ordinal).Replace("VAT", "20.00", StringComparison.Ordinal).Replace("GROSS", "120.00", StringComparison.Ordinal)));
        Assert.All(["VAT 20% €20.00", "Total €120.00"], e => Assert.Contains(e, with, StringComparison.Ordinal));
    }

    [Fact]
    public void Snapshot_WithVatByGroup_ReadsAsItWasWritten()
    {
        var sample = Several("en");
        sample = sample with { Totals = sample.Totals with { TaxCurrency = new("GBP", 0.00617284m, new(2026, 10, 31), 0.39m) } };
        var json = SnapshotJson.Write(sample);
        var read = SnapshotJson.Read(json);
        Assert.Contains("\"category\":\"standard\"", json, StringComparison.Ordinal);
        Assert.Equal(sample.Totals.Groups, read.Totals.Groups);
        Assert.Equal(sample.Totals.TaxCurrency, read.Totals.TaxCurrency);
        Assert.Equal(sample.Groups.SelectMany(g => g.Lines).Select(l => l.Vat), read.Groups.SelectMany(g => g.Lines).Select(l => l.Vat));
        Assert.Equal(json, SnapshotJson.Write(read));
    }

    private static InvoiceSnapshot Several(string language)
    {
        InvoiceSlice first = Samples.Slice("Ana Ruiz", Samples.At(3, 9, 0), Samples.At(3, 12, 0), 1m, [], [1], 1, null), second = Samples.Slice("Ana Ruiz", Samples.At(4, 9, 0), Samples.At(4, 9, 30), 1m, [], [9], 2, null);
        InvoiceLine[] lines = [Samples.Work(first, 100m) with { Vat = new(VatCategory.Standard, 20m) }, Samples.Work(second, 100m) with { Vat = new(VatCategory.Standard, 5.5m) }];
        return Samples.Snapshot(language, [new(null, null, null, null, null, lines, [first, second])]) with
        {
            Totals = new(350m, 0m, 62.75m, 412.75m) { Groups = [new(VatCategory.Standard, 20m, 300m, 60m, null), new(VatCategory.Standard, 5.5m, 50m, 2.75m, null)] },
        };
    }

    // With single spaces, so that a row's label and amount stand side by side.
    private static string TextOf(InvoiceSnapshot snapshot) =>
        string.Join(' ', Tool.Text(InvoiceDocument.Render(snapshot).Bytes).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
