using System.Globalization;
using Billing.Domain;

namespace Billing.UnitTests.Money;

public sealed class MoneyTests
{
    private static readonly Currency Euro = Currency.Of("EUR");
    private static readonly Currency Yen = Currency.Of("JPY");
    private static readonly Currency Dinar = Currency.Of("KWD");

    [Theory]
    [InlineData("EUR", 2)]
    [InlineData("JPY", 0)]
    [InlineData("KWD", 3)]
    [InlineData("ISK", 0)]
    public void Of_KnownCode_HasTheDigitsOfIso4217(string code, int digits) => Assert.Equal((code, digits), (Currency.Of(code).Code, Currency.Of(code).MinorDigits));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("eur")]
    [InlineData("XXX")]
    public void TryGet_UnknownCode_IsRefused(string? code)
    {
        Assert.False(Currency.TryGet(code, out var currency));
        Assert.Null(currency);
    }

    [Fact]
    public void Of_UnknownCode_Throws() => Assert.Throws<ArgumentException>(() => Currency.Of("XXX"));

    [Fact]
    public void All_EveryCurrency_IsListedOnceByCode()
    {
        var codes = Currency.All.Select(c => c.Code).ToList();

        Assert.Equal(codes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), codes);
        Assert.All(codes, code => Assert.Matches("^[A-Z]{3}$", code));
    }

    [Theory]
    [InlineData("EUR", "0.005", "0.01")]
    [InlineData("EUR", "-0.005", "-0.01")]
    [InlineData("EUR", "0.0049999", "0.00")]
    [InlineData("JPY", "0.5", "1")]
    [InlineData("KWD", "0.0005", "0.001")]
    public void Round_Half_GoesAwayFromZero(string code, string exact, string rounded) =>
        Assert.Equal(rounded + " " + code, Domain.Money.Round(Number(exact), Currency.Of(code)).ToString());

    [Fact]
    public void Constructor_FractionOfAMinorUnit_Throws()
    {
        Assert.Throws<ArgumentException>(() => new Domain.Money(0.001m, Euro));
        Assert.Throws<ArgumentException>(() => new Domain.Money(0.5m, Yen));
        Assert.Equal(0.001m, new Domain.Money(0.001m, Dinar).Amount);
    }

    [Theory]
    [InlineData("EUR", 8333, "83.33 EUR")]
    [InlineData("EUR", -5, "-0.05 EUR")]
    [InlineData("JPY", 8333, "8333 JPY")]
    [InlineData("KWD", 8333, "8.333 KWD")]
    public void FromMinor_ThereAndBack_IsTheSame(string code, long minor, string text)
    {
        var money = Domain.Money.FromMinor(minor, Currency.Of(code));

        Assert.Equal((minor, text), (money.Minor, money.ToString()));
    }

    [Fact]
    public void Minor_Beyond64Bits_Throws() => Assert.Throws<OverflowException>(() => new Domain.Money(1e18m, Euro).Minor);

    [Fact]
    public void Arithmetic_OneCurrency_IsExact()
    {
        var (a, b) = (new Domain.Money(0.10m, Euro), new Domain.Money(0.20m, Euro));

        Assert.Equal(new Domain.Money(0.30m, Euro), a + b);
        Assert.Equal(new Domain.Money(-0.10m, Euro), a - b);
        Assert.Equal(Domain.Money.Zero(Euro), a + -a);
    }

    [Fact]
    public void Arithmetic_TwoCurrencies_Throws()
    {
        Assert.Throws<InvalidOperationException>(() => Domain.Money.Zero(Euro) + Domain.Money.Zero(Yen));
        Assert.Throws<InvalidOperationException>(() => Domain.Money.Zero(Euro) - Domain.Money.Zero(Yen));
    }

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);
}
