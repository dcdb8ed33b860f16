using System.Globalization;
using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.Web.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web.Features.Runs;

/// <summary>
/// Brings every contract's owed months to invoices: the one way, whether the schedule, the page or the command asks (DESIGN §5).
/// Each month is one short write transaction in a context of its own; a contract that cannot be billed is parked and the others go on.
/// Contracts come by the page, so that memory does not grow with their number.
/// </summary>
public sealed class BillingRunner(IServiceScopeFactory scopes, IClock clock, ILogger<BillingRunner> log)
{
    /// <summary>Runs for every business of the instance.</summary>
    public async Task RunAllAsync(string origin, CancellationToken cancel)
    {
        foreach (var business in await BusinessesAsync(cancel)) await RunAsync(new(business, origin), null, cancel);
    }

    /// <summary>Every business of the instance, oldest first.</summary>
    public async Task<IReadOnlyList<Id<Business>>> BusinessesAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<BillingDb>().Businesses.IgnoreQueryFilters().OrderBy(b => b.Id).Select(b => b.Id).ToListAsync(cancel);
    }

    /// <summary>Issues what is owed.</summary>
    /// <param name="order">For whom, and how far.</param>
    /// <param name="told">Is told of each outcome as it comes about; null when nobody wants to know.</param>
    /// <param name="cancel">Stops between two months; what is issued stays issued.</param>
    public async Task<RunSummary> RunAsync(RunOrder order, Action<ContractOutcome>? told, CancellationToken cancel)
    {
        var run = await BeginAsync(order, cancel);
        return await RunAsync(run, order, told, cancel);
    }

    /// <summary>Writes the row of a run that someone waits for, so that its page can be shown while it runs. A scheduled one writes none before it has news.</summary>
    public async Task<RunRecord> BeginAsync(RunOrder order, CancellationToken cancel)
    {
        var run = new RunRecord(new BillingRun(order.Business, order.Origin, order.By?.Id, clock.WholeSecond()));
        Steps.Reached(Steps.RunStarted);
        if (run.IsQuiet || order.Origin == "demo") return run;
        var planned = 0;
        await foreach (var owed in OwedAsync(order, cancel)) planned += owed.Periods.Count;
        await using var scope = Enter(order, out var db);
        await run.BeginAsync(db, planned, cancel);
        return run;
    }

    /// <summary>Does what <see cref="BeginAsync"/> announced.</summary>
    public async Task<RunSummary> RunAsync(RunRecord run, RunOrder order, Action<ContractOutcome>? told, CancellationToken cancel)
    {
        await foreach (var contract in OwedAsync(order, cancel)) await ContractAsync(run, order, contract, told, cancel);
        await using var scope = Enter(order, out var db);
        await run.FinishAsync(db, clock.WholeSecond(), cancel);
        Steps.Reached(Steps.RunFinished);
        return run.Summary;
    }

    /// <summary>What a run would do now. Writes nothing.</summary>
    public async IAsyncEnumerable<ContractOutcome> PreviewAsync(RunOrder order, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var contract in OwedAsync(order, cancel))
        {
            foreach (var request in contract.Requests)
            {
                await using var scope = Enter(order, out _);
                var outcome = await scope.ServiceProvider.GetRequiredService<InvoiceIssuing>().PreviewAsync(contract.Contract, request, cancel);
                yield return outcome;
                if (!outcome.LetsOthersFollow) break;
            }
        }
    }

    /// <summary>One document out of turn: an incident, the month so far, a final invoice, or a draft that someone approved.</summary>
    /// <returns>Null when nothing is owed any more.</returns>
    public async Task<ContractOutcome?> OneAsync(RunOrder order, Contract contract, ProposalRequest request, byte[]? approved, CancellationToken cancel)
    {
        var run = new RunRecord(new BillingRun(order.Business, order.Origin, order.By?.Id, clock.WholeSecond()));
        var outcome = await MonthAsync(run, order, contract, request, approved, cancel);
        await using var scope = Enter(order, out var db);
        await run.FinishAsync(db, clock.WholeSecond(), cancel);
        return outcome;
    }

    private async Task ContractAsync(RunRecord run, RunOrder order, OwedContract contract, Action<ContractOutcome>? told, CancellationToken cancel)
    {
        foreach (var request in contract.Requests)
        {
            cancel.ThrowIfCancellationRequested();
            if (await MonthAsync(run, order, contract.Contract, request, null, cancel) is not { } outcome) continue;
            told?.Invoke(outcome);

            // A later month waits for an earlier one: thresholds and numbers go in order of time.
            if (!outcome.LetsOthersFollow) return;
        }
    }

    // Null when nothing more is owed, or when someone else settled the month at the same time.
    private async Task<ContractOutcome?> MonthAsync(RunRecord run, RunOrder order, Contract contract, ProposalRequest request, byte[]? approved, CancellationToken cancel)
    {
        await using var scope = Enter(order, out _);
        try
        {
            return await scope.ServiceProvider.GetRequiredService<InvoiceIssuing>().IssueAsync(run, contract.Id, request, approved, cancel);
        }
        catch (DbUpdateException exception) when (SqliteConnections.IsDuplicate(exception))
        {
            return null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            var correlation = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..12];
            log.LogError(exception, "Billing {Period} of contract {Contract} failed ({Correlation})", request.Period, contract.Id, correlation);
            var outcome = ContractOutcome.Of(contract, request.Period, Outcome.Failed, null, message: $"Something went wrong in the program; the log has it under {correlation}. The next run tries again.");
            await ParkAsync(run, order, outcome, cancel);
            return outcome;
        }
    }

    // In a context of its own: the one that failed may hold what made it fail.
    private async Task ParkAsync(RunRecord run, RunOrder order, ContractOutcome outcome, CancellationToken cancel)
    {
        await using var scope = Enter(order, out var db);
        await db.WriteAsync(async () =>
        {
            await Parking.ParkAsync(db, outcome, clock.WholeSecond(), cancel);
            run.Record(db, outcome);
            return await db.SaveChangesAsync(cancel);
        }, cancel);
        run.Committed(outcome);
    }

    private async IAsyncEnumerable<OwedContract> OwedAsync(RunOrder order, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        for (string? after = null; ;)
        {
            IReadOnlyList<OwedContract> page;
            await using (Enter(order, out var db)) page = await OwedContracts.PageAsync(db, order, after, clock.GetCurrentInstant(), cancel);
            foreach (var contract in page)
                if (contract.Periods.Count > 0) yield return contract;
            if (page.Count < OwedContracts.PageSize) yield break;
            after = page[^1].Contract.Code;
        }
    }

    private AsyncServiceScope Enter(RunOrder order, out BillingDb db)
    {
        var scope = scopes.CreateAsyncScope();
        var who = scope.ServiceProvider.GetRequiredService<BusinessScope>();
        if (order.By is null) who.Enter(order.Business);
        else who.Enter(order.By);
        db = scope.ServiceProvider.GetRequiredService<BillingDb>();
        return scope;
    }
}
