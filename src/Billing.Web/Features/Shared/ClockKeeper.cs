using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Work;
using Billing.Web.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using ClockRules = Billing.Domain.Work.Clock;

namespace Billing.Web.Features.Shared;

/// <summary>Starts and stops the member's clock. Two clicks, tabs or devices at once end as one session, never as an error.</summary>
public sealed class ClockKeeper(BillingDb db, BusinessScope scope, IClock clock)
{
    // A second click on Stop arrives just after the first; it is told what the first one did.
    private static readonly Duration SecondClick = Duration.FromSeconds(10);

    private Instant Now => clock.WholeSecond();

    /// <summary>Starts the clock on an incident or, without one, on a contract.</summary>
    /// <returns>A sentence on what happened.</returns>
    public Task<Result<string>> StartAsync(Id<Contract>? contractId, Id<Incident>? incidentId) => NeverTwice(() => db.WriteAsync<Result<string>>(async () =>
    {
        var incident = incidentId is null ? null : await db.Incidents.AsNoTracking().SingleOrDefaultAsync(i => i.Id == incidentId.Value);
        var wanted = incident?.ContractId ?? (incidentId is null ? contractId : null);
        var contract = wanted is null ? null : await db.Contracts.AsNoTracking().SingleOrDefaultAsync(c => c.Id == wanted.Value);
        if (contract is null) return new Refusal("not-found", "What the clock should run on is not there any more. Choose another incident or contract.");
        if (ClockRules.WhyNot(contract, incident) is { } refusal) return refusal;
        var what = incident is null ? contract.Code : $"{incident.Code} {incident.Title}";
        var (running, now) = (await RunningAsync(), Now);
        var move = ClockRules.Start(running, new(contract.Id, incident?.Id), now);
        if (move.IsNothing) return $"The clock runs on {what} already.";
        var stopped = await StopAsync(running, move);
        db.Sessions.Add(new(scope.RequiredBusinessId, scope.MemberId, contract.Id, incident?.Id, now, null, scope.MemberId, now));
        await db.SaveChangesAsync();
        return stopped is null ? $"The clock runs on {what}." : $"{stopped} The clock runs on {what} now.";
    }), "The clock runs already.");

    /// <summary>Stops the clock, and notes what was done when that was said.</summary>
    /// <returns>A sentence on what happened.</returns>
    public Task<Result<string>> StopAsync(string? description) => NeverTwice(() => db.WriteAsync<Result<string>>(async () =>
    {
        var (running, now) = (await RunningAsync(), Now);
        if (running is null) return await JustStoppedAsync(now);
        if (!string.IsNullOrWhiteSpace(description)) running.Description = description.Trim();
        return (await StopAsync(running, ClockRules.Stop(running, now)))!;
    }), "The clock is stopped already.");

    private Task<WorkSession?> RunningAsync() =>
        db.Sessions.SingleOrDefaultAsync(s => s.MemberId == scope.MemberId && s.Stop == null);

    // Saved before another starts: the indexes and triggers then never see two at once.
    private async Task<string?> StopAsync(WorkSession? running, ClockMove move)
    {
        if (running is null || move.StopAt is not { } stop) return null;
        if (move.Drops) db.Sessions.Remove(running);
        else running.StopAt(stop);
        await db.SaveChangesAsync();
        return move.Drops ? "Stopped at once; nothing was kept." : $"Stopped after {Show.Clock(stop - running.Start)}.";
    }

    private async Task<string> JustStoppedAsync(Instant now)
    {
        var last = await db.Sessions.AsNoTracking().Where(s => s.MemberId == scope.MemberId).OrderByDescending(s => s.Start).FirstOrDefaultAsync();
        return last?.Stop is { } stop && stop <= now && now - stop < SecondClick ? $"Stopped after {Show.Clock(stop - last.Start)}." : "No clock was running.";
    }

    // Another process may have written between; its click was the first one then.
    private async Task<Result<string>> NeverTwice(Func<Task<Result<string>>> click, string already)
    {
        try
        {
            return await click();
        }
        catch (DbUpdateException lost) when (SqliteConnections.RefusalOf(lost) is { } sentence)
        {
            db.ChangeTracker.Clear();
            return SqliteConnections.IsDuplicate(lost) ? already : new Refusal("overlap", sentence + " Look at the timesheet.");
        }
    }
}
