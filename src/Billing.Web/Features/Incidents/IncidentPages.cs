using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Work;
using Billing.Web.Data;
using Billing.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web.Features.Incidents;

/// <summary>A row of the list.</summary>
public sealed record IncidentRow(Id<Incident> Id, int Number, string Title, string Severity, IncidentState State, Instant OpenedAt, Instant? ClosedAt, string Client, string Contract, int? Recurs);

/// <summary>The list: open ones first, then closed ones, newest first.</summary>
public sealed record IncidentList(IReadOnlyList<IncidentRow> Rows, IReadOnlySet<Id<Incident>> AtWork, bool OnlyOpen, int Open, int Page, bool More, bool HasContract, DateTimeZone Zone);

/// <summary>Another incident, to link to.</summary>
public sealed record IncidentLink(Id<Incident> Id, int Number, string Title);

/// <summary>Work on the incident.</summary>
public sealed record IncidentSession(WorkSession Session, string Who);

/// <summary>Everything on an incident's page.</summary>
public sealed record IncidentPage(Incident Incident, Contract Contract, string Client, string OpenedBy, IncidentLink? Recurs, IReadOnlyList<IncidentLink> Recurrences, IReadOnlyList<IncidentSession> Sessions, IncidentBill Bill, DateTimeZone Mine, Instant Now)
{
    /// <summary>The contract's zone.</summary>
    public DateTimeZone Theirs { get; } = DateTimeZoneProviders.Tzdb[Contract.TimeZone];

    /// <summary>Why the clock cannot start here; null when it can.</summary>
    public Refusal? WhyNoClock => Domain.Work.Clock.WhyNot(Contract, Incident);

    /// <summary>All time on it until now, billable or not.</summary>
    public Duration Worked => Sessions.Aggregate(Duration.Zero, (sum, s) => sum + s.Session.Length(Now));
}

/// <summary>Reads what the pages show.</summary>
public sealed class IncidentPages(BillingDb db, BusinessScope scope, RatingFacts facts, IClock clock)
{
    private const int PageSize = 50;

    private DateTimeZone Mine => DateTimeZoneProviders.Tzdb[scope.Member!.TimeZone];

    /// <summary>One page of the list.</summary>
    public async Task<IncidentList> ListAsync(bool onlyOpen, int page, CancellationToken cancel)
    {
        var open = await db.Incidents.CountAsync(i => i.State != IncidentState.Closed, cancel);
        var skip = (page - 1) * PageSize;
        var rows = await RowsAsync(db.Incidents.Where(i => i.State != IncidentState.Closed), skip, PageSize + 1, cancel);
        if (!onlyOpen && rows.Count <= PageSize)
            rows.AddRange(await RowsAsync(db.Incidents.Where(i => i.State == IncidentState.Closed), Math.Max(0, skip - open), PageSize + 1 - rows.Count, cancel));
        var atWork = await db.Sessions.Where(s => s.Stop == null && s.IncidentId != null).Select(s => s.IncidentId!.Value).ToListAsync(cancel);
        var hasContract = rows.Count > 0 || await db.Contracts.AnyAsync(c => c.State != ContractState.Ended, cancel);
        return new([.. rows.Take(PageSize)], atWork.ToHashSet(), onlyOpen, open, page, rows.Count > PageSize, hasContract, Mine);
    }

    /// <summary>One incident; null when it is not this business's.</summary>
    public async Task<IncidentPage?> PageAsync(Id<Incident> id, CancellationToken cancel)
    {
        var now = clock.WholeSecond();
        var known = await (
            from incident in db.Incidents.Where(i => i.Id == id)
            join contract in db.Contracts on incident.ContractId equals contract.Id
            join client in db.Clients on contract.ClientId equals client.Id
            join member in db.Members on incident.OpenedBy equals member.Id
            select new { incident, contract, Client = client.Name, OpenedBy = member.Name }).AsNoTracking().SingleOrDefaultAsync(cancel);
        if (known is null) return null;
        var linked = await db.Incidents.AsNoTracking().Where(i => i.RecursId == id || i.Id == known.incident.RecursId).OrderBy(i => i.Number).Select(i => new IncidentLink(i.Id, i.Number, i.Title)).ToListAsync(cancel);
        var sessions = await (
            from session in db.Sessions.Where(s => s.IncidentId == id)
            join member in db.Members on session.MemberId equals member.Id
            orderby session.Start
            select new IncidentSession(session, member.Name)).AsNoTracking().ToListAsync(cancel);
        var bill = IncidentBill.Of((await facts.OfIncidentAsync(id, cancel))!, id, now);
        return new(known.incident, known.contract, known.Client, known.OpenedBy, linked.Find(l => l.Id == known.incident.RecursId), [.. linked.Where(l => l.Id != known.incident.RecursId)], sessions, bill, Mine, now);
    }

    /// <summary>One incident to change; null when it is not this business's.</summary>
    public Task<Incident?> FindAsync(Id<Incident> id, CancellationToken cancel) => db.Incidents.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancel);

    /// <summary>A new incident's form, prefilled from what it comes from.</summary>
    public async Task<IncidentForm> NewAsync(string? contract, string? recurs, CancellationToken cancel)
    {
        var form = await FillAsync(new() { Contract = contract, Severity = "high", StartClock = true }, cancel);
        if (Id<Incident>.TryParse(recurs, null, out var id) && await FindAsync(id, cancel) is { } earlier)
            (form.Contract, form.Title, form.Severity, form.Recurs) = (earlier.ContractId.ToString(), earlier.Title, earlier.Severity, earlier.Code);
        if (form.Contracts.Count == 2) form.Contract ??= form.Contracts[1].Value;
        return form;
    }

    /// <summary>Puts into a form what it offers to choose from.</summary>
    public async Task<IncidentForm> FillAsync(IncidentForm form, CancellationToken cancel)
    {
        var contracts = await (
            from contract in db.Contracts.Where(c => c.State != ContractState.Ended)
            join client in db.Clients on contract.ClientId equals client.Id
            orderby client.Name, contract.Code
            select new { contract.Id, contract.Code, contract.Title, Client = client.Name }).AsNoTracking().ToListAsync(cancel);
        form.Contracts = [new("Choose…", ""), .. contracts.Select(c => new SelectListItem($"{c.Client} · {c.Code} {c.Title}", c.Id.ToString()))];
        form.Zone = Mine;
        return form;
    }

    private static IQueryable<Incident> Window(IQueryable<Incident> incidents, int skip, int take) => incidents.AsNoTracking().OrderByDescending(i => i.Number).Skip(skip).Take(take);

    private async Task<List<IncidentRow>> RowsAsync(IQueryable<Incident> incidents, int skip, int take, CancellationToken cancel) => await (
        from incident in Window(incidents, skip, take)
        join contract in db.Contracts on incident.ContractId equals contract.Id
        join client in db.Clients on contract.ClientId equals client.Id
        from earlier in db.Incidents.Where(e => e.Id == incident.RecursId).DefaultIfEmpty()
        orderby incident.Number descending
        select new IncidentRow(incident.Id, incident.Number, incident.Title, incident.Severity, incident.State, incident.OpenedAt, incident.ClosedAt, client.Name, contract.Code, earlier == null ? null : earlier.Number)).ToListAsync(cancel);
}
