using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Work;
using Billing.Web.Data;
using Billing.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web.Features.Timesheet;

/// <summary>A session in the week.</summary>
public sealed record SheetRow(WorkSession Session, string Who, string Code, string Contract, string Zone, string Client, int? Incident, string? Title)
{
    /// <summary>Invoices that hold it.</summary>
    public IReadOnlyList<InvoiceLink> Invoices { get; init; } = [];
}

/// <summary>A day with what was begun on it.</summary>
public sealed record SheetDay(LocalDate Date, IReadOnlyList<SheetRow> Rows)
{
    /// <summary>Whole length of every session begun on it.</summary>
    public Duration Total(Instant now) => Rows.Aggregate(Duration.Zero, (sum, r) => sum + r.Session.Length(now));
}

/// <summary>One week.</summary>
public sealed record Sheet(IsoWeek Week, IsoWeek ThisWeek, IReadOnlyList<SheetDay> Days, IReadOnlyList<SelectListItem> Members, string Member, bool ShowsWho, bool HasContract, DateTimeZone Zone, Instant Now)
{
    /// <summary>Of all days.</summary>
    public Duration Total => Days.Aggregate(Duration.Zero, (sum, d) => sum + d.Total(Now));

    /// <summary>Of all days, without what is not billed.</summary>
    public Duration Billable => Days.SelectMany(d => d.Rows).Where(r => r.Session.Billable).Aggregate(Duration.Zero, (sum, r) => sum + r.Session.Length(Now));
}

/// <summary>Reads what the timesheet shows.</summary>
public sealed class TimesheetPages(BillingDb db, BusinessScope scope, IClock clock)
{
    // Newest first; older ones are reached from the incident itself.
    private const int IncidentsOffered = 200;

    /// <summary>In which the member reads and types times.</summary>
    public DateTimeZone Mine => DateTimeZoneProviders.Tzdb[scope.Member!.TimeZone];

    private bool SeesAll => scope.Member!.Role != Role.Engineer;

    /// <summary>One week, of one member or, for those who see all, of everyone.</summary>
    public async Task<Sheet> WeekAsync(string? week, string? member, CancellationToken cancel)
    {
        var now = clock.WholeSecond();
        var thisWeek = IsoWeek.Of(now.InZone(Mine).Date);
        var shown = IsoWeek.TryParse(week, out var parsed) ? parsed : thisWeek;
        var members = SeesAll ? await MembersAsync(cancel) : [];
        Id<Member>? only = !SeesAll ? scope.MemberId : Id<Member>.TryParse(member, null, out var chosen) ? chosen : null;
        var rows = await RowsAsync(shown.StartIn(Mine), shown.EndIn(Mine), only, cancel);
        var days = rows.GroupBy(r => r.Session.Start.InZone(Mine).Date).OrderBy(g => g.Key).Select(g => new SheetDay(g.Key, [.. g])).ToList();
        var hasContract = rows.Count > 0 || await db.Contracts.AnyAsync(c => c.State != ContractState.Ended, cancel);
        return new(shown, thisWeek, days, members.Count > 1 ? [new("Everyone", ""), .. members] : [], only?.ToString() ?? "", SeesAll && only is null && members.Count > 1, hasContract, Mine, now);
    }

    /// <summary>A new session's form, prefilled from where it was asked for.</summary>
    public async Task<SessionForm> NewAsync(string? incident, string? contract, CancellationToken cancel)
    {
        var form = new SessionForm { Billable = true, Member = scope.MemberId.ToString(), Contract = contract, Incident = incident };
        if (Id<Incident>.TryParse(incident, null, out var id))
            form.Contract = (await db.Incidents.Where(i => i.Id == id).Select(i => (Id<Contract>?)i.ContractId).SingleOrDefaultAsync(cancel))?.ToString();
        await FillAsync(form, null, cancel);
        if (form.Choices.Contracts.Count == 2) form.Contract ??= form.Choices.Contracts[1].Value;
        return form;
    }

    /// <summary>A session to change; null when it is not this business's, or another's when one may only see one's own.</summary>
    public async Task<SessionForm?> EditAsync(Id<WorkSession> id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } session) return null;
        var form = SessionForm.Of(session, Mine);
        await FillAsync(form, session, cancel);
        return form;
    }

    /// <summary>One session as the list shows it; null when one may not see it.</summary>
    public async Task<SheetRow?> RowAsync(Id<WorkSession> id, CancellationToken cancel) =>
        await FindAsync(id, cancel) is { } session ? (await RowsAsync(session.Start, session.Start + Duration.FromSeconds(1), session.MemberId, cancel)).FirstOrDefault(r => r.Session.Id == id) : null;

    /// <summary>A session that the member may change; null otherwise.</summary>
    public async Task<WorkSession?> FindAsync(Id<WorkSession> id, CancellationToken cancel)
    {
        var session = await db.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancel);
        return session is not null && (scope.Member!.Role == Role.Owner || session.MemberId == scope.MemberId) ? session : null;
    }

    /// <summary>Puts into a form what it offers to choose from.</summary>
    public async Task FillAsync(SessionForm form, WorkSession? changed, CancellationToken cancel)
    {
        var contracts = await ContractsAsync(changed?.ContractId ?? default, cancel);
        var incidents = await IncidentsAsync(changed?.IncidentId ?? (Id<Incident>.TryParse(form.Incident, null, out var wanted) ? wanted : default), cancel);
        var members = scope.Member!.Role == Role.Owner && changed is null ? await MembersAsync(cancel) : [];
        var who = changed is null ? "" : await db.Members.Where(m => m.Id == changed.MemberId).Select(m => m.Name).SingleAsync(cancel);
        form.Choices = new(
            members.Count > 1 ? members : [],
            [new("Choose…", ""), .. contracts.Select(c => new SelectListItem(c.Text, c.Id.ToString()))],
            incidents,
            Mine,
            changed is null ? Elsewhere(contracts.Select(c => c.Zone)) : Beside(changed, contracts.First(c => c.Id == changed.ContractId).Zone),
            changed,
            who,
            changed is null ? [] : await InvoicesAsync([changed.Id], cancel));
    }

    private string? Elsewhere(IEnumerable<string> zones)
    {
        var now = clock.GetCurrentInstant();
        var others = zones.Select(z => DateTimeZoneProviders.Tzdb[z]).Where(z => z.GetUtcOffset(now) != Mine.GetUtcOffset(now)).Select(z => Show.Zone(z.Id)).Distinct(StringComparer.Ordinal).ToList();
        return others.Count == 0 ? null : $"Contracts in {string.Join(", ", others)} show another time there.";
    }

    private string? Beside(WorkSession session, string zone) =>
        TwoClocks.Beside(session.Start, session.Stop, Mine, DateTimeZoneProviders.Tzdb[zone]) is { } theirs ? $"The contract's clock shows {theirs}." : null;

    private async Task<List<SheetRow>> RowsAsync(Instant from, Instant to, Id<Member>? only, CancellationToken cancel)
    {
        var sessions = db.Sessions.Where(s => s.Start >= from && s.Start < to);
        if (only is { } one) sessions = sessions.Where(s => s.MemberId == one);
        var rows = await (
            from session in sessions
            join member in db.Members on session.MemberId equals member.Id
            join contract in db.Contracts on session.ContractId equals contract.Id
            join client in db.Clients on contract.ClientId equals client.Id
            from incident in db.Incidents.Where(i => i.Id == session.IncidentId).DefaultIfEmpty()
            orderby session.Start
            select new SheetRow(session, member.Name, contract.Code, contract.Title, contract.TimeZone, client.Name, incident == null ? null : incident.Number, incident == null ? null : incident.Title)).AsNoTracking().ToListAsync(cancel);
        var invoices = (await InvoicesAsync([.. rows.Select(r => r.Session.Id)], cancel)).ToLookup(i => i.Session);
        return [.. rows.Select(r => r with { Invoices = [.. invoices[r.Session.Id]] })];
    }

    private async Task<List<InvoiceLink>> InvoicesAsync(List<Id<WorkSession>> sessions, CancellationToken cancel) => sessions.Count == 0 ? [] : await (
        from slice in db.BilledSlices.Where(b => sessions.Contains(b.SessionId))
        join invoice in db.Invoices on slice.InvoiceId equals invoice.Id
        select new { slice.SessionId, invoice.Id, invoice.Number }).Distinct().Select(x => new InvoiceLink(x.SessionId, x.Id, x.Number)).ToListAsync(cancel);

    private async Task<List<(Id<Contract> Id, string Text, string Zone)>> ContractsAsync(Id<Contract> also, CancellationToken cancel) =>
        [.. (await (
            from contract in db.Contracts.Where(c => c.State != ContractState.Ended || c.Id == also)
            join client in db.Clients on contract.ClientId equals client.Id
            orderby client.Name, contract.Code
            select new { contract.Id, contract.Code, contract.Title, contract.TimeZone, Client = client.Name }).AsNoTracking().ToListAsync(cancel)).Select(c => (c.Id, $"{c.Client} · {c.Code} {c.Title}", c.TimeZone))];

    private async Task<List<SelectListItem>> IncidentsAsync(Id<Incident> also, CancellationToken cancel)
    {
        var recent = await (
            from incident in db.Incidents.OrderByDescending(i => i.Number).Take(IncidentsOffered)
            join contract in db.Contracts on incident.ContractId equals contract.Id
            where contract.State != ContractState.Ended
            orderby incident.Number descending
            select new { incident.Id, incident.Number, incident.Title, contract.Code }).AsNoTracking().ToListAsync(cancel);
        if (also != default && recent.TrueForAll(i => i.Id != also))
            recent.AddRange(await (
                from incident in db.Incidents.Where(i => i.Id == also)
                join contract in db.Contracts on incident.ContractId equals contract.Id
                select new { incident.Id, incident.Number, incident.Title, contract.Code }).AsNoTracking().ToListAsync(cancel));
        return [new("No incident", ""), .. recent.Select(i => new SelectListItem($"{Incident.CodeOf(i.Number)} {i.Title} ({i.Code})", i.Id.ToString()))];
    }

    private async Task<List<SelectListItem>> MembersAsync(CancellationToken cancel) =>
        [.. (await db.Members.AsNoTracking().Where(m => m.Role != Role.Bookkeeper).OrderBy(m => m.Name).Select(m => new { m.Id, m.Name }).ToListAsync(cancel)).Select(m => new SelectListItem(m.Name, m.Id.ToString()))];
}
