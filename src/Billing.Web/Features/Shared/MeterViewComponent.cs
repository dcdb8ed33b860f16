using Billing.Domain.Incidents;
using Billing.Web.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web.Features.Shared;

/// <summary>The running clock, on every page.</summary>
/// <param name="What">The incident with its code, or the contract.</param>
/// <param name="Link">Where that is.</param>
/// <param name="Client">For whom.</param>
/// <param name="Start">When it started.</param>
/// <param name="Now">When the page was made.</param>
/// <param name="Zone">In which the person reads times.</param>
public sealed record Meter(string What, string Link, string Client, Instant Start, Instant Now, DateTimeZone Zone);

/// <summary>Shows the member's running session, if there is one.</summary>
public sealed class MeterViewComponent(BillingDb db, BusinessScope scope, IClock clock, IDateTimeZoneProvider zones) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync()
    {
        var mine = scope.MemberId;
        var running = await (
            from session in db.Sessions.Where(s => s.MemberId == mine && s.Stop == null)
            join contract in db.Contracts on session.ContractId equals contract.Id
            join client in db.Clients on contract.ClientId equals client.Id
            from incident in db.Incidents.Where(i => i.Id == session.IncidentId).DefaultIfEmpty()
            select new { session.Start, Contract = contract.Code + " " + contract.Title, ContractId = contract.Id, Client = client.Name, Incident = incident }).AsNoTracking().FirstOrDefaultAsync();
        if (running is null) return Content("");
        var what = running.Incident is { } i ? $"{i.Code} {i.Title}" : running.Contract;
        var link = running.Incident is { } open ? Links.Incident(open.Id) : Links.Contract(running.ContractId);
        return View("/Features/Shared/_Meter.cshtml", new Meter(what, link, running.Client, running.Start, clock.GetCurrentInstant(), zones[scope.Member!.TimeZone]));
    }
}
