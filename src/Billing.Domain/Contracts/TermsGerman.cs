using System.Globalization;
using NodaTime;

namespace Billing.Domain.Contracts;

internal sealed class TermsGerman() : TermsLanguage('.', ',')
{
    private static readonly string[] Months = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".Split(' ');
    private static readonly string[] Weekdays = "montags dienstags mittwochs donnerstags freitags samstags sonntags".Split(' ');

    public override string Holidays => "an Feiertagen";

    public override string BetweenItems => "; ";

    protected override string NoDay => "an keinem Tag";

    protected override string EveryDay => "täglich";

    protected override string And => "und";

    protected override string Or => "oder";

    protected override string AllDay => "ganztägig";

    public override string Dated(LocalDate from, string sentence) =>
        string.Create(CultureInfo.InvariantCulture, $"Ab dem {from.Day}. {Months[from.Month - 1]} {from.Year}: {sentence}");

    public override string Rates(string common, IReadOnlyList<(string Name, string Rate)> own) =>
        string.Concat(["Eine Stunde kostet " + common, .. own.Select(o => $", bei {o.Name} {o.Rate}"), "."]);

    public override string NoSteps(string name) => $"{name}: keine Stufen, es ändert sich also nichts.";

    public override string NoSeverities(string name) => $"{name}: kein Schweregrad, es ändert sich also nichts.";

    public override string Threshold(ThresholdPremium threshold)
    {
        var retroactive = threshold.Mode == ThresholdMode.Retroactive;
        var steps = threshold.Steps.Select((step, i) => $"{Reached(step.AfterMinutes, retroactive)}{(i == 0 ? $" {Within(threshold.Scope)} gilt" : "")} {Times(step.Multiplier)}");
        return $"{Capital(string.Join(", ", steps))}{(retroactive ? ", und zwar für die gesamte Zeit" : "")}; gezählt wird {Basis(threshold.Basis)}.";
    }

    public override string FromTheFirst(ThresholdPremium threshold, string rate)
    {
        var of = threshold.Scope == ThresholdScope.Incident ? "einer Störung" : "Arbeit " + Within(threshold.Scope);
        var first = OneUnit(threshold.Steps[0].AfterMinutes) switch
        {
            null => $"Bis {Span(threshold.Steps[0].AfterMinutes)} {Within(threshold.Scope)} kostet die Stunde {rate}",
            (1m, var hours) => $"Die erste {Unit(1, hours)} {of} kostet {rate} je Stunde",
            ( { } count, var hours) => $"Die ersten {Counted(count, hours)} {of} kosten {rate} je Stunde",
        };
        var steps = threshold.Steps.Select((step, i) => $"{(i == 0 ? "danach" : Reached(step.AfterMinutes, false))} {Times(step.Multiplier)}");
        return $"{first}; {string.Join(", ", steps)} (gezählt {Basis(threshold.Basis)}).";
    }

    public override string WithoutIncident(string rate) => $"Arbeit ohne Störung kostet {rate} je Stunde.";

    public override string Window(string name, string days, string hours, string times) => $"{name}: {days} {hours} {times}.";

    public override string Nights(LocalTime from, LocalTime to) => $"nachts von {Clock(from)} bis {Clock(to)}{NoBreak}Uhr";

    public override string Severities(string listed) => "bei Störungen mit dem Schweregrad " + listed;

    public override string Item(string when, string times) => $"{when} {times}";

    public override string Stacked(Stacking stacking) => stacking switch
    {
        Stacking.Highest => "Treffen mehrere Faktoren zu, gilt nur der höchste.",
        Stacking.Add => "Treffen mehrere Faktoren zu, werden ihre Zuschläge addiert: ×1,5 und ×2 ergeben zusammen ×2,5.",
        _ => "Treffen mehrere Faktoren zu, werden sie multipliziert: ×1,5 und ×2 ergeben zusammen ×3.",
    };

    public override string Combined(Stacking stacking) => stacking switch
    {
        Stacking.Highest => "Es gilt der höchste Faktor.",
        Stacking.Add => "Treffen mehrere Faktoren zu, werden ihre Zuschläge addiert.",
        _ => "Treffen mehrere Faktoren zu, werden sie multipliziert.",
    };

    public override string OnlyHighestOf(string numbers) => $"Von den Faktoren der Ziffern {numbers} zählt nur der höchste.";

    public override string Maximum(string times) => $"Keine Stunde wird mit mehr als {times} berechnet.";

    public override string Increment(Increment increment)
    {
        if (increment.Rounding == IncrementRounding.None) return "Die Zeit wird auf die Sekunde genau gezählt.";
        var scope = increment.Scope switch
        {
            IncrementScope.Session => "je Arbeitszeitraum",
            IncrementScope.Day => "je Person und Tag",
            _ => "je Person, Störung und Monat, ohne Störung je Arbeitszeitraum,",
        };
        var way = increment.Rounding switch { IncrementRounding.Up => "aufgerundet", IncrementRounding.Down => "abgerundet", _ => "kaufmännisch gerundet" };
        return $"Die Zeit wird {scope} auf ein Vielfaches von {Span(increment.Minutes)} {way}.";
    }

    public override string CallOut(string least, string join) =>
        $"Jeder Einsatz einer Person bei einer Störung wird mit mindestens {least} berechnet; Arbeit daran, die sie spätestens {join} nach Beginn des Einsatzes aufnimmt, gehört dazu.";

    public override string Fee(string amount, string within) => $"Beginnt die Arbeit spätestens {within} nach der Alarmierung, kommen {amount} hinzu, einmal je Störung.";

    public override string Cap(CapScope scope, string amount) =>
        $"{scope switch { CapScope.Incident => "Eine Störung", CapScope.Day => "Ein Tag", _ => "Ein Monat" }} kostet nie mehr als {amount}.";

    public override string Retainer(string included, bool weighted) =>
        $"Jeder Monat enthält {included}; {(weighted ? "eine Stunde zu ×2 verbraucht davon zwei" : "eine Stunde verbraucht davon eine, unabhängig vom Faktor")}.";

    public override string Recurrence(bool capped) =>
        $"Tritt eine Störung erneut auf, zählen ihre Stunden weiter, als wäre es dieselbe Störung{(capped ? ", und die Obergrenze gilt für beide zusammen" : "")}.";

    public override string Further(string numbers, int count) => $"{(count == 1 ? "Weitere Bestimmung: Ziffer" : "Weitere Bestimmungen: Ziffern")}{NoBreak}{numbers}.";

    public override string EachMonth(string amount, string name) => $"Jeder Monat kostet {amount} für {name}; ein Teil eines Monats wird nach Tagen abgerechnet.";

    protected override string DayRun(IsoDayOfWeek first, IsoDayOfWeek last) => $"{Weekdays[(int)first - 1]} bis {Weekdays[(int)last - 1]}";

    protected override string OnDay(IsoDayOfWeek day) => Weekdays[(int)day - 1];

    protected override string DayLongFrom(string from) => $"ab {from}{NoBreak}Uhr 24{NoBreak}Stunden lang";

    protected override string UntilMidnight(string from) => $"von {from} bis 24:00{NoBreak}Uhr";

    protected override string Between(string from, string to, bool nextDay) => $"von {from} bis {to}{NoBreak}Uhr{(nextDay ? " des Folgetags" : "")}";

    protected override string? Known(string severity) => severity switch { "critical" => "kritisch", "high" => "hoch", "medium" => "mittel", "low" => "niedrig", _ => null };

    protected override string Quoted(string word) => $"„{word}“";

    protected override string Unit(decimal count, bool hours) => (hours ? "Stunde" : "Minute") + (count == 1 ? "" : "n");

    private static string Within(ThresholdScope scope) =>
        scope switch { ThresholdScope.Incident => "an einer Störung", ThresholdScope.Day => "an einem Tag", ThresholdScope.Week => "in einer Kalenderwoche", _ => "in einem Kalendermonat" };

    private static string Basis(ThresholdBasis basis) => basis switch
    {
        ThresholdBasis.Engineer => "je Person",
        ThresholdBasis.Team => "für alle Personen zusammen",
        _ => "nach der Uhr ab Beginn der Arbeit",
    };

    private string Reached(decimal minutes, bool retroactive)
    {
        if (retroactive) return "bei mehr als " + Span(minutes);
        return minutes == 0 ? "ab der ersten Sekunde" : "ab " + Span(minutes);
    }
}
