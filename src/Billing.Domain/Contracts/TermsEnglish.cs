using System.Globalization;
using NodaTime;

namespace Billing.Domain.Contracts;

internal sealed class TermsEnglish() : TermsLanguage(',', '.')
{
    public override string Recurrence => "When an incident happens again, its hours count on from the earlier one.";

    public override string NoDay => "on no day";

    public override string EveryDay => "every day";

    protected override string And => "and";

    protected override string Or => "or";

    protected override string AllDay => "all day";

    protected override string Gap => " ";

    public override string Dated(LocalDate from, string sentence) => $"From {from.ToString("d MMMM uuuu", CultureInfo.InvariantCulture)}: {sentence}";

    public override string Rates(string common, IEnumerable<(string Name, string Rate)> own) =>
        string.Concat(["An hour costs " + common, .. own.Select(o => $", one of {o.Name} {o.Rate}"), "."]);

    public override string NoSteps(string name) => $"{name}: no steps, so nothing changes.";

    public override string Threshold(ThresholdPremium threshold)
    {
        // A graduated step holds from its count on, a retroactive one only when the final count has passed it (RATING §4).
        var retroactive = threshold.Mode == ThresholdMode.Retroactive;
        var scope = threshold.Scope switch { ThresholdScope.Incident => " on one incident", ThresholdScope.Day => " in one day", ThresholdScope.Week => " in one calendar week", _ => " in one calendar month" };
        var steps = threshold.Steps.Select((step, i) => $"{(retroactive ? "over " : "from ")}{(step.AfterMinutes == 0 && !retroactive ? "the first second" : Span(step.AfterMinutes))}{(i == 0 ? scope : "")} {Times(step.Multiplier)}");
        var basis = threshold.Basis switch
        {
            ThresholdBasis.Engineer => "counted for each engineer",
            ThresholdBasis.Team => "counted for all engineers together",
            _ => "counted on the clock since the work began",
        };
        var listed = string.Join(", ", steps);
        return char.ToUpperInvariant(listed[0]) + listed[1..] + (retroactive ? ", then for all of it, " : ", ") + basis + ".";
    }

    public override string Window(string name, string days, string hours, string times) => $"{name}: {days} {hours} {times}.";

    public override string Holidays(string times) => $"Public holidays {times}.";

    public override string Severities(string listed, string times) => $"Incidents of severity {listed} {times}.";

    public override string Severity(string word) => word;

    public override string Stacked(Stacking stacking) => stacking switch
    {
        Stacking.Highest => "Where several apply, the highest counts.",
        Stacking.Add => "Where several apply, their surcharges are added: ×1.5 and ×2 together make ×2.5.",
        _ => "Where several apply, they are multiplied: ×1.5 and ×2 together make ×3.",
    };

    public override string OnlyHighestOf(string names) => $"Of {names} only the highest counts.";

    public override string Maximum(string times) => $"No hour counts more than {times}.";

    public override string Increment(Increment increment)
    {
        if (increment.Rounding == IncrementRounding.None) return "Time is counted to the second.";
        var direction = increment.Rounding switch { IncrementRounding.Up => "up to a multiple of", IncrementRounding.Down => "down to a multiple of", _ => "to the nearest multiple of" };
        var scope = increment.Scope switch
        {
            IncrementScope.Session => "for each session",
            IncrementScope.Day => "for each engineer's day",
            _ => "for each engineer's month on one incident",
        };
        return $"Time is rounded {direction} {Span(increment.Minutes)}, {scope}.";
    }

    public override string CallOut(string least, string join) => $"A call-out is billed as at least {least}; work that begins within {join} of its start belongs to it.";

    public override string Fee(string amount, string within) => $"Starting within {within} of the alert adds {amount}, once for each incident.";

    public override string Cap(CapScope scope, string amount) =>
        $"One {scope switch { CapScope.Incident => "incident", CapScope.Day => "day", _ => "month" }} never costs more than {amount}.";

    public override string Retainer(string included, bool weighted) =>
        $"Each month includes {included}; {(weighted ? "an hour at ×2 uses up two hours of it" : "an hour uses up one hour of it at any multiplier")}.";

    public override string EachMonth(string amount, string name) => $"Each month costs {amount} for {name}; part of a month is charged by its days.";

    public override string DayRun(IsoDayOfWeek first, IsoDayOfWeek last) => $"{first} to {last}";

    public override string OnDay(IsoDayOfWeek day) => day + "s";

    public override string Amount(decimal amount, Currency currency) =>
        currency.Code switch { "EUR" => "€", "USD" => "$", "GBP" => "£", "JPY" => "¥", _ => currency.Code + NoBreak } + Number(amount, currency.MinorDigits);

    protected override string DayLongFrom(string from) => $"from {from} for 24 hours";

    protected override string UntilMidnight(string from) => $"from {from} to midnight";

    protected override string Between(string from, string to, bool nextDay) => $"from {from} to {to}{(nextDay ? " the next day" : "")}";

    protected override string Unit(decimal count, bool hours) => (hours ? "hour" : "minute") + (count == 1 ? "" : "s");
}
