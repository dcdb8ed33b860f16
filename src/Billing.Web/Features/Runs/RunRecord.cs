using Billing.Domain.Invoicing;
using Billing.Web.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web.Features.Runs;

/// <summary>
/// One run's own record. Its row is written with the first outcome, in the same transaction. A scheduled run that found nothing new leaves no row,
/// or every hour would. It keeps counts and no outcomes: a run may have any number.
/// </summary>
public sealed class RunRecord(BillingRun run)
{
    private bool isSaved;
    private int outcomes;

    public BillingRun Run => run;

    /// <summary>True when only news are worth a row.</summary>
    public bool IsQuiet => run.Origin == "schedule";

    /// <summary>True once it has looked at everything.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Counts so far.</summary>
    public RunSummary Summary { get; private set; } = new(null, 0, 0, 0, 0);

    /// <summary>Writes the run's row now, for someone who waits for it.</summary>
    public async Task BeginAsync(BillingDb db, int planned, CancellationToken cancel)
    {
        run.Planned = planned;
        db.Runs.Add(run);
        await db.SaveChangesAsync(cancel);
        isSaved = true;
    }

    /// <summary>Adds the run's row, once, and the row of an outcome, to the transaction at hand.</summary>
    public void Record(BillingDb db, ContractOutcome outcome)
    {
        if (!isSaved) db.Runs.Add(run);
        db.RunOutcomes.Add(new()
        {
            BusinessId = run.BusinessId,
            RunId = run.Id,
            Ordinal = outcomes + 1,
            ContractId = outcome.ContractId,
            Period = outcome.Period,
            Outcome = outcome.Outcome,
            InvoiceId = outcome.InvoiceId,
            Message = outcome.Message,
            Withheld = outcome.Withheld.Count == 0 ? null : string.Join('\n', outcome.Withheld),
        });
    }

    /// <summary>To be called when the transaction that recorded this has committed.</summary>
    public void Committed(ContractOutcome outcome)
    {
        (isSaved, outcomes) = (true, outcomes + 1);
        Count(outcome);
    }

    /// <summary>Counts an outcome that was not worth a row.</summary>
    public void Count(ContractOutcome outcome) => Summary = Summary.With(outcome.Outcome) with { RunId = isSaved ? run.Id : null };

    /// <summary>Writes when it ended.</summary>
    public async Task FinishAsync(BillingDb db, Instant now, CancellationToken cancel)
    {
        IsOver = true;
        if (!isSaved) return;
        db.Runs.Attach(run);
        run.FinishedAt = now;
        db.Entry(run).Property(r => r.FinishedAt).IsModified = true;
        await db.SaveChangesAsync(cancel);
        Summary = Summary with { RunId = run.Id };
    }
}
