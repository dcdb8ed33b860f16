using System.Runtime.InteropServices;
using Billing.Domain.Contracts;

namespace Billing.Domain.Rating;

/// <summary>Makes short call-outs up to their minimum (RATING §7).</summary>
internal static class CallOuts
{
    /// <summary>Adds to the slices billed one for each call-out that falls short.</summary>
    /// <param name="space">With slices cut, sessions in order of start, and billed: after rounding.</param>
    /// <param name="terms">All of the contract.</param>
    public static void MakeUp(Workspace space, IReadOnlyList<ContractTerms> terms)
    {
        if (terms.All(t => t.MinimumCallOut is null)) return;
        List<CallOut> callOuts = [];
        var ofWork = Open(space.Cut, space.Facts, callOuts);
        foreach (ref readonly var slice in CollectionsMarshal.AsSpan(space.Billed))
            if (ofWork[slice.Work] is { } callOut) callOut.Billed += slice.Seconds;
        space.Billed.AddRange(callOuts.Where(c => c.Missing > 0).Select(c => c.MadeUp()));
    }

    /// <returns>Per work, its call-out; null for work without an incident.</returns>
    private static CallOut?[] Open(List<Slice> cut, WorkFacts facts, List<CallOut> callOuts)
    {
        Dictionary<(int Engineer, int Incident), CallOut> current = [];
        var ofWork = new CallOut?[facts.Works.Length];
        foreach (ref readonly var slice in CollectionsMarshal.AsSpan(cut))
        {
            ref readonly var work = ref facts.Works[slice.Work];
            if (work.Incident < 0 || ofWork[slice.Work] is not null) continue;
            if (!current.TryGetValue((work.Engineer, work.Incident), out var callOut) || !callOut.Takes(slice.Start))
            {
                callOuts.Add(callOut = new(slice));
                current[(work.Engineer, work.Incident)] = callOut;
            }

            ofWork[slice.Work] = callOut;
        }

        return ofWork;
    }

    /// <param name="opening">The opening session's first slice, as cut.</param>
    private sealed class CallOut(Slice opening)
    {
        private readonly MinimumCallOut? rule = opening.Terms.MinimumCallOut;

        /// <summary>Seconds of its slices, rounding included.</summary>
        public long Billed { get; set; }

        public long Missing => rule is null ? 0 : WholeSeconds.AtLeast(rule.Minutes) - Billed;

        /// <summary>True when a session that starts at this second joins.</summary>
        public bool Takes(long start) => rule is not null && start - opening.Start <= WholeSeconds.AtMost(rule.JoinWithinMinutes);

        public Slice MadeUp() => opening with { Kind = SliceKind.Minimum, Seconds = Missing };
    }
}
