using Billing.Domain.Contracts;
using NodaTime;

namespace Billing.Domain.Rating;

/// <summary>Makes short call-outs up to their minimum (RATING §7).</summary>
internal static class CallOuts
{
    /// <summary>The rounded slices, and after them one slice for each call-out that falls short.</summary>
    /// <param name="cut">Before rounding, sessions in order of start.</param>
    /// <param name="rounded">After rounding.</param>
    /// <param name="terms">All of the contract.</param>
    public static IReadOnlyList<DatedSlice> MakeUp(IReadOnlyList<DatedSlice> cut, IReadOnlyList<DatedSlice> rounded, IReadOnlyList<ContractTerms> terms)
    {
        if (terms.All(t => t.MinimumCallOut is null)) return rounded;
        List<CallOut> callOuts = [];
        var bySession = Open(cut, callOuts);
        foreach (var (slice, _) in rounded)
            if (bySession.TryGetValue(slice.Session, out var callOut)) callOut.Billed += slice.Seconds;
        return [.. rounded, .. callOuts.Where(c => c.Missing > 0).Select(c => c.MadeUp())];
    }

    private static Dictionary<string, CallOut> Open(IReadOnlyList<DatedSlice> cut, List<CallOut> callOuts)
    {
        Dictionary<(string Engineer, string Incident), CallOut> current = [];
        Dictionary<string, CallOut> bySession = new(StringComparer.Ordinal);
        foreach (var dated in cut)
        {
            var slice = dated.Slice;
            if (slice.Incident is null || bySession.ContainsKey(slice.Session)) continue;
            if (!current.TryGetValue((slice.Engineer, slice.Incident), out var callOut) || !callOut.Takes(slice.Start))
            {
                callOuts.Add(callOut = new(dated));
                current[(slice.Engineer, slice.Incident)] = callOut;
            }

            bySession.Add(slice.Session, callOut);
        }

        return bySession;
    }

    /// <param name="opening">The opening session's first slice, as cut.</param>
    private sealed class CallOut(DatedSlice opening)
    {
        private readonly MinimumCallOut? rule = opening.Slice.Terms.MinimumCallOut;

        /// <summary>Seconds of its slices, rounding included.</summary>
        public long Billed { get; set; }

        public long Missing => rule is null ? 0 : WholeSeconds.AtLeast(rule.Minutes) - Billed;

        /// <summary>True when a session that starts then joins.</summary>
        public bool Takes(Instant start) =>
            rule is not null && WholeSeconds.Since1970(start) - WholeSeconds.Since1970(opening.Slice.Start) <= WholeSeconds.AtMost(rule.JoinWithinMinutes);

        public DatedSlice MadeUp() =>
            opening with { Slice = opening.Slice with { Kind = SliceKind.Minimum, Stop = opening.Slice.Start, Seconds = Missing } };
    }
}
