using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.Domain.Mail;
using Billing.Web.Data;
using Billing.Web.Features.Shared;
using Billing.Web.Mail;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web.Features.Mail;

/// <summary>The outbox, newest first.</summary>
/// <param name="Mails">One page of it.</param>
/// <param name="IsSetUp">True when the business sends mail.</param>
/// <param name="Zone">In which times are shown.</param>
/// <param name="Page">From 1.</param>
/// <param name="HasMore">True when there is a next page.</param>
public sealed record OutboxPage(IReadOnlyList<MailRow> Mails, bool IsSetUp, DateTimeZone Zone, int Page, bool HasMore);

/// <summary>The outbox: what became of each mail, and what only a person may do about it.</summary>
[ForRoles(Role.Owner, Role.Bookkeeper)]
public sealed class MailController(BillingDb db, BusinessScope scope, InvoiceMails mails, IClock clock) : Controller
{
    private const int PageSize = 50;

    [HttpGet(Links.Outbox)]
    public async Task<IActionResult> Index(int page = 1)
    {
        page = Math.Clamp(page, 1, 100_000);
        var newest = db.Outbox.OrderByDescending(m => m.CreatedAt).ThenByDescending(m => m.Id).Skip((page - 1) * PageSize).Take(PageSize + 1);
        var rows = await MailRow.Of(db, newest).ToListAsync();
        return View(new OutboxPage([.. rows.Take(PageSize)], await db.MailSettings.AnyAsync(), DateTimeZoneProviders.Tzdb[scope.Member!.TimeZone], page, rows.Count > PageSize));
    }

    [HttpPost("/mail/{id}/again")]
    public async Task<IActionResult> Again(Id<OutboxMessage> id)
    {
        if (!await db.Outbox.AnyAsync(m => m.Id == id)) return NotFound();
        return this.Then(await Guarded(() => AgainAsync(id)), Links.Outbox);
    }

    [HttpPost("/mail/{id}/cancel")]
    public async Task<IActionResult> Cancel(Id<OutboxMessage> id)
    {
        if (!await db.Outbox.AnyAsync(m => m.Id == id)) return NotFound();
        return this.Then(await Guarded(() => CancelAsync(id)), Links.Outbox);
    }

    [HttpPost("/invoices/{id}/mail")]
    public async Task<IActionResult> Invoice(Id<Invoice> id, int after = 0)
    {
        if (await db.Invoices.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id) is not { } invoice) return NotFound();
        return this.Then(await Guarded(() => WriteAsync(invoice, after)), Links.Invoice(id));
    }

    private async Task<Result<string>> AgainAsync(Id<OutboxMessage> id)
    {
        if (!await db.MailSettings.AnyAsync()) return NotSetUp;
        var mail = await db.Outbox.SingleAsync(m => m.Id == id);
        if (mail.Again(scope.MemberId, clock.WholeSecond()) is not { } again)
            return new Refusal("not-again", "Only a mail that failed, or of which nobody knows whether it arrived, can be sent again.");
        db.Add(again);
        await db.SaveChangesAsync();
        return $"The mail to {mail.Recipient} is in the outbox again and goes out within a minute.";
    }

    private async Task<Result<string>> CancelAsync(Id<OutboxMessage> id)
    {
        var mail = await db.Outbox.SingleAsync(m => m.Id == id);
        if (!mail.Cancel(clock.WholeSecond())) return new Refusal("too-late", "It is too late to cancel this mail. Look at its state again.");
        await db.SaveChangesAsync();
        return $"The mail to {mail.Recipient} is cancelled and will not be sent.";
    }

    // The page says which mail it knew of last, so that a second click finds that there is a newer one.
    private async Task<Result<string>> WriteAsync(Invoice invoice, int after)
    {
        var about = invoice.Id.ToString();
        var last = await db.Outbox.Where(m => m.Purpose == MailPurpose.Invoice && m.About == about).MaxAsync(m => (int?)m.Ordinal) ?? 0;
        if (last != after) return new Refusal("newer", "A mail of this invoice was written a moment ago. Look at its state before you send another.");
        if (await db.Outbox.AnyAsync(m => m.About == about && !m.IsCopy && (m.State == MailState.Pending || m.State == MailState.Sending)))
            return new Refusal("waiting", "A mail of this invoice waits already. Cancel it first if another should go out.");
        var client = await db.Clients.AsNoTracking().SingleAsync(c => c.Id == invoice.ClientId);
        var added = await mails.AddAsync(db, invoice, SnapshotJson.Read(invoice.Snapshot), client, scope.MemberId, last + 1);
        if (!added.IsOk) return added.Refusals[0];
        if (added.Value == 0) return NotSetUp;
        await db.SaveChangesAsync();
        return $"The mail to {client.Email} is in the outbox and goes out within a minute.";
    }

    private static Refusal NotSetUp => new("not-set-up", "Mail is not set up, so nothing is sent. An owner can set it up in Settings, Mail.");

    // Two people who press at the same time are one too many; the database's own rules find it.
    private async Task<Result<string>> Guarded(Func<Task<Result<string>>> work)
    {
        try
        {
            return await db.WriteAsync(work);
        }
        catch (DbUpdateException exception) when (SqliteConnections.RefusalOf(exception) is { } sentence)
        {
            return new Refusal("at-once", sentence);
        }
    }
}
