using Billing.Domain.Contracts;

namespace Billing.Domain.Rating;

/// <summary>A slice in the making: <see cref="RatedSlice"/> says what it will tell.</summary>
/// <param name="Work">Place of the work it is of.</param>
/// <param name="Day">Local date it belongs to, in days since 1970-01-01; for added time that of the slice it follows (RATING §6).</param>
/// <param name="Month">Its month, as <see cref="Days.MonthOf(NodaTime.LocalDate)"/> numbers it.</param>
/// <param name="Kind">Worked or added.</param>
/// <param name="Start">Seconds since 1970; for added time its date.</param>
/// <param name="Seconds">Above 0.</param>
/// <param name="Price">Of each of them.</param>
/// <param name="Covered">True when the retainer pays for it.</param>
internal readonly record struct Slice(int Work, int Day, int Month, SliceKind Kind, long Start, long Seconds, SlicePrice Price, bool Covered)
{
    public long Stop => Kind == SliceKind.Work ? Start + Seconds : Start;

    public ContractTerms Terms => Price.Terms;

    /// <summary>Seconds × rate × multiplier: 3600 times the exact amount, so that one division is left for the end.</summary>
    public decimal Hours3600 => Covered ? 0m : Seconds * Price.HourlyRate * Price.Multiplier;
}
