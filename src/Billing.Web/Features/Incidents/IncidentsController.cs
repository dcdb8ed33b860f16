using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace Billing.Web.Features.Incidents;

/// <summary>Outages and emergencies: the list, the incident's page, and what can be done with one.</summary>
[ForRoles(Role.Owner, Role.Engineer)]
public sealed class IncidentsController(IncidentPages pages, IncidentWrites writes, ClockKeeper keeper, IClock clock) : Controller
{
    private const int LastPage = 100_000;

    [HttpGet(Links.Incidents), ForRoles(Role.Owner, Role.Engineer, Role.Bookkeeper)]
    public async Task<IActionResult> Index(string? show, int page = 1) =>
        View(await pages.ListAsync(show == "open", Math.Clamp(page, 1, LastPage), HttpContext.RequestAborted));

    [HttpGet("/incidents/{id}"), ForRoles(Role.Owner, Role.Engineer, Role.Bookkeeper)]
    public async Task<IActionResult> Page(Id<Incident> id) =>
        await pages.PageAsync(id, HttpContext.RequestAborted) is { } page ? View(page) : NotFound();

    [HttpGet(Links.NewIncident)]
    public async Task<IActionResult> New(string? contract, string? recurs) =>
        View(await pages.NewAsync(contract, recurs, HttpContext.RequestAborted));

    [HttpPost(Links.NewIncident)]
    public async Task<IActionResult> New(IncidentForm form)
    {
        await pages.FillAsync(form, HttpContext.RequestAborted);
        var read = new FormReading(ModelState);
        var said = form.Read(read, clock.GetCurrentInstant());
        if (!Id<Contract>.TryParse(form.Contract, null, out var contract)) read.Refuse(nameof(form.Contract), "Choose a contract.");
        if (!read.IsOk) return View(form);
        var opened = await writes.OpenAsync(contract, said, form.Recurs);
        foreach (var refusal in opened.Refusals) read.Refuse(refusal);
        if (!opened.IsOk) return View(form);
        return form.StartClock
            ? this.Then(await keeper.StartAsync(null, opened.Value.Id), Links.Incident(opened.Value.Id))
            : this.Then($"{opened.Value.Code} is open.", Links.Incident(opened.Value.Id));
    }

    [HttpGet("/incidents/{id}/edit")]
    public async Task<IActionResult> Edit(Id<Incident> id) =>
        await pages.FindAsync(id, HttpContext.RequestAborted) is { } incident
            ? View(IncidentForm.Of(incident, (await pages.FillAsync(new(), HttpContext.RequestAborted)).Zone))
            : NotFound();

    [HttpPost("/incidents/{id}/edit")]
    public async Task<IActionResult> Edit(Id<Incident> id, IncidentForm form)
    {
        form.Changed = await pages.FindAsync(id, HttpContext.RequestAborted);
        if (form.Changed is null) return NotFound();
        await pages.FillAsync(form, HttpContext.RequestAborted);
        var read = new FormReading(ModelState);
        var facts = form.Read(read, clock.GetCurrentInstant());
        return read.IsOk ? this.Then(await writes.ChangeAsync(id, facts), Links.Incident(id)) : View(form);
    }

    [HttpPost("/incidents/{id}/state")]
    public async Task<IActionResult> State(Id<Incident> id, string? state)
    {
        if (await pages.FindAsync(id, HttpContext.RequestAborted) is null) return NotFound();
        var to = new FormReading(ModelState).Choice<IncidentState>("state", state, "a state");
        return ModelState.IsValid ? this.Then(await writes.MoveAsync(id, to), Links.Incident(id)) : BadRequest();
    }
}
