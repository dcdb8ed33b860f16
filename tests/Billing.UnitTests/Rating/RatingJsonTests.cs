using System.Text.RegularExpressions;
using Billing.Domain.Contracts;
using Billing.Domain.Rating;
using NodaTime;

namespace Billing.UnitTests.Rating;

public sealed class RatingJsonTests
{
    private const string OneHour = """
        { "contract": { "currency": "EUR", "timeZone": "Europe/Paris", "terms": [ { "effectiveFrom": "2026-01-01", "hourlyRate": 100,
            "premiums": [ { "kind": "window", "name": "Été", "days": ["mon","tue","wed","thu","fri","sat","sun"], "from": "22:00", "to": "06:00", "multiplier": 1.50 } ],
            "cap": { "amount": 99.999, "scope": "day" } } ] },
          "incidents": [], "sessions": [ { "id": "S1", "engineer": "ana", "start": "2026-10-24T23:00:00+02:00", "stop": "2026-10-24T23:40:00+02:00" } ] }
        """;

    private static readonly string EveryClause = string.Concat(
        "{'effectiveFrom':'2026-01-01','hourlyRate':100.00,'engineerRates':{'ana':120.0,'bob':99.9999},'premiums':[",
        "{'kind':'threshold','name':'Long','group':'g','scope':'day','basis':'team','mode':'retroactive','steps':[{'afterMinutes':240.50,'multiplier':1.5}]},",
        "{'kind':'window','name':'Nacht','days':['mon','sun'],'from':'22:00','to':'06:00:30','multiplier':1.50},",
        "{'kind':'holiday','name':'Holiday','multiplier':2},{'kind':'severity','name':'Critical','severities':['critical','high'],'multiplier':1.75}],",
        "'stacking':'multiply','maximumMultiplier':3.0,'increment':{'minutes':15,'rounding':'nearest','scope':'incident'},",
        "'minimumCallOut':{'minutes':60,'joinWithinMinutes':120},'responseFee':{'amount':200.00,'withinMinutes':30},",
        "'cap':{'amount':1000.00,'scope':'month'},'retainer':{'includedMinutes':600,'weighted':true}}").Replace('\'', '"');

    [Fact]
    public void RateDocument_OneHour_WritesAmountsWithTheMinorDigits()
    {
        var (output, exitCode) = RatingJson.RateDocument(OneHour);

        Assert.Equal(0, exitCode);
        Assert.Equal(
            """
            { "periods": [ { "period": "2026-10", "total": 100.00, "lines": [
            { "kind": "work", "incident": null, "engineer": "ana", "hourlyRate": 100.00, "multiplier": 1.5, "reasons": [ "Été" ], "covered": false, "seconds": 2400, "amount": 100.00 },
            { "kind": "cap", "incident": null, "date": "2026-10-24", "reasons": [], "amount": 0.00 } ],
            "slices": [ { "session": "S1", "kind": "work", "start": "2026-10-24T21:00:00Z", "stop": "2026-10-24T21:40:00Z", "seconds": 2400,
            "hourlyRate": 100.00, "multiplier": 1.5, "reasons": [ "Été" ], "covered": false } ] } ] }
            """.ReplaceLineEndings(" "),
            Regex.Replace(output, @"\s+", " "));
    }

    [Fact]
    public void RateDocument_ByteOrderMark_IsIgnored() => Assert.Equal(0, RatingJson.RateDocument("\uFEFF" + OneHour).ExitCode);

    [Fact]
    public void WriteTerms_WhatWasRead_IsTheSameText() => Assert.Equal(EveryClause, RatingJson.WriteTerms(RatingJson.ReadTerms(EveryClause)));

    [Fact]
    public void ReadTerms_OnlyWhatIsRequired_TakesTheDefaults()
    {
        var terms = RatingJson.ReadTerms("""
            { "effectiveFrom": "2026-01-01", "hourlyRate": 80, "stacking": null, "cap": null,
              "premiums": [ { "kind": "threshold", "name": "Long", "scope": "incident", "steps": [] } ] }
            """);

        Assert.Equal((80m, Stacking.Highest, null, null), (terms.HourlyRate, terms.Stacking, terms.Cap, terms.Increment));
        Assert.Equal((ThresholdBasis.Engineer, ThresholdMode.Graduated), (((ThresholdPremium)terms.Premiums[0]).Basis, ((ThresholdPremium)terms.Premiums[0]).Mode));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{ \"hourlyRate\": 80 }")]
    public void ReadTerms_NotTerms_Throws(string text) => Assert.ThrowsAny<FormatException>(() => RatingJson.ReadTerms(text));

    [Theory]
    [InlineData("hourlyRate", "hourlyRate", "-1")]
    [InlineData("premiums[0].steps[0].multiplier", "\"multiplier\":1.5}]", "\"multiplier\":1000}]")]
    [InlineData("increment.minutes", "\"minutes\":15", "\"minutes\":0")]
    public void Check_OneThingWrong_NamesItsField(string field, string text, string wrong)
    {
        var terms = RatingJson.ReadTerms(EveryClause);
        var changed = field switch
        {
            "hourlyRate" => terms with { HourlyRate = decimal.Parse(wrong, System.Globalization.CultureInfo.InvariantCulture) },
            "increment.minutes" => terms with { Increment = terms.Increment! with { Minutes = 0 } },
            _ => RatingJson.ReadTerms(EveryClause.Replace(text, wrong, StringComparison.Ordinal)),
        };

        Assert.Empty(TermsValidation.Check(terms));
        Assert.Equal(field, Assert.Single(TermsValidation.Check(changed)).Field);
    }

    [Fact]
    public void Rate_FractionOfASecond_IsMalformed()
    {
        var input = RatingJson.ReadInput(OneHour).Input;
        var halfPast = input.Sessions[0] with { Stop = input.Sessions[0].Stop + Duration.FromMilliseconds(500) };

        Assert.Equal("malformed", Assert.Single(Rater.Rate(input with { Sessions = [halfPast] }).Errors).Code);
    }
}
