using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Rating;

namespace Billing.UnitTests.Contracts;

/// <summary>Monthly charges as clauses of the terms: their words, their numbers, how they are kept and what is refused.</summary>
public sealed class MonthlyChargesTests
{
    private static readonly Currency Eur = Currency.Of("EUR");

    private static readonly ContractTerms Terms = new()
    {
        EffectiveFrom = new(2026, 1, 1), HourlyRate = 100m, Premiums = [new HolidayPremium("A", null, 2m), new HolidayPremium("B", null, 2m)], Retainer = new(600m, true),
        Recurring = [new("Retainer", 1234.5m), new("Standby", 500m)], RecurrenceCountsOn = true,
    };

    [Theory]
    [InlineData("en", "Each month costs €1,234.50 for Retainer; part of a month is charged by its days.", "Each month costs €500.00 for Standby; part of a month is charged by its days.")]
    [InlineData("fr", "Chaque mois coûte 1 234,50 € pour Retainer ; une partie de mois est facturée au prorata des jours.", "Chaque mois coûte 500,00 € pour Standby ; une partie de mois est facturée au prorata des jours.")]
    [InlineData("de", "Jeder Monat kostet 1.234,50 € für Retainer; ein Teil eines Monats wird nach Tagen abgerechnet.", "Jeder Monat kostet 500,00 € für Standby; ein Teil eines Monats wird nach Tagen abgerechnet.")]
    public void Clauses_MonthlyCharges_FollowTheRetainer(string language, params string[] expected)
    {
        var said = TermsInWords.Clauses(Terms, Eur, id => id, language).Select(c => c.Sentence.Replace('\u00a0', ' ').Replace('\u202f', ' ')).ToList();
        Assert.Equal(expected, said.Skip(5).Take(2));
        Assert.Equal(8, said.Count);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("de")]
    public void Clauses_MonthlyCharges_AreOfOneKindInTheOrderOfTheTerms(string language) =>
        Assert.Equal([6, 7], TermsInWords.Clauses(Terms, Eur, id => id, language).Where(c => c.Kind == ClauseKind.Monthly).Select(c => c.Number));

    [Fact]
    public void Summary_WithMonthlyCharges_SendsTheReaderToTheirClauses() =>
        Assert.EndsWith("Further clauses: 5–8.", TermsInWords.Summary(Terms, Eur, id => id), StringComparison.Ordinal);

    [Fact]
    public void WriteTerms_WithMonthlyCharges_KeepsThem()
    {
        var text = RatingJson.WriteTerms(Terms);
        Assert.Equal(Terms.Recurring, RatingJson.ReadTerms(text).Recurring);
        Assert.Equal(text, RatingJson.WriteTerms(RatingJson.ReadTerms(text)));
    }

    [Theory]
    [InlineData("Standby", "-1", "negative", "recurring[1].amount", "the monthly amount of “Standby” must not be negative")]
    [InlineData("Standby", "1000000000", "malformed", "recurring[1].amount", "the monthly amount of “Standby” must be below 1,000,000,000")]
    [InlineData("Standby", "0.00001", "malformed", "recurring[1].amount", "the monthly amount of “Standby” must have at most 4 decimals")]
    [InlineData(" ", "1", "malformed", "recurring[1].name", "each monthly charge must have a name")]
    [InlineData("retainer ", "1", "malformed", "recurring[1].name", "“retainer ” is charged twice: give each monthly charge a name of its own")]
    public void Check_AWrongMonthlyCharge_NamesItsField(string name, string amount, string code, string field, string sentence)
    {
        var wrong = Terms with { Recurring = [Terms.Recurring[0], new(name, decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture))] };
        Assert.Equal([new(code, $"In the terms from 2026-01-01, {sentence}.", field)], TermsValidation.Check(wrong));
    }
}
