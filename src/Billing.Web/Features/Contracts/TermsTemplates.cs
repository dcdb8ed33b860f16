using Billing.Domain.Contracts;
using NodaTime;

namespace Billing.Web.Features.Contracts;

/// <summary>Clauses to begin with.</summary>
/// <param name="Key">What the button sends.</param>
/// <param name="Title">What the button says.</param>
/// <param name="Premiums">What it fills in.</param>
public sealed record TermsTemplate(string Key, string Title, IReadOnlyList<Premium> Premiums)
{
    public Increment? Increment { get; init; }

    public MinimumCallOut? MinimumCallOut { get; init; }

    public Retainer? Retainer { get; init; }
}

/// <summary>What engineers agree most often.</summary>
public static class TermsTemplates
{
    /// <summary>Monday to Sunday.</summary>
    public static IReadOnlySet<IsoDayOfWeek> EveryDay { get; } = Enumerable.Range(1, 7).Select(d => (IsoDayOfWeek)d).ToHashSet();

    /// <summary>In the order of the buttons.</summary>
    public static IReadOnlyList<TermsTemplate> All { get; } =
    [
        new("long", "×1.5 after 4 h, ×2 on Sundays",
        [
            new ThresholdPremium("Long incident", null, ThresholdScope.Incident, ThresholdBasis.Engineer, ThresholdMode.Graduated, [new(240m, 1.5m)]),
            new WindowPremium("Sunday", null, new HashSet<IsoDayOfWeek> { IsoDayOfWeek.Sunday }, LocalTime.Midnight, LocalTime.Midnight, 2m),
        ]),
        new("nights", "Nights and weekends",
        [
            new WindowPremium("Night", null, EveryDay, new(22, 0), new(6, 0), 1.5m),
            new WindowPremium("Weekend", null, new HashSet<IsoDayOfWeek> { IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday }, LocalTime.Midnight, LocalTime.Midnight, 1.5m),
        ]),
        new("quarters", "Started quarter hours, one hour minimum", []) { Increment = new(15, IncrementRounding.Up, IncrementScope.Session), MinimumCallOut = new(60m, 120m) },
        new("retainer", "Ten hours a month included", []) { Retainer = new(600m, true) },
        new("plain", "Nothing special", []),
    ];
}
