using System.Text.RegularExpressions;
using Billing.Documents.Invoices;
using Billing.Domain.Invoicing;

namespace Billing.UnitTests.Documents;

/// <summary>How the PDF prints what is no work, and what belongs to an earlier month.</summary>
public sealed class ChargeLinesTests
{
    [Theory]
    [InlineData("en", "Monthly charges", "Other", "16 of 30 days of €500.00, 15–30 Nov, clause 10", "17 of 31 days of €500.00, 15–31 Oct, October 2026, billed later, clause 11", "Expense, 3 nights × €120.00, Tue 17 Nov",
        "Expense, 84.5 km × €0.52", "Expense, 2 × €39.90, Fri 30 Oct, October 2026, billed later", "Thu 29 Oct, October 2026, taken back", "Discount, 10% of €1,911.67, Mon 30 Nov", "Rounding difference", "October 2026, taken back, clause 1",
        "October 2026, billed later, clause 5", "Subtotal monthly charges", "Subtotal other", "-2:00")]
    [InlineData("fr", "Forfaits mensuels", "Autres", "16 jours sur 30, à 500,00 € par mois", "17 jours sur 31, à 500,00 € par mois, 15–31 oct., octobre 2026, facturé ultérieurement, clause 11", "Frais, 3 nuits × 120,00 €, mar. 17 nov.",
        "Frais, 84,5 km × 0,52 €", "Frais, 2 × 39,90 €, ven. 30 oct., octobre 2026, facturé ultérieurement", "jeu. 29 oct., octobre 2026, repris", "Remise, 10 % de 1 911,67 €", "Différence d’arrondi", "octobre 2026, repris, clause 1",
        "octobre 2026, facturé ultérieurement, clause 5", "Sous-total forfaits mensuels", "Sous-total autres", "-2:00")]
    [InlineData("de", "Monatliche Pauschalen", "Sonstiges", "16 von 30 Tagen zu 500,00 € im Monat", "17 von 31 Tagen zu 500,00 € im Monat, 15.–31. Okt., Oktober 2026, nachberechnet, Ziffer 11", "Auslage, 3 Nächte × 120,00 €, Di 17. Nov.",
        "Auslage, 84,5 km × 0,52 €", "Auslage, 2 × 39,90 €, Fr 30. Okt., Oktober 2026, nachberechnet", "Do 29. Okt., Oktober 2026, zurückgenommen", "Nachlass, 10 % von 1.911,67 €", "Rundungsdifferenz", "Oktober 2026, zurückgenommen, Ziffer 1",
        "Oktober 2026, nachberechnet, Ziffer 5", "Zwischensumme Monatliche Pauschalen", "Zwischensumme Sonstiges", "-2:00")]
    public void Render_EveryKindOfLine_SaysItInItsWords(string language, params string[] expected)
    {
        var document = InvoiceDocument.Render(ChargeSamples.EveryKind(language));
        Tool.Run("qpdf", document.Bytes, "--check", "FILE");
        var text = Spaced(Tool.Run("pdftotext", document.Bytes, "-enc", "UTF-8", "FILE", "-"));
        Assert.All(expected, e => Assert.Contains(Spaced(e), text, StringComparison.Ordinal));
        Assert.All(["Retainer", "Standby", "Migration of the order database, as offered on 2 November", "Thank you for three years"], e => Assert.Contains(e, text, StringComparison.Ordinal));
        Assert.Empty(document.Replaced);
    }

    [Fact]
    public void Render_EveryKindOfLine_PrintsEveryAmount()
    {
        var snapshot = ChargeSamples.EveryKind();
        var text = Tool.Text(InvoiceDocument.Render(snapshot).Bytes);
        var format = Billing.Documents.Text.ReaderFormat.Of("en");
        foreach (var line in snapshot.Groups.SelectMany(g => g.Lines)) Assert.Contains(format.Money(line.Amount, "EUR"), text, StringComparison.Ordinal);
        Assert.DoesNotContain("Without incident", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_OnlyMonthlyCharges_HasNoColumnsOfHours()
    {
        var text = Tool.Text(InvoiceDocument.Render(ChargeSamples.OnlyMonthly()).Bytes);
        Assert.Contains("Monthly charges", text, StringComparison.Ordinal);
        Assert.Matches(@"Item +Amount", text);
        Assert.DoesNotContain("Rate per hour", text, StringComparison.Ordinal);
        Assert.Matches(@"Retainer +€1,000\.00", text);
    }

    [Fact]
    public void Render_TimeTakenBack_IsNoWorkInThePictureAndWasDoneOnce()
    {
        var bytes = InvoiceDocument.Render(ChargeSamples.EveryKind()).Bytes;
        Assert.Single(Regex.Matches(Tool.Text(bytes), "Pool sizes halved"));
        Assert.Equal(2, Regex.Matches(Tool.Text(bytes), @"Tue 20 Oct 10:00–12:00 +Ana Ruiz +\d").Count);
    }

    // Two hours of a line of which one was billed before: the line names the hour that remains, the annex lists both.
    [Fact]
    public void Render_TimeTakenBackWithinALine_LeavesTheRest()
    {
        var text = Spaced(Tool.Text(InvoiceDocument.Render(ChargeSamples.PartlyTakenBack()).Bytes));
        Assert.Contains("Tue 20 Oct 10:00–11:00, October 2026, billed later", text, StringComparison.Ordinal);
        Assert.Contains("Tue 20 Oct 11:00–12:00 Ana Ruiz 1 base rate, taken back -1:00", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_LinesOnLaterPages_AreNamedOnTheFirst()
    {
        var text = Spaced(Tool.Text(InvoiceDocument.Render(ChargeSamples.EveryKind()).Bytes));
        Assert.Contains("Retainer; Standby; Monitoring", text, StringComparison.Ordinal);
        Assert.Contains("Migration of the order database, as offered on 2 November; Hotel in Hamburg; Car; …", text, StringComparison.Ordinal);
    }

    // A difference to what was billed before is no quantity × price.
    [Fact]
    public void Render_AnAmountThatQuantityAndPriceDoNotGive_IsNotExplainedByThem()
    {
        var line = ChargeSamples.Charge(1, "expense", "Hotel", 3m, "E48", 120m, 359.99m, ChargeSamples.On(11, 17));
        var text = Tool.Text(InvoiceDocument.Render(Samples.Snapshot("en", [new(null, null, null, null, null, [line], [])])).Bytes);
        Assert.Contains("€359.99", text, StringComparison.Ordinal);
        Assert.DoesNotContain("nights", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", 1, "1 night × €120.00")]
    [InlineData("en", 1.5, "1.5 nights × €120.00")]
    [InlineData("fr", 1.5, "1,5 nuit × 120,00 €")]
    [InlineData("fr", 2, "2 nuits × 120,00 €")]
    [InlineData("de", 1, "1 Nacht × 120,00 €")]
    [InlineData("de", 0.5, "0,5 Nächte × 120,00 €")]
    public void Render_OneOrSeveral_HasTheNumberOfTheLanguage(string language, double nights, string expected)
    {
        var line = ChargeSamples.Charge(1, "expense", "Hotel", (decimal)nights, "E48", 120m, (decimal)nights * 120m, ChargeSamples.On(11, 17));
        Assert.Contains(expected, Spaced(Tool.Text(InvoiceDocument.Render(Samples.Snapshot(language, [new(null, null, null, null, null, [line], [])])).Bytes)), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ASnapshotFromBefore_HasNoneOfTheNewFields()
    {
        var json = SnapshotJson.Write(Samples.Realistic());
        foreach (var field in (string[])["quantity", "unit", "days", "serviceMonth", "subject"]) Assert.DoesNotContain($"\"{field}", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_EveryKind_IsReadBackTheSame()
    {
        var json = SnapshotJson.Write(ChargeSamples.EveryKind());
        Assert.Equal(json, SnapshotJson.Write(SnapshotJson.Read(json)));
        Assert.Contains("\"description\":\"Standby\",\"quantity\":16,\"unit\":\"DAY\",\"unitPrice\":500,\"days\":{\"first\":\"2026-11-15\",\"last\":\"2026-11-30\"}", json, StringComparison.Ordinal);
        Assert.Contains("\"serviceMonth\":\"2026-10\"", json, StringComparison.Ordinal);
    }

    // Lines wrap wherever the column ends, and spaces that do not break are written as plain ones here.
    private static string Spaced(string text) => Regex.Replace(text, @"[\s\u00a0\u202f]+", " ");
}
