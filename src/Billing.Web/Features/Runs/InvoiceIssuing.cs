using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.Domain.Work;
using Billing.Web.Data;
using Billing.Web.Features.Shared;
using Billing.Web.Mail;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web.Features.Runs;

/// <summary>
/// Proposes, and issues in one write transaction: facts, number, lines, slices, snapshot, mails and audit commit together or not at all. What the proposal
/// looked at is still true when it commits, since the write lock is held from before it looked.
/// </summary>
public sealed class InvoiceIssuing(BillingDb db, ProposalLoading loading, InvoiceMails mails, IClock clock)
{
    /// <summary>Issues a month, makes its draft, settles it as nothing owed, or says why neither.</summary>
    /// <param name="run">The run that asks.</param>
    /// <param name="contractId">Whose month.</param>
    /// <param name="request">What of it.</param>
    /// <param name="approved">SHA-256 of the draft that a person approved; null when nobody did.</param>
    /// <param name="cancel">Nothing is written.</param>
    /// <returns>Null when it is settled already and nothing more is owed.</returns>
    public async Task<ContractOutcome?> IssueAsync(RunRecord run, Id<Contract> contractId, ProposalRequest request, byte[]? approved, CancellationToken cancel)
    {
        var (outcome, isRecorded) = await db.WriteAsync(() => WriteAsync(run, contractId, request, approved, cancel), cancel);
        if (outcome is null) return null;
        if (isRecorded) run.Committed(outcome);
        else run.Count(outcome);
        Steps.Reached(Steps.MonthCommitted);
        return outcome;
    }

    /// <summary>What <see cref="IssueAsync"/> would do now. Writes nothing.</summary>
    public async Task<ContractOutcome> PreviewAsync(Contract contract, ProposalRequest request, CancellationToken cancel)
    {
        var proposed = InvoiceProposal.Make(await loading.ReadAsync(contract.Id, request, await MonthState.ReadAsync(db, contract.Id, request.Period, cancel), cancel), request, clock.GetCurrentInstant());
        if (!proposed.IsOk) return ContractOutcome.Of(contract, request.Period, Outcome.Parked, null, message: proposed.Refusals[0].Message);
        var outcome = proposed.Value.IsNothing ? Outcome.Nothing : IsDrafted(contract, request) ? Outcome.Drafted : Outcome.Issued;
        return ContractOutcome.Of(contract, request.Period, outcome, proposed.Value);
    }

    private static bool IsDrafted(Contract contract, ProposalRequest request) => contract.BillingMode == BillingMode.Review && request.Kind is ProposalKind.Month or ProposalKind.Late;

    private async Task<(ContractOutcome? Outcome, bool IsRecorded)> WriteAsync(RunRecord run, Id<Contract> contractId, ProposalRequest request, byte[]? approved, CancellationToken cancel)
    {
        var state = await MonthState.ReadAsync(db, contractId, request.Period, cancel);
        if (request.Kind is ProposalKind.Month or ProposalKind.Final && state.IsInvoiced) return (null, false);

        // Only what waits as a draft can be approved: a month that is not over has none.
        if (approved is not null && !state.IsDrafted) return (null, false);
        var facts = await loading.ReadAsync(contractId, request, state, cancel);
        Steps.Reached(Steps.MonthLoaded);
        var proposed = InvoiceProposal.Make(facts, request, clock.GetCurrentInstant());
        if (!proposed.IsOk) return await RefusedAsync(run, facts.Contract, request, proposed.Refusals[0].Message, cancel);
        var (proposal, month) = (proposed.Value, new MonthWrites(db, clock, facts, request, state));
        if (proposal.IsNothing)
        {
            await month.LeaveOpenAsync(proposal, cancel);
            var hasNews = await month.DropDraftAsync(cancel) | await month.UnparkAsync(cancel);
            var isSettled = state.IsSettled || !request.Settles;
            if (!isSettled) month.Settle(null, 1, run.Run.Id);
            return await RecordAsync(run, isSettled && !hasNews ? null : ContractOutcome.Of(facts.Contract, request.Period, Outcome.Nothing, proposal), !isSettled, cancel);
        }

        await month.UnparkAsync(cancel);
        if (IsDrafted(facts.Contract, request) && await DraftAsync(run, month, proposal, approved, cancel) is { } drafted) return drafted;
        var (invoice, snapshot) = await month.IssueAsync(proposal, run.Run.Id, cancel);

        // What cannot be mailed is issued all the same, and the person is told.
        var mailed = await mails.AddAsync(db, invoice, snapshot, facts.Client, run.Run.StartedBy, cancel: cancel);
        return await RecordAsync(run, ContractOutcome.Of(facts.Contract, request.Period, Outcome.Issued, proposal, invoice, mailed.IsOk ? null : mailed.Refusals[0].Message), true, cancel);
    }

    // Null when the person approved just this.
    private async Task<(ContractOutcome?, bool)?> DraftAsync(RunRecord run, MonthWrites month, InvoiceProposal proposal, byte[]? approved, CancellationToken cancel)
    {
        var (contract, period) = (month.Facts.Contract, proposal.Period);
        if (approved is not null && await month.EarlierDraftAsync(cancel) is { } earlier)
            return (ContractOutcome.Of(contract, period, Outcome.Parked, proposal, message: $"Approve {Show.Month(earlier)} first: months of a contract are issued in order."), false);
        var (isNew, hash) = await month.DraftAsync(proposal, cancel);
        if (approved is not null && approved.AsSpan().SequenceEqual(hash)) return null;
        var message = approved is null ? null : "The draft has changed since you looked at it. Look again, then approve it.";
        return await RecordAsync(run, ContractOutcome.Of(contract, period, Outcome.Drafted, proposal, message: message), isNew || !run.IsQuiet, cancel);
    }

    private async Task<(ContractOutcome?, bool)> RefusedAsync(RunRecord run, Contract contract, ProposalRequest request, string message, CancellationToken cancel)
    {
        var outcome = ContractOutcome.Of(contract, request.Period, Outcome.Parked, null, message: message);
        if (!request.Settles) return (outcome, false);
        var isNews = await Parking.ParkAsync(db, outcome, clock.WholeSecond(), cancel);
        return await RecordAsync(run, outcome, isNews || !run.IsQuiet, cancel);
    }

    private async Task<(ContractOutcome?, bool)> RecordAsync(RunRecord run, ContractOutcome? outcome, bool isWorthARow, CancellationToken cancel)
    {
        if (outcome is not null && isWorthARow) run.Record(db, outcome);
        Steps.Reached(Steps.MonthSaving);
        await db.SaveChangesAsync(cancel);
        Steps.Reached(Steps.MonthSaved);
        return (outcome, outcome is not null && isWorthARow);
    }
}
