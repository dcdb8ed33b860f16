using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.Web.Data;
using Billing.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Billing.Web.Features.Runs;

/// <summary>A draft as its page shows it.</summary>
public sealed record DraftPage(Contract Contract, BillingPeriod Period, InvoiceSnapshot Snapshot, IReadOnlyList<string> Withheld, string Sha256);

/// <summary>Drafts of contracts under review: look, approve one, approve all.</summary>
[ForRoles(Role.Owner, Role.Bookkeeper)]
public sealed class DraftsController(BillingDb db, BillingRunner runner, BusinessScope scope) : Controller
{
    [HttpGet("/runs/drafts/{contract}/{period}")]
    public async Task<IActionResult> Draft(Id<Contract> contract, string period)
    {
        if (!BillingPeriod.TryParse(period, out var month)) return NotFound();

        // Runs go on showing the way to a draft that was approved since.
        if (await FindAsync(contract, month) is not var (owner, draft)) return await NewestAsync(contract, month) is { } invoice ? Redirect(Links.Invoice(invoice.Id)) : NotFound();
        return View("Draft", new DraftPage(owner, month, SnapshotJson.Read(draft.Snapshot), RunsPages.Lines(draft.Withheld), Convert.ToHexStringLower(draft.Sha256)));
    }

    /// <param name="contract">Whose draft.</param>
    /// <param name="period">Of which month.</param>
    /// <param name="seen">The draft's hash as the page showed it: nobody approves what they did not see.</param>
    [HttpPost("/runs/drafts/{contract}/{period}"), ForRoles(Role.Owner)]
    public async Task<IActionResult> Approve([FromRoute] Id<Contract> contract, [FromRoute] string period, string? seen)
    {
        if (!BillingPeriod.TryParse(period, out var month) || await db.Contracts.AsNoTracking().SingleOrDefaultAsync(c => c.Id == contract) is not { } owner) return NotFound();
        var outcome = await runner.OneAsync(Order(), owner, new(month), HashOf(seen), CancellationToken.None);
        if (outcome is { Outcome: Outcome.Issued, InvoiceId: { } id })
        {
            TempData["Said"] = $"Invoice {outcome.Number} is issued.";
            return Redirect(Links.Invoice(id));
        }

        // Someone else was quicker, or nothing is owed any more.
        if (outcome is null) TempData["Said"] = await NewestAsync(contract, month) is { } newest ? $"{Show.Month(month)} of {owner.Code} is issued already, as {newest.Number}." : $"Nothing is owed for {Show.Month(month)} any more.";
        else TempData["Refused"] = outcome.Message;
        return Redirect(outcome is { Outcome: Outcome.Drafted } ? Links.Draft(contract, month) : Links.Runs);
    }

    /// <param name="draft">Contract, month and hash of each, as the page showed them: <c>id/2026-10/hash</c>.</param>
    [HttpPost(Links.ApproveAll), ForRoles(Role.Owner)]
    public async Task<IActionResult> ApproveAll(List<string> draft)
    {
        var (issued, held) = (0, new List<string>());
        foreach (var (id, month, hash) in draft.Select(Parse).OfType<(Id<Contract>, BillingPeriod, byte[])>().OrderBy(d => d.Item2))
        {
            if (await db.Contracts.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id) is not { } owner) continue;
            var outcome = await runner.OneAsync(Order(), owner, new(month), hash, CancellationToken.None);
            if (outcome?.Outcome == Outcome.Issued) issued++;
            else if (outcome?.Message is { } message) held.Add($"{owner.Code}, {Show.Month(month)}: {message}");
        }

        if (issued > 0 || held.Count == 0) TempData["Said"] = issued == 1 ? "One invoice is issued." : $"{Show.Number(issued)} invoices are issued.";
        if (held.Count > 0) TempData["Refused"] = string.Join(' ', held);
        return Redirect(Links.Runs);
    }

    private static (Id<Contract>, BillingPeriod, byte[])? Parse(string? text)
    {
        var parts = (text ?? "").Split('/');
        return parts.Length == 3 && Id<Contract>.TryParse(parts[0], null, out var id) && BillingPeriod.TryParse(parts[1], out var month) ? (id, month, HashOf(parts[2])) : null;
    }

    // What is no hash approves nothing: no draft has an empty one.
    private static byte[] HashOf(string? text) => text is { Length: 64 } && text.All(char.IsAsciiHexDigit) ? Convert.FromHexString(text) : [];

    private RunOrder Order() => new(scope.RequiredBusinessId, "page", scope.Member);

    private async Task<(Contract, Draft)?> FindAsync(Id<Contract> contract, BillingPeriod month)
    {
        var owner = await db.Contracts.AsNoTracking().SingleOrDefaultAsync(c => c.Id == contract);
        var draft = await db.Drafts.AsNoTracking().SingleOrDefaultAsync(d => d.ContractId == contract && d.Period == month);
        return owner is null || draft is null ? null : (owner, draft);
    }

    private Task<IssuedMonth?> NewestAsync(Id<Contract> contract, BillingPeriod month) => db.Invoices.Where(i => i.ContractId == contract && i.Period == month)
        .OrderByDescending(i => i.Sequence).Select(i => new IssuedMonth(i.Id, i.Number)).FirstOrDefaultAsync();

    private sealed record IssuedMonth(Id<Invoice> Id, string Number);
}
