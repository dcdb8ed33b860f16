using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using NodaTime;
using NodaTime.Text;

namespace Billing.UnitTests.Invoicing;

public sealed class RecurringChargesTests
{
    private static readonly BillingPeriod October = new(2026, 10);

    // 500 × 17 ÷ 31 = 274.19354…; 500 × 29 ÷ 29 is a whole leap February; 0.01 × 15 ÷ 30 = 0.005, half away from zero.
    [Theory]
    [InlineData("500", "2026-10", "2026-01-01", null, "1 MON", "500")]
    [InlineData("500", "2026-10", "2026-10-15", null, "17 DAY", "274.19")]
    [InlineData("500", "2026-10", "2026-10-31", null, "1 DAY", "16.13")]
    [InlineData("500", "2026-10", "2026-10-01", "2026-10-31", "1 MON", "500")]
    [InlineData("500", "2026-10", "2026-01-01", "2026-10-17", "17 DAY", "274.19")]
    [InlineData("500", "2026-10", "2026-10-08", "2026-10-24", "17 DAY", "274.19")]
    [InlineData("500", "2026-10", "2026-10-15", "2026-10-15", "1 DAY", "16.13")]
    [InlineData("500", "2028-02", "2026-01-01", null, "1 MON", "500")]
    [InlineData("500", "2028-02", "2028-02-15", null, "15 DAY", "258.62")]
    [InlineData("500", "2027-02", "2027-02-15", null, "14 DAY", "250")]
    [InlineData("0.01", "2026-11", "2026-11-16", null, "15 DAY", "0.01")]
    [InlineData("99.9875", "2026-10", "2026-01-01", null, "1 MON", "99.99")]
    public void Of_AContractOfTheseDays_IsProratedByDays(string amount, string month, string starts, string? ends, string quantity, string expected)
    {
        Assert.True(BillingPeriod.TryParse(month, out var period));
        var charge = Assert.Single(RecurringCharges.Of(Contract(starts, ends), [Terms(starts, new RecurringCharge("Standby", Parse(amount)))], period));
        Assert.Equal((quantity, Parse(expected), Parse(amount)), ($"{charge.Quantity} {charge.Unit}", charge.Amount, charge.UnitPrice));
        Assert.Equal((new ChargeKey { Kind = "recurring", Label = "Standby" }.ToString(), period, null), (charge.Key.ToString(), charge.Month, charge.Seconds));
        Assert.Equal(charge.Amount, PrintedAmount(charge, "EUR"));
    }

    [Fact]
    public void Of_Yen_IsRoundedToWholeOnes()
    {
        var charge = Assert.Single(RecurringCharges.Of(Contract("2026-10-15", null, "JPY"), [Terms("2026-10-15", new RecurringCharge("Standby", 50_001m))], October));
        Assert.Equal(27_420m, charge.Amount);
        Assert.Equal(charge.Amount, PrintedAmount(charge, "JPY"));
    }

    [Theory]
    [InlineData("2026-09")]
    [InlineData("2026-12")]
    public void Of_AMonthOutsideTheContract_IsNothing(string month)
    {
        Assert.True(BillingPeriod.TryParse(month, out var period));
        Assert.Empty(RecurringCharges.Of(Contract("2026-10-15", "2026-11-30"), [Terms("2026-10-15", new RecurringCharge("Standby", 500m))], period));
    }

    [Fact]
    public void Of_TermsFromBeforeTheContract_CountsFromItsFirstDay() =>
        Assert.Equal(17m, Assert.Single(RecurringCharges.Of(Contract("2026-10-15"), [Terms("2026-01-01", new RecurringCharge("Standby", 500m))], October)).Quantity);

    [Fact]
    public void Of_AChargeThatNewTermsRepeat_IsOneChargeOfTheWholeMonth()
    {
        ContractTerms[] terms = [Terms("2026-01-01", new RecurringCharge("Standby", 500m)), Terms("2026-10-11", new RecurringCharge("Standby", 500.00m)), Terms("2026-10-21", new RecurringCharge("Standby", 500m))];
        var charge = Assert.Single(RecurringCharges.Of(Contract("2026-01-01"), terms, October));
        Assert.Equal((500m, "MON", (new LocalDate(2026, 10, 1), new LocalDate(2026, 10, 31))), (charge.Amount, charge.Unit, charge.Days));
        Assert.Same(terms[0], charge.Terms);
    }

    // 300 × 14 ÷ 31 = 135.4838…, 600 × 17 ÷ 31 = 329.0322…
    [Fact]
    public void Of_AnAmountThatChangesWithinTheMonth_IsAChargeForEachAmountWithKeysOfTheirOwn()
    {
        ContractTerms[] terms = [Terms("2026-01-01", new RecurringCharge("Standby", 300m)), Terms("2026-10-15", new RecurringCharge("Standby", 600m))];
        var charges = RecurringCharges.Of(Contract("2026-01-01"), terms, October);
        Assert.Equal([(135.48m, 14m, null), (329.03m, 17m, "2026-10-15")], charges.Select(c => (c.Amount, c.Quantity!.Value, c.Key.Date)));
        Assert.Equal(terms, charges.Select(c => c.Terms));
    }

    [Fact]
    public void Of_AChargeThatStopsAndComesBack_IsChargedForItsDaysOnly()
    {
        ContractTerms[] terms = [Terms("2026-01-01", new RecurringCharge("Standby", 310m)), Terms("2026-10-11"), Terms("2026-10-21", new RecurringCharge("Standby", 310m))];
        Assert.Equal([(100m, 10m), (110m, 11m)], RecurringCharges.Of(Contract("2026-01-01"), terms, October).Select(c => (c.Amount, c.Quantity!.Value)));
    }

    [Fact]
    public void Of_SeveralCharges_KeepTheOrderOfTheTerms() =>
        Assert.Equal(["Retainer", "Standby"], RecurringCharges.Of(Contract("2026-01-01"), [Terms("2026-01-01", new("Retainer", 1000m), new("Standby", 500m))], October).Select(c => c.Description));

    [Fact]
    public void Of_AContractWhoseStartMoves_HasTheSameKeys()
    {
        string[] KeysFrom(string starts) => [.. RecurringCharges.Of(Contract(starts), [Terms("2026-01-01", new("Retainer", 1000m), new("Standby", 500m))], October).Select(c => c.Key.ToString())];
        Assert.Equal(KeysFrom("2026-01-01"), KeysFrom("2026-10-15"));
    }

    private static decimal PrintedAmount(Charge charge, string currency)
    {
        var line = new InvoiceLine(1, charge.Key.Kind, [], [], null, null, null, null, false, charge.Amount, null, null)
        {
            Quantity = charge.Quantity, Unit = charge.Unit, UnitPrice = charge.UnitPrice, Days = charge.Days is { } d ? new(d.First, d.Last) : null,
        };
        return Currency.Of(currency).Round(line.Quantity!.Value * line.UnitPrice!.Value / line.UnitsPriced());
    }

    private static decimal Parse(string number) => decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture);

    private static LocalDate Day(string date) => LocalDatePattern.Iso.Parse(date).Value;

    private static Contract Contract(string starts, string? ends = null, string currency = "EUR") =>
        new(Id<Business>.New(), Id<Client>.New(), "NW-1", "Support", Currency.Of(currency), "Europe/Paris", Day(starts), Id<Member>.New(), default) { EndsOn = ends is null ? null : Day(ends) };

    private static ContractTerms Terms(string from, params RecurringCharge[] charges) => new() { EffectiveFrom = Day(from), HourlyRate = 100m, Recurring = charges };
}
