using Billing.Domain;
using Billing.Domain.Contracts;
using NodaTime;

namespace Billing.UnitTests.Contracts;

public sealed class TermsInWordsTests
{
    private static readonly Currency Eur = Currency.Of("EUR");

    private static readonly ContractTerms Plain = new() { EffectiveFrom = new(2026, 1, 1), HourlyRate = 100m };

    [Fact]
    public void Clauses_OnlyARate_IsOneClause() => Assert.Equal([new(1, ClauseKind.Rate, "An hour costs €100.00.")], TermsInWords.Clauses(Plain, Eur, Name));

    [Theory]
    [InlineData("EUR", "1234.5", "An hour costs €1,234.50.")]
    [InlineData("EUR", "99.9875", "An hour costs €99.9875.")]
    [InlineData("CHF", "140", "An hour costs CHF\u00a0140.00.")]
    [InlineData("JPY", "12000", "An hour costs ¥12,000.")]
    public void Clauses_Rate_HasTheCurrencysDigitsAndNoneIsLost(string currency, string rate, string expected) =>
        Assert.Equal(expected, TermsInWords.Clauses(Plain with { HourlyRate = decimal.Parse(rate, System.Globalization.CultureInfo.InvariantCulture) }, Currency.Of(currency), Name)[0].Sentence);

    [Fact]
    public void Clauses_EngineersOwnRates_AreNamedInOrderOfName()
    {
        var terms = Plain with { EngineerRates = new Dictionary<string, decimal>(StringComparer.Ordinal) { ["jonas"] = 105m, ["ana"] = 120m } };
        Assert.Equal("An hour costs €100.00, one of Engineer ana €120.00, one of Engineer jonas €105.00.", TermsInWords.Clauses(terms, Eur, Name)[0].Sentence);
    }

    [Theory]
    [InlineData(ThresholdScope.Incident, ThresholdBasis.Engineer, ThresholdMode.Graduated, "From 4 hours on one incident ×1.5, from 8 hours ×2, counted for each engineer.")]
    [InlineData(ThresholdScope.Incident, ThresholdBasis.Team, ThresholdMode.Graduated, "From 4 hours on one incident ×1.5, from 8 hours ×2, counted for all engineers together.")]
    [InlineData(ThresholdScope.Incident, ThresholdBasis.Elapsed, ThresholdMode.Graduated, "From 4 hours on one incident ×1.5, from 8 hours ×2, counted on the clock since the work began.")]
    [InlineData(ThresholdScope.Incident, ThresholdBasis.Engineer, ThresholdMode.Retroactive, "Over 4 hours on one incident ×1.5, over 8 hours ×2, then for all of it, counted for each engineer.")]
    [InlineData(ThresholdScope.Day, ThresholdBasis.Team, ThresholdMode.Retroactive, "Over 4 hours in one day ×1.5, over 8 hours ×2, then for all of it, counted for all engineers together.")]
    [InlineData(ThresholdScope.Day, ThresholdBasis.Engineer, ThresholdMode.Graduated, "From 4 hours in one day ×1.5, from 8 hours ×2, counted for each engineer.")]
    [InlineData(ThresholdScope.Week, ThresholdBasis.Engineer, ThresholdMode.Graduated, "From 4 hours in one calendar week ×1.5, from 8 hours ×2, counted for each engineer.")]
    [InlineData(ThresholdScope.Month, ThresholdBasis.Team, ThresholdMode.Graduated, "From 4 hours in one calendar month ×1.5, from 8 hours ×2, counted for all engineers together.")]
    public void Clauses_Threshold_SaysScopeBasisAndMode(ThresholdScope scope, ThresholdBasis basis, ThresholdMode mode, string expected) =>
        Assert.Equal(expected, Second(new ThresholdPremium("Long", null, scope, basis, mode, [new(240m, 1.5m), new(480m, 2m)])));

    [Theory]
    [InlineData(0, "From the first second")]
    [InlineData(1, "From 1 minute")]
    [InlineData(30, "From 30 minutes")]
    [InlineData(60, "From 1 hour")]
    [InlineData(90, "From 1 hour 30 minutes")]
    [InlineData(121, "From 2 hours 1 minute")]
    [InlineData(12.5, "From 12.5 minutes")]
    public void Clauses_Step_SaysItsTimeAsPeopleDo(double minutes, string expected) =>
        Assert.StartsWith(expected + " on one incident ×1.5,", Second(Threshold(new ThresholdStep((decimal)minutes, 1.5m))), StringComparison.Ordinal);

    [Fact]
    public void Clauses_ThresholdWithoutSteps_SaysSo() => Assert.Equal("Long: no steps, so nothing changes.", Second(Threshold()));

    [Theory]
    [InlineData("1234567", "22:00", "06:00", "Night: every day from 22:00 to 06:00 the next day ×1.5.")]
    [InlineData("12345", "08:00", "18:30", "Night: Monday to Friday from 08:00 to 18:30 ×1.5.")]
    [InlineData("67", "00:00", "00:00", "Night: Saturdays and Sundays all day ×1.5.")]
    [InlineData("7", "06:00", "06:00", "Night: Sundays from 06:00 for 24 hours ×1.5.")]
    [InlineData("56", "18:00", "00:00", "Night: Fridays and Saturdays from 18:00 to midnight ×1.5.")]
    [InlineData("5671", "20:00", "23:00", "Night: Friday to Monday from 20:00 to 23:00 ×1.5.")]
    [InlineData("71", "20:00", "23:00", "Night: Sundays and Mondays from 20:00 to 23:00 ×1.5.")]
    [InlineData("1236", "20:00", "23:00", "Night: Monday to Wednesday and Saturdays from 20:00 to 23:00 ×1.5.")]
    [InlineData("135", "20:00", "23:00", "Night: Mondays, Wednesdays and Fridays from 20:00 to 23:00 ×1.5.")]
    [InlineData("", "20:00", "23:00", "Night: on no day from 20:00 to 23:00 ×1.5.")]
    public void Clauses_Window_GroupsDaysAndSaysTheNextDay(string days, string from, string to, string expected) =>
        Assert.Equal(expected, Second(new WindowPremium("Night", null, days.Select(d => (IsoDayOfWeek)(d - '0')).ToHashSet(), At(from), At(to), 1.5m)));

    [Fact]
    public void Clauses_Holiday_IsShort() => Assert.Equal("Public holidays ×2.", Second(new HolidayPremium("Holiday", null, 2m)));

    [Theory]
    [InlineData("critical", "Incidents of severity critical ×1.25.")]
    [InlineData("high critical", "Incidents of severity critical or high ×1.25.")]
    [InlineData("zebra medium high critical", "Incidents of severity critical, high, medium or “zebra” ×1.25.")]
    public void Clauses_Severity_NamesTheWorstFirst(string severities, string expected) =>
        Assert.Equal(expected, Second(new SeverityPremium("Urgent", null, severities.Split(' ').ToHashSet(StringComparer.Ordinal), 1.25m)));

    [Theory]
    [InlineData(Stacking.Highest, "Where several apply, the highest counts.")]
    [InlineData(Stacking.Add, "Where several apply, their surcharges are added: ×1.5 and ×2 together make ×2.5. Of clauses 2, 3 and 4 only the highest counts.")]
    [InlineData(Stacking.Multiply, "Where several apply, they are multiplied: ×1.5 and ×2 together make ×3. Of clauses 2, 3 and 4 only the highest counts.")]
    public void Clauses_SeveralPremiums_SayHowTheyCombine(Stacking stacking, string expected)
    {
        var terms = Plain with
        {
            Premiums = [new HolidayPremium("A", "g", 2m), new HolidayPremium("B", "g", 2m), new HolidayPremium("C", "g", 2m), new HolidayPremium("D", "alone", 2m), new HolidayPremium("E", null, 2m)],
            Stacking = stacking,
        };
        Assert.Equal(new(7, ClauseKind.Stacking, expected), TermsInWords.Clauses(terms, Eur, Name)[^1]);
    }

    [Fact]
    public void Clauses_OnePremium_HasNoStacking() =>
        Assert.Equal(2, TermsInWords.Clauses(Plain with { Premiums = [new HolidayPremium("A", null, 2m)], Stacking = Stacking.Add }, Eur, Name).Count);

    [Fact]
    public void Clauses_Everything_IsNumberedInOrder()
    {
        var terms = Plain with
        {
            Premiums = [new HolidayPremium("A", null, 2m), Threshold(new ThresholdStep(240m, 1.5m))],
            MaximumMultiplier = 2.75m,
            Increment = new(15, IncrementRounding.Up, IncrementScope.Session),
            MinimumCallOut = new(60m, 120m),
            ResponseFee = new(200m, 30m),
            Cap = new(1000m, CapScope.Incident),
            Retainer = new(600m, true),
            RecurrenceCountsOn = true,
        };
        var clauses = TermsInWords.Clauses(terms, Eur, Name);
        Assert.Equal(Enumerable.Range(1, 11), clauses.Select(c => c.Number));
        Assert.Equal(
            [
                "No hour counts more than ×2.75.",
                "Time is rounded up to a multiple of 15 minutes, for each session.",
                "An engineer's call-out to an incident is billed as at least 1 hour; work on it that the engineer begins within 2 hours of the call-out's start belongs to it.",
                "Starting within 30 minutes of the alert adds €200.00, once for each incident.",
                "One incident never costs more than €1,000.00.",
                "Each month includes 10 hours; an hour at ×2 uses up two hours of it.",
                "When an incident happens again, its hours count on as if it were the same incident, and one maximum holds for them together.",
            ],
            clauses.Skip(4).Select(c => c.Sentence));
    }

    [Theory]
    [InlineData(IncrementRounding.Nearest, IncrementScope.Day, "Time is rounded to the nearest multiple of 6 minutes, an exact half up, for each engineer's day.")]
    [InlineData(IncrementRounding.Down, IncrementScope.Incident, "Time is rounded down to a multiple of 6 minutes, for each engineer's work of a month on one incident, and for each session without an incident.")]
    [InlineData(IncrementRounding.None, IncrementScope.Session, "Time is counted to the second.")]
    public void Clauses_Increment_SaysWayAndUnit(IncrementRounding rounding, IncrementScope scope, string expected) =>
        Assert.Equal(expected, TermsInWords.Clauses(Plain with { Increment = new(6, rounding, scope) }, Eur, Name)[1].Sentence);

    [Theory]
    [InlineData(CapScope.Day, "One day never costs more than €1,000.00.")]
    [InlineData(CapScope.Month, "One month never costs more than €1,000.00.")]
    public void Clauses_Cap_SaysItsScope(CapScope scope, string expected) =>
        Assert.Equal(expected, TermsInWords.Clauses(Plain with { Cap = new(1000m, scope) }, Eur, Name)[1].Sentence);

    [Fact]
    public void Clauses_UnweightedRetainer_IgnoresMultipliers() =>
        Assert.Equal("Each month includes 1 hour 30 minutes; an hour uses up one hour of it at any multiplier.", TermsInWords.Clauses(Plain with { Retainer = new(90m, false) }, Eur, Name)[1].Sentence);

    private static string Name(string id) => "Engineer " + id;

    private static ThresholdPremium Threshold(params ThresholdStep[] steps) => new("Long", null, ThresholdScope.Incident, ThresholdBasis.Engineer, ThresholdMode.Graduated, steps);

    private static string Second(Premium premium) => TermsInWords.Clauses(Plain with { Premiums = [premium] }, Eur, Name)[1].Sentence;

    private static LocalTime At(string text) => NodaTime.Text.LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(text).Value;
}
