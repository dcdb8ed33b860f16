using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Invoicing;
using Billing.Web.Data;
using Billing.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace Billing.Web.Features.Today;

/// <summary>Reads the first page.</summary>
public sealed class TodayPages(BillingDb db, BusinessScope scope, RatingFacts facts, HeldCharges held, IClock clock)
{
    private const int IncidentsShown = 20;
    private const int StartsShown = 12;
    private static readonly LocalDateTimePattern RunTime = LocalDateTimePattern.CreateWithInvariantCulture("d MMMM HH:mm");

    /// <summary>The page as of now.</summary>
    public async Task<TodayPage> ReadAsync(CancellationToken cancel)
    {
        var now = clock.WholeSecond();
        var zone = DateTimeZoneProviders.Tzdb[scope.Member!.TimeZone];
        var today = now.InZone(zone).Date;
        var open = await OpenAsync(cancel);
        var rated = await new MonthSoFar(db, facts, held).RateAsync(open, now, cancel);
        return new()
        {
            Date = today,
            Zone = zone,
            Now = now,
            First = await FirstStepAsync(cancel),
            NextRun = await NextRunAsync(now, cancel),
            Unbilled = [.. rated.Values.GroupBy(r => r.Facts.Contract.Currency).Select(g => Sum(g.Key, g.SelectMany(r => r.Unbilled))).Where(u => u.Amount != 0).OrderByDescending(u => u.Amount)],
            EmergencySeconds = rated.Values.SelectMany(r => r.Unbilled).Where(IsEmergency).Sum(l => l.Seconds ?? 0),
            ByClient = await ByClientAsync(rated.Values, cancel),
            Overdue = await OverdueAsync(today, cancel),
            Open = [.. open.Select(i => i with { SoFar = rated.GetValueOrDefault(i.ContractId)?.Of(i.Id) })],
            OpenCount = open.Count < IncidentsShown ? open.Count : await db.Incidents.CountAsync(i => i.State != IncidentState.Closed, cancel),
            Starts = scope.Member.Role == Role.Bookkeeper ? [] : await StartsAsync(cancel),
            Sessions = await SessionsAsync(today, zone, cancel),
            Problems = [.. rated.Values.Select(r => r.Problem).OfType<string>().Order(StringComparer.Ordinal)],
        };
    }

    private static Unbilled Sum(Currency currency, IEnumerable<Charge> lines)
    {
        var all = lines.ToList();
        return new(currency, all.Sum(l => l.Amount), all.Where(l => l.Key.Multiplier is not null).Sum(l => l.Amount), all.Where(IsEmergency).Sum(l => l.Amount));
    }

    private static bool IsEmergency(Charge charge) => ChargeKey.Number(charge.Key.Multiplier) > 1;

    private async Task<List<OpenIncident>> OpenAsync(CancellationToken cancel) => await (
        from incident in db.Incidents.Where(i => i.State != IncidentState.Closed).OrderByDescending(i => i.Number).Take(IncidentsShown)
        join contract in db.Contracts on incident.ContractId equals contract.Id
        join client in db.Clients on contract.ClientId equals client.Id
        from earlier in db.Incidents.Where(e => e.Id == incident.RecursId).DefaultIfEmpty()
        orderby incident.Number descending
        select new OpenIncident(incident.Id, incident.Number, incident.Title, incident.Severity, incident.State, earlier == null ? null : earlier.Number, contract.Id, client.Name, contract.Currency)).ToListAsync(cancel);

    private async Task<IReadOnlyList<ClientUnbilled>> ByClientAsync(IEnumerable<ContractSoFar> rated, CancellationToken cancel)
    {
        var sums = rated.GroupBy(r => (r.Facts.Contract.ClientId, r.Facts.Contract.Currency)).Select(g => (g.Key, Amount: g.SelectMany(r => r.Unbilled).Sum(l => l.Amount))).Where(s => s.Amount != 0).ToList();
        var ids = sums.Select(s => s.Key.ClientId).Distinct().ToList();
        var names = await db.Clients.Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.Name }).ToDictionaryAsync(c => c.Id, c => c.Name, cancel);
        return [.. sums.Select(s => new ClientUnbilled(s.Key.ClientId, names[s.Key.ClientId], s.Key.Currency, s.Amount)).OrderByDescending(c => c.Amount)];
    }

    private async Task<IReadOnlyList<Overdue>> OverdueAsync(LocalDate today, CancellationToken cancel) =>
        [.. (await db.Invoices.Where(i => i.DueOn < today && i.GrossMinor > 0).GroupBy(i => i.Currency).Select(g => new { g.Key, Sum = g.Sum(i => i.GrossMinor), Count = g.Count() }).ToListAsync(cancel))
            .Select(g => new Overdue(g.Key, g.Sum, g.Count)).OrderByDescending(o => o.Minor)];

    private async Task<List<QuickStart>> StartsAsync(CancellationToken cancel) => await (
        from contract in db.Contracts.Where(c => c.State != ContractState.Ended)
        join client in db.Clients on contract.ClientId equals client.Id
        orderby client.Name, contract.Code
        select new QuickStart(contract.Id, contract.Code, contract.Title, client.Name, db.Sessions.Any(s => s.MemberId == scope.MemberId && s.Stop == null && s.ContractId == contract.Id && s.IncidentId == null))).Take(StartsShown).ToListAsync(cancel);

    private async Task<IReadOnlyList<TodaySession>> SessionsAsync(LocalDate today, DateTimeZone zone, CancellationToken cancel)
    {
        var (from, to) = (today.AtStartOfDayInZone(zone).ToInstant(), today.PlusDays(1).AtStartOfDayInZone(zone).ToInstant());
        var earliest = from - Duration.FromDays(8);
        var sessions = db.Sessions.Where(s => s.Start < to && ((s.Start > earliest && s.Stop > from) || s.Stop == null));
        if (scope.Member!.Role != Role.Bookkeeper) sessions = sessions.Where(s => s.MemberId == scope.MemberId);
        var rows = await (
            from session in sessions
            join member in db.Members on session.MemberId equals member.Id
            join contract in db.Contracts on session.ContractId equals contract.Id
            join client in db.Clients on contract.ClientId equals client.Id
            from incident in db.Incidents.Where(i => i.Id == session.IncidentId).DefaultIfEmpty()
            orderby session.Start
            select new { session, Who = member.Name, contract.Code, contract.Title, Client = client.Name, incident }).AsNoTracking().ToListAsync(cancel);
        return [.. rows.Select(r => r.incident is { } i
            ? new TodaySession(r.session, r.Who, $"{i.Code} {i.Title}", Links.Incident(i.Id), r.Client)
            : new TodaySession(r.session, r.Who, $"{r.Code} {r.Title}", Links.Contract(r.session.ContractId), r.Client))];
    }

    private async Task<string?> NextRunAsync(Instant now, CancellationToken cancel)
    {
        var days = await db.Contracts.Where(c => c.State == ContractState.Active).Select(c => new { c.TimeZone, c.BillingDay }).Distinct().ToListAsync(cancel);
        if (days.Count == 0) return null;
        var next = days.Select(d => NextDay(now, DateTimeZoneProviders.Tzdb[d.TimeZone], d.BillingDay)).MinBy(d => d.ToInstant());
        return $"{RunTime.Format(next.LocalDateTime)}, {Show.Zone(next.Zone.Id)}";
    }

    private static ZonedDateTime NextDay(Instant now, DateTimeZone zone, int day)
    {
        var local = now.InZone(zone).Date;
        var here = new LocalDate(local.Year, local.Month, day).AtStartOfDayInZone(zone);
        return here.ToInstant() > now ? here : new LocalDate(local.Year, local.Month, day).PlusMonths(1).AtStartOfDayInZone(zone);
    }

    // In the order in which one needs the other: no client is billed by a business without an address, no contract is without a client, …
    private async Task<FirstStep?> FirstStepAsync(CancellationToken cancel)
    {
        var business = await db.Businesses.AsNoTracking().SingleAsync(cancel);
        if (business.Address is null || business.Iban is null) return new("Say who sends the invoices", "Invoices need your address, your tax number and the account that clients pay into.", Links.Settings, "Complete the settings");
        if (!await db.Clients.AnyAsync(cancel)) return new("Add your first client", "Who is billed, in which language, and where the invoices go.", Links.NewClient, "Add a client");
        var contract = await db.Contracts.AsNoTracking().Where(c => c.State != ContractState.Ended).OrderBy(c => db.Terms.Any(t => t.ContractId == c.Id)).ThenBy(c => c.MadeAt).FirstOrDefaultAsync(cancel);
        if (contract is null) return new("Agree on a contract", "It says in plain words what an hour costs, and what an emergency costs.", await db.Clients.CountAsync(cancel) == 1 ? Links.NewContract((await db.Clients.AsNoTracking().FirstAsync(cancel)).Id) : Links.Clients, "Make a contract");
        if (!await db.Terms.AnyAsync(t => t.ContractId == contract.Id, cancel)) return new($"Say what {contract.Code} costs", "Until it has terms, time is kept but not priced, and nothing is billed.", Links.NewTerms(contract.Id), "Write the terms");
        return null;
    }
}
