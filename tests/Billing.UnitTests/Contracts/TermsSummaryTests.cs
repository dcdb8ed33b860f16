using Billing.Domain;
using Billing.Domain.Contracts;
using NodaTime;

namespace Billing.UnitTests.Contracts;

/// <summary>What work costs in a few sentences; spaces that do not break are written as plain ones here.</summary>
public sealed class TermsSummaryTests
{
    private static readonly ThresholdPremium Long = new("Long", null, ThresholdScope.Incident, ThresholdBasis.Engineer, ThresholdMode.Graduated, [new(240m, 1.5m), new(480m, 2m)]);
    private static readonly WindowPremium Night = Window("Night", "1234567", 22, 6, 1.5m);
    private static readonly WindowPremium Sunday = Window("Sunday", "7", 0, 0, 2m);
    private static readonly HolidayPremium Holiday = new("Holiday", null, 2m);

    private static readonly ContractTerms Plain = new() { EffectiveFrom = new(2026, 1, 1), HourlyRate = 100m };

    [Theory]
    [InlineData("en", "The first 4 hours of an incident cost €100.00 an hour; from then on ×1.5, from 8 hours ×2 (counted for each engineer). Work without an incident costs €100.00 an hour. Nights 22:00–06:00 ×1.5, Sundays and public holidays ×2. The highest applies.")]
    [InlineData("fr", "Les 4 premières heures d’un incident coûtent 100,00 € l’heure ; ensuite : ×1,5 ; à partir de 8 heures : ×2 (temps compté par intervenant). Le travail hors incident coûte 100,00 € l’heure. La nuit de 22 h à 6 h : ×1,5 ; le dimanche et les jours fériés : ×2. Le coefficient le plus élevé s’applique.")]
    [InlineData("de", "Die ersten 4 Stunden einer Störung kosten 100,00 € je Stunde; danach ×1,5, ab 8 Stunden ×2 (gezählt je Person). Arbeit ohne Störung kostet 100,00 € je Stunde. Nachts von 22:00 bis 06:00 Uhr ×1,5; sonntags und an Feiertagen ×2. Es gilt der höchste Faktor.")]
    public void Summary_OfAUsualContract_ReadsInOneGo(string language, string expected) =>
        Assert.Equal(expected, Said(Plain with { Premiums = [Long, Night, Sunday, Holiday] }, language));

    [Theory]
    [InlineData("en", 60, ThresholdScope.Incident, "The first hour of an incident costs €100.00 an hour; from then on ×1.5 (counted for each engineer). Work without an incident costs €100.00 an hour.")]
    [InlineData("en", 30, ThresholdScope.Day, "The first 30 minutes of work in one day cost €100.00 an hour; from then on ×1.5 (counted for each engineer).")]
    [InlineData("en", 90, ThresholdScope.Week, "Up to 1 hour 30 minutes in one calendar week, an hour costs €100.00; from then on ×1.5 (counted for each engineer).")]
    [InlineData("en", 0, ThresholdScope.Month, "An hour costs €100.00. From the first second in one calendar month ×1.5, counted for each engineer.")]
    [InlineData("fr", 60, ThresholdScope.Incident, "La première heure d’un incident coûte 100,00 € l’heure ; ensuite : ×1,5 (temps compté par intervenant). Le travail hors incident coûte 100,00 € l’heure.")]
    [InlineData("fr", 1, ThresholdScope.Day, "La première minute de travail dans une même journée coûte 100,00 € l’heure ; ensuite : ×1,5 (temps compté par intervenant).")]
    [InlineData("fr", 90, ThresholdScope.Week, "Jusqu’à 1 heure 30 minutes dans une même semaine civile, l’heure coûte 100,00 € ; ensuite : ×1,5 (temps compté par intervenant).")]
    [InlineData("fr", 0.5, ThresholdScope.Month, "Jusqu’à 0,5 minute dans un même mois civil, l’heure coûte 100,00 € ; ensuite : ×1,5 (temps compté par intervenant).")]
    [InlineData("de", 60, ThresholdScope.Incident, "Die erste Stunde einer Störung kostet 100,00 € je Stunde; danach ×1,5 (gezählt je Person). Arbeit ohne Störung kostet 100,00 € je Stunde.")]
    [InlineData("de", 30, ThresholdScope.Day, "Die ersten 30 Minuten Arbeit an einem Tag kosten 100,00 € je Stunde; danach ×1,5 (gezählt je Person).")]
    [InlineData("de", 90, ThresholdScope.Week, "Bis 1 Stunde 30 Minuten in einer Kalenderwoche kostet die Stunde 100,00 €; danach ×1,5 (gezählt je Person).")]
    public void Summary_JoinsTheFirstStepToTheRate(string language, double minutes, ThresholdScope scope, string expected) =>
        Assert.Equal(expected, Said(Plain with { Premiums = [Long with { Scope = scope, Steps = [new((decimal)minutes, 1.5m)] }] }, language));

    [Theory]
    [InlineData("en", "The first 4 hours of an incident cost €100.00 an hour (€120.00 for ana, €95.00 for jonas); from then on ×1.5, from 8 hours ×2 (counted for each engineer). Work without an incident costs €100.00 an hour (€120.00 for ana, €95.00 for jonas).")]
    [InlineData("fr", "Les 4 premières heures d’un incident coûtent 100,00 € l’heure (120,00 € pour ana ; 95,00 € pour jonas) ; ensuite : ×1,5 ; à partir de 8 heures : ×2 (temps compté par intervenant). Le travail hors incident coûte 100,00 € l’heure (120,00 € pour ana ; 95,00 € pour jonas).")]
    [InlineData("de", "Die ersten 4 Stunden einer Störung kosten 100,00 € je Stunde (120,00 € bei ana; 95,00 € bei jonas); danach ×1,5, ab 8 Stunden ×2 (gezählt je Person). Arbeit ohne Störung kostet 100,00 € je Stunde (120,00 € bei ana; 95,00 € bei jonas).")]
    public void Summary_WithRatesOfOnesOwn_SaysThemBesideTheRate(string language, string expected) => Assert.Equal(
        expected, Said(Plain with { Premiums = [Long], EngineerRates = new Dictionary<string, decimal>(StringComparer.Ordinal) { ["jonas"] = 95m, ["ana"] = 120m } }, language));

    [Fact]
    public void Summary_OfARetroactiveThreshold_DoesNotSayThatTheFirstHoursCostTheRate() => Assert.Equal(
        "An hour costs €100.00. Over 4 hours on one incident ×1.5, over 8 hours ×2, then for all of it, counted for each engineer.",
        Said(Plain with { Premiums = [Long with { Mode = ThresholdMode.Retroactive }] }, "en"));

    [Fact]
    public void Summary_OfTwoThresholds_SaysTheSecondInFull() => Assert.Equal(
        "The first 4 hours of an incident cost €100.00 an hour; from then on ×1.5, from 8 hours ×2 (counted on the clock since the work began). Work without an incident costs €100.00 an hour. From 4 hours in one day ×1.5, from 8 hours ×2, counted for all engineers together. The highest applies.",
        Said(Plain with { Premiums = [Long with { Basis = ThresholdBasis.Elapsed }, Long with { Scope = ThresholdScope.Day, Basis = ThresholdBasis.Team }] }, "en"));

    // A surcharge each: together in one item they would read as one.
    [Theory]
    [InlineData(Stacking.Highest, null, "Sundays and public holidays ×2. The highest applies.")]
    [InlineData(Stacking.Add, null, "Sundays ×2, public holidays ×2. Where several apply, their surcharges are added.")]
    [InlineData(Stacking.Multiply, null, "Sundays ×2, public holidays ×2. Where several apply, they are multiplied.")]
    [InlineData(Stacking.Add, "calendar", "Sundays and public holidays ×2. Where several apply, their surcharges are added. Of clauses 2 and 3 only the highest counts.")]
    public void Summary_JoinsDaysOnlyWhereTheyCountOnce(Stacking stacking, string? group, string expected) =>
        Assert.Equal("An hour costs €100.00. " + expected, Said(Plain with { Premiums = [Sunday with { Group = group }, Holiday with { Group = group }], Stacking = stacking }, "en"));

    [Theory]
    [InlineData("12345", 8, 18, "Monday to Friday from 08:00 to 18:00 ×1.5, public holidays ×1.5.")]
    [InlineData("5", 22, 6, "Fridays from 22:00 to 06:00 the next day ×1.5, public holidays ×1.5.")]
    [InlineData("1234567", 10, 9, "Every day from 10:00 to 09:00 the next day ×1.5, public holidays ×1.5.")]
    [InlineData("1234567", 18, 0, "Every day from 18:00 to midnight ×1.5, public holidays ×1.5.")]
    [InlineData("67", 6, 6, "Saturdays and Sundays from 06:00 for 24 hours ×1.5, public holidays ×1.5.")]
    [InlineData("12367", 0, 0, "Saturday to Wednesday and public holidays ×1.5.")]
    [InlineData("67", 0, 0, "Saturdays, Sundays and public holidays ×1.5.")]
    public void Summary_OfAWindow_KeepsItsHoursToItsDays(string days, int from, int to, string expected) =>
        Assert.Equal($"An hour costs €100.00. {expected} The highest applies.", Said(Plain with { Premiums = [Window("W", days, from, to, 1.5m), Holiday with { Multiplier = 1.5m }] }, "en"));

    [Fact]
    public void Summary_OfALowerRate_DoesNotSayThatTheHighestApplies() => Assert.Equal(
        "An hour costs €100.00. Sundays ×0.5, public holidays ×2. Where several apply, the highest counts.",
        Said(Plain with { Premiums = [Sunday with { Multiplier = 0.5m }, Holiday] }, "en"));

    [Theory]
    [InlineData("en", "An hour costs €100.00. Incidents of severity critical or high ×1.25, public holidays ×1.25. The highest applies. No hour counts more than ×3. One incident never costs more than €900.00. Further clauses: 4, 7–9, 11, 12.")]
    [InlineData("fr", "Une heure coûte 100,00 €. Les incidents de gravité critique ou élevée : ×1,25 ; les jours fériés : ×1,25. Le coefficient le plus élevé s’applique. Aucune heure n’est facturée à plus de ×3. Un incident ne coûte jamais plus de 900,00 €. Autres clauses : 4, 7–9, 11, 12.")]
    [InlineData("de", "Eine Stunde kostet 100,00 €. Bei Störungen mit dem Schweregrad kritisch oder hoch ×1,25; an Feiertagen ×1,25. Es gilt der höchste Faktor. Keine Stunde wird mit mehr als ×3 berechnet. Eine Störung kostet nie mehr als 900,00 €. Weitere Bestimmungen: Ziffern 4, 7–9, 11, 12.")]
    public void Summary_OfEverything_NamesTheClausesItDoesNotSay(string language, string expected) => Assert.Equal(expected, Said(
        Plain with
        {
            Premiums = [new SeverityPremium("S", null, new HashSet<string>(["high", "critical"], StringComparer.Ordinal), 1.25m), Holiday with { Multiplier = 1.25m }, Long with { Steps = [] }],
            MaximumMultiplier = 3m,
            Increment = new(15, IncrementRounding.Up, IncrementScope.Session),
            MinimumCallOut = new(60m, 120m),
            ResponseFee = new(200m, 30m),
            Cap = new(900m, CapScope.Incident),
            Retainer = new(600m, true),
            RecurrenceCountsOn = true,
        }, language));

    [Theory]
    [InlineData("en", "An hour costs €100.00. Further clause: 2.")]
    [InlineData("fr", "Une heure coûte 100,00 €. Autre clause : 2.")]
    [InlineData("de", "Eine Stunde kostet 100,00 €. Weitere Bestimmung: Ziffer 2.")]
    public void Summary_WithOneClauseMore_NamesIt(string language, string expected) => Assert.Equal(expected, Said(Plain with { Retainer = new(600m, true) }, language));

    private static WindowPremium Window(string name, string days, int from, int to, decimal multiplier) =>
        new(name, null, days.Select(d => (IsoDayOfWeek)(d - '0')).ToHashSet(), new(from, 0), new(to, 0), multiplier);

    private static string Said(ContractTerms terms, string language) => TermsInWords.Summary(terms, Currency.Of("EUR"), id => id, language).Replace('\u00a0', ' ').Replace('\u202f', ' ');
}
