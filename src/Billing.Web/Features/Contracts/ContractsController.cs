using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Rating;
using Billing.Web.Data;
using Billing.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web.Features.Contracts;

/// <summary>A contract's page and its states.</summary>
[ForRoles(Role.Owner, Role.Engineer, Role.Bookkeeper)]
public sealed class ContractsController(BillingDb db, IClock clock) : Controller
{
    private const int Latest = 10;

    // Contracts are listed with their clients.
    [HttpGet(Links.Contracts)]
    public IActionResult Index() => Redirect(Links.Clients);

    [HttpGet("/contracts/{id}")]
    public async Task<IActionResult> Contract(Id<Contract> id)
    {
        if (await db.Contracts.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id) is not { } contract) return NotFound();
        var client = await db.Clients.Where(c => c.Id == contract.ClientId).Select(c => new { c.Name, c.Language }).SingleAsync();
        var today = Today(contract);
        var terms = await TermsAsync(contract, client.Language);
        var inForce = terms.Where(t => !t.IsReplaced).ToList();
        var now = inForce.FindLast(t => t.EffectiveFrom <= today) ?? inForce.FirstOrDefault();
        return View("Contract", new ContractPage(
            contract, client.Name, now,
            [.. inForce.Where(t => t.EffectiveFrom > now!.EffectiveFrom)],
            [.. terms.Where(t => t != now && (t.IsReplaced || t.EffectiveFrom < now!.EffectiveFrom)).Reverse()],
            await IncidentsAsync(contract), await InvoicesAsync(id, today), today,
            now is null ? null : RateMapPicture.Of(now.Terms, clock.GetCurrentInstant().InZone(DateTimeZoneProviders.Tzdb[contract.TimeZone]))));
    }

    [HttpPost("/contracts/{id}/state"), ForRoles(Role.Owner)]
    public async Task<IActionResult> State(Id<Contract> id, string? to)
    {
        if (!Enum.TryParse<ContractState>(to, true, out var state) || !Enum.IsDefined(state)) return BadRequest();
        var moved = await db.WriteAsync<Result<string>?>(async () =>
        {
            if (await db.Contracts.SingleOrDefaultAsync(c => c.Id == id) is not { } contract) return null;
            var hasTerms = await db.Terms.AnyAsync(t => t.ContractId == id);
            var moved = ContractStates.Move(contract, state, hasTerms, Today(contract));
            await db.SaveChangesAsync();
            return moved;
        });
        if (moved is not { } result) return NotFound();
        if (result.IsOk) TempData["Said"] = result.Value;
        else TempData["Refused"] = result.Refusals[0].Message;
        return Redirect(Links.Contract(id));
    }

    private LocalDate Today(Contract contract) => clock.GetCurrentInstant().InZone(DateTimeZoneProviders.Tzdb[contract.TimeZone]).Date;

    // By day, then version.
    private async Task<List<TermsView>> TermsAsync(Contract contract, string language)
    {
        var zone = DateTimeZoneProviders.Tzdb[contract.TimeZone];
        var members = await db.Members.AsNoTracking().Select(m => new { m.Id, m.Name }).ToListAsync();
        var names = members.ToDictionary(m => m.Id.ToString(), m => m.Name, StringComparer.Ordinal);
        var rows = (await db.Terms.AsNoTracking().Where(t => t.ContractId == contract.Id).ToListAsync()).OrderBy(t => t.EffectiveFrom).ThenBy(t => t.Version).ToList();
        var clauses = rows.ToDictionary(row => (row.EffectiveFrom, row.Version), row => RatingJson.ReadTerms(row.Clauses));
        return rows.ConvertAll(row => new TermsView(
            row.EffectiveFrom,
            rows.Find(t => t.EffectiveFrom > row.EffectiveFrom)?.EffectiveFrom.PlusDays(-1),
            row.Version,
            rows.Exists(t => t.EffectiveFrom == row.EffectiveFrom && t.Version > row.Version),
            TermsText.Of(clauses[(row.EffectiveFrom, row.Version)], contract.Currency, names),
            TermsText.Of(clauses[(row.EffectiveFrom, row.Version)], contract.Currency, names, language),
            names.GetValueOrDefault(row.MadeBy.ToString(), "someone who left"),
            row.MadeAt.InZone(zone).Date,
            clauses[(row.EffectiveFrom, row.Version)]));
    }

    private async Task<IReadOnlyList<IncidentRow>> IncidentsAsync(Contract contract)
    {
        var zone = DateTimeZoneProviders.Tzdb[contract.TimeZone];
        var rows = await db.Incidents.AsNoTracking().Where(i => i.ContractId == contract.Id).OrderByDescending(i => i.Number).Take(Latest)
            .Select(i => new { i.Id, i.Number, i.Title, i.Severity, i.State, i.OpenedAt }).ToListAsync();
        return rows.ConvertAll(i => new IncidentRow(i.Id, i.Number, i.Title, i.Severity, i.State, i.OpenedAt.InZone(zone).Date));
    }

    private async Task<IReadOnlyList<InvoiceRow>> InvoicesAsync(Id<Contract> id, LocalDate today)
    {
        var rows = await db.Invoices.AsNoTracking().Where(i => i.ContractId == id).OrderByDescending(i => i.IssuedOn).ThenByDescending(i => i.Number).Take(Latest)
            .Select(i => new { i.Id, i.Number, i.Period, i.GrossMinor, i.Currency, i.DueOn }).ToListAsync();
        return rows.ConvertAll(i => new InvoiceRow(i.Id, i.Number, i.Period, Money.FromMinor(i.GrossMinor, i.Currency), i.GrossMinor > 0 && i.DueOn < today));
    }
}
