using Billing.Domain;
using Billing.Domain.Invoicing;
using Billing.Domain.Mail;
using Billing.Web.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web.Features.Shared;

/// <summary>A mail as the outbox and an invoice's page show it.</summary>
/// <param name="WasSentAgain">True when a newer mail takes its place.</param>
public sealed record MailRow(
    Id<OutboxMessage> Id, string Recipient, string? Name, bool IsCopy, string Subject, Id<Invoice>? InvoiceId, int Ordinal, MailState State, string? Answer, Instant CreatedAt,
    Instant? SentAt, Instant NextAttemptAt, bool WasSentAgain)
{
    /// <summary>True when a person may send it once more.</summary>
    public bool MayBeSentAgain => SentAt is null && State is MailState.Failed or MailState.Unknown && !WasSentAgain;

    /// <summary>The state as a word for people.</summary>
    public string Word => MailWords.Of(State);

    /// <summary>The class that colours the state.</summary>
    public string Tone => MailWords.Tone(State);

    /// <summary>Rows of these mails.</summary>
    public static IQueryable<MailRow> Of(BillingDb db, IQueryable<OutboxMessage> mails) => mails.AsNoTracking().Select(m => new MailRow(
        m.Id, m.Recipient, m.RecipientName, m.IsCopy, m.Subject, m.AttachedInvoiceId, m.Ordinal, m.State, m.LastAnswer, m.CreatedAt, m.SentAt, m.NextAttemptAt,
        db.Outbox.Any(n => n.Purpose == m.Purpose && n.About == m.About && n.Recipient == m.Recipient && n.Ordinal > m.Ordinal)));
}

/// <summary>States of mails for people, and those of many invoices at once.</summary>
public static class MailWords
{
    /// <summary>The state as a word.</summary>
    public static string Of(MailState state) => state switch { MailState.Pending => "waiting", MailState.Sending => "on its way", _ => state.ToString().ToLowerInvariant() };

    /// <summary>The class that colours it.</summary>
    public static string Tone(MailState state) => state switch { MailState.Sent => "good", MailState.Failed => "bad", MailState.Unknown => "warn", _ => "" };

    /// <summary>How far the client's own mail of each invoice has come: sent once one was, else what became of the newest. Invoices that nobody mailed are left out.</summary>
    public static async Task<IReadOnlyDictionary<Id<Invoice>, MailState>> OfInvoicesAsync(BillingDb db, IEnumerable<Id<Invoice>> invoices, CancellationToken cancel = default)
    {
        var wanted = invoices.Select(i => (Id<Invoice>?)i).Distinct().ToList();
        var mails = await db.Outbox.AsNoTracking().Where(m => wanted.Contains(m.AttachedInvoiceId) && m.Purpose == MailPurpose.Invoice && !m.IsCopy)
            .Select(m => new { Invoice = m.AttachedInvoiceId!.Value, m.Ordinal, m.State }).ToListAsync(cancel);
        return mails.GroupBy(m => m.Invoice).ToDictionary(g => g.Key, g => g.Any(m => m.State == MailState.Sent) ? MailState.Sent : g.MaxBy(m => m.Ordinal)!.State);
    }
}

/// <summary>How far an invoice's mails have come.</summary>
/// <param name="Rows">Newest first.</param>
/// <param name="IsSetUp">True when the business sends mail.</param>
/// <param name="Invoice">Which invoice.</param>
public sealed record MailsCard(IReadOnlyList<MailRow> Rows, bool IsSetUp, Id<Invoice> Invoice)
{
    /// <summary>The highest ordinal so far, which a form sends back: two clicks send one mail.</summary>
    public int Last => Rows.Count == 0 ? 0 : Rows.Max(r => r.Ordinal);

    /// <summary>When the client's own mail was accepted first; null when none was.</summary>
    public Instant? SentAt => Rows.Where(r => !r.IsCopy).Min(r => r.SentAt);

    /// <summary>True when nobody knows whether the client's own mail arrived.</summary>
    public bool MayHaveArrived => Rows.Any(r => !r.IsCopy && r.State == MailState.Unknown);

    /// <summary>True while one is still to go out.</summary>
    public bool IsWaiting => Rows.Any(r => !r.IsCopy && r.State is MailState.Pending or MailState.Sending);
}

/// <summary>Shows an invoice's mails on its page.</summary>
public sealed class MailsViewComponent(BillingDb db) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(Id<Invoice> invoice)
    {
        var about = invoice.ToString();
        var mails = db.Outbox.Where(m => m.Purpose == MailPurpose.Invoice && m.About == about).OrderByDescending(m => m.CreatedAt).ThenByDescending(m => m.Id);
        return View("/Features/Shared/_Mails.cshtml", new MailsCard(await MailRow.Of(db, mails).ToListAsync(), await db.MailSettings.AnyAsync(), invoice));
    }
}
