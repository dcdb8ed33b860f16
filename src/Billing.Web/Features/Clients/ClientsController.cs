using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.Web.Data;
using Billing.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web.Features.Clients;

/// <summary>Clients: everyone reads them, the owner writes them.</summary>
[ForRoles(Role.Owner, Role.Engineer, Role.Bookkeeper)]
public sealed class ClientsController(BillingDb db, BusinessScope scope, IClock clock) : Controller
{
    private const int PageSize = 50;

    private bool MayChange => scope.Member?.Role == Role.Owner;

    [HttpGet(Links.Clients)]
    public async Task<IActionResult> Index(int page = 1)
    {
        page = Math.Clamp(page, 1, 100_000);
        var rows = await db.Clients.AsNoTracking().OrderBy(c => c.Name).ThenBy(c => c.Id)
            .Skip((page - 1) * PageSize).Take(PageSize + 1)
            .Select(c => new ClientRow(c.Id, c.Name, c.Address.Town, c.Address.Country, db.Contracts.Count(k => k.ClientId == c.Id)))
            .ToListAsync();
        return View(new ClientsPage([.. rows.Take(PageSize)], page, rows.Count > PageSize, MayChange));
    }

    [HttpGet("/clients/{id}")]
    public async Task<IActionResult> Client(Id<Client> id, int page = 1)
    {
        page = Math.Clamp(page, 1, 100_000);
        if (await db.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id) is not { } client) return NotFound();
        var contracts = await db.Contracts.AsNoTracking().Where(k => k.ClientId == id).OrderBy(k => k.Code)
            .Skip((page - 1) * PageSize).Take(PageSize + 1)
            .Select(k => new { k.Id, k.Code, k.Title, k.State, k.Currency, k.TimeZone }).ToListAsync();
        var business = await db.Businesses.AsNoTracking().SingleAsync();
        var treatment = Vat.TreatmentOf(business, client);
        var vat = new ClientVat(treatment, client.VatCategory is not null, Vat.NoteOf(treatment.Category, business, client));
        return View("Client", new ClientPage(
            client.Id, client.Name, client.Language, client.Address, client.VatId, client.RegistrationId, client.ContactName, client.Email, vat,
            [.. contracts.Take(PageSize).Select(k => new ContractRow(k.Id, k.Code, k.Title, k.State, k.Currency.Code, k.TimeZone))], page, contracts.Count > PageSize, MayChange));
    }

    [HttpGet(Links.NewClient)]
    [ForRoles(Role.Owner)]
    public async Task<IActionResult> New()
    {
        // Most clients are at home.
        var country = await db.Businesses.AsNoTracking().Select(b => b.Address!.Country).SingleAsync();
        return await FormAsync(null, new() { Language = "en", Address = new() { Country = country } });
    }

    [HttpPost(Links.NewClient)]
    [ForRoles(Role.Owner)]
    public async Task<IActionResult> New(ClientForm form)
    {
        var read = new FormReading(ModelState);
        var values = form.Read(read);
        if (!read.IsOk) return await FormAsync(null, form);
        var client = new Client(scope.RequiredBusinessId, values.Name, values.Language, values.Address, scope.MemberId, Now());
        values.Fill(client);
        db.Clients.Add(client);
        await db.SaveChangesAsync();
        TempData["Said"] = $"{client.Name} is saved. Next, a contract says what an hour costs.";
        return Redirect(Links.Client(client.Id));
    }

    [HttpGet("/clients/{id}/edit")]
    [ForRoles(Role.Owner)]
    public async Task<IActionResult> Edit(Id<Client> id) =>
        await db.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id) is { } client ? await FormAsync(id, ClientForm.Of(client)) : NotFound();

    [HttpPost("/clients/{id}/edit")]
    [ForRoles(Role.Owner)]
    public async Task<IActionResult> Edit(Id<Client> id, ClientForm form)
    {
        if (await db.Clients.SingleOrDefaultAsync(c => c.Id == id) is not { } client) return NotFound();
        var read = new FormReading(ModelState);
        var values = form.Read(read);
        if (!read.IsOk) return await FormAsync(id, form, client.Name);
        values.Fill(client);
        await db.SaveChangesAsync();
        TempData["Said"] = $"{client.Name} is saved. Invoices issued before stay as they are.";
        return Redirect(Links.Client(id));
    }

    private async Task<ViewResult> FormAsync(Id<Client>? id, ClientForm form, string? name = null)
    {
        var business = await db.Businesses.AsNoTracking().SingleAsync();
        ViewData["Page"] = new ClientFormPage(id, id is null ? "New client" : name ?? form.Name!, Vat.TreatmentOf(business), business.VatNote);
        return View("Edit", form);
    }

    private Instant Now() => clock.WholeSecond();
}
