using Billing.Domain.Contracts;
using NodaTime;

namespace Billing.Domain.Rating;

/// <summary>The words of RATING §1 for one enumeration.</summary>
internal sealed class Words<T>(params (string Word, T Value)[] all)
    where T : struct, Enum
{
    public bool TryRead(string word, out T value)
    {
        foreach (var (known, meaning) in all)
        {
            if (known != word) continue;
            value = meaning;
            return true;
        }

        value = default;
        return false;
    }

    public string Write(T value) => Array.Find(all, w => EqualityComparer<T>.Default.Equals(w.Value, value)).Word ?? throw new ArgumentOutOfRangeException(nameof(value));

    public override string ToString() => string.Join(", ", all.Select(w => w.Word));
}

/// <summary>Every word that RATING §1 gives a meaning.</summary>
internal static class Words
{
    public static readonly Words<ThresholdScope> ThresholdScopes =
        new(("incident", ThresholdScope.Incident), ("day", ThresholdScope.Day), ("week", ThresholdScope.Week), ("month", ThresholdScope.Month));

    public static readonly Words<ThresholdBasis> Bases =
        new(("engineer", ThresholdBasis.Engineer), ("team", ThresholdBasis.Team), ("elapsed", ThresholdBasis.Elapsed));

    public static readonly Words<ThresholdMode> Modes = new(("graduated", ThresholdMode.Graduated), ("retroactive", ThresholdMode.Retroactive));

    public static readonly Words<Stacking> Stackings = new(("highest", Stacking.Highest), ("add", Stacking.Add), ("multiply", Stacking.Multiply));

    public static readonly Words<IncrementRounding> Roundings =
        new(("up", IncrementRounding.Up), ("nearest", IncrementRounding.Nearest), ("down", IncrementRounding.Down), ("none", IncrementRounding.None));

    public static readonly Words<IncrementScope> IncrementScopes =
        new(("session", IncrementScope.Session), ("day", IncrementScope.Day), ("incident", IncrementScope.Incident));

    public static readonly Words<CapScope> CapScopes = new(("incident", CapScope.Incident), ("day", CapScope.Day), ("month", CapScope.Month));

    public static readonly Words<IsoDayOfWeek> Weekdays =
        new(("mon", IsoDayOfWeek.Monday), ("tue", IsoDayOfWeek.Tuesday), ("wed", IsoDayOfWeek.Wednesday), ("thu", IsoDayOfWeek.Thursday),
            ("fri", IsoDayOfWeek.Friday), ("sat", IsoDayOfWeek.Saturday), ("sun", IsoDayOfWeek.Sunday));

    public static readonly Words<SliceKind> SliceKinds = new(("work", SliceKind.Work), ("rounding", SliceKind.Rounding), ("minimum", SliceKind.Minimum));

    public static readonly Words<LineKind> LineKinds =
        new(("work", LineKind.Work), ("minimum", LineKind.Minimum), ("fee", LineKind.Fee), ("cap", LineKind.Cap));
}
