using Billing.Domain.Invoicing;
using Billing.Web.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web.Features.Runs;

/// <summary>
/// One run's own record. Its row is written with the first month it settles, in the same transaction; what it could not settle follows at
/// its end. A scheduled run that changed nothing and found what the run before it found leaves no row, or every hour would.
/// </summary>
public sealed class RunRecord(BillingRun run)
{
    private readonly List<ContractOutcome> outcomes = [];
    private bool isSaved;

    public BillingRun Run => run;

    /// <summary>In the order they came about.</summary>
    public IReadOnlyList<ContractOutcome> Outcomes => outcomes;

    /// <summary>Adds what became of a month; settled ones are in the database already.</summary>
    public void Add(ContractOutcome outcome)
    {
        outcomes.Add(outcome);
        isSaved |= IsSettled(outcome);
    }

    /// <summary>Adds the run's row, once, and the row of a month settled in the transaction at hand.</summary>
    public void Settle(BillingDb db, ContractOutcome outcome)
    {
        if (!isSaved) db.Runs.Add(run);
        db.RunOutcomes.Add(Row(outcome, outcomes.Count + 1));
    }

    /// <summary>Writes what is left: the unsettled months and the end of the run.</summary>
    public async Task FinishAsync(BillingDb db, Instant now, CancellationToken cancel)
    {
        if (!isSaved && run.Origin == "schedule" && (outcomes.Count == 0 || await IsOldNewsAsync(db, cancel))) return;
        await db.WriteAsync(async () =>
        {
            if (isSaved) db.Runs.Attach(run);
            else db.Runs.Add(run);
            run.FinishedAt = now;
            for (var i = 0; i < outcomes.Count; i++)
                if (!IsSettled(outcomes[i])) db.RunOutcomes.Add(Row(outcomes[i], i + 1));
            return await db.SaveChangesAsync(cancel);
        }, cancel);
    }

    private static bool IsSettled(ContractOutcome outcome) => outcome.Outcome is Outcome.Issued or Outcome.Nothing;

    private async Task<bool> IsOldNewsAsync(BillingDb db, CancellationToken cancel)
    {
        var last = await db.Runs.OrderByDescending(r => r.StartedAt).Select(r => (Domain.Id<BillingRun>?)r.Id).FirstOrDefaultAsync(cancel);
        if (last is null) return false;
        var before = await db.RunOutcomes.AsNoTracking().Where(o => o.RunId == last).OrderBy(o => o.Ordinal).ToListAsync(cancel);
        return before.Where(o => o.Outcome is not (Outcome.Issued or Outcome.Nothing)).Select(o => (o.ContractId, o.Period, o.Outcome, o.Message))
            .SequenceEqual(outcomes.Select(o => (o.ContractId, (BillingPeriod?)o.Period, o.Outcome, o.Message)));
    }

    private RunOutcome Row(ContractOutcome outcome, int ordinal) => new()
    {
        BusinessId = run.BusinessId,
        RunId = run.Id,
        Ordinal = ordinal,
        ContractId = outcome.ContractId,
        Period = outcome.Period,
        Outcome = outcome.Outcome,
        InvoiceId = outcome.InvoiceId,
        Message = outcome.Message,
    };
}
