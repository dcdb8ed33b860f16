using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.Web.Data;
using Billing.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web.Features.Runs;

/// <summary>Billing runs: what each did, what waits, what is next; run now, preview, try again.</summary>
[ForRoles(Role.Owner, Role.Bookkeeper)]
public sealed class RunsController(BillingDb db, RunsPages pages, BillingRunner runner, RunQueue queue, BusinessScope scope, IClock clock) : Controller
{
    // A preview that nobody could read helps nobody; the run itself does all of it.
    private const int MostPreviewed = 200;

    [HttpGet(Links.Runs)]
    public async Task<IActionResult> Index(int page = 1) => View(await pages.ListAsync(Math.Clamp(page, 1, 100_000), clock.GetCurrentInstant()));

    [HttpGet("/runs/{id}")]
    public async Task<IActionResult> Run(Id<BillingRun> id, int page = 1) =>
        await pages.OneAsync(id, Math.Clamp(page, 1, 100_000), clock.GetCurrentInstant()) is { } run ? View("Run", run) : NotFound();

    /// <summary>What the page of a run that goes on shows anew, without the page around it.</summary>
    [HttpGet("/runs/{id}/so-far")]
    public async Task<IActionResult> SoFar(Id<BillingRun> id) =>
        await pages.OneAsync(id, 1, clock.GetCurrentInstant()) is { } run ? PartialView("_Run", run) : NotFound();

    [HttpGet(Links.PreviewRun)]
    public async Task<IActionResult> Preview()
    {
        var outcomes = await runner.PreviewAsync(new(scope.RequiredBusinessId, "page"), HttpContext.RequestAborted).Take(MostPreviewed + 1).ToListAsync();
        ViewData["HasMore"] = outcomes.Count > MostPreviewed;
        return View("Preview", await pages.WithNamesAsync([.. outcomes.Take(MostPreviewed)]));
    }

    [HttpPost(Links.RunNow), ForRoles(Role.Owner)]
    public Task<IActionResult> RunNow() => RunAsync(null);

    /// <summary>Looks again at a contract that could not be billed.</summary>
    [HttpPost("/runs/retry/{id}"), ForRoles(Role.Owner)]
    public async Task<IActionResult> Retry(Id<Contract> id) => await db.Contracts.AnyAsync(c => c.Id == id) ? await RunAsync(id) : NotFound();

    private static string SaidOf(RunSummary run)
    {
        string?[] parts =
        [
            run.Issued switch { 0 => null, 1 => "One invoice was issued.", var issued => $"{Show.Number(issued)} invoices were issued." },
            run.Drafted switch { 0 => null, 1 => "One draft waits for approval.", var drafted => $"{Show.Number(drafted)} drafts wait for approval." },
            run.Held switch { 0 => null, 1 => "One contract could not be billed; look below for what to do.", var held => $"{Show.Number(held)} contracts could not be billed; look below for what to do." },
        ];
        return string.Join(' ', parts.OfType<string>()) is { Length: > 0 } said ? said : run.Nothing > 0 ? "Nothing was owed." : "Nothing was due.";
    }

    private async Task<IActionResult> RunAsync(Id<Contract>? only)
    {
        var run = await queue.AddAsync(new(scope.RequiredBusinessId, "page", scope.Member, Contract: only), HttpContext.RequestAborted);

        // While it goes on, its page tells how far it is.
        if (run.IsOver) TempData["Said"] = SaidOf(run.Summary);
        return Redirect(Links.Run(run.Run.Id));
    }
}
