using System.Globalization;
using NodaTime;

namespace Billing.Domain.Contracts;

// A no-break space stands before a colon, a narrow one before a semicolon.
internal sealed class TermsFrench() : TermsLanguage('\u202F', ',')
{
    private const string Colon = "\u00A0: ";
    private const string Semicolon = "\u202F; ";

    private static readonly string[] Months = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".Split(' ');
    private static readonly string[] Days = "lundi mardi mercredi jeudi vendredi samedi dimanche".Split(' ');

    public override string Recurrence => "Lorsqu’un incident se reproduit, le décompte de ses heures se poursuit à partir de l’incident précédent.";

    public override string NoDay => "aucun jour";

    public override string EveryDay => "tous les jours";

    protected override string And => "et";

    protected override string Or => "ou";

    protected override string AllDay => "toute la journée";

    public override string Dated(LocalDate from, string sentence)
    {
        // The first is the one ordinal among French dates; a sentence after a colon begins small.
        var day = from.Day == 1 ? "1er" : from.Day.ToString(CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"À compter du {day} {Months[from.Month - 1]} {from.Year}{Colon}{char.ToLowerInvariant(sentence[0])}{sentence[1..]}");
    }

    public override string Rates(string common, IEnumerable<(string Name, string Rate)> own)
    {
        var each = string.Join(", ", own.Select(o => o.Name + Colon + o.Rate));
        return $"Une heure coûte {common}{(each.Length == 0 ? "" : Semicolon + each)}.";
    }

    public override string NoSteps(string name) => $"{name}{Colon}aucun palier, donc rien ne change.";

    public override string Threshold(ThresholdPremium threshold)
    {
        var retroactive = threshold.Mode == ThresholdMode.Retroactive;
        var scope = threshold.Scope switch { ThresholdScope.Incident => " sur un même incident", ThresholdScope.Day => " dans une même journée", ThresholdScope.Week => " dans une même semaine civile", _ => " dans un même mois civil" };
        var steps = threshold.Steps.Select((step, i) => $"{Reached(step.AfterMinutes, retroactive)}{(i == 0 ? scope : "")}{Colon}{Times(step.Multiplier)}");
        var basis = threshold.Basis switch
        {
            ThresholdBasis.Engineer => "compté par intervenant",
            ThresholdBasis.Team => "compté pour tous les intervenants ensemble",
            _ => "compté à l’horloge depuis le début du travail",
        };
        var listed = string.Join(Semicolon, steps);
        return char.ToUpperInvariant(listed[0]) + listed[1..] + Semicolon + (retroactive ? "le coefficient vaut alors pour la totalité du temps, " : "temps ") + basis + ".";
    }

    public override string Window(string name, string days, string hours, string times) => $"{name}{Colon}{times} {days} {hours}.";

    public override string Holidays(string times) => $"Jours fériés{Colon}{times}.";

    public override string Severities(string listed, string times) => $"Incidents de gravité {listed}{Colon}{times}.";

    public override string Severity(string word) => word switch { "critical" => "critique", "high" => "élevée", "medium" => "moyenne", "low" => "faible", _ => word };

    public override string Stacked(Stacking stacking) => stacking switch
    {
        Stacking.Highest => "Lorsque plusieurs coefficients s’appliquent, seul le plus élevé compte.",
        Stacking.Add => $"Lorsque plusieurs coefficients s’appliquent, leurs majorations s’additionnent{Colon}×1,5 et ×2 donnent ensemble ×2,5.",
        _ => $"Lorsque plusieurs coefficients s’appliquent, ils se multiplient{Colon}×1,5 et ×2 donnent ensemble ×3.",
    };

    public override string OnlyHighestOf(string names) => $"Parmi {names}, seul le plus élevé compte.";

    public override string Maximum(string times) => $"Aucune heure n’est comptée à plus de {times}.";

    public override string Increment(Increment increment)
    {
        if (increment.Rounding == IncrementRounding.None) return "Le temps est compté à la seconde.";
        var span = Span(increment.Minutes);
        var multiple = increment.Rounding switch { IncrementRounding.Up => $"multiple supérieur de {span}", IncrementRounding.Down => $"multiple inférieur de {span}", _ => $"multiple de {span} le plus proche" };
        var scope = increment.Scope switch
        {
            IncrementScope.Session => "pour chaque session",
            IncrementScope.Day => "par intervenant et par jour",
            _ => "par intervenant, par incident et par mois",
        };
        return $"Le temps est arrondi au {multiple}, {scope}.";
    }

    public override string CallOut(string least, string join) =>
        $"Une intervention est facturée au moins {least}{Semicolon}le travail commencé au plus tard {join} après son début en fait partie.";

    public override string Fee(string amount, string within) => $"Une prise en charge au plus tard {within} après l’alerte ajoute {amount}, une seule fois par incident.";

    public override string Cap(CapScope scope, string amount) =>
        $"{scope switch { CapScope.Incident => "Un incident", CapScope.Day => "Une journée", _ => "Un mois" }} ne coûte jamais plus de {amount}.";

    public override string Retainer(string included, bool weighted) =>
        $"Chaque mois comprend {included}{Semicolon}{(weighted ? "une heure à ×2 en consomme deux" : "une heure en consomme une, quel que soit le coefficient")}.";

    public override string EachMonth(string amount, string name) => $"Chaque mois coûte {amount} pour {name}{Semicolon}une partie de mois est facturée au prorata des jours.";

    public override string DayRun(IsoDayOfWeek first, IsoDayOfWeek last) => $"du {Days[(int)first - 1]} au {Days[(int)last - 1]}";

    public override string OnDay(IsoDayOfWeek day) => "le " + Days[(int)day - 1];

    protected override string DayLongFrom(string from) => $"à partir de {from} pendant 24{NoBreak}heures";

    protected override string UntilMidnight(string from) => $"de {from} à minuit";

    protected override string Between(string from, string to, bool nextDay) => $"de {from} à {to}{(nextDay ? " le lendemain" : "")}";

    // The plural begins at two.
    protected override string Unit(decimal count, bool hours) => (hours ? "heure" : "minute") + (count < 2 ? "" : "s");

    private string Reached(decimal minutes, bool retroactive)
    {
        if (retroactive) return "au-delà de " + Span(minutes);
        return minutes == 0 ? "dès la première seconde" : "à partir de " + Span(minutes);
    }
}
