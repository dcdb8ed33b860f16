using Billing.Domain;
using Billing.Domain.Invoicing;
using Billing.Web.Features.Shared;
using NodaTime;

namespace Billing.IntegrationTests.Features.Invoices;

/// <summary>How the invoice's page says and explains lines that are no work.</summary>
public sealed class LineWordsTests
{
    private static readonly Currency Eur = Currency.Of("EUR");

    // 500 × 17 ÷ 31 = 274.193548…
    [Theory]
    [InlineData("recurring", "Standby", 17, "DAY", 500, 274.19, null, "17 of 31 days of € 500.00 · Thu 1 Oct – Sat 31 Oct", "17 × 500.00 ÷ 31 = 274.193548…, rounded once to € 274.19", null)]
    [InlineData("recurring", "Standby", 1, "MON", 500, 500, null, "", "1 × 500.00 = 500.00, exactly", null)]
    [InlineData("expense", "Car", 84.5, "KMT", 0.5225, 44.15, null, "expense · 84.5 km × € 0.5225 · Thu 1 Oct – Sat 31 Oct", "84.5 × 0.5225 = 44.15125, rounded once to € 44.15", null)]
    [InlineData("discount", "Thanks", -10, "P1", 1850, -185, null, "discount · 10 % of € 1,850.00 · Thu 1 Oct – Sat 31 Oct", "-10 × 1850.00 ÷ 100 = -185.00, exactly", null)]
    [InlineData("expense", "Car", 1, "C62", 40, 40, "2026-09", "expense · Thu 1 Oct – Sat 31 Oct · September 2026, billed later", "1 × 40.00 = 40.00, exactly", "It belongs to September 2026 and became known after that month was billed.")]
    [InlineData("expense", "Car", -1, "C62", 40, -40, "2026-09", "expense · -1 × € 40.00 · Thu 1 Oct – Sat 31 Oct · September 2026, taken back", "-1 × 40.00 = -40.00, exactly", "September 2026 was billed before; this much of it is taken back.")]
    [InlineData("expense", "Car", 3, "C62", 40, 119.99, null, "expense · Thu 1 Oct – Sat 31 Oct", null, null)]
    public void Line_OfThisKind_IsSaidAndExplained(string kind, string name, double quantity, string unit, double price, double amount, string? month, string details, string? sum, string? otherwise)
    {
        var line = new InvoiceLine(1, kind, [], [], null, null, null, null, false, (decimal)amount, null, null)
        {
            Description = name, Quantity = (decimal)quantity, Unit = unit, UnitPrice = (decimal)price, Days = new(new(2026, 10, 1), new(2026, 10, 31)), ServiceMonth = month,
        };
        var explained = LineExplanation.Of(line, Group(line), Invoice(Group(line)));
        Assert.Equal((name, details), (LineWords.Name(line), Plain(LineWords.Details(line, Eur, DateTimeZone.Utc))));
        Assert.Equal((sum, otherwise), (Plain(explained.Sum), Plain(explained.Otherwise)));
    }

    [Fact]
    public void Line_OfARoundingDifference_SaysWhatItIs()
    {
        var line = new InvoiceLine(1, "cent", [], [], null, null, null, null, false, -0.01m, null, null) { ServiceMonth = "2026-09" };
        Assert.Equal(("Rounding difference", "September 2026", "Other"), (LineWords.Name(line), LineWords.Details(line, Eur, DateTimeZone.Utc), LineWords.Heading(Group(line))));
        Assert.StartsWith("What is left when sums", LineExplanation.Of(line, Group(line), Invoice(Group(line))).Otherwise, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, "work", "Without incident")]
    [InlineData(null, null, "recurring", "Monthly charges")]
    [InlineData(null, null, "fixed", "Other")]
    [InlineData(null, "Hosting", "recurring", "Hosting")]
    [InlineData("INC-1", "Down", "fixed", "INC-1 Down")]
    public void Heading_OfAGroup_SaysWhatItsLinesAre(string? code, string? title, string kind, string expected) =>
        Assert.Equal(expected, LineWords.Heading(Group(new(1, kind, [], [], null, null, null, null, false, 1m, null, null)) with { IncidentCode = code, Title = title }));

    [Theory]
    [InlineData(-9000, "−2:30")]
    [InlineData(-9005, "−2:30:05")]
    [InlineData(9000, "2:30")]
    public void Hours_TakenBack_HaveTheirSignInFront(long seconds, string expected) => Assert.Equal(expected, Web.Features.Shared.Show.Hours(seconds));

    private static string? Plain(string? text) => text?.Replace('\u00a0', ' ');

    private static InvoiceGroup Group(InvoiceLine line) => new(null, null, null, null, null, [line], []);

    private static InvoiceSnapshot Invoice(InvoiceGroup group) => new()
    {
        Language = "en", Number = "1", IssuedOn = new(2026, 11, 1), DueOn = new(2026, 12, 1), Period = "2026-10", ServiceFrom = new(2026, 10, 1), ServiceTo = new(2026, 10, 31), Currency = "EUR",
        TimeZone = "Europe/Paris", TimeZoneVersion = "2026a", Seller = Party(), Buyer = Party(), ContractCode = "C", ContractTitle = "T", Groups = [group], Totals = new(0, 0, 0, 0), Payment = new(null, null, null, null, "1"),
    };

    private static InvoiceParty Party() => new("N", null, App.Example.Lyon, null, null, null, null);
}
