using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.Domain.Mail;
using Billing.IntegrationTests.App;
using Billing.Web.Data;
using Billing.Web.Features.Invoices;
using Billing.Web.Features.Runs;
using Billing.Web.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace Billing.IntegrationTests.Mail;

/// <summary>An app with one issued invoice for a German client, and no mail set up yet.</summary>
public sealed class MailedApp : IAsyncLifetime
{
    public TestApp App { get; private set; } = null!;

    public Example Example { get; private set; } = null!;

    public Client Client { get; private set; } = null!;

    public Invoice Invoice { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        App = await TestApp.FoundedAsync(Example.At("2026-01-05T09:00:00Z"));
        Example = new(App);
        await Example.ReadyAsync();
        Client = await Example.ClientAsync("Überlandwerke Größenwahn AG");
        await App.AsAsync(db =>
        {
            db.Attach(Client);
            (Client.Language, Client.ContactName, Client.Email) = ("de", "Jörg Müßig", "rechnung@example.com");
            return db.SaveChangesAsync();
        });
        await Example.WorkAsync(await Example.ContractAsync(Client), "2026-01-10T08:00:00Z", "2026-01-10T09:00:00Z");
        App.Clock.Now = Example.At("2026-02-02T08:00:00Z");
        await App.Services.GetRequiredService<BillingRunner>().OutcomesAsync(App.Owner.BusinessId, "page");
        Invoice = await App.AsAsync(db => db.Invoices.SingleAsync());
    }

    public async Task DisposeAsync() => await App.DisposeAsync();

    /// <summary>Sets up mail to a server on this machine; the last one set up counts.</summary>
    public Task SetUpAsync(int port, Action<MailSettings>? with = null, Member? member = null) => App.AsAsync(async db =>
    {
        db.RemoveRange(await db.MailSettings.ToListAsync());
        await db.SaveChangesAsync();
        var settings = new MailSettings((member ?? App.Owner).BusinessId, "127.0.0.1", port, "ana@example.org") { StartTls = false };
        with?.Invoke(settings);
        db.Add(settings);
        return await db.SaveChangesAsync();
    }, member);

    public Task RenderAsync() => App.Services.GetRequiredService<InvoiceRenderer>().RenderPendingAsync(CancellationToken.None);

    /// <summary>Writes the invoice's mails as a billing run does.</summary>
    public Task<Result<int>> WriteAsync(int ordinal = 1) => App.AsAsync(async db =>
    {
        var client = await db.Clients.SingleAsync(c => c.Id == Client.Id);
        var added = await App.Services.GetRequiredService<InvoiceMails>().AddAsync(db, Invoice, SnapshotJson.Read(Invoice.Snapshot), client, ordinal: ordinal);
        await db.SaveChangesAsync();
        return added;
    });

    /// <summary>A mail without an attachment, due now.</summary>
    public async Task<OutboxMessage> PlainAsync(string recipient = "rechnung@example.com", Member? member = null, MailPurpose purpose = MailPurpose.Invoice)
    {
        var by = member ?? App.Owner;
        var message = new OutboxMessage
        {
            BusinessId = by.BusinessId, Purpose = purpose, About = Guid.NewGuid().ToString("N"), Ordinal = 1, Recipient = recipient, RecipientName = null, IsCopy = false,
            Language = "en", Subject = "Plain", TextBody = "Hello\n", HtmlBody = "<p>Hello</p>\n", MessageId = $"<{Guid.NewGuid():N}@example.org>", CreatedAt = App.Clock.Now,
            CreatedBy = null, NextAttemptAt = App.Clock.Now,
        };
        await App.AsAsync(db =>
        {
            db.Add(message);
            return db.SaveChangesAsync();
        }, by);
        return message;
    }

    /// <summary>A sender as another process would have it, which waits three seconds for a server.</summary>
    public OutboxSender Sender(double seconds = 3) => new(
        App.Services.GetRequiredService<IServiceScopeFactory>(), new SmtpSender { Patience = TimeSpan.FromSeconds(seconds) }, App.Services.GetRequiredService<MailPasswords>(), App.Clock,
        NullLogger<OutboxSender>.Instance);

    public Task SendAsync(OutboxSender? sender = null) => (sender ?? Sender()).SendDueAsync(isServer: true, CancellationToken.None);

    public Task<OutboxMessage> MailAsync(Id<OutboxMessage> id) => App.AsAsync(db => db.Outbox.IgnoreQueryFilters().AsNoTracking().SingleAsync(m => m.Id == id));

    public Task<List<OutboxMessage>> MailsAsync() => App.AsAsync(db => db.Outbox.AsNoTracking().OrderBy(m => m.CreatedAt).ThenBy(m => m.Ordinal).ThenBy(m => m.IsCopy).ThenBy(m => m.Id).ToListAsync());
}
