using Billing.Domain;
using Billing.Domain.Contracts;
using NodaTime;

namespace Billing.UnitTests.Contracts;

/// <summary>French and German; spaces that do not break are written as plain ones here.</summary>
public sealed class TermsInTheClientsLanguageTests
{
    private static readonly Currency Eur = Currency.Of("EUR");

    private static readonly ContractTerms Plain = new() { EffectiveFrom = new(2026, 1, 1), HourlyRate = 1234.5m };

    [Theory]
    [InlineData("fr", "Une heure coûte 1 234,50 € ; 120,00 € pour Ana et 99,9875 € pour Jonas.")]
    [InlineData("de", "Eine Stunde kostet 1.234,50 €, bei Ana 120,00 €, bei Jonas 99,9875 €.")]
    public void Rates(string language, string expected) =>
        Assert.Equal(expected, First(Plain with { EngineerRates = new Dictionary<string, decimal>(StringComparer.Ordinal) { ["Jonas"] = 99.9875m, ["Ana"] = 120m } }, language));

    [Theory]
    [InlineData("fr", ThresholdScope.Incident, ThresholdBasis.Engineer, false, "À partir de 4 heures sur un même incident : ×1,5 ; à partir de 8 heures : ×2 ; temps compté par intervenant.")]
    [InlineData("fr", ThresholdScope.Incident, ThresholdBasis.Elapsed, false, "À partir de 4 heures sur un même incident : ×1,5 ; à partir de 8 heures : ×2 ; temps écoulé depuis le début du travail.")]
    [InlineData("fr", ThresholdScope.Day, ThresholdBasis.Team, true, "Au-delà de 4 heures dans une même journée : ×1,5 ; au-delà de 8 heures : ×2 ; le coefficient s’applique alors à la totalité du temps ; temps de tous les intervenants additionné.")]
    [InlineData("fr", ThresholdScope.Week, ThresholdBasis.Engineer, false, "À partir de 4 heures dans une même semaine civile : ×1,5 ; à partir de 8 heures : ×2 ; temps compté par intervenant.")]
    [InlineData("fr", ThresholdScope.Month, ThresholdBasis.Engineer, false, "À partir de 4 heures dans un même mois civil : ×1,5 ; à partir de 8 heures : ×2 ; temps compté par intervenant.")]
    [InlineData("de", ThresholdScope.Incident, ThresholdBasis.Engineer, false, "Ab 4 Stunden an einer Störung gilt ×1,5, ab 8 Stunden ×2; gezählt wird je Person.")]
    [InlineData("de", ThresholdScope.Incident, ThresholdBasis.Elapsed, false, "Ab 4 Stunden an einer Störung gilt ×1,5, ab 8 Stunden ×2; gezählt wird nach der Uhr ab Beginn der Arbeit.")]
    [InlineData("de", ThresholdScope.Day, ThresholdBasis.Team, true, "Bei mehr als 4 Stunden an einem Tag gilt ×1,5, bei mehr als 8 Stunden ×2, und zwar für die gesamte Zeit; gezählt wird für alle Personen zusammen.")]
    [InlineData("de", ThresholdScope.Week, ThresholdBasis.Engineer, false, "Ab 4 Stunden in einer Kalenderwoche gilt ×1,5, ab 8 Stunden ×2; gezählt wird je Person.")]
    [InlineData("de", ThresholdScope.Month, ThresholdBasis.Engineer, false, "Ab 4 Stunden in einem Kalendermonat gilt ×1,5, ab 8 Stunden ×2; gezählt wird je Person.")]
    public void Threshold(string language, ThresholdScope scope, ThresholdBasis basis, bool retroactive, string expected) =>
        Assert.Equal(expected, Second(new ThresholdPremium("Long", null, scope, basis, retroactive ? ThresholdMode.Retroactive : ThresholdMode.Graduated, [new(240m, 1.5m), new(480m, 2m)]), language));

    [Theory]
    [InlineData("fr", 0, "Dès la première seconde sur")]
    [InlineData("fr", 1.5, "À partir de 1,5 minute sur")]
    [InlineData("fr", 121, "À partir de 2 heures 1 minute sur")]
    [InlineData("de", 0, "Ab der ersten Sekunde an")]
    [InlineData("de", 1.5, "Ab 1,5 Minuten an")]
    [InlineData("de", 61, "Ab 1 Stunde 1 Minute an")]
    public void Step(string language, double minutes, string expected) =>
        Assert.StartsWith(expected, Second(new ThresholdPremium("Long", null, ThresholdScope.Incident, ThresholdBasis.Engineer, ThresholdMode.Graduated, [new((decimal)minutes, 1.5m)]), language), StringComparison.Ordinal);

    [Theory]
    [InlineData("fr", "Long : aucun palier, donc rien ne change.")]
    [InlineData("de", "Long: keine Stufen, es ändert sich also nichts.")]
    public void NoSteps(string language, string expected) =>
        Assert.Equal(expected, Second(new ThresholdPremium("Long", null, ThresholdScope.Incident, ThresholdBasis.Engineer, ThresholdMode.Graduated, []), language));

    [Theory]
    [InlineData("fr", "1234567", 22, 6, "Nuit : ×1,5 tous les jours de 22 h à 6 h le lendemain.")]
    [InlineData("fr", "12345", 8, 18, "Nuit : ×1,5 du lundi au vendredi de 8 h à 18 h.")]
    [InlineData("fr", "67", 0, 0, "Nuit : ×1,5 le samedi et le dimanche toute la journée.")]
    [InlineData("fr", "7", 6, 6, "Nuit : ×1,5 le dimanche à partir de 6 h pendant 24 heures.")]
    [InlineData("fr", "1236", 18, 0, "Nuit : ×1,5 du lundi au mercredi et le samedi de 18 h à minuit.")]
    [InlineData("fr", "", 18, 20, "Nuit : ×1,5 aucun jour de 18 h à 20 h.")]
    [InlineData("de", "1234567", 22, 6, "Nuit: täglich von 22:00 bis 06:00 Uhr des Folgetags ×1,5.")]
    [InlineData("de", "12345", 8, 18, "Nuit: montags bis freitags von 08:00 bis 18:00 Uhr ×1,5.")]
    [InlineData("de", "67", 0, 0, "Nuit: samstags und sonntags ganztägig ×1,5.")]
    [InlineData("de", "7", 6, 6, "Nuit: sonntags ab 06:00 Uhr 24 Stunden lang ×1,5.")]
    [InlineData("de", "1236", 18, 0, "Nuit: montags bis mittwochs und samstags von 18:00 bis 24:00 Uhr ×1,5.")]
    [InlineData("de", "", 18, 20, "Nuit: an keinem Tag von 18:00 bis 20:00 Uhr ×1,5.")]
    public void Window(string language, string days, int from, int to, string expected) =>
        Assert.Equal(expected, Second(new WindowPremium("Nuit", null, days.Select(d => (IsoDayOfWeek)(d - '0')).ToHashSet(), new(from, 0), new(to, 0), 1.5m), language));

    [Theory]
    [InlineData("fr", "Les jours fériés : ×2.", "Les incidents de gravité critique, élevée, moyenne, faible ou « zebra » : ×2.")]
    [InlineData("de", "An Feiertagen ×2.", "Bei Störungen mit dem Schweregrad kritisch, hoch, mittel, niedrig oder „zebra“ ×2.")]
    public void HolidayAndSeverity(string language, string holiday, string severity)
    {
        Assert.Equal(holiday, Second(new HolidayPremium("H", null, 2m), language));
        Assert.Equal(severity, Second(new SeverityPremium("S", null, "low zebra medium high critical".Split(' ').ToHashSet(StringComparer.Ordinal), 2m), language));
    }

    [Theory]
    [InlineData("fr", Stacking.Highest, "Lorsque plusieurs coefficients s’appliquent, seul le plus élevé est retenu.")]
    [InlineData("fr", Stacking.Add, "Lorsque plusieurs coefficients s’appliquent, leurs majorations s’additionnent : ×1,5 et ×2 donnent ensemble ×2,5. Des clauses 2 et 3, seul le coefficient le plus élevé est retenu.")]
    [InlineData("fr", Stacking.Multiply, "Lorsque plusieurs coefficients s’appliquent, ils se multiplient : ×1,5 et ×2 donnent ensemble ×3. Des clauses 2 et 3, seul le coefficient le plus élevé est retenu.")]
    [InlineData("de", Stacking.Highest, "Treffen mehrere Faktoren zu, gilt nur der höchste.")]
    [InlineData("de", Stacking.Add, "Treffen mehrere Faktoren zu, werden ihre Zuschläge addiert: ×1,5 und ×2 ergeben zusammen ×2,5. Von den Faktoren der Ziffern 2 und 3 zählt nur der höchste.")]
    [InlineData("de", Stacking.Multiply, "Treffen mehrere Faktoren zu, werden sie multipliziert: ×1,5 und ×2 ergeben zusammen ×3. Von den Faktoren der Ziffern 2 und 3 zählt nur der höchste.")]
    public void Stacked(string language, Stacking stacking, string expected) =>
        Assert.Equal(expected, Said(Plain with { Premiums = [new HolidayPremium("A", "g", 2m), new HolidayPremium("B", "g", 2m)], Stacking = stacking }, language)[^1]);

    [Theory]
    [InlineData("fr", IncrementRounding.Up, IncrementScope.Session, "Le temps est compté par tranches de 15 minutes, toute tranche entamée étant due, pour chaque session de travail.")]
    [InlineData("fr", IncrementRounding.Down, IncrementScope.Day, "Le temps est compté par tranches de 15 minutes, seules les tranches complètes étant dues, par intervenant et par jour.")]
    [InlineData("fr", IncrementRounding.Nearest, IncrementScope.Incident, "Le temps est compté par tranches de 15 minutes, arrondi à la tranche la plus proche et, à égale distance, à la tranche supérieure, par intervenant, par incident et par mois, et hors incident pour chaque session de travail.")]
    [InlineData("fr", IncrementRounding.None, IncrementScope.Session, "Le temps est compté à la seconde.")]
    [InlineData("de", IncrementRounding.Up, IncrementScope.Session, "Die Zeit wird je Arbeitszeitraum auf ein Vielfaches von 15 Minuten aufgerundet.")]
    [InlineData("de", IncrementRounding.Down, IncrementScope.Day, "Die Zeit wird je Person und Tag auf ein Vielfaches von 15 Minuten abgerundet.")]
    [InlineData("de", IncrementRounding.Nearest, IncrementScope.Incident, "Die Zeit wird je Person, Störung und Monat, ohne Störung je Arbeitszeitraum, auf ein Vielfaches von 15 Minuten kaufmännisch gerundet.")]
    [InlineData("de", IncrementRounding.None, IncrementScope.Session, "Die Zeit wird auf die Sekunde genau gezählt.")]
    public void Increment(string language, IncrementRounding rounding, IncrementScope scope, string expected) =>
        Assert.Equal(expected, Said(Plain with { Increment = new(15, rounding, scope) }, language)[1]);

    [Theory]
    [InlineData("fr", CapScope.Incident, "Un incident ne coûte jamais plus de 1 000,00 €.")]
    [InlineData("fr", CapScope.Day, "Une journée ne coûte jamais plus de 1 000,00 €.")]
    [InlineData("fr", CapScope.Month, "Un mois ne coûte jamais plus de 1 000,00 €.")]
    [InlineData("de", CapScope.Incident, "Eine Störung kostet nie mehr als 1.000,00 €.")]
    [InlineData("de", CapScope.Day, "Ein Tag kostet nie mehr als 1.000,00 €.")]
    [InlineData("de", CapScope.Month, "Ein Monat kostet nie mehr als 1.000,00 €.")]
    public void Cap(string language, CapScope scope, string expected) => Assert.Equal(expected, Said(Plain with { Cap = new(1000m, scope) }, language)[1]);

    [Theory]
    [InlineData("fr", true, "Chaque mois comprend 10 heures ; une heure à ×2 en consomme deux.")]
    [InlineData("fr", false, "Chaque mois comprend 10 heures ; une heure en consomme une, quel que soit le coefficient.")]
    [InlineData("de", true, "Jeder Monat enthält 10 Stunden; eine Stunde zu ×2 verbraucht davon zwei.")]
    [InlineData("de", false, "Jeder Monat enthält 10 Stunden; eine Stunde verbraucht davon eine, unabhängig vom Faktor.")]
    public void Retainer(string language, bool weighted, string expected) => Assert.Equal(expected, Said(Plain with { Retainer = new(600m, weighted) }, language)[1]);

    [Theory]
    [InlineData("fr", "Aucune heure n’est facturée à plus de ×2,75.", "Toute intervention d’un intervenant sur un incident est facturée au moins 1 heure ; le travail qu’il y commence au plus tard 2 heures après le début de l’intervention en fait partie.", "Lorsque le travail commence au plus tard 30 minutes après l’alerte, 200,00 € s’y ajoutent, une seule fois par incident.", "Lorsqu’un incident se reproduit, ses heures sont comptées à la suite, comme s’il s’agissait du même incident.")]
    [InlineData("de", "Keine Stunde wird mit mehr als ×2,75 berechnet.", "Jeder Einsatz einer Person bei einer Störung wird mit mindestens 1 Stunde berechnet; Arbeit daran, die sie spätestens 2 Stunden nach Beginn des Einsatzes aufnimmt, gehört dazu.", "Beginnt die Arbeit spätestens 30 Minuten nach der Alarmierung, kommen 200,00 € hinzu, einmal je Störung.", "Tritt eine Störung erneut auf, zählen ihre Stunden weiter, als wäre es dieselbe Störung.")]
    public void Everything(string language, params string[] expected) =>
        Assert.Equal(expected, Said(Plain with { MaximumMultiplier = 2.75m, MinimumCallOut = new(60m, 120m), ResponseFee = new(200m, 30m), RecurrenceCountsOn = true }, language).Skip(1));

    [Theory]
    [InlineData("en", 15, "From 15 January 2026: Une heure.")]
    [InlineData("fr", 15, "À compter du 15 janvier 2026 : une heure.")]
    [InlineData("fr", 1, "À compter du 1er janvier 2026 : une heure.")]
    [InlineData("de", 15, "Ab dem 15. Januar 2026: Une heure.")]
    public void Dated(string language, int day, string expected) => Assert.Equal(expected, Spaced(TermsInWords.Dated(new(2026, 1, day), "Une heure.", language)));

    [Fact]
    public void French_SpacesDoNotBreak() => Assert.Equal("Chaque mois comprend 10\u00a0heures\u202f; une heure à ×2 en consomme deux.", TermsInWords.Clauses(Plain with { Retainer = new(600m, true) }, Eur, id => id, "fr")[1].Sentence);

    [Fact]
    public void Clauses_OtherLanguage_Throws() => Assert.Throws<ArgumentException>(() => TermsInWords.Clauses(Plain, Eur, id => id, "es"));

    private static string First(ContractTerms terms, string language) => Said(terms, language)[0];

    private static string Second(Premium premium, string language) => Said(Plain with { Premiums = [premium] }, language)[1];

    private static List<string> Said(ContractTerms terms, string language) => [.. TermsInWords.Clauses(terms, Eur, id => id, language).Select(c => Spaced(c.Sentence))];

    private static string Spaced(string text) => text.Replace('\u00a0', ' ').Replace('\u202f', ' ');
}
