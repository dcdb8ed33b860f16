using Billing.Domain;
using Billing.Domain.Contracts;
using NodaTime;

namespace Billing.UnitTests.Contracts;

/// <summary>Every variant of a clause against its sentence, in every language; spaces that do not break are written as plain ones here.</summary>
public sealed class TermsVariantsTests
{
    private static readonly Currency Eur = Currency.Of("EUR");

    private static readonly ContractTerms Plain = new() { EffectiveFrom = new(2026, 1, 1), HourlyRate = 100m };

    private static readonly Dictionary<string, (string Graduated, string Retroactive, string[] Scopes, string[] Bases)> Thresholds = new(StringComparer.Ordinal)
    {
        ["en"] = ("From 4 hours {0} ×1.5, from 7 hours 30 minutes ×2, {1}.", "Over 4 hours {0} ×1.5, over 7 hours 30 minutes ×2, then for all of it, {1}.",
            ["on one incident", "in one day", "in one calendar week", "in one calendar month"],
            ["counted for each engineer", "counted for all engineers together", "counted on the clock since the work began"]),
        ["fr"] = ("À partir de 4 heures {0} : ×1,5 ; à partir de 7 heures 30 minutes : ×2 ; {1}.",
            "Au-delà de 4 heures {0} : ×1,5 ; au-delà de 7 heures 30 minutes : ×2 ; le coefficient s’applique alors à la totalité du temps ; {1}.",
            ["sur un même incident", "dans une même journée", "dans une même semaine civile", "dans un même mois civil"],
            ["temps compté par intervenant", "temps de tous les intervenants additionné", "temps écoulé depuis le début du travail"]),
        ["de"] = ("Ab 4 Stunden {0} gilt ×1,5, ab 7 Stunden 30 Minuten ×2; gezählt wird {1}.",
            "Bei mehr als 4 Stunden {0} gilt ×1,5, bei mehr als 7 Stunden 30 Minuten ×2, und zwar für die gesamte Zeit; gezählt wird {1}.",
            ["an einer Störung", "an einem Tag", "in einer Kalenderwoche", "in einem Kalendermonat"],
            ["je Person", "für alle Personen zusammen", "nach der Uhr ab Beginn der Arbeit"]),
    };

    private static readonly Dictionary<string, (string Sentence, string[] Ways, string[] Scopes)> Increments = new(StringComparer.Ordinal)
    {
        ["en"] = ("Time is rounded {0}, {1}.", ["up to a multiple of 90 minutes", "to the nearest multiple of 90 minutes, an exact half up", "down to a multiple of 90 minutes"],
            ["for each session", "for each engineer's day", "for each engineer's work of a month on one incident, and for each session without an incident"]),
        ["fr"] = ("Le temps est compté par tranches de 90 minutes, {0}, {1}.",
            ["toute tranche entamée étant due", "arrondi à la tranche la plus proche et, à égale distance, à la tranche supérieure", "seules les tranches complètes étant dues"],
            ["pour chaque session de travail", "par intervenant et par jour", "par intervenant, par incident et par mois, et hors incident pour chaque session de travail"]),
        ["de"] = ("Die Zeit wird {1} auf ein Vielfaches von 90 Minuten {0}.", ["aufgerundet", "kaufmännisch gerundet", "abgerundet"],
            ["je Arbeitszeitraum", "je Person und Tag", "je Person, Störung und Monat, ohne Störung je Arbeitszeitraum,"]),
    };

    public static TheoryData<string, ThresholdScope, ThresholdBasis, ThresholdMode> EveryThreshold()
    {
        var data = new TheoryData<string, ThresholdScope, ThresholdBasis, ThresholdMode>();
        foreach (var language in Thresholds.Keys)
            foreach (var scope in Enum.GetValues<ThresholdScope>())
                foreach (var basis in Enum.GetValues<ThresholdBasis>())
                    foreach (var mode in Enum.GetValues<ThresholdMode>())
                        if (IsAllowed(scope, basis, mode)) data.Add(language, scope, basis, mode);
        return data;
    }

    public static TheoryData<string, IncrementRounding, IncrementScope> EveryIncrement()
    {
        var data = new TheoryData<string, IncrementRounding, IncrementScope>();
        foreach (var language in Increments.Keys)
            foreach (var rounding in Enum.GetValues<IncrementRounding>().Where(r => r != IncrementRounding.None))
                foreach (var scope in Enum.GetValues<IncrementScope>()) data.Add(language, rounding, scope);
        return data;
    }

    [Theory, MemberData(nameof(EveryThreshold))]
    public void Threshold(string language, ThresholdScope scope, ThresholdBasis basis, ThresholdMode mode)
    {
        var words = Thresholds[language];
        var terms = Plain with { Premiums = [new ThresholdPremium("Long", null, scope, basis, mode, [new(240m, 1.5m), new(450m, 2m)])] };
        var sentence = (mode == ThresholdMode.Graduated ? words.Graduated : words.Retroactive).Replace("{0}", words.Scopes[(int)scope], StringComparison.Ordinal).Replace("{1}", words.Bases[(int)basis], StringComparison.Ordinal);
        Assert.Equal((ClauseKind.Premium, sentence), Said(terms, language)[1]);
    }

    [Theory, MemberData(nameof(EveryIncrement))]
    public void Increment(string language, IncrementRounding rounding, IncrementScope scope)
    {
        var words = Increments[language];

        // An hour and a half is said as people say it.
        var expected = words.Sentence.Replace("{0}", words.Ways[(int)rounding], StringComparison.Ordinal).Replace("{1}", words.Scopes[(int)scope], StringComparison.Ordinal)
            .Replace("90 minutes", language == "fr" ? "1 heure 30 minutes" : "1 hour 30 minutes", StringComparison.Ordinal).Replace("90 Minuten", "1 Stunde 30 Minuten", StringComparison.Ordinal);
        Assert.Equal((ClauseKind.Increment, expected), Said(Plain with { Increment = new(90, rounding, scope) }, language)[1]);
    }

    [Theory]
    [InlineData("en", "One incident never costs more than €50.00.", "One day never costs more than €50.00.", "One month never costs more than €50.00.")]
    [InlineData("fr", "Un incident ne coûte jamais plus de 50,00 €.", "Une journée ne coûte jamais plus de 50,00 €.", "Un mois ne coûte jamais plus de 50,00 €.")]
    [InlineData("de", "Eine Störung kostet nie mehr als 50,00 €.", "Ein Tag kostet nie mehr als 50,00 €.", "Ein Monat kostet nie mehr als 50,00 €.")]
    public void Cap(string language, params string[] expected) =>
        Assert.Equal(expected.Select(e => (ClauseKind.Cap, e)), Enum.GetValues<CapScope>().Select(scope => Said(Plain with { Cap = new(50m, scope) }, language)[1]));

    [Theory]
    [InlineData("en", "When an incident happens again, its hours count on as if it were the same incident", ", and one maximum holds for them together")]
    [InlineData("fr", "Lorsqu’un incident se reproduit, ses heures sont comptées à la suite, comme s’il s’agissait du même incident", ", et un seul plafond vaut pour l’ensemble")]
    [InlineData("de", "Tritt eine Störung erneut auf, zählen ihre Stunden weiter, als wäre es dieselbe Störung", ", und die Obergrenze gilt für beide zusammen")]
    public void Recurrence(string language, string hours, string maximum)
    {
        var terms = Plain with { RecurrenceCountsOn = true };
        Assert.Equal((ClauseKind.Recurrence, hours + "."), Said(terms, language)[^1]);
        Assert.Equal((ClauseKind.Recurrence, hours + "."), Said(terms with { Cap = new(50m, CapScope.Day) }, language)[^1]);
        Assert.Equal((ClauseKind.Recurrence, hours + maximum + "."), Said(terms with { Cap = new(50m, CapScope.Incident) }, language)[^1]);
    }

    [Theory]
    [InlineData("en", "N: no severities, so nothing changes.")]
    [InlineData("fr", "N : aucune gravité, donc rien ne change.")]
    [InlineData("de", "N: kein Schweregrad, es ändert sich also nichts.")]
    public void NoSeverities(string language, string expected) =>
        Assert.Equal((ClauseKind.Premium, expected), Said(Plain with { Premiums = [new SeverityPremium("N", null, new HashSet<string>(StringComparer.Ordinal), 2m)] }, language)[1]);

    // A word of the client's own that is one of ours in its language must not be taken for it.
    [Theory]
    [InlineData("en", "critical", "critical")]
    [InlineData("fr", "critical", "critique")]
    [InlineData("fr", "critique", "« critique »")]
    [InlineData("de", "kritisch", "„kritisch“")]
    public void Severity_OfTheClientsOwn_StandsInQuotationMarks(string language, string word, string expected) =>
        Assert.Contains($" {expected} ", Said(Plain with { Premiums = [new SeverityPremium("S", null, new HashSet<string>([word], StringComparer.Ordinal), 2m)] }, language)[1].Sentence.Replace(':', ' '), StringComparison.Ordinal);

    [Theory]
    [InlineData("en", "Of clauses 8 and 10 only the highest counts.")]
    [InlineData("fr", "Des clauses 8 et 10, seul le coefficient le plus élevé est retenu.")]
    [InlineData("de", "Von den Faktoren der Ziffern 8 und 10 zählt nur der höchste.")]
    public void Group_WhereNumbersBeginLater_CitesThem(string language, string expected)
    {
        var terms = Plain with { Premiums = [new HolidayPremium("A", "g", 2m), new HolidayPremium("A", null, 2m), new HolidayPremium("A", "g", 3m)], Stacking = Stacking.Add };
        var clauses = TermsInWords.Clauses(terms, Eur, id => id, language, first: 7);
        Assert.Equal([7, 8, 9, 10, 11], clauses.Select(c => c.Number));
        Assert.EndsWith(expected, clauses[^1].Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "10.01666666", "From 10.01666666 minutes")]
    [InlineData("de", "10.01667", "Ab 10,01667 Minuten")]
    [InlineData("fr", "61.5", "À partir de 1 heure 1,5 minute")]
    public void Step_OfAnOddLength_IsNotRounded(string language, string minutes, string expected)
    {
        var step = new ThresholdStep(decimal.Parse(minutes, System.Globalization.CultureInfo.InvariantCulture), 2m);
        Assert.StartsWith(expected, Said(Plain with { Premiums = [new ThresholdPremium("L", null, ThresholdScope.Day, ThresholdBasis.Team, ThresholdMode.Graduated, [step])] }, language)[1].Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "from 06:05 to 22:30:15 ×2.")]
    [InlineData("fr", "×2 tous les jours de 6 h 05 à 22 h 30 min 15 s.")]
    [InlineData("de", "täglich von 06:05 bis 22:30:15 Uhr ×2.")]
    public void Window_ToTheSecond(string language, string expected) => Assert.EndsWith(
        expected, Said(Plain with { Premiums = [new WindowPremium("W", null, Enum.GetValues<IsoDayOfWeek>().Skip(1).ToHashSet(), new(6, 5), new(22, 30, 15), 2m)] }, language)[1].Sentence, StringComparison.Ordinal);

    private static bool IsAllowed(ThresholdScope scope, ThresholdBasis basis, ThresholdMode mode) => !Billing.Domain.Rating.TermsValidation.Check(
        Plain with { Premiums = [new ThresholdPremium("Long", null, scope, basis, mode, [new(240m, 1.5m)])] }).Any();

    private static List<(ClauseKind Kind, string Sentence)> Said(ContractTerms terms, string language) =>
        [.. TermsInWords.Clauses(terms, Eur, id => id, language).Select(c => (c.Kind, c.Sentence.Replace('\u00a0', ' ').Replace('\u202f', ' ')))];
}
