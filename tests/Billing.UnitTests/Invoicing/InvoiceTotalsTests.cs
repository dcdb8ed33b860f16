using System.Globalization;
using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.Domain.Work;
using NodaTime;
using NodaTime.Text;

namespace Billing.UnitTests.Invoicing;

public sealed class InvoiceTotalsTests
{
    private static readonly LocalDate LastDay = new(2026, 10, 31);

    private readonly Business business = new("Ruiz Engineering", "Europe/Paris") { VatId = "FR19812345676", VatRate = 20m };
    private readonly Client client;
    private readonly List<ExchangeRate> rates = [];

    public InvoiceTotalsTests() => client = new(business.Id, "Nordwind", "de", new("Speicherstraße", "8", null, "20457", "Hamburg", null, "DE"), default, default);

    [Fact]
    public void Of_LinesOfSeveralRates_IsTheSumOfTheirGroups()
    {
        var totals = Of("EUR", Line(100.03m), Line(50.01m, new(VatCategory.Standard, 5.5m)), Line(-0.02m, new(VatCategory.Standard, 20m)), Line(10m, new(VatCategory.Standard, 0m))).Value;

        // 100.01 × 20 % = 20.002; 50.01 × 5.5 % = 2.75055.
        Assert.Equal([(20m, 100.01m, 20.00m), (5.5m, 50.01m, 2.75m), (0m, 10m, 0m)], totals.Groups.Select(g => (g.Rate, g.Base, g.Vat)));
        Assert.Equal((160.02m, 0m, 22.75m, 182.77m), (totals.Net, totals.VatRate, totals.Vat, totals.Gross));
        Assert.Null(totals.TaxCurrency);
    }

    [Fact]
    public void Of_LinesOfOneRate_SaysIt() => Assert.Equal(new InvoiceTotals(3m, 20m, 0.60m, 3.60m), Of("EUR", Line(1m), Line(2m)).Value with { Groups = [] });

    [Fact]
    public void Of_NoLinesAtAll_IsNothingUnderTheClientsTreatment() => Assert.Equal([new VatGroup(VatCategory.Standard, 20m, 0m, 0m, null)], Of("EUR").Value.Groups);

    [Theory]
    [InlineData(VatCategory.SmallBusiness)]
    [InlineData(VatCategory.Exempt)]
    [InlineData(VatCategory.ReverseCharge)]
    [InlineData(VatCategory.OutsideScope)]
    public void Of_LinesWithoutVat_IsTheirSumWithTheReason(VatCategory category)
    {
        (client.VatCategory, client.VatNote, client.VatId, business.TaxCurrency) = (category, "Because.", "DE298765435", Currency.Of("GBP"));
        var totals = Of("EUR", Line(1m), Line(-0.25m)).Value;
        Assert.Equal([new VatGroup(category, 0m, 0.75m, 0m, "Because.")], totals.Groups);
        Assert.Equal(new InvoiceTotals(0.75m, 0m, 0m, 0.75m), totals with { Groups = [] });
    }

    [Fact]
    public void Of_ALineOutsideTheScopeBesideVat_IsRefused() =>
        Assert.Equal("vat-mixed", Assert.Single(Of("EUR", Line(1m), Line(1m, new(VatCategory.OutsideScope, 0m))).Refusals).Code);

    [Theory]
    [InlineData(VatCategory.Standard, "FR1", null, "x", null)]
    [InlineData(VatCategory.Standard, null, "DE1", "x", "VAT is charged, but your business has no VAT number. Enter it in Settings.")]
    [InlineData(VatCategory.ReverseCharge, null, "DE1", "x", "Reverse charge needs your business's VAT number. Enter it in Settings.")]
    [InlineData(VatCategory.ReverseCharge, "FR1", null, "x", "Reverse charge needs the VAT number of Nordwind. Enter it on the client's page.")]
    [InlineData(VatCategory.ReverseCharge, "FR1", "DE1", null, "No VAT is charged to Nordwind, and invoices have to say why. Enter it on the client's page.")]
    [InlineData(VatCategory.ReverseCharge, "FR1", "DE1", "x", null)]
    [InlineData(VatCategory.Exempt, null, null, null, "No VAT is charged to Nordwind, and invoices have to say why. Enter it on the client's page.")]
    [InlineData(VatCategory.Exempt, null, null, "x", null)]
    [InlineData(VatCategory.OutsideScope, null, null, null, null)]
    public void Of_AClientOfThisCategory_AsksForWhatInvoicesMustSay(VatCategory category, string? ours, string? theirs, string? note, string? sentence)
    {
        (client.VatCategory, client.VatRate, business.VatId, client.VatId, client.VatNote) = (category, 20m, ours, theirs, note);
        Assert.Equal(sentence, Of("EUR", Line(1m)).Refusals.SingleOrDefault()?.Message);
    }

    [Fact]
    public void Of_ASmallBusinessWithoutItsReason_AsksForItInSettings()
    {
        business.VatCategory = VatCategory.SmallBusiness;
        Assert.Equal("No VAT is charged to Nordwind, and invoices have to say why. Enter it in Settings.", Of("EUR", Line(1m)).Refusals.Single().Message);
        business.VatNote = "§ 19 UStG";
        Assert.Equal("§ 19 UStG", Of("EUR", Line(1m)).Value.Groups.Single().Note);
    }

    [Theory]
    [InlineData("2026-10-31", 0.92)]
    [InlineData("2026-10-30 2026-10-31 2026-11-01", 0.93)]
    [InlineData("2026-10-12 2026-10-02", 0.92)]
    [InlineData("2026-09-30", 0.92)]
    [InlineData("2026-09-29", null)]
    [InlineData("2026-11-01", null)]
    [InlineData("", null)]
    public void Of_AnInvoiceInAnotherCurrency_TakesTheNewestRateUpToTheLastDayOfService(string days, double? rate)
    {
        business.TaxCurrency = Currency.Of("EUR");
        foreach (var (day, i) in days.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((d, i) => (d, i))) Rate(day, 0.92m + 0.01m * i);
        rates.Add(new(business.Id, Currency.Of("EUR"), Currency.Of("USD"), LastDay, 1.09m));

        var totals = Of("USD", Line(12.34m));

        if (rate is null) Assert.Equal(("no-exchange-rate", "Enter the rate from USD to EUR of 31 October 2026 in Settings."), (totals.Refusals.Single().Code, totals.Refusals.Single().Message));
        else Assert.Equal((decimal)rate, totals.Value.TaxCurrency!.Rate);
    }

    [Theory]
    [InlineData("12.34", "EUR", "0.92", "2.27")]
    [InlineData("-12.34", "EUR", "0.92", "-2.27")]
    [InlineData("0.65", "EUR", "0.5", "0.07")]
    [InlineData("-0.65", "EUR", "0.5", "-0.07")]
    [InlineData("25", "JPY", "151.5", "758")]
    public void Of_AnInvoiceInAnotherCurrency_RoundsItsVatOnceInTheTaxCurrency(string amount, string tax, string rate, string vat)
    {
        business.TaxCurrency = Currency.Of(tax);
        Rate("2026-10-31", Number(rate));
        Assert.Equal(new TaxCurrencyVat(tax, Number(rate), LastDay, Number(vat)), Of("USD", Line(Number(amount))).Value.TaxCurrency);
    }

    private Result<InvoiceTotals> Of(string currency, params InvoiceLine[] lines)
    {
        var contract = new Contract(business.Id, client.Id, "NW-1", "Support", Currency.Of(currency), "Europe/Paris", new(2026, 1, 1), default, default);
        return InvoiceTotals.Of(lines, new(business, client, new ContractFacts(contract, [], [], []), new Dictionary<Id<Member>, string>()) { ExchangeRates = rates }, LastDay);
    }

    private void Rate(string day, decimal rate) => rates.Add(new(business.Id, Currency.Of("USD"), business.TaxCurrency!, LocalDatePattern.Iso.Parse(day).Value, rate));

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static InvoiceLine Line(decimal amount, VatTreatment? vat = null) => new(1, "fee", [], [], null, null, null, null, false, amount, null, null) { Vat = vat };
}
