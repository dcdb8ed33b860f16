using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Web.Features.Shared;
using NodaTime;

namespace Billing.Web.Features.Contracts;

/// <summary>Which state may follow which, and what that means for the contract.</summary>
internal static class ContractStates
{
    /// <summary>Moves a contract on; a sentence on what happened, or why not.</summary>
    /// <param name="contract">Changed only when it moves.</param>
    /// <param name="to">The state wanted.</param>
    /// <param name="hasTerms">Whether anything says what an hour costs.</param>
    /// <param name="today">In the contract's zone.</param>
    public static Result<string> Move(Contract contract, ContractState to, bool hasTerms, LocalDate today)
    {
        if (contract.State == to) return $"{contract.Code} is {Show.Word(to)}.";
        if (to == ContractState.Active && !hasTerms) return new Refusal("no-terms", $"{contract.Code} has no terms yet, so nothing says what an hour costs. Add its terms, then activate it.");
        if (!IsNext(contract.State, to)) return new Refusal("not-next", $"{contract.Code} is {Show.Word(contract.State)} and cannot become {Show.Word(to)}.");
        var said = Said(contract, to, today);
        contract.State = to;
        return said;
    }

    private static bool IsNext(ContractState from, ContractState to) => (from, to) switch
    {
        (ContractState.Draft, ContractState.Offered or ContractState.Active) => true,
        (ContractState.Offered, ContractState.Active) => true,
        (ContractState.Active, ContractState.Ended) => true,
        (ContractState.Ended, ContractState.Active) => true,
        _ => false,
    };

    // Ended contracts are billed through their last day, so ending sets one; going on again takes it away if it is past.
    private static string Said(Contract contract, ContractState to, LocalDate today)
    {
        if (to == ContractState.Ended)
        {
            contract.EndsOn ??= LocalDate.Max(today, contract.StartsOn);
            return $"{contract.Code} is ended; its last day is {Show.Date(contract.EndsOn.Value)}, and the work until then is billed as usual.";
        }

        if (to == ContractState.Offered) return $"{contract.Code} is offered. Activate it when the client accepts.";
        if (contract.State == ContractState.Ended && contract.EndsOn <= today)
        {
            contract.EndsOn = null;
            return $"{contract.Code} is active again, without a last day.";
        }

        return $"{contract.Code} is active. Its months are billed from {Show.Month(Domain.Invoicing.BillingPeriod.Of(contract.StartsOn))} on.";
    }
}
