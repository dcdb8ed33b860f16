using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Work;
using Billing.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace Billing.Web.Features.Timesheet;

/// <summary>The week's time, and time typed by hand.</summary>
[ForRoles(Role.Owner, Role.Engineer)]
public sealed class TimesheetController(TimesheetPages pages, SessionWrites writes, IClock clock) : Controller
{
    [HttpGet(Links.Timesheet), ForRoles(Role.Owner, Role.Engineer, Role.Bookkeeper)]
    public async Task<IActionResult> Index(string? week, string? member) => View(await pages.WeekAsync(week, member, HttpContext.RequestAborted));

    [HttpGet(Links.NewSession)]
    public async Task<IActionResult> New(string? incident, string? contract) => View("Session", await pages.NewAsync(incident, contract, HttpContext.RequestAborted));

    [HttpPost(Links.NewSession)]
    public async Task<IActionResult> New(SessionForm form)
    {
        await pages.FillAsync(form, null, HttpContext.RequestAborted);
        var read = new FormReading(ModelState);
        return form.Read(read, clock.GetCurrentInstant()) is { } draft ? After(await writes.AddAsync(draft), read, form, "added") : View("Session", form);
    }

    [HttpGet("/timesheet/{id}")]
    public async Task<IActionResult> Edit(Id<WorkSession> id) =>
        await pages.EditAsync(id, HttpContext.RequestAborted) is { } form ? View("Session", form) : NotFound();

    [HttpPost("/timesheet/{id}")]
    public async Task<IActionResult> Edit(Id<WorkSession> id, SessionForm form)
    {
        if (await pages.FindAsync(id, HttpContext.RequestAborted) is not { } session) return NotFound();
        if (form is { Start: null, Earlier: not null }) form = SessionForm.Of(session, pages.Mine, form.Earlier);
        await pages.FillAsync(form, session, HttpContext.RequestAborted);
        var read = new FormReading(ModelState);
        return form.Read(read, clock.GetCurrentInstant()) is { } draft ? After(await writes.ChangeAsync(id, draft), read, form, "changed") : View("Session", form);
    }

    [HttpPost("/timesheet/{id}/confirm")]
    public async Task<IActionResult> Confirm(Id<WorkSession> id)
    {
        if (await pages.FindAsync(id, HttpContext.RequestAborted) is not { } session) return NotFound();
        var confirmed = await writes.ConfirmAsync(id);
        return this.Then(confirmed.IsOk ? "Confirmed; it will be billed." : confirmed.Refusals.ToList(), WeekOf(session));
    }

    [HttpGet("/timesheet/{id}/delete")]
    public async Task<IActionResult> Delete(Id<WorkSession> id) =>
        await pages.RowAsync(id, HttpContext.RequestAborted) is not { } row ? NotFound() : row.Invoices.Count > 0 ? Redirect(Links.EditSession(id)) : View(row);

    [HttpPost("/timesheet/{id}/delete"), ActionName("Delete")]
    public async Task<IActionResult> DeleteNow(Id<WorkSession> id)
    {
        if (await pages.FindAsync(id, HttpContext.RequestAborted) is not { } session) return NotFound();
        var deleted = await writes.DeleteAsync(id);
        return this.Then(deleted.IsOk ? "The session is deleted." : deleted.Refusals.ToList(), deleted.IsOk ? WeekOf(session) : Links.DeleteSession(id));
    }

    private IActionResult After(Result<WorkSession> written, FormReading read, SessionForm form, string done)
    {
        foreach (var refusal in written.Refusals) read.Refuse(refusal);
        if (!written.IsOk) return View("Session", form);
        var (session, now) = (written.Value, clock.GetCurrentInstant());
        return this.Then(session.IsRunning ? $"The clock runs since {Show.Time(session.Start, form.Choices.Zone)}." : $"{Show.Clock(session.Length(now))} {done}.", session.IncidentId is { } incident ? Links.Incident(incident) : $"{Links.Timesheet}?week={IsoWeek.Of(session.Start.InZone(form.Choices.Zone).Date)}");
    }

    private string WeekOf(WorkSession session) => $"{Links.Timesheet}?week={IsoWeek.Of(session.Start.InZone(pages.Mine).Date)}";
}
