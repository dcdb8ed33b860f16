using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.Domain.Work;
using Billing.Web.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web.Features.Runs;

/// <summary>The rows that one month of one contract changes, within the transaction at hand.</summary>
internal sealed class MonthWrites(BillingDb db, IClock clock, ProposalFacts facts, ProposalRequest request, MonthState state)
{
    private static readonly Func<BillingDb, int, CancellationToken, Task<NumberCounter?>> CounterOf = EF.CompileAsyncQuery(
        (BillingDb db, int year, CancellationToken _) => db.Counters.SingleOrDefault(c => c.Series == "invoice" && c.Year == year));

    public ProposalFacts Facts => facts;

    private Contract Contract => facts.Contract;

    /// <summary>Adds the document with everything that belongs to it.</summary>
    public async Task<(Invoice Invoice, InvoiceSnapshot Snapshot)> IssueAsync(InvoiceProposal proposal, Id<BillingRun> run, CancellationToken cancel)
    {
        var now = clock.WholeSecond();
        var issuedOn = now.InZone(facts.Work.Zone).Date;
        var snapshot = proposal.Numbered(await NumberAsync(issuedOn.Year, cancel), issuedOn);
        Steps.Reached(Steps.MonthNumbered);
        var sequence = Math.Max(state.LastIssued, state.LastSettled) + 1;
        var invoice = InvoiceRows.Invoice(facts, proposal, snapshot, sequence, run, now);
        db.Invoices.Add(invoice);
        db.Append(InvoiceRows.Lines(invoice, proposal));
        db.Append(InvoiceRows.Slices(invoice, proposal));
        if (request.Settles) Settle(invoice, sequence, run);
        await LeaveOpenAsync(proposal, cancel);
        await DropDraftAsync(cancel);
        return (invoice, snapshot);
    }

    /// <summary>Adds the month to the ledger, with its invoice or without.</summary>
    public void Settle(Invoice? invoice, int sequence, Id<BillingRun> run)
    {
        var (from, to) = (request.Period.StartIn(facts.Work.Zone), request.Period.EndIn(facts.Work.Zone));
        db.SettledPeriods.Add(new(Contract.BusinessId, Contract.Id, request.Period, sequence, invoice?.Id, run, from, to, from - WorkSession.LongestReach));
    }

    /// <summary>Notes of which months something is left, and takes the others off the list.</summary>
    public async Task LeaveOpenAsync(InvoiceProposal proposal, CancellationToken cancel)
    {
        if (request.Kind == ProposalKind.Incident) return;
        var months = proposal.Months.Where(m => request.Settles || m != request.Period).ToList();
        var listed = state.HasChangedMonths ? await db.ChangedMonths.Where(m => m.ContractId == Contract.Id && months.Contains(m.Period)).ToListAsync(cancel) : [];
        foreach (var month in months)
        {
            var row = listed.Find(m => m.Period == month);
            if (!proposal.OpenMonths.Contains(month))
            {
                if (row is not null) db.ChangedMonths.Remove(row);
                continue;
            }

            var reason = ReasonOf(proposal, month);
            if (row is null) db.ChangedMonths.Add(new() { BusinessId = Contract.BusinessId, ContractId = Contract.Id, Period = month, Reason = reason, Since = clock.WholeSecond() });
            else row.Reason = reason;
        }
    }

    /// <summary>Makes the month's draft, or makes it anew.</summary>
    /// <returns>Whether anything of it changed, and what it is approved by.</returns>
    public async Task<(bool IsNew, byte[] Sha256)> DraftAsync(InvoiceProposal proposal, CancellationToken cancel)
    {
        var json = SnapshotJson.Write(proposal.Numbered("", default));
        var withheld = string.Join('\n', ContractOutcome.WithheldOf(proposal));
        var hash = SnapshotJson.Sha256(json + withheld);
        var draft = await db.Drafts.SingleOrDefaultAsync(d => d.ContractId == Contract.Id && d.Period == request.Period, cancel);
        if (draft is not null && draft.Sha256.AsSpan().SequenceEqual(hash)) return (false, hash);
        if (draft is null) db.Drafts.Add(draft = Empty());
        (draft.Snapshot, draft.Sha256, draft.Withheld, draft.MadeAt) = (json, hash, withheld, clock.WholeSecond());
        (draft.NetMinor, draft.VatMinor, draft.GrossMinor) = (Minor(proposal.Totals.Net), Minor(proposal.Totals.Vat), Minor(proposal.Totals.Gross));
        return (true, hash);
    }

    /// <summary>The earliest month before this one that still waits as a draft; null when none does.</summary>
    public async Task<BillingPeriod?> EarlierDraftAsync(CancellationToken cancel)
    {
        var periods = await db.Drafts.AsNoTracking().Where(d => d.ContractId == Contract.Id).Select(d => d.Period).ToListAsync(cancel);
        return periods.Where(p => p < request.Period).Select(p => (BillingPeriod?)p).Min();
    }

    /// <summary>Removes the month's draft, if there is one.</summary>
    public async Task<bool> DropDraftAsync(CancellationToken cancel)
    {
        if (!request.Settles || !state.IsDrafted || await db.Drafts.SingleOrDefaultAsync(d => d.ContractId == Contract.Id && d.Period == request.Period, cancel) is not { } draft) return false;
        db.Drafts.Remove(draft);
        return true;
    }

    /// <summary>Takes the contract off the list of those that cannot be billed.</summary>
    public async Task<bool> UnparkAsync(CancellationToken cancel)
    {
        if (!request.Settles || !state.IsParked || await db.Parked.SingleOrDefaultAsync(p => p.ContractId == Contract.Id, cancel) is not { } parked) return false;
        db.Parked.Remove(parked);
        return true;
    }

    private Draft Empty() => new()
    {
        BusinessId = Contract.BusinessId, ContractId = Contract.Id, Period = request.Period, Currency = Contract.Currency,
        NetMinor = 0, VatMinor = 0, GrossMinor = 0, Snapshot = "", Sha256 = [], Withheld = "", MadeAt = default,
    };

    private long Minor(decimal amount) => Money.Round(amount, Contract.Currency).Minor;

    private static string ReasonOf(InvoiceProposal proposal, BillingPeriod month) => proposal.Credits.Any(c => c.Month == month)
        ? "Less is owed than was billed; the difference is left for a credit note."
        : string.Join(' ', ContractOutcome.WithheldOf(proposal));

    // Gapless in each business, series and year, since the counter moves in the transaction that issues.
    private async Task<string> NumberAsync(int year, CancellationToken cancel)
    {
        var counter = await CounterOf(db, year, cancel);
        if (counter is null)
        {
            counter = new() { BusinessId = facts.Business.Id, Series = "invoice", Year = year };
            if (!await db.Invoices.AnyAsync(cancel)) counter.StartAt(facts.Business.FirstNumber);
            db.Counters.Add(counter);
        }

        return InvoiceNumberFormat.Parse(facts.Business.NumberFormat).Value.Format(year, counter.Take());
    }
}

/// <summary>The list of contracts that cannot be billed.</summary>
internal static class Parking
{
    /// <summary>Puts a contract on the list, or on it with another sentence; its draft goes, since it could not be issued.</summary>
    /// <returns>False when all of this was known.</returns>
    public static async Task<bool> ParkAsync(BillingDb db, ContractOutcome outcome, Instant now, CancellationToken cancel)
    {
        if (await db.Drafts.SingleOrDefaultAsync(d => d.ContractId == outcome.ContractId && d.Period == outcome.Period, cancel) is { } draft) db.Drafts.Remove(draft);
        var row = await db.Parked.SingleOrDefaultAsync(p => p.ContractId == outcome.ContractId, cancel);
        if (row is not null && row.Period == outcome.Period && row.Outcome == outcome.Outcome && row.Message == outcome.Message) return false;
        if (row is null)
        {
            db.Parked.Add(new() { BusinessId = db.Scope.RequiredBusinessId, ContractId = outcome.ContractId, Period = outcome.Period, Outcome = outcome.Outcome, Message = outcome.Message!, Since = now });
            return true;
        }

        (row.Period, row.Outcome, row.Message, row.Since) = (outcome.Period, outcome.Outcome, outcome.Message!, now);
        return true;
    }
}
