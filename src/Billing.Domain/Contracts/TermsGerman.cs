using System.Globalization;
using NodaTime;

namespace Billing.Domain.Contracts;

internal sealed class TermsGerman() : TermsLanguage('.', ',')
{
    private static readonly string[] Months = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".Split(' ');
    private static readonly string[] Days = "montags dienstags mittwochs donnerstags freitags samstags sonntags".Split(' ');

    public override string Recurrence => "Tritt eine Störung erneut auf, zählen ihre Stunden ab dem Stand der früheren weiter.";

    public override string NoDay => "an keinem Tag";

    public override string EveryDay => "täglich";

    protected override string And => "und";

    protected override string Or => "oder";

    protected override string AllDay => "ganztägig";

    public override string Dated(LocalDate from, string sentence) =>
        string.Create(CultureInfo.InvariantCulture, $"Ab dem {from.Day}. {Months[from.Month - 1]} {from.Year}: {sentence}");

    public override string Rates(string common, IEnumerable<(string Name, string Rate)> own) =>
        string.Concat(["Eine Stunde kostet " + common, .. own.Select(o => $", bei {o.Name} {o.Rate}"), "."]);

    public override string NoSteps(string name) => $"{name}: keine Stufen, es ändert sich also nichts.";

    public override string Threshold(ThresholdPremium threshold)
    {
        var retroactive = threshold.Mode == ThresholdMode.Retroactive;
        var scope = threshold.Scope switch { ThresholdScope.Incident => " an einer Störung", ThresholdScope.Day => " an einem Tag", ThresholdScope.Week => " in einer Kalenderwoche", _ => " in einem Kalendermonat" };
        var steps = threshold.Steps.Select((step, i) => $"{Reached(step.AfterMinutes, retroactive)}{(i == 0 ? scope : "")} {Times(step.Multiplier)}");
        var basis = threshold.Basis switch
        {
            ThresholdBasis.Engineer => "je Person gezählt",
            ThresholdBasis.Team => "für alle Personen zusammen gezählt",
            _ => "nach der Uhr seit Arbeitsbeginn gezählt",
        };
        var listed = string.Join(", ", steps);
        return char.ToUpperInvariant(listed[0]) + listed[1..] + (retroactive ? ", dann für die gesamte Zeit, " : ", ") + basis + ".";
    }

    public override string Window(string name, string days, string hours, string times) => $"{name}: {days} {hours} {times}.";

    public override string Holidays(string times) => $"An Feiertagen {times}.";

    public override string Severities(string listed, string times) => $"Störungen mit Schweregrad {listed} {times}.";

    public override string Severity(string word) => word switch { "critical" => "kritisch", "high" => "hoch", "medium" => "mittel", "low" => "niedrig", _ => word };

    public override string Stacked(Stacking stacking) => stacking switch
    {
        Stacking.Highest => "Treffen mehrere Faktoren zu, zählt nur der höchste.",
        Stacking.Add => "Treffen mehrere Faktoren zu, werden ihre Zuschläge addiert: ×1,5 und ×2 ergeben zusammen ×2,5.",
        _ => "Treffen mehrere Faktoren zu, werden sie multipliziert: ×1,5 und ×2 ergeben zusammen ×3.",
    };

    public override string OnlyHighestOf(string names) => $"Von {names} zählt nur der höchste.";

    public override string Maximum(string times) => $"Keine Stunde zählt mehr als {times}.";

    public override string Increment(Increment increment)
    {
        if (increment.Rounding == IncrementRounding.None) return "Die Zeit wird auf die Sekunde genau gezählt.";
        var scope = increment.Scope switch
        {
            IncrementScope.Session => "je Arbeitszeitraum",
            IncrementScope.Day => "je Person und Tag",
            _ => "je Person, Störung und Monat",
        };
        var span = Span(increment.Minutes);
        return $"Die Zeit wird {scope} auf " + increment.Rounding switch
        {
            IncrementRounding.Up => $"ein Vielfaches von {span} aufgerundet.",
            IncrementRounding.Down => $"ein Vielfaches von {span} abgerundet.",
            _ => $"das nächste Vielfache von {span} auf- oder abgerundet.",
        };
    }

    public override string CallOut(string least, string join) =>
        $"Ein Einsatz wird mit mindestens {least} abgerechnet; Arbeit, die spätestens {join} nach seinem Beginn anfängt, gehört dazu.";

    public override string Fee(string amount, string within) => $"Beginnt die Arbeit spätestens {within} nach der Alarmierung, kommen {amount} hinzu, einmal je Störung.";

    public override string Cap(CapScope scope, string amount) =>
        $"{scope switch { CapScope.Incident => "Eine Störung", CapScope.Day => "Ein Tag", _ => "Ein Monat" }} kostet nie mehr als {amount}.";

    public override string Retainer(string included, bool weighted) =>
        $"Jeder Monat enthält {included}; {(weighted ? "eine Stunde mit ×2 verbraucht davon zwei" : "eine Stunde verbraucht davon eine, unabhängig vom Faktor")}.";

    public override string EachMonth(string amount, string name) => $"Jeder Monat kostet {amount} für {name}; ein Teil eines Monats wird nach Tagen abgerechnet.";

    public override string DayRun(IsoDayOfWeek first, IsoDayOfWeek last) => $"{Days[(int)first - 1]} bis {Days[(int)last - 1]}";

    public override string OnDay(IsoDayOfWeek day) => Days[(int)day - 1];

    protected override string DayLongFrom(string from) => $"ab {from}{NoBreak}Uhr 24{NoBreak}Stunden lang";

    protected override string UntilMidnight(string from) => $"von {from} bis 24:00{NoBreak}Uhr";

    protected override string Between(string from, string to, bool nextDay) => $"von {from} bis {to}{NoBreak}Uhr{(nextDay ? " am Folgetag" : "")}";

    protected override string Unit(decimal count, bool hours) => (hours ? "Stunde" : "Minute") + (count == 1 ? "" : "n");

    private string Reached(decimal minutes, bool retroactive)
    {
        if (retroactive) return "bei mehr als " + Span(minutes);
        return minutes == 0 ? "ab der ersten Sekunde" : "ab " + Span(minutes);
    }
}
