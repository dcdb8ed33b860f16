using System.Globalization;
using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.Web.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web.Features.Runs;

/// <summary>What became of one contract's month.</summary>
/// <param name="ContractId">Which contract.</param>
/// <param name="Code">Its code.</param>
/// <param name="Period">Which month.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="InvoiceId">The invoice, if one was issued.</param>
/// <param name="Number">Its number.</param>
/// <param name="Gross">What it comes to; in a preview, what it would come to.</param>
/// <param name="Message">What happened or what to do.</param>
public sealed record ContractOutcome(
    Id<Contract> ContractId, string Code, BillingPeriod Period, Outcome Outcome, Id<Invoice>? InvoiceId, string? Number, Money? Gross, string? Message);

/// <summary>
/// Brings every contract's owed months to invoices: the one way, whether the schedule, the page or the command asks (DESIGN §5).
/// Each month is one short write transaction in a context of its own; a contract that cannot be billed is parked and the others go on.
/// </summary>
public sealed class BillingRunner(IServiceScopeFactory scopes, IClock clock, ILogger<BillingRunner> log)
{
    /// <summary>Runs for every business of the instance.</summary>
    public async Task RunAllAsync(string origin, CancellationToken cancel)
    {
        foreach (var business in await BusinessesAsync(cancel)) await RunAsync(business, null, origin, null, cancel);
    }

    /// <summary>Every business of the instance, oldest first.</summary>
    public async Task<IReadOnlyList<Id<Business>>> BusinessesAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<BillingDb>().Businesses.IgnoreQueryFilters().OrderBy(b => b.Id).Select(b => b.Id).ToListAsync(cancel);
    }

    /// <summary>Issues what is owed.</summary>
    /// <param name="business">For whom.</param>
    /// <param name="by">Who asked; null when nobody did.</param>
    /// <param name="origin"><c>schedule</c>, <c>page</c>, <c>command</c> or <c>demo</c>.</param>
    /// <param name="through">Null for what is due by its billing day; else every complete month up to this one.</param>
    /// <param name="cancel">Stops between two months; what is issued stays issued.</param>
    public async Task<IReadOnlyList<ContractOutcome>> RunAsync(Id<Business> business, Member? by, string origin, BillingPeriod? through, CancellationToken cancel)
    {
        var run = new RunRecord(new BillingRun(business, origin, by?.Id, WholeSecond()));
        foreach (var contract in await OwedContractsAsync(business, through, cancel))
            await ContractAsync(run, contract, by, cancel);
        await using var scope = Enter(business, by, out var db);
        await run.FinishAsync(db, WholeSecond(), cancel);
        return run.Outcomes;
    }

    /// <summary>What a run would do now. Writes nothing.</summary>
    public async Task<IReadOnlyList<ContractOutcome>> PreviewAsync(Id<Business> business, BillingPeriod? through, CancellationToken cancel)
    {
        var outcomes = new List<ContractOutcome>();
        foreach (var contract in await OwedContractsAsync(business, through, cancel))
        {
            foreach (var period in contract.Periods)
            {
                await using var scope = Enter(business, null, out _);
                var outcome = await scope.ServiceProvider.GetRequiredService<InvoiceIssuing>().PreviewAsync(contract.Contract, period, cancel);
                outcomes.Add(outcome);
                if (outcome.Outcome is not (Outcome.Issued or Outcome.Nothing)) break;
            }
        }

        return outcomes;
    }

    private async Task ContractAsync(RunRecord run, OwedContract contract, Member? by, CancellationToken cancel)
    {
        foreach (var period in contract.Periods)
        {
            cancel.ThrowIfCancellationRequested();
            var outcome = await MonthAsync(run, contract.Contract, period, by, cancel);
            if (outcome is null) continue;
            run.Add(outcome);

            // A later month waits for an earlier one: thresholds and numbers go in order of time.
            if (outcome.Outcome is not (Outcome.Issued or Outcome.Nothing)) return;
        }
    }

    // Null when someone else settled the month at the same time.
    private async Task<ContractOutcome?> MonthAsync(RunRecord run, Contract contract, BillingPeriod period, Member? by, CancellationToken cancel)
    {
        await using var scope = Enter(contract.BusinessId, by, out _);
        try
        {
            return await scope.ServiceProvider.GetRequiredService<InvoiceIssuing>().IssueAsync(run, contract.Id, period, cancel);
        }
        catch (DbUpdateException exception) when (SqliteConnections.IsDuplicate(exception))
        {
            return null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            var correlation = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..12];
            log.LogError(exception, "Billing {Period} of contract {Contract} failed ({Correlation})", period, contract.Id, correlation);
            return new(contract.Id, contract.Code, period, Outcome.Failed, null, null, null, $"Something went wrong in the program; the log has it under {correlation}. The next run tries again.");
        }
    }

    private async Task<IReadOnlyList<OwedContract>> OwedContractsAsync(Id<Business> business, BillingPeriod? through, CancellationToken cancel)
    {
        await using var scope = Enter(business, null, out var db);
        var now = clock.GetCurrentInstant();
        var contracts = await db.Contracts.AsNoTracking().Where(c => c.State == ContractState.Active || c.State == ContractState.Ended)
            .OrderBy(c => c.Code)
            .Select(c => new { Contract = c, Last = db.SettledPeriods.Where(p => p.ContractId == c.Id).OrderByDescending(p => p.Period).Select(p => (BillingPeriod?)p.Period).FirstOrDefault() })
            .ToListAsync(cancel);
        var again = await OwedAgainAsync(db, cancel);
        return [.. contracts
            .Select(c => new OwedContract(c.Contract, [.. again[c.Contract.Id].Order().Distinct(), .. OwedPeriods.Of(c.Contract, c.Last, through, now)]))
            .Where(c => c.Periods.Count > 0)];
    }

    // Months in which nothing was owed, and that got work afterwards: one index look-up for each such month.
    private static async Task<ILookup<Id<Contract>, BillingPeriod>> OwedAgainAsync(BillingDb db, CancellationToken cancel)
    {
        var empty = await db.SettledPeriods.AsNoTracking()
            .Where(p => p.InvoiceId == null && !db.SettledPeriods.Any(q => q.ContractId == p.ContractId && q.Period == p.Period && q.InvoiceId != null))
            .Where(p => db.Sessions.Any(s => s.ContractId == p.ContractId && s.Billable && s.Start > p.Reach && s.Start < p.To && (s.Stop == null || s.Stop > p.From)))
            .Select(p => new { p.ContractId, p.Period }).ToListAsync(cancel);
        return empty.ToLookup(p => p.ContractId, p => p.Period);
    }

    private AsyncServiceScope Enter(Id<Business> business, Member? by, out BillingDb db)
    {
        var scope = scopes.CreateAsyncScope();
        var who = scope.ServiceProvider.GetRequiredService<BusinessScope>();
        if (by is null) who.Enter(business);
        else who.Enter(by);
        db = scope.ServiceProvider.GetRequiredService<BillingDb>();
        return scope;
    }

    private Instant WholeSecond() => clock.WholeSecond();

    private sealed record OwedContract(Contract Contract, IReadOnlyList<BillingPeriod> Periods);
}
