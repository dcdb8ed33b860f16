using System.Globalization;
using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Mail;
using Billing.Web.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web.Mail;

/// <summary>
/// Sends what is due in the outbox, each mail at most once (DESIGN §5): claimed by a lease, said to be on its way before the first byte, and
/// settled by what the server answered. Killed anywhere, in any number of processes, it leaves a mail that was not sent, or one that says nobody knows.
/// </summary>
public sealed class OutboxSender(IServiceScopeFactory scopes, SmtpSender smtp, MailPasswords passwords, IClock clock, ILogger<OutboxSender> log)
{
    private static readonly Duration Lease = Duration.FromMinutes(10);
    private static readonly Duration ALittle = Duration.FromMinutes(1);

    // Begins every lease of this process, so that it knows the leases of others.
    private readonly string process = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
    private bool isStarted;

    /// <summary>Settles what was lost, then sends whatever is due, of every business that has mail set up.</summary>
    /// <param name="isServer">True in the one process that serves: what others had on its way when it started is lost. False in a command beside it.</param>
    /// <param name="cancel">Stops between two mails: one on its way is brought to its end.</param>
    public async Task SendDueAsync(bool isServer, CancellationToken cancel)
    {
        await SettleLostAsync(isServer && !isStarted, cancel);
        isStarted = true;
        foreach (var business in await DueBusinessesAsync(cancel))
            while (await SendNextAsync(business, null, cancel))
                cancel.ThrowIfCancellationRequested();
    }

    /// <summary>Sends this mail now if it is due; for someone who waits for the answer.</summary>
    public async Task SendAsync(Id<Business> business, Id<OutboxMessage> message) => await SendNextAsync(business, message, CancellationToken.None);

    // False when nothing is due any more.
    private async Task<bool> SendNextAsync(Id<Business> business, Id<OutboxMessage>? only, CancellationToken cancel)
    {
        var lease = $"{process}-{Guid.NewGuid():N}";
        if (await ClaimAsync(business, only, lease, cancel) is not { } id) return false;
        Steps.Reached(Steps.MailClaimed);
        try
        {
            if (await PrepareAsync(business, id, lease) is not { } ready) return true;
            Steps.Reached(Steps.MailOnItsWay);
            var delivery = await smtp.SendAsync(ready.Server, ready.Message, ready.Attachment);
            Steps.Reached(Steps.MailAnswered);
            await FinishAsync(business, id, lease, delivery);
            Steps.Reached(Steps.MailSettled);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Its lease ends by itself: then it is claimed again, or, had it been on its way, nobody knows.
            log.LogError(exception, "Sending mail {Mail} failed", id);
        }

        return true;
    }

    private async Task<Id<OutboxMessage>?> ClaimAsync(Id<Business> business, Id<OutboxMessage>? only, string lease, CancellationToken cancel)
    {
        await using var scope = Enter(business, out var db);
        return await db.WriteAsync(async () =>
        {
            var now = clock.WholeSecond();
            var due = Due(db, now).Where(m => only == null || m.Id == only);
            if (await due.OrderBy(m => m.NextAttemptAt).ThenBy(m => m.Id).FirstOrDefaultAsync(cancel) is not { } message) return (Id<OutboxMessage>?)null;
            message.Claim(lease, now, now + Lease);
            await db.SaveChangesAsync(cancel);
            return message.Id;
        }, cancel);
    }

    // Null when it has to wait or the lease has gone. Committed before it returns: from here on the mail is on its way.
    private async Task<Ready?> PrepareAsync(Id<Business> business, Id<OutboxMessage> id, string lease)
    {
        await using var scope = Enter(business, out var db);
        return await db.WriteAsync(async () =>
        {
            var now = clock.WholeSecond();
            var message = await db.Outbox.SingleAsync(m => m.Id == id);
            var attachment = await AttachmentAsync(db, message);
            if (message.AttachedInvoiceId is not null && attachment is null) return await WaitAsync(db, message, lease, now + ALittle, "Waits until the document is made.");
            if (await db.MailSettings.AsNoTracking().SingleOrDefaultAsync() is not { } settings) return await WaitAsync(db, message, lease, now + ALittle, "Waits until mail is set up.");
            var password = passwords.Reveal(settings);
            if (!password.IsOk) return await WaitAsync(db, message, lease, now + Duration.FromHours(1), password.Refusals[0].Message);
            if (!message.Begin(lease, now)) return null;
            await db.SaveChangesAsync();
            var name = settings.FromName ?? await db.Businesses.Select(b => b.Name).SingleAsync();
            return new Ready(message, new(settings.Host, settings.Port, settings.StartTls, settings.User, password.Value, settings.FromAddress, MailText.OneLine(name)), attachment);
        });
    }

    private async Task FinishAsync(Id<Business> business, Id<OutboxMessage> id, string lease, Delivery delivery)
    {
        await using var scope = Enter(business, out var db);
        await db.WriteAsync(async () =>
        {
            var now = clock.WholeSecond();
            var message = await db.Outbox.SingleAsync(m => m.Id == id);
            if (!message.Finish(lease, delivery, now)) log.LogWarning("Mail {Mail} was settled by someone else: {Answer}", id, delivery.Answer);

            // A server that is down is asked again when it was asked for one of its mails, not once for each of them in a row.
            if (delivery.IsServers)
                foreach (var other in await Due(db, now).Where(m => m.Id != id).ToListAsync()) other.Spare(delivery, now);
            return await db.SaveChangesAsync();
        });
    }

    // On its way at start: its sender is gone, since only one process serves. Later: its lease has ended.
    private async Task SettleLostAsync(bool first, CancellationToken cancel)
    {
        var now = clock.WholeSecond();
        foreach (var (business, id) in await LostAsync(now, first, cancel))
        {
            await using var scope = Enter(business, out var db);
            await db.WriteAsync(async () =>
            {
                var message = await db.Outbox.SingleAsync(m => m.Id == id, cancel);
                if (message.State == MailState.Sending && (first || !message.IsLeased(now))) message.Lose("The program stopped while this mail was on its way, and nobody knows whether it arrived.");
                return await db.SaveChangesAsync(cancel);
            }, cancel);
        }
    }

    private async Task<IReadOnlyList<(Id<Business> Business, Id<OutboxMessage> Id)>> LostAsync(Instant now, bool first, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BillingDb>();
        var sending = await db.Outbox.IgnoreQueryFilters().AsNoTracking().Where(m => m.State == MailState.Sending)
            .Select(m => new { m.BusinessId, m.Id, m.LeaseOwner, m.LeaseUntil }).ToListAsync(cancel);
        return [.. from m in sending
                   where first ? m.LeaseOwner?.StartsWith(process, StringComparison.Ordinal) != true : m.LeaseUntil is not { } until || until <= now
                   select (m.BusinessId, m.Id)];
    }

    private async Task<IReadOnlyList<Id<Business>>> DueBusinessesAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BillingDb>();
        return await Due(db, clock.WholeSecond()).IgnoreQueryFilters()
            .Where(m => db.MailSettings.IgnoreQueryFilters().Any(s => s.BusinessId == m.BusinessId))
            .Select(m => m.BusinessId).Distinct().ToListAsync(cancel);
    }

    private static IQueryable<OutboxMessage> Due(BillingDb db, Instant now) => db.Outbox
        .Where(m => m.State == MailState.Pending && m.NextAttemptAt <= now && (m.LeaseUntil == null || m.LeaseUntil <= now));

    private static Task<byte[]?> AttachmentAsync(BillingDb db, OutboxMessage message) =>
        db.Documents.AsNoTracking().Where(d => d.InvoiceId == message.AttachedInvoiceId && d.Kind == message.AttachedKind).Select(d => (byte[]?)d.Bytes).SingleOrDefaultAsync();

    private static async Task<Ready?> WaitAsync(BillingDb db, OutboxMessage message, string lease, Instant until, string reason)
    {
        message.Wait(lease, until, reason);
        await db.SaveChangesAsync();
        return null;
    }

    private AsyncServiceScope Enter(Id<Business> business, out BillingDb db)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<BusinessScope>().Enter(business);
        db = scope.ServiceProvider.GetRequiredService<BillingDb>();
        return scope;
    }

    private sealed record Ready(OutboxMessage Message, SmtpServer Server, byte[]? Attachment);
}
