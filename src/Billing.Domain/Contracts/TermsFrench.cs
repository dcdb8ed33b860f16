using System.Globalization;
using NodaTime;

namespace Billing.Domain.Contracts;

// A no-break space stands before a colon, a narrow one before a semicolon.
internal sealed class TermsFrench() : TermsLanguage('\u202F', ',')
{
    private const string Colon = "\u00A0: ";
    private const string Semicolon = "\u202F; ";

    private static readonly string[] Months = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".Split(' ');
    private static readonly string[] Weekdays = "lundi mardi mercredi jeudi vendredi samedi dimanche".Split(' ');

    public override string Holidays => "les jours fériés";

    public override string BetweenItems => Semicolon;

    protected override string NoDay => "aucun jour";

    protected override string EveryDay => "tous les jours";

    protected override string And => "et";

    protected override string Or => "ou";

    protected override string AllDay => "toute la journée";

    public override string Dated(LocalDate from, string sentence)
    {
        // The first is the one ordinal among French dates; a sentence after a colon begins small.
        var day = from.Day == 1 ? "1er" : Whole(from.Day);
        return string.Create(CultureInfo.InvariantCulture, $"À compter du {day} {Months[from.Month - 1]} {from.Year}{Colon}{char.ToLowerInvariant(sentence[0])}{sentence[1..]}");
    }

    public override string Rates(string common, IReadOnlyList<(string Name, string Rate)> own) =>
        $"Une heure coûte {common}{(own.Count == 0 ? "" : Semicolon + AllOf([.. own.Select(o => $"{o.Rate} pour {o.Name}")]))}.";

    public override string NoSteps(string name) => $"{name}{Colon}aucun palier, donc rien ne change.";

    public override string NoSeverities(string name) => $"{name}{Colon}aucune gravité, donc rien ne change.";

    public override string Threshold(ThresholdPremium threshold)
    {
        var retroactive = threshold.Mode == ThresholdMode.Retroactive;
        var steps = threshold.Steps.Select((step, i) => $"{Reached(step.AfterMinutes, retroactive)}{(i == 0 ? " " + Within(threshold.Scope) : "")}{Colon}{Times(step.Multiplier)}");
        return Capital(string.Join(Semicolon, steps)) + Semicolon + (retroactive ? "le coefficient s’applique alors à la totalité du temps" + Semicolon : "") + Basis(threshold.Basis) + ".";
    }

    public override string FromTheFirst(ThresholdPremium threshold, string rate)
    {
        var of = threshold.Scope == ThresholdScope.Incident ? "d’un incident" : "de travail " + Within(threshold.Scope);
        var first = OneUnit(threshold.Steps[0].AfterMinutes) switch
        {
            null => $"Jusqu’à {Span(threshold.Steps[0].AfterMinutes)} {Within(threshold.Scope)}, l’heure coûte {rate}",
            (1m, var hours) => $"La première {Unit(1, hours)} {of} coûte {rate} l’heure",
            ( { } count, var hours) => $"Les {Number(count, 0)}{NoBreak}premières {Unit(count, hours)} {of} coûtent {rate} l’heure",
        };
        var steps = threshold.Steps.Select((step, i) => $"{(i == 0 ? "ensuite" : Reached(step.AfterMinutes, false))}{Colon}{Times(step.Multiplier)}");
        return $"{first}{Semicolon}{string.Join(Semicolon, steps)} ({Basis(threshold.Basis)}).";
    }

    public override string WithoutIncident(string rate) => $"Le travail hors incident coûte {rate} l’heure.";

    public override string Window(string name, string days, string hours, string times) => $"{name}{Colon}{times} {days} {hours}.";

    public override string Nights(LocalTime from, LocalTime to) => $"la nuit de {Clock(from)} à {Clock(to)}";

    public override string Severities(string listed) => "les incidents de gravité " + listed;

    public override string Item(string when, string times) => when + Colon + times;

    public override string Stacked(Stacking stacking) => stacking switch
    {
        Stacking.Highest => "Lorsque plusieurs coefficients s’appliquent, seul le plus élevé est retenu.",
        Stacking.Add => $"Lorsque plusieurs coefficients s’appliquent, leurs majorations s’additionnent{Colon}×1,5 et ×2 donnent ensemble ×2,5.",
        _ => $"Lorsque plusieurs coefficients s’appliquent, ils se multiplient{Colon}×1,5 et ×2 donnent ensemble ×3.",
    };

    public override string Combined(Stacking stacking) => stacking switch
    {
        Stacking.Highest => "Le coefficient le plus élevé s’applique.",
        Stacking.Add => "Lorsque plusieurs coefficients s’appliquent, leurs majorations s’additionnent.",
        _ => "Lorsque plusieurs coefficients s’appliquent, ils se multiplient.",
    };

    public override string OnlyHighestOf(string numbers) => $"Des clauses {numbers}, seul le coefficient le plus élevé est retenu.";

    public override string Maximum(string times) => $"Aucune heure n’est facturée à plus de {times}.";

    public override string Increment(Increment increment)
    {
        if (increment.Rounding == IncrementRounding.None) return "Le temps est compté à la seconde.";
        var parts = $"Le temps est compté par tranches de {Span(increment.Minutes)}, ";
        var way = increment.Rounding switch
        {
            IncrementRounding.Up => "toute tranche entamée étant due",
            IncrementRounding.Down => "seules les tranches complètes étant dues",
            _ => "arrondi à la tranche la plus proche et, à égale distance, à la tranche supérieure",
        };
        var scope = increment.Scope switch
        {
            IncrementScope.Session => "pour chaque session de travail",
            IncrementScope.Day => "par intervenant et par jour",
            _ => "par intervenant, par incident et par mois, et hors incident pour chaque session de travail",
        };
        return $"{parts}{way}, {scope}.";
    }

    public override string CallOut(string least, string join) =>
        $"Toute intervention d’un intervenant sur un incident est facturée au moins {least}{Semicolon}le travail qu’il y commence au plus tard {join} après le début de l’intervention en fait partie.";

    public override string Fee(string amount, string within) => $"Lorsque le travail commence au plus tard {within} après l’alerte, {amount} s’y ajoutent, une seule fois par incident.";

    public override string Cap(CapScope scope, string amount) =>
        $"{scope switch { CapScope.Incident => "Un incident", CapScope.Day => "Une journée", _ => "Un mois" }} ne coûte jamais plus de {amount}.";

    public override string Retainer(string included, bool weighted) =>
        $"Chaque mois comprend {included}{Semicolon}{(weighted ? "une heure à ×2 en consomme deux" : "une heure en consomme une, quel que soit le coefficient")}.";

    public override string EachMonth(string amount, string name) => $"Chaque mois coûte {amount} pour {name}{Semicolon}une partie de mois est facturée au prorata des jours.";

    public override string Recurrence(bool capped) =>
        $"Lorsqu’un incident se reproduit, ses heures sont comptées à la suite, comme s’il s’agissait du même incident{(capped ? ", et un seul plafond vaut pour l’ensemble" : "")}.";

    public override string Further(string numbers, int count) => $"{(count == 1 ? "Autre clause" : "Autres clauses")}{Colon}{numbers}.";

    protected override string DayRun(IsoDayOfWeek first, IsoDayOfWeek last) => $"du {Weekdays[(int)first - 1]} au {Weekdays[(int)last - 1]}";

    protected override string OnDay(IsoDayOfWeek day) => "le " + Weekdays[(int)day - 1];

    protected override string DayLongFrom(string from) => $"à partir de {from} pendant 24{NoBreak}heures";

    protected override string UntilMidnight(string from) => $"de {from} à minuit";

    protected override string Between(string from, string to, bool nextDay) => $"de {from} à {to}{(nextDay ? " le lendemain" : "")}";

    protected override string? Known(string severity) => severity switch { "critical" => "critique", "high" => "élevée", "medium" => "moyenne", "low" => "faible", _ => null };

    protected override string Quoted(string word) => $"«{NoBreak}{word}{NoBreak}»";

    // The plural begins at two.
    protected override string Unit(decimal count, bool hours) => (hours ? "heure" : "minute") + (count < 2 ? "" : "s");

    // 22 h, 6 h 05, 6 h 05 min 30 s: times of day in running text, after the Imprimerie nationale.
    protected override string Clock(LocalTime time)
    {
        var hour = $"{Whole(time.Hour)}{NoBreak}h";
        if (time is { Minute: 0, Second: 0 }) return hour;
        var minute = string.Create(CultureInfo.InvariantCulture, $"{hour}{NoBreak}{time.Minute:00}");
        return time.Second == 0 ? minute : string.Create(CultureInfo.InvariantCulture, $"{minute}{NoBreak}min{NoBreak}{time.Second:00}{NoBreak}s");
    }

    private static string Within(ThresholdScope scope) => scope switch
    {
        ThresholdScope.Incident => "sur un même incident",
        ThresholdScope.Day => "dans une même journée",
        ThresholdScope.Week => "dans une même semaine civile",
        _ => "dans un même mois civil",
    };

    private static string Basis(ThresholdBasis basis) => basis switch
    {
        ThresholdBasis.Engineer => "temps compté par intervenant",
        ThresholdBasis.Team => "temps de tous les intervenants additionné",
        _ => "temps écoulé depuis le début du travail",
    };

    private string Reached(decimal minutes, bool retroactive)
    {
        if (retroactive) return "au-delà de " + Span(minutes);
        return minutes == 0 ? "dès la première seconde" : "à partir de " + Span(minutes);
    }
}
