using NodaTime;

namespace Billing.Domain.Contracts;

/// <summary>The money clauses in force from a date (RATING §1). Immutable; a contract holds a list of them.</summary>
public sealed record ContractTerms
{
    /// <summary>First local day, in the contract's zone, on which these terms hold.</summary>
    public required LocalDate EffectiveFrom { get; init; }

    /// <summary>Major units of the contract's currency per hour; not negative, below 10⁹, at most 4 decimals.</summary>
    public required decimal HourlyRate { get; init; }

    /// <summary>Rates of single engineers, by their id, instead of <see cref="HourlyRate"/>.</summary>
    public IReadOnlyDictionary<string, decimal> EngineerRates { get; init; } = new Dictionary<string, decimal>(StringComparer.Ordinal);

    /// <summary>Clauses that raise or lower the rate; documents cite them by their place here.</summary>
    public IReadOnlyList<Premium> Premiums { get; init; } = [];

    /// <summary>How several matching premiums combine.</summary>
    public Stacking Stacking { get; init; } = Stacking.Highest;

    /// <summary>No second counts more than this; null for no limit.</summary>
    public decimal? MaximumMultiplier { get; init; }

    /// <summary>Steps in which time is counted (RATING §6); null for to the second.</summary>
    public Increment? Increment { get; init; }

    /// <summary>The least that a call-out is billed (RATING §7).</summary>
    public MinimumCallOut? MinimumCallOut { get; init; }

    /// <summary>A fee for starting soon after the alert (RATING §8).</summary>
    public ResponseFee? ResponseFee { get; init; }

    /// <summary>The most that a scope costs (RATING §10).</summary>
    public Cap? Cap { get; init; }

    /// <summary>Time included each month (RATING §9).</summary>
    public Retainer? Retainer { get; init; }

    /// <summary>What is charged each month whatever happens, in the order printed. Not part of RATING: no second depends on it.</summary>
    public IReadOnlyList<RecurringCharge> Recurring { get; init; } = [];

    /// <summary>True: an incident that recurs another counts on where that one stopped (<c>continues</c> in RATING §1). False: it starts anew.</summary>
    public bool RecurrenceCountsOn { get; init; }
}

/// <summary>A clause that raises, or lowers, the rate of the seconds it matches.</summary>
/// <param name="Name">What invoices call it.</param>
/// <param name="Group">Premiums that share a group count once, with the highest that matches; null is a group of its own.</param>
public abstract record Premium(string Name, string? Group);

/// <summary>A premium whose multiplier is the same wherever it matches: every kind but a threshold.</summary>
/// <param name="Name">What invoices call it.</param>
/// <param name="Group">See <see cref="Premium"/>.</param>
/// <param name="Multiplier">Not negative, below 1000, at most 4 decimals.</param>
public abstract record FlatPremium(string Name, string? Group, decimal Multiplier) : Premium(Name, Group);

/// <summary>Matches by how long the work in its scope has already taken (RATING §4).</summary>
public sealed record ThresholdPremium(
    string Name, string? Group, ThresholdScope Scope, ThresholdBasis Basis, ThresholdMode Mode, IReadOnlyList<ThresholdStep> Steps) : Premium(Name, Group);

/// <summary>From this many minutes on, this multiplier.</summary>
/// <param name="AfterMinutes">Not negative; rises strictly from step to step.</param>
/// <param name="Multiplier">Not negative, below 1000, at most 4 decimals.</param>
public readonly record struct ThresholdStep(decimal AfterMinutes, decimal Multiplier);

/// <summary>Matches by wall-clock time in the contract's zone (RATING §3).</summary>
/// <param name="Name">What invoices call it.</param>
/// <param name="Group">See <see cref="Premium"/>.</param>
/// <param name="Days">The weekdays it begins on.</param>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive; not after <paramref name="From"/> means the next day.</param>
/// <param name="Multiplier">Not negative, below 1000, at most 4 decimals.</param>
public sealed record WindowPremium(
    string Name, string? Group, IReadOnlySet<IsoDayOfWeek> Days, LocalTime From, LocalTime To, decimal Multiplier) : FlatPremium(Name, Group, Multiplier);

/// <summary>Matches on the local dates that the contract lists as holidays.</summary>
public sealed record HolidayPremium(string Name, string? Group, decimal Multiplier) : FlatPremium(Name, Group, Multiplier);

/// <summary>Matches work on incidents of one of these severities.</summary>
public sealed record SeverityPremium(string Name, string? Group, IReadOnlySet<string> Severities, decimal Multiplier) : FlatPremium(Name, Group, Multiplier);

/// <summary>What a threshold counts over. Day, week (ISO) and month are local to the contract's zone.</summary>
public enum ThresholdScope { Incident, Day, Week, Month }

/// <summary>Whose seconds a threshold counts: one engineer's, all engineers' together, or seconds on the wall since the incident's first session began.</summary>
public enum ThresholdBasis { Engineer, Team, Elapsed }

/// <summary>Graduated: each second is judged by the count at its beginning. Retroactive: the scope's final count decides for all of it.</summary>
public enum ThresholdMode { Graduated, Retroactive }

/// <summary>Highest: the largest multiplier. Add: 1 + Σ(m − 1). Multiply: Πm (RATING §5).</summary>
public enum Stacking { Highest, Add, Multiply }

/// <summary>Steps in which time is counted.</summary>
/// <param name="Minutes">A whole number above 0.</param>
/// <param name="Rounding">Which way.</param>
/// <param name="Scope">What is rounded as one.</param>
public sealed record Increment(int Minutes, IncrementRounding Rounding, IncrementScope Scope);

/// <summary>An exact half goes up with <see cref="Nearest"/>.</summary>
public enum IncrementRounding { Up, Nearest, Down, None }

/// <summary>Each session, an engineer's local day, or an engineer's work on one incident within one month.</summary>
public enum IncrementScope { Session, Day, Incident }

/// <summary>The least that a call-out is billed.</summary>
/// <param name="Minutes">Billed time made up to this.</param>
/// <param name="JoinWithinMinutes">A session starting at most this long after the opening one joins its call-out.</param>
public sealed record MinimumCallOut(decimal Minutes, decimal JoinWithinMinutes);

/// <summary>A flat fee once per incident.</summary>
/// <param name="Amount">Major units of the contract's currency.</param>
/// <param name="WithinMinutes">At most this long after the alert.</param>
public sealed record ResponseFee(decimal Amount, decimal WithinMinutes);

/// <summary>The most that a scope costs.</summary>
/// <param name="Amount">Major units of the contract's currency.</param>
/// <param name="Scope">Over what.</param>
public sealed record Cap(decimal Amount, CapScope Scope);

/// <summary>Incident: through all months. Day: a local day. Month: a billing period.</summary>
public enum CapScope { Incident, Day, Month }

/// <summary>Time included each month.</summary>
/// <param name="IncludedMinutes">Per month; nothing carries over.</param>
/// <param name="Weighted">True: a slice uses its seconds × its multiplier; false: its seconds.</param>
public sealed record Retainer(decimal IncludedMinutes, bool Weighted);

/// <summary>A charge each month whatever happens, e.g. a retainer fee or standby.</summary>
/// <param name="Name">What invoices call it.</param>
/// <param name="Amount">Major units of the contract's currency for a whole month; not negative, below 10⁹, at most 4 decimals.</param>
public sealed record RecurringCharge(string Name, decimal Amount);
