using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.Domain.Mail;
using Billing.Web.Data;
using Billing.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web.Features.Invoices;

/// <summary>An invoice in the list.</summary>
public sealed record InvoiceRow(Id<Invoice> Id, string Number, string Client, string Contract, BillingPeriod Period, LocalDate IssuedOn, LocalDate DueOn, Money Gross, bool IsOverdue, MailState? Mail);

/// <summary>The list, newest first.</summary>
public sealed record InvoicesPage(IReadOnlyList<InvoiceRow> Invoices, bool OnlyOverdue, int Page, bool HasMore);

/// <summary>One invoice as it was issued.</summary>
public sealed record InvoicePage(Id<Invoice> Id, Id<Client> ClientId, Id<Contract> ContractId, Id<BillingRun> RunId, InvoiceSnapshot Snapshot, bool IsOverdue);

/// <summary>Issued invoices: list, detail, PDF. Nothing here changes one.</summary>
[ForRoles(Role.Owner, Role.Engineer, Role.Bookkeeper)]
public sealed class InvoicesController(BillingDb db, InvoiceRenderer renderer, BusinessScope scope, IClock clock) : Controller
{
    private const int PageSize = 50;

    [HttpGet(Links.Invoices)]
    public async Task<IActionResult> Index(bool overdue = false, int page = 1)
    {
        page = Math.Clamp(page, 1, 100_000);
        var today = Today();
        var chosen = db.Invoices.AsNoTracking();
        if (overdue) chosen = chosen.Where(i => i.GrossMinor > 0 && i.DueOn.CompareTo(today) < 0);
        var rows = await (
            from invoice in chosen
            join client in db.Clients on invoice.ClientId equals client.Id
            join contract in db.Contracts on invoice.ContractId equals contract.Id
            orderby invoice.IssuedOn descending, invoice.Number descending
            select new { invoice.Id, invoice.Number, Client = client.Name, Contract = contract.Code, invoice.Period, invoice.IssuedOn, invoice.DueOn, invoice.GrossMinor, invoice.Currency })
            .Skip((page - 1) * PageSize).Take(PageSize + 1).ToListAsync();
        var mails = await MailWords.OfInvoicesAsync(db, rows.Select(r => r.Id));
        return View(new InvoicesPage(
            [.. rows.Take(PageSize).Select(r => new InvoiceRow(r.Id, r.Number, r.Client, r.Contract, r.Period, r.IssuedOn, r.DueOn, Money.FromMinor(r.GrossMinor, r.Currency), r.GrossMinor > 0 && r.DueOn < today, mails.TryGetValue(r.Id, out var mail) ? mail : null))],
            overdue, page, rows.Count > PageSize));
    }

    [HttpGet("/invoices/{id}")]
    public async Task<IActionResult> Invoice(Id<Invoice> id)
    {
        if (await db.Invoices.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id) is not { } invoice) return NotFound();
        return View("Invoice", new InvoicePage(invoice.Id, invoice.ClientId, invoice.ContractId, invoice.RunId, SnapshotJson.Read(invoice.Snapshot), invoice.IsOverdue(Today())));
    }

    [HttpGet("/invoices/{id}/pdf")]
    public async Task<IActionResult> Pdf(Id<Invoice> id)
    {
        var number = await db.Invoices.Where(i => i.Id == id).Select(i => i.Number).SingleOrDefaultAsync();
        if (number is null || await renderer.PdfAsync(scope.RequiredBusinessId, id, HttpContext.RequestAborted) is not { } bytes) return NotFound();
        return File(bytes, "application/pdf", $"{number.Replace('/', '-')}.pdf");
    }

    private LocalDate Today() => clock.GetCurrentInstant().InZone(DateTimeZoneProviders.Tzdb[scope.Member!.TimeZone]).Date;
}
