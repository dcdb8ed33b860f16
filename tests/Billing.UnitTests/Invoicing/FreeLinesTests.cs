using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using NodaTime;

namespace Billing.UnitTests.Invoicing;

public sealed class FreeLinesTests
{
    private static readonly Currency Eur = Currency.Of("EUR");

    // 12.5 × 0.3333 = 4.16625; 0.5 × 0.01 = 0.005, half away from zero; 12.5 % of 1,234.52 = 154.315.
    [Theory]
    [InlineData(FreeLineKind.Fixed, "1", "1200", null, "EUR", "1200", "1 C62 1200")]
    [InlineData(FreeLineKind.Expense, "84", "0.52", null, "EUR", "43.68", "84 C62 0.52")]
    [InlineData(FreeLineKind.Expense, "12.5", "0.3333", null, "EUR", "4.17", "12.5 C62 0.3333")]
    [InlineData(FreeLineKind.Expense, "0.5", "0.01", null, "EUR", "0.01", "0.5 C62 0.01")]
    [InlineData(FreeLineKind.Expense, "1.5", "333", null, "JPY", "500", "1.5 C62 333")]
    [InlineData(FreeLineKind.Discount, "1", "50", null, "EUR", "-50", "-1 C62 50")]
    [InlineData(FreeLineKind.Discount, "0.5", "0.01", null, "EUR", "-0.01", "-0.5 C62 0.01")]
    [InlineData(FreeLineKind.Discount, "1", "0", "10", "EUR", "-123.45", "-10 P1 1234.52")]
    [InlineData(FreeLineKind.Discount, "1", "0", "12.5", "EUR", "-154.32", "-12.5 P1 1234.52")]
    [InlineData(FreeLineKind.Discount, "1", "0", "10", "JPY", "-123", "-10 P1 1234.52")]
    public void Of_ALine_IsQuantityTimesPriceRoundedOnce(FreeLineKind kind, string quantity, string price, string? percent, string currency, string amount, string printed)
    {
        var line = Line(kind, new(2026, 10, 3));
        (line.Quantity, line.UnitPrice, line.Percent) = (Parse(quantity), Parse(price), percent is null ? null : Parse(percent));
        var charge = Assert.Single(FreeLines.Of([line], Currency.Of(currency), 1234.52m));
        Assert.Equal((Parse(amount), printed), (charge.Amount, FormattableString.Invariant($"{charge.Quantity} {charge.Unit} {charge.UnitPrice}")));
        var asPrinted = new InvoiceLine(1, charge.Key.Kind, [], [], null, null, null, null, false, charge.Amount, null, null) { Unit = charge.Unit };
        Assert.Equal(charge.Amount, Currency.Of(currency).Round(charge.Quantity!.Value * charge.UnitPrice!.Value / asPrinted.UnitsPriced()));
    }

    [Fact]
    public void Of_APercentOfLessThanNothing_TakesNothingOff()
    {
        var line = Line(FreeLineKind.Discount, new(2026, 10, 3));
        line.Percent = 10m;
        Assert.Equal(0m, Assert.Single(FreeLines.Of([line], Eur, -200m)).Amount);
    }

    [Fact]
    public void Of_SeveralLines_ComeInOrderOfDayInTheMonthOfTheirDay()
    {
        FreeLine[] lines = [Line(FreeLineKind.Expense, new(2026, 11, 1)), Line(FreeLineKind.Fixed, new(2026, 10, 31)), Line(FreeLineKind.Expense, new(2026, 10, 2))];
        var charges = FreeLines.Of(lines, Eur, 0m);
        Assert.Equal([(2, "2026-10"), (31, "2026-10"), (1, "2026-11")], charges.Select(c => (c.Days!.Value.First.Day, c.Month.ToString())));
        Assert.Equal(lines.Reverse().Select(l => l.Id.ToString()), charges.Select(c => c.Key.Label));
        Assert.Equal(["expense", "fixed", "expense"], charges.Select(c => c.Key.Kind));
    }

    [Fact]
    public void Of_TwoAlikeLines_HaveKeysOfTheirOwn() =>
        Assert.Equal(2, FreeLines.Of([Line(FreeLineKind.Expense, new(2026, 10, 2)), Line(FreeLineKind.Expense, new(2026, 10, 2))], Eur, 0m).Select(c => c.Key.ToString()).Distinct().Count());

    private static decimal Parse(string number) => decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture);

    private static FreeLine Line(FreeLineKind kind, LocalDate day) => new(Id<Business>.New(), Id<Contract>.New(), kind, day, "Hotel", Id<Member>.New(), default);
}
