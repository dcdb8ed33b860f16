using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Invoicing;
using Billing.Web.Data;
using Billing.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web.Features.Runs;

/// <summary>What can be invoiced out of turn.</summary>
public sealed record InvoiceNowPage(
    Contract Contract, BillingPeriod Period, LocalDate Today, ContractOutcome SoFar, IReadOnlyList<(Incident Incident, ContractOutcome Outcome)> Incidents, string? Running);

/// <summary>Invoices out of turn: an incident, the month so far, a final invoice. The same steps as a run's (DESIGN §5).</summary>
[ForRoles(Role.Owner)]
public sealed class InvoiceNowController(BillingDb db, BillingRunner runner, InvoiceIssuing issuing, BusinessScope scope, IClock clock) : Controller
{
    // Older ones are billed long since, or wait on the runs' page.
    private const int LastIncidents = 10;

    [HttpGet("/contracts/{id}/invoice")]
    public async Task<IActionResult> Page(Id<Contract> id)
    {
        if (await FindAsync(id) is not { } contract) return NotFound();
        var (today, cancel) = (Today(contract), HttpContext.RequestAborted);
        var soFar = await issuing.PreviewAsync(contract, new(BillingPeriod.Of(today), ProposalKind.SoFar), cancel);
        var incidents = new List<(Incident, ContractOutcome)>();
        foreach (var incident in await db.Incidents.AsNoTracking().Where(i => i.ContractId == id).OrderByDescending(i => i.Number).Take(LastIncidents).ToListAsync(cancel))
        {
            var outcome = await issuing.PreviewAsync(contract, new(BillingPeriod.Of(today), ProposalKind.Incident, incident.Id), cancel);
            if (outcome.Outcome != Outcome.Nothing || outcome.Withheld.Count > 0) incidents.Add((incident, outcome));
        }

        return View("InvoiceNow", new InvoiceNowPage(contract, BillingPeriod.Of(today), today, soFar, incidents, await RunningAsync(id)));
    }

    [HttpPost("/contracts/{id}/invoice")]
    public async Task<IActionResult> Issue(Id<Contract> id, ProposalKind kind, Id<Incident>? incident)
    {
        if (await FindAsync(id) is not { } contract) return NotFound();
        if (kind == ProposalKind.Incident && !await db.Incidents.AnyAsync(i => i.Id == incident && i.ContractId == id)) return NotFound();
        return kind switch
        {
            ProposalKind.SoFar => await OneAsync(contract, new(BillingPeriod.Of(Today(contract)), kind)),
            ProposalKind.Incident => await OneAsync(contract, new(BillingPeriod.Of(Today(contract)), kind, incident)),
            ProposalKind.Final => await FinalAsync(contract),
            _ => NotFound(),
        };
    }

    private async Task<IActionResult> FinalAsync(Contract contract)
    {
        if (await RunningAsync(contract.Id) is { } running) return this.Then(new Refusal("running", running), Links.InvoiceNow(contract.Id));
        var ended = await db.WriteAsync(async () =>
        {
            var row = await db.Contracts.SingleAsync(c => c.Id == contract.Id);
            if (row.EndsOn is not { } end || end > Today(row)) row.EndsOn = LocalDate.Max(Today(row), row.StartsOn);
            row.State = ContractState.Ended;
            await db.SaveChangesAsync();
            return row;
        });
        var last = BillingPeriod.Of(ended.EndsOn!.Value);
        await runner.RunAsync(Order() with { Contract = ended.Id, Through = last.Previous }, null, CancellationToken.None);
        return await OneAsync(ended, new(last, ProposalKind.Final));
    }

    private async Task<IActionResult> OneAsync(Contract contract, ProposalRequest request)
    {
        var outcome = await runner.OneAsync(Order(), contract, request, null, CancellationToken.None);
        if (outcome is { InvoiceId: { } invoice }) return this.Then($"Invoice {outcome.Number} is issued.", Links.Invoice(invoice));
        return outcome?.Message is { } message ? this.Then(new Refusal("held", message), Links.InvoiceNow(contract.Id)) : this.Then("Nothing is owed that was not billed.", Links.Contract(contract.Id));
    }

    private Task<Contract?> FindAsync(Id<Contract> id) =>
        db.Contracts.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && (c.State == ContractState.Active || c.State == ContractState.Ended));

    private async Task<string?> RunningAsync(Id<Contract> id)
    {
        var who = await (from session in db.Sessions.Where(s => s.ContractId == id && s.Stop == null) join member in db.Members on session.MemberId equals member.Id select member.Name).FirstOrDefaultAsync();
        return who is null ? null : $"{who}'s clock runs on this contract. Stop it first, so that its time is on the last invoice.";
    }

    private LocalDate Today(Contract contract) => clock.GetCurrentInstant().InZone(DateTimeZoneProviders.Tzdb[contract.TimeZone]).Date;

    private RunOrder Order() => new(scope.RequiredBusinessId, "page", scope.Member);
}
