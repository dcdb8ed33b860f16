using System.Globalization;
using NodaTime;

namespace Billing.Domain.Contracts;

internal sealed class TermsEnglish() : TermsLanguage(',', '.')
{
    public override string Holidays => "public holidays";

    public override string BetweenItems => ", ";

    protected override string NoDay => "on no day";

    protected override string EveryDay => "every day";

    protected override string And => "and";

    protected override string Or => "or";

    protected override string AllDay => "all day";

    protected override string Gap => " ";

    public override string Dated(LocalDate from, string sentence) => $"From {from.ToString("d MMMM uuuu", CultureInfo.InvariantCulture)}: {sentence}";

    public override string Rates(string common, IReadOnlyList<(string Name, string Rate)> own) =>
        string.Concat(["An hour costs " + common, .. own.Select(o => $", one of {o.Name} {o.Rate}"), "."]);

    public override string NoSteps(string name) => $"{name}: no steps, so nothing changes.";

    public override string NoSeverities(string name) => $"{name}: no severities, so nothing changes.";

    public override string Threshold(ThresholdPremium threshold)
    {
        // A graduated step holds from its count on, a retroactive one only when the final count has passed it (RATING §4).
        var retroactive = threshold.Mode == ThresholdMode.Retroactive;
        var steps = threshold.Steps.Select((step, i) => $"{Reached(step.AfterMinutes, retroactive)}{(i == 0 ? " " + Within(threshold.Scope) : "")} {Times(step.Multiplier)}");
        return Capital(string.Join(", ", steps)) + (retroactive ? ", then for all of it, " : ", ") + Basis(threshold.Basis) + ".";
    }

    public override string FromTheFirst(ThresholdPremium threshold, string rate)
    {
        var of = threshold.Scope == ThresholdScope.Incident ? "of an incident" : "of work " + Within(threshold.Scope);
        var first = OneUnit(threshold.Steps[0].AfterMinutes) switch
        {
            null => $"Up to {Span(threshold.Steps[0].AfterMinutes)} {Within(threshold.Scope)}, an hour costs {rate}",
            (1m, var hours) => $"The first {Unit(1, hours)} {of} costs {rate} an hour",
            ( { } count, var hours) => $"The first {Counted(count, hours)} {of} cost {rate} an hour",
        };
        var steps = threshold.Steps.Select((step, i) => $"{(i == 0 ? "from then on" : Reached(step.AfterMinutes, false))} {Times(step.Multiplier)}");
        return $"{first}; {string.Join(", ", steps)} ({Basis(threshold.Basis)}).";
    }

    public override string WithoutIncident(string rate) => $"Work without an incident costs {rate} an hour.";

    public override string Window(string name, string days, string hours, string times) => $"{name}: {days} {hours} {times}.";

    public override string Nights(LocalTime from, LocalTime to) => $"nights {Clock(from)}–{Clock(to)}";

    public override string Severities(string listed) => "incidents of severity " + listed;

    public override string Item(string when, string times) => $"{when} {times}";

    public override string Stacked(Stacking stacking) => stacking switch
    {
        Stacking.Highest => "Where several apply, the highest counts.",
        Stacking.Add => "Where several apply, their surcharges are added: ×1.5 and ×2 together make ×2.5.",
        _ => "Where several apply, they are multiplied: ×1.5 and ×2 together make ×3.",
    };

    public override string Combined(Stacking stacking) => stacking switch
    {
        Stacking.Highest => "The highest applies.",
        Stacking.Add => "Where several apply, their surcharges are added.",
        _ => "Where several apply, they are multiplied.",
    };

    public override string OnlyHighestOf(string numbers) => $"Of clauses {numbers} only the highest counts.";

    public override string Maximum(string times) => $"No hour counts more than {times}.";

    public override string Increment(Increment increment)
    {
        if (increment.Rounding == IncrementRounding.None) return "Time is counted to the second.";
        var span = Span(increment.Minutes);
        var multiple = increment.Rounding switch
        {
            IncrementRounding.Up => "up to a multiple of " + span,
            IncrementRounding.Down => "down to a multiple of " + span,
            _ => $"to the nearest multiple of {span}, an exact half up",
        };
        var scope = increment.Scope switch
        {
            IncrementScope.Session => "for each session",
            IncrementScope.Day => "for each engineer's day",
            _ => "for each engineer's work of a month on one incident, and for each session without an incident",
        };
        return $"Time is rounded {multiple}, {scope}.";
    }

    public override string CallOut(string least, string join) =>
        $"An engineer's call-out to an incident is billed as at least {least}; work on it that the engineer begins within {join} of the call-out's start belongs to it.";

    public override string Fee(string amount, string within) => $"Starting within {within} of the alert adds {amount}, once for each incident.";

    public override string Cap(CapScope scope, string amount) =>
        $"One {scope switch { CapScope.Incident => "incident", CapScope.Day => "day", _ => "month" }} never costs more than {amount}.";

    public override string Retainer(string included, bool weighted) =>
        $"Each month includes {included}; {(weighted ? "an hour at ×2 uses up two hours of it" : "an hour uses up one hour of it at any multiplier")}.";

    public override string EachMonth(string amount, string name) => $"Each month costs {amount} for {name}; part of a month is charged by its days.";

    public override string Recurrence(bool capped) => $"When an incident happens again, its hours count on as if it were the same incident{(capped ? ", and one maximum holds for them together" : "")}.";

    public override string Further(string numbers, int count) => $"Further clause{(count == 1 ? "" : "s")}: {numbers}.";

    public override string Amount(decimal amount, Currency currency) =>
        currency.Code switch { "EUR" => "€", "USD" => "$", "GBP" => "£", "JPY" => "¥", _ => currency.Code + NoBreak } + Number(amount, currency.MinorDigits);

    protected override string DayRun(IsoDayOfWeek first, IsoDayOfWeek last) => $"{first} to {last}";

    protected override string OnDay(IsoDayOfWeek day) => day + "s";

    protected override string DayLongFrom(string from) => $"from {from} for 24 hours";

    protected override string UntilMidnight(string from) => $"from {from} to midnight";

    protected override string Between(string from, string to, bool nextDay) => $"from {from} to {to}{(nextDay ? " the next day" : "")}";

    protected override string? Known(string severity) => severity is "critical" or "high" or "medium" or "low" ? severity : null;

    protected override string Quoted(string word) => $"“{word}”";

    protected override string Unit(decimal count, bool hours) => (hours ? "hour" : "minute") + (count == 1 ? "" : "s");

    private static string Within(ThresholdScope scope) =>
        scope switch { ThresholdScope.Incident => "on one incident", ThresholdScope.Day => "in one day", ThresholdScope.Week => "in one calendar week", _ => "in one calendar month" };

    private static string Basis(ThresholdBasis basis) => basis switch
    {
        ThresholdBasis.Engineer => "counted for each engineer",
        ThresholdBasis.Team => "counted for all engineers together",
        _ => "counted on the clock since the work began",
    };

    private string Reached(decimal minutes, bool retroactive)
    {
        if (retroactive) return "over " + Span(minutes);
        return minutes == 0 ? "from the first second" : "from " + Span(minutes);
    }
}
