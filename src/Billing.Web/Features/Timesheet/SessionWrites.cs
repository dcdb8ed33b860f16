using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Work;
using Billing.Web.Data;
using Billing.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web.Features.Timesheet;

/// <summary>Adds, changes, confirms and deletes sessions. What it checks and what it writes is one transaction; the database's own rules guard it last.</summary>
public sealed class SessionWrites(BillingDb db, BusinessScope scope, IClock clock)
{
    private Instant Now => clock.WholeSecond();

    /// <summary>Adds a session that is over.</summary>
    public Task<Result<WorkSession>> AddAsync(SessionDraft draft) => GuardedAsync(async () =>
    {
        var (me, now) = (scope.Member!, Now);
        var who = await db.Members.AsNoTracking().SingleOrDefaultAsync(m => m.Id == (draft.MemberId ?? me.Id));
        if (who is null || (who.Id != me.Id && me.Role != Role.Owner) || who.Role == Role.Bookkeeper) return new Refusal("member", "Choose who worked.", nameof(SessionForm.Member));
        var target = await TargetAsync(draft, null);
        if (!target.IsOk) return target.Refusals.ToList();
        var session = new WorkSession(scope.RequiredBusinessId, who.Id, target.Value.Contract.Id, draft.IncidentId, draft.Start, draft.Stop, me.Id, now);
        if (await RefusalAsync(session, draft, [target.Value.Contract], now) is { } refusal) return refusal;
        Describe(session, draft);
        db.Sessions.Add(session);
        await db.SaveChangesAsync();
        return session;
    });

    /// <summary>Changes a session.</summary>
    public Task<Result<WorkSession>> ChangeAsync(Id<WorkSession> id, SessionDraft draft) => GuardedAsync(async () =>
    {
        var (found, now) = (await MineAsync(id), Now);
        if (!found.IsOk) return found;
        var session = found.Value;
        if (session.IsRunning && draft.Stop is not null) return new Refusal("running", "The clock runs again since this page was opened. Open it anew.");
        if (!session.IsRunning && draft.Stop is null) return new Refusal("stopped", "The clock was stopped since this page was opened. Enter the stop.", nameof(SessionForm.Stop));
        if (await BilledAsync(id) is { } billed) return billed;
        var target = await TargetAsync(draft, session);
        if (!target.IsOk) return target.Refusals.ToList();
        var before = await db.Contracts.AsNoTracking().SingleAsync(c => c.Id == session.ContractId);
        if (await SettledAsync(before, session.Start, session.Stop, now) is { } old) return old;
        if (await RefusalAsync(session, draft, [target.Value.Contract], now) is { } refusal) return refusal;
        session.Change(target.Value.Contract.Id, draft.IncidentId, draft.Start, draft.Stop);
        Describe(session, draft);
        await db.SaveChangesAsync();
        return session;
    });

    /// <summary>Says that a session really took that long, so that it can be billed.</summary>
    public Task<Result<WorkSession>> ConfirmAsync(Id<WorkSession> id) => GuardedAsync(async () =>
    {
        var found = await MineAsync(id);
        if (!found.IsOk) return found;
        if (found.Value.IsRunning) return new Refusal("running", "The clock still runs. Stop it, then confirm how long it was.");
        found.Value.LengthConfirmed = true;
        await db.SaveChangesAsync();
        return found.Value;
    });

    /// <summary>Deletes a session; the audit trail keeps what it was.</summary>
    public Task<Result<WorkSession>> DeleteAsync(Id<WorkSession> id) => GuardedAsync(async () =>
    {
        var (found, now) = (await MineAsync(id), Now);
        if (!found.IsOk) return found;
        if (await BilledAsync(id) is { } billed) return billed;
        var contract = await db.Contracts.AsNoTracking().SingleAsync(c => c.Id == found.Value.ContractId);
        if (await SettledAsync(contract, found.Value.Start, found.Value.Stop, now) is { } settled) return settled;
        db.Sessions.Remove(found.Value);
        await db.SaveChangesAsync();
        return found.Value;
    });

    private static void Describe(WorkSession session, SessionDraft draft) =>
        (session.Description, session.Billable, session.NotBillableReason) = (draft.Description, draft.Billable, draft.Reason);

    private async Task<Result<WorkSession>> GuardedAsync(Func<Task<Result<WorkSession>>> work)
    {
        try
        {
            return await db.WriteAsync(work);
        }
        catch (DbUpdateException refused) when (SqliteConnections.RefusalOf(refused) is { } sentence)
        {
            db.ChangeTracker.Clear();
            return new Refusal("refused", sentence);
        }
    }

    private async Task<Result<WorkSession>> MineAsync(Id<WorkSession> id)
    {
        var session = await db.Sessions.SingleOrDefaultAsync(s => s.Id == id);
        if (session is null) return new Refusal("not-found", "This session is not there any more.");
        return scope.Member!.Role == Role.Owner || session.MemberId == scope.MemberId ? session : new Refusal("not-yours", "Only the owner changes other people's time.");
    }

    // What it was on may have ended or closed since; it can stay there, but nothing new can come.
    private async Task<Result<(Contract Contract, Incident? Incident)>> TargetAsync(SessionDraft draft, WorkSession? before)
    {
        var incident = draft.IncidentId is { } i ? await db.Incidents.AsNoTracking().SingleOrDefaultAsync(x => x.Id == i) : null;
        if (draft.IncidentId is not null && incident is null) return new Refusal("incident", "Choose an incident, or none.", nameof(SessionForm.Incident));
        var contractId = draft.ContractId ?? incident?.ContractId;
        var contract = contractId is { } c ? await db.Contracts.AsNoTracking().SingleOrDefaultAsync(x => x.Id == c) : null;
        if (contract is null) return new Refusal("contract", "Choose a contract.", nameof(SessionForm.Contract));
        if (incident is not null && incident.ContractId != contract.Id) return new Refusal("incident", $"{incident.Code} belongs to another contract than {contract.Code}.", nameof(SessionForm.Incident));
        if (contract.State == ContractState.Ended && before?.ContractId != contract.Id) return new Refusal("contract-ended", $"{contract.Code} has ended; no time can be added to it.", nameof(SessionForm.Contract));
        return (contract, incident);
    }

    private async Task<Refusal?> RefusalAsync(WorkSession session, SessionDraft draft, IReadOnlyList<Contract> contracts, Instant now)
    {
        foreach (var contract in contracts)
            if (await SettledAsync(contract, draft.Start, draft.Stop, now) is { } settled) return settled;
        return await OverlapAsync(session, draft);
    }

    private async Task<Refusal?> OverlapAsync(WorkSession session, SessionDraft draft)
    {
        var end = draft.Stop ?? Instant.MaxValue;
        var query = db.Sessions.Where(s => s.MemberId == session.MemberId && s.Id != session.Id && (s.Stop == null || s.Stop > draft.Start));
        if (draft.Stop is not null) query = query.Where(s => s.Start < end);
        var near = await (
            from s in query.OrderBy(s => s.Start).Take(1)
            join contract in db.Contracts on s.ContractId equals contract.Id
            from incident in db.Incidents.Where(i => i.Id == s.IncidentId).DefaultIfEmpty()
            select new { s.Id, s.Start, s.Stop, contract.Code, contract.Title, Incident = incident }).AsNoTracking().ToListAsync();
        var others = near.Select(o => new OtherSession(o.Id, o.Start, o.Stop, o.Incident is { } i ? $"{i.Code} {i.Title}" : $"{o.Code} {o.Title}"));
        if (Overlaps.Find(others, session.Id, draft.Start, draft.Stop) is not { } other) return null;
        var span = TwoClocks.Span(other.Start, other.Stop, DateTimeZoneProviders.Tzdb[scope.Member!.TimeZone], default);
        return new("overlap", $"Overlaps {other.What}, {span}{(other.Stop is null ? " still running" : "")}.", draft.Stop is not null && draft.Start < other.Start ? nameof(SessionForm.Stop) : nameof(SessionForm.Start));
    }

    private async Task<Refusal?> BilledAsync(Id<WorkSession> id)
    {
        var number = await (
            from slice in db.BilledSlices.Where(b => b.SessionId == id)
            join invoice in db.Invoices on slice.InvoiceId equals invoice.Id
            select invoice.Number).FirstOrDefaultAsync();
        return number is null ? null : new("billed", $"This session is on invoice {number}, so it stays as it is.");
    }

    private async Task<Refusal?> SettledAsync(Contract contract, Instant start, Instant? stop, Instant now)
    {
        var months = SessionChange.Months(start, stop, now, DateTimeZoneProviders.Tzdb[contract.TimeZone]).ToList();
        // A month in which nothing was owed is open still: work in it makes it owed again. So is one of which something is left, since it is looked at again.
        var settled = await (
            from period in db.SettledPeriods.Where(p => p.ContractId == contract.Id && months.Contains(p.Period) && !db.ChangedMonths.Any(m => m.ContractId == contract.Id && m.Period == p.Period))
            join invoice in db.Invoices on period.InvoiceId equals invoice.Id
            orderby period.Period
            select new { period.Period, invoice.Number }).FirstOrDefaultAsync();
        if (settled is null) return null;
        return new("settled", $"{Show.Month(settled.Period)} is billed for {contract.Code} already ({settled.Number}); time in it can no longer be changed.", nameof(SessionForm.Start));
    }
}
