using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Web.Data;
using Billing.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace Billing.Web.Features.Contracts;

/// <summary>New contracts, and what a contract says besides money.</summary>
[ForRoles(Role.Owner)]
public sealed class ContractFormController(BillingDb db, BusinessScope scope, IClock clock) : Controller
{
    [HttpGet("/contracts/new")]
    public async Task<IActionResult> New(string? client)
    {
        var business = await db.Businesses.AsNoTracking().SingleAsync();
        var today = clock.GetCurrentInstant().InZone(DateTimeZoneProviders.Tzdb[business.TimeZone]).Date;
        return await NewPageAsync(new()
        {
            Client = client,
            Currency = "EUR",
            TimeZone = business.TimeZone,
            StartsOn = LocalDatePattern.Iso.Format(today),
            BillingDay = "1",
            PaymentDays = "30",
        });
    }

    [HttpPost("/contracts/new")]
    public async Task<IActionResult> New(ContractForm form)
    {
        var read = new FormReading(ModelState);
        var facts = form.Read(read);
        var client = Id<Client>.TryParse(form.Client, null, out var id) ? id : default;
        var made = await db.WriteAsync<Contract?>(async () =>
        {
            if (!await db.Clients.AnyAsync(c => c.Id == client)) read.Refuse(nameof(form.Client), "Choose the client.");
            await RefuseTakenCodeAsync(read, facts.Code, null);
            if (!read.IsOk) return null;
            var now = clock.WholeSecond();
            var contract = facts.Into(new(scope.RequiredBusinessId, client, facts.Code, facts.Title, facts.Currency, facts.TimeZone, facts.StartsOn, scope.MemberId, now));
            db.Contracts.Add(contract);
            await db.SaveChangesAsync();
            return contract;
        });
        if (made is null) return await NewPageAsync(form);
        TempData["Said"] = $"Contract {made.Code} is a draft. Its terms come next.";
        return Redirect(Links.Contract(made.Id));
    }

    [HttpGet("/contracts/{id}/edit")]
    public async Task<IActionResult> Edit(Id<Contract> id) =>
        await db.Contracts.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id) is { } contract ? await EditPageAsync(contract, ContractForm.Of(contract)) : NotFound();

    [HttpPost("/contracts/{id}/edit")]
    public async Task<IActionResult> Edit(Id<Contract> id, ContractForm form)
    {
        var read = new FormReading(ModelState);
        var (saved, found) = await db.WriteAsync<(bool, Contract?)>(async () =>
        {
            if (await db.Contracts.SingleOrDefaultAsync(c => c.Id == id) is not { } contract) return (false, null);
            await KeepFrozenAsync(contract, form, read);
            var facts = form.Read(read);
            await RefuseTakenCodeAsync(read, facts.Code, id);
            await RefuseStartBeforeTermsAsync(read, contract, facts.StartsOn);
            if (!read.IsOk) return (false, contract);
            facts.Into(contract);
            await db.SaveChangesAsync();
            return (true, contract);
        });
        if (found is null) return NotFound();
        if (!saved) return await EditPageAsync(found, form);
        TempData["Said"] = $"Contract {found.Code} is saved.";
        return Redirect(Links.Contract(id));
    }

    // Invoices are in the contract's currency and their months are those of its zone, so the first one freezes both (DESIGN §2).
    private async Task KeepFrozenAsync(Contract contract, ContractForm form, FormReading read)
    {
        if (!await IsBilledAsync(contract.Id)) return;
        if (IsOther(form.Currency, contract.Currency.Code)) read.Refuse(nameof(form.Currency), $"The currency stays {contract.Currency.Code}: invoices of this contract are issued in it.");
        if (IsOther(form.TimeZone, contract.TimeZone)) read.Refuse(nameof(form.TimeZone), $"The time zone stays {contract.TimeZone}: months of this contract are billed in it.");
        (form.Currency, form.TimeZone) = (contract.Currency.Code, contract.TimeZone);
    }

    private static bool IsOther(string? typed, string kept) => !string.IsNullOrWhiteSpace(typed) && !string.Equals(typed.Trim(), kept, StringComparison.OrdinalIgnoreCase);

    // People say codes aloud and type them on phones: two that differ only in case are one.
    private async Task RefuseTakenCodeAsync(FormReading read, string code, Id<Contract>? self)
    {
        if (code.Length == 0) return;
        var others = await db.Contracts.AsNoTracking().Select(c => new { c.Id, c.Code, c.Title }).ToListAsync();
        if (others.Find(c => c.Id != self && string.Equals(c.Code, code, StringComparison.OrdinalIgnoreCase)) is { } other)
            read.Refuse(nameof(ContractForm.Code), $"{other.Code} is already the code of “{other.Title}”. Choose another.");
    }

    private async Task RefuseStartBeforeTermsAsync(FormReading read, Contract contract, LocalDate start)
    {
        if (start == default || start >= contract.StartsOn) return;
        var dates = await db.Terms.Where(t => t.ContractId == contract.Id).Select(t => t.EffectiveFrom).ToListAsync();
        if (dates.Count > 0 && dates.Min() is var first && start < first)
            read.Refuse(nameof(ContractForm.StartsOn), $"The first terms hold from {Show.Date(first)}. Start then or later, or add terms from an earlier date first.");
    }

    private Task<bool> IsBilledAsync(Id<Contract> id) => db.Invoices.AnyAsync(i => i.ContractId == id);

    private async Task<IActionResult> NewPageAsync(ContractForm form)
    {
        var clients = await db.Clients.AsNoTracking().OrderBy(c => c.Name).Select(c => new { c.Id, c.Name }).ToListAsync();
        List<SelectListItem> options = [.. clients.Select(c => new SelectListItem(c.Name, c.Id.ToString()))];
        if (Id<Client>.TryParse(form.Client, null, out var chosen)) form.Client = chosen.ToString();
        if (options.Count != 1) options.Insert(0, new("Choose…", ""));
        ViewData["Page"] = new ContractFormPage(null, null, options, false);
        return View("Form", form);
    }

    private async Task<IActionResult> EditPageAsync(Contract contract, ContractForm form)
    {
        var saved = await db.Contracts.AsNoTracking().Where(c => c.Id == contract.Id).Select(c => c.Code + " " + c.Title).SingleAsync();
        ViewData["Page"] = new ContractFormPage(contract.Id, saved, [], await IsBilledAsync(contract.Id));
        return View("Form", form);
    }
}
