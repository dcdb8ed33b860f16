using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.Web.Data;
using Billing.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web.Features.Runs;

/// <summary>A run in the list.</summary>
public sealed record RunRow(Id<BillingRun> Id, string Origin, string? By, Instant StartedAt, Instant? FinishedAt, int Issued, int Nothing, int Held);

/// <summary>When a contract's next month falls due.</summary>
public sealed record NextDue(Id<Contract> ContractId, string Contract, string Client, BillingPeriod Period, Instant At, string TimeZone);

/// <summary>The list of runs with what comes next.</summary>
public sealed record RunsPage(IReadOnlyList<RunRow> Runs, IReadOnlyList<NextDue> Next, bool AnyContract, int Page, bool HasMore);

/// <summary>One outcome as shown.</summary>
public sealed record OutcomeRow(Id<Contract> ContractId, string Contract, string Client, BillingPeriod? Period, Outcome Outcome, Id<Invoice>? InvoiceId, string? Number, Money? Gross, string? Message);

/// <summary>One run.</summary>
public sealed record RunPage(RunRow Run, IReadOnlyList<OutcomeRow> Outcomes);

/// <summary>Billing runs: what each did, what is next, run now, preview.</summary>
[ForRoles(Role.Owner, Role.Bookkeeper)]
public sealed class RunsController(BillingDb db, BillingRunner runner, BusinessScope scope) : Controller
{
    private const int PageSize = 50;
    private const int Soon = 100;

    [HttpGet(Links.Runs)]
    public async Task<IActionResult> Index(int page = 1)
    {
        page = Math.Clamp(page, 1, 100_000);
        var runs = await Rows(db.Runs.OrderByDescending(r => r.StartedAt).Skip((page - 1) * PageSize).Take(PageSize + 1)).ToListAsync();
        return View(new RunsPage([.. runs.Take(PageSize)], await NextAsync(), await db.Contracts.AnyAsync(), page, runs.Count > PageSize));
    }

    [HttpGet("/runs/{id}")]
    public async Task<IActionResult> Run(Id<BillingRun> id)
    {
        if (await Rows(db.Runs.Where(r => r.Id == id)).SingleOrDefaultAsync() is not { } run) return NotFound();
        var outcomes = await (
            from outcome in db.RunOutcomes.Where(o => o.RunId == id)
            join contract in db.Contracts on outcome.ContractId equals contract.Id
            join client in db.Clients on contract.ClientId equals client.Id
            from invoice in db.Invoices.Where(i => i.Id == outcome.InvoiceId).DefaultIfEmpty()
            orderby outcome.Ordinal
            select new
            {
                outcome.ContractId, Contract = contract.Code + " " + contract.Title, Client = client.Name, outcome.Period, outcome.Outcome, outcome.InvoiceId, outcome.Message,
                Number = (string?)invoice.Number, Gross = (long?)invoice.GrossMinor, contract.Currency,
            }).AsNoTracking().ToListAsync();
        return View("Run", new RunPage(run, [.. outcomes.Select(o => new OutcomeRow(
            o.ContractId, o.Contract, o.Client, o.Period, o.Outcome, o.InvoiceId, o.Number, o.Gross is { } minor ? Money.FromMinor(minor, o.Currency) : null, o.Message))]));
    }

    [HttpGet(Links.PreviewRun)]
    public async Task<IActionResult> Preview() =>
        View("Preview", await WithNames(await runner.PreviewAsync(new(scope.RequiredBusinessId, "page"), HttpContext.RequestAborted).ToListAsync()));

    [HttpPost(Links.RunNow), ForRoles(Role.Owner)]
    public async Task<IActionResult> RunNow()
    {
        var run = await runner.RunAsync(new(scope.RequiredBusinessId, "page", scope.Member), null, CancellationToken.None);
        TempData["Said"] = run.Issued + run.Drafted + run.Nothing + run.Held == 0 ? "Nothing was due." : run.Issued == 1 ? "One invoice was issued." : $"{Show.Number(run.Issued)} invoices were issued.";
        return Redirect(Links.Run(run.RunId!.Value));
    }

    private IQueryable<RunRow> Rows(IQueryable<BillingRun> runs) =>
        from run in runs.AsNoTracking()
        select new RunRow(
            run.Id, run.Origin, db.Members.Where(m => m.Id == run.StartedBy).Select(m => m.Name).FirstOrDefault(), run.StartedAt, run.FinishedAt,
            db.RunOutcomes.Count(o => o.RunId == run.Id && o.Outcome == Outcome.Issued),
            db.RunOutcomes.Count(o => o.RunId == run.Id && o.Outcome == Outcome.Nothing),
            db.RunOutcomes.Count(o => o.RunId == run.Id && o.Outcome != Outcome.Issued && o.Outcome != Outcome.Nothing));

    private async Task<IReadOnlyList<OutcomeRow>> WithNames(IReadOnlyList<ContractOutcome> outcomes)
    {
        var ids = outcomes.Select(o => o.ContractId).Distinct().ToList();
        var names = await (from contract in db.Contracts.Where(c => ids.Contains(c.Id)) join client in db.Clients on contract.ClientId equals client.Id select new { contract.Id, contract.Title, Client = client.Name }).ToDictionaryAsync(c => c.Id);
        return [.. outcomes.Select(o => new OutcomeRow(o.ContractId, $"{o.Code} {names[o.ContractId].Title}", names[o.ContractId].Client, o.Period, o.Outcome, null, null, o.Gross, o.Message))];
    }

    // The ten months that fall due next. Zones differ by hours only, so the first by month and billing day hold them.
    private async Task<IReadOnlyList<NextDue>> NextAsync()
    {
        var contracts = await (
            from contract in db.Contracts.Where(c => c.State == ContractState.Active)
            join client in db.Clients on contract.ClientId equals client.Id
            select new { Contract = contract, Client = client.Name, Last = db.SettledPeriods.Where(p => p.ContractId == contract.Id).OrderByDescending(p => p.Period).Select(p => (BillingPeriod?)p.Period).FirstOrDefault() })
            .AsNoTracking().OrderBy(c => c.Last).ThenBy(c => c.Contract.StartsOn).ThenBy(c => c.Contract.BillingDay).Take(Soon).ToListAsync();
        return [.. (from c in contracts
                   let at = OwedPeriods.NextDue(c.Contract, c.Last)
                   where at is not null
                   orderby at.Value
                   select new NextDue(c.Contract.Id, $"{c.Contract.Code} {c.Contract.Title}", c.Client, c.Last?.Next ?? BillingPeriod.Of(c.Contract.StartsOn), at.Value, c.Contract.TimeZone)).Take(10)];
    }
}
