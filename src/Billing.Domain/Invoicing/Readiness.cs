using Billing.Domain.Contracts;
using Billing.Domain.Incidents;

namespace Billing.Domain.Invoicing;

/// <summary>What is missing before a month can be billed, as a sentence that says what to do.</summary>
internal static class Readiness
{
    /// <summary>The first thing missing, or null.</summary>
    public static Refusal? Missing(ProposalFacts facts, ProposalRequest request)
    {
        if (facts.Contract.State is ContractState.Draft or ContractState.Offered)
            return new("not-active", "The contract is not active. Activate it on its page once the client has agreed.");
        if (facts.Work.Terms.Count == 0) return new("no-terms", "The contract has no terms. Add them on its page.");
        if (facts.Business.Address is null) return new("no-address", "Your business has no address. Enter it in Settings.");
        if ((facts.Client.VatRate ?? facts.Business.VatRate) > 0 && facts.Business.VatId is null)
            return new("no-vat-id", "VAT is charged, but your business has no VAT number. Enter it in Settings.");
        return request.Incident is { } incident ? Inseparable(facts, incident) : null;
    }

    // What a month has in common, or a family of incidents, cannot be told for one incident of it before all of it is done.
    private static Refusal? Inseparable(ProposalFacts facts, Id<Incident> incident)
    {
        var terms = facts.Work.Terms;
        if (terms.Any(t => t.Retainer is not null || t.Cap is { Scope: not CapScope.Incident } || t.Increment is { Scope: IncrementScope.Day }))
            return new("inseparable", "The terms include time, cap a day or month, or round whole days, so one incident has no price of its own. Invoice the month so far instead.");
        var hasFamily = facts.Work.Incidents.Any(i => i.RecursId == incident || (i.Id == incident && i.RecursId is not null));
        return hasFamily && terms.Any(t => t.Cap is not null) && terms.Any(t => t.RecurrenceCountsOn)
            ? new("inseparable", "This incident and its recurrences have one maximum together, so none has a price of its own. Invoice the month so far instead.")
            : null;
    }
}
