using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;

namespace Billing.UnitTests.Invoicing;

public sealed class VatTests
{
    private static readonly Currency Euro = Currency.Of("EUR");

    [Theory]
    [InlineData(20, 0.125, "EUR", 0.03)]
    [InlineData(20, -0.125, "EUR", -0.03)]
    [InlineData(5.5, 1, "EUR", 0.06)]
    [InlineData(5.5, -1, "EUR", -0.06)]
    [InlineData(10, 5, "JPY", 1)]
    [InlineData(10, -5, "JPY", -1)]
    [InlineData(10, 4, "JPY", 0)]
    [InlineData(100, 0.01, "EUR", 0.01)]
    public void Groups_OfOneRate_RoundItsVatOnceHalfAwayFromZero(double rate, double amount, string currency, double vat)
    {
        var group = Assert.Single(Vat.Groups([(Standard((decimal)rate), (decimal)amount)], Currency.Of(currency), _ => null).Value);
        Assert.Equal(((decimal)amount, (decimal)vat), (group.Base, group.Vat));
    }

    [Fact]
    public void Groups_OfManyLines_RoundThemTogether()
    {
        // A cent for each line would make three; a third of them is taken back, and all are rounded as one.
        var group = Assert.Single(Vat.Groups([(Standard(5.5m), 0.10m), (Standard(5.5m), 0.10m), (Standard(5.5m), 0.10m), (Standard(5.5m), -0.10m)], Euro, _ => null).Value);
        Assert.Equal((0.20m, 0.01m), (group.Base, group.Vat));
    }

    [Fact]
    public void Groups_OfSeveralRatesAndCategories_AreOrderedAndCarryTheirReasons()
    {
        (VatTreatment, decimal)[] parts =
        [
            (new(VatCategory.ReverseCharge, 0m), 40m), (Standard(5.5m), 10m), (Standard(0m), 30m), (Standard(20m), -7.77m), (new(VatCategory.Exempt, 0m), 1m), (new(VatCategory.SmallBusiness, 0m), 2m), (Standard(5.5m), 0.01m),
        ];
        Assert.Equal(
            [
                new(VatCategory.Standard, 20m, -7.77m, -1.55m, "Standard"), new(VatCategory.Standard, 5.5m, 10.01m, 0.55m, "Standard"), new(VatCategory.Standard, 0m, 30m, 0m, "Standard"),
                new(VatCategory.SmallBusiness, 0m, 2m, 0m, "SmallBusiness"), new(VatCategory.Exempt, 0m, 1m, 0m, "Exempt"), new(VatCategory.ReverseCharge, 0m, 40m, 0m, "ReverseCharge"),
            ],
            Vat.Groups(parts, Euro, c => c.ToString()).Value);
    }

    [Theory]
    [InlineData(VatCategory.Standard)]
    [InlineData(VatCategory.SmallBusiness)]
    [InlineData(VatCategory.Exempt)]
    [InlineData(VatCategory.ReverseCharge)]
    public void Groups_OutsideTheScopeBesideAnything_AreRefused(VatCategory other)
    {
        var refusal = Assert.Single(Vat.Groups([(new(VatCategory.OutsideScope, 0m), 1m), (new(other, 0m), 1m)], Euro, _ => null).Refusals);
        Assert.Equal("vat-mixed", refusal.Code);
        Assert.True(Vat.Groups([(new(VatCategory.OutsideScope, 0m), 1m), (new(VatCategory.OutsideScope, 0m), 2m)], Euro, _ => null).IsOk);
    }

    [Theory]
    [InlineData(VatCategory.Standard, -0.01)]
    [InlineData(VatCategory.Standard, 100.01)]
    [InlineData(VatCategory.SmallBusiness, 20)]
    [InlineData(VatCategory.Exempt, 20)]
    [InlineData(VatCategory.ReverseCharge, 20)]
    [InlineData(VatCategory.OutsideScope, 0.01)]
    public void Treatment_WithARateThatCannotBe_IsABug(VatCategory category, double rate) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new VatTreatment(category, (decimal)rate));

    [Theory]
    [InlineData(VatCategory.Standard, null, null, VatCategory.Standard, 20)]
    [InlineData(VatCategory.Standard, VatCategory.Standard, 5.5, VatCategory.Standard, 5.5)]
    [InlineData(VatCategory.Standard, null, 5.5, VatCategory.Standard, 20)]
    [InlineData(VatCategory.Standard, VatCategory.ReverseCharge, 5.5, VatCategory.ReverseCharge, 0)]
    [InlineData(VatCategory.SmallBusiness, null, null, VatCategory.SmallBusiness, 0)]
    [InlineData(VatCategory.OutsideScope, VatCategory.Standard, 8.1, VatCategory.Standard, 8.1)]
    public void TreatmentOf_AClient_IsItsOwnElseTheBusinesss(VatCategory business, VatCategory? client, double? rate, VatCategory category, double expected)
    {
        var (seller, buyer) = Parties();
        (seller.VatCategory, seller.VatRate, buyer.VatCategory, buyer.VatRate) = (business, 20m, client, (decimal?)rate);
        Assert.Equal(new VatTreatment(category, (decimal)expected), Vat.TreatmentOf(seller, buyer));
    }

    [Fact]
    public void NoteOf_ACategory_IsTheClientsElseTheBusinesssForItsOwn()
    {
        var (seller, buyer) = Parties();
        (seller.VatCategory, seller.VatNote) = (VatCategory.SmallBusiness, "Small");
        Assert.Equal(("Small", null, null), (Vat.NoteOf(VatCategory.SmallBusiness, seller, buyer), Vat.NoteOf(VatCategory.ReverseCharge, seller, buyer), Vat.NoteOf(VatCategory.Standard, seller, buyer)));
        buyer.VatNote = "Klein";
        Assert.Equal(("Klein", "Klein", null), (Vat.NoteOf(VatCategory.SmallBusiness, seller, buyer), Vat.NoteOf(VatCategory.ReverseCharge, seller, buyer), Vat.NoteOf(VatCategory.Standard, seller, buyer)));
    }

    private static VatTreatment Standard(decimal rate) => new(VatCategory.Standard, rate);

    private static (Business Seller, Client Buyer) Parties()
    {
        var business = new Business("Ruiz Engineering", "Europe/Paris");
        return (business, new Client(business.Id, "Nordwind", "de", new("Speicherstraße", "8", null, "20457", "Hamburg", null, "DE"), default, default));
    }
}
