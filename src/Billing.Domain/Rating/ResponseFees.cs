using System.Runtime.InteropServices;
using Billing.Domain.Contracts;

namespace Billing.Domain.Rating;

/// <summary>A fee that is due (RATING §8).</summary>
/// <param name="Incident">Number of the incident whose start was soon enough.</param>
/// <param name="Amount">Major units, unrounded.</param>
/// <param name="At">Start of the incident's first session, in seconds since 1970.</param>
/// <param name="Day">Local date of the same.</param>
/// <param name="Month">Its month.</param>
/// <param name="Terms">In force then.</param>
internal sealed record Fee(int Incident, decimal Amount, long At, int Day, int Month, ContractTerms Terms);

/// <summary>Finds the incidents whose work began soon after the alert (RATING §8).</summary>
internal static class ResponseFees
{
    /// <summary>By month.</summary>
    /// <param name="space">With slices cut, sessions in order of start.</param>
    /// <param name="terms">All of the contract.</param>
    public static List<Fee> Due(Workspace space, IReadOnlyList<ContractTerms> terms)
    {
        List<Fee> fees = [];
        if (terms.All(t => t.ResponseFee is null)) return fees;
        var begun = new bool[space.Incidents.Count];
        foreach (ref readonly var slice in CollectionsMarshal.AsSpan(space.Cut))
        {
            var number = space.Facts.Works[slice.Work].Incident;
            if (number < 0 || begun[number]) continue;
            begun[number] = true;
            if (slice.Terms.ResponseFee is not { } fee || space.Incidents[number].AlertedAt is not { } alerted) continue;
            var waited = slice.Start - WholeSeconds.Since1970(alerted);
            if (waited >= 0 && waited <= WholeSeconds.AtMost(fee.WithinMinutes)) fees.Add(new(number, fee.Amount, slice.Start, slice.Day, slice.Month, slice.Terms));
        }

        Ordering.Sort(fees, (a, b) => a.Month.CompareTo(b.Month));
        return fees;
    }
}
