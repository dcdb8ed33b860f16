using System.Security.Cryptography;
using Billing.Documents.Invoices;
using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.Web.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web.Features.Invoices;

/// <summary>Makes an invoice's document from its frozen snapshot, once; stored and served ever after.</summary>
public sealed class InvoiceRenderer(IServiceScopeFactory scopes, IClock clock, ILogger<InvoiceRenderer> log) : IDisposable
{
    private const string Pdf = "pdf";

    // Another process may commit a little later what it stamped a little earlier.
    private static readonly Duration Overlap = Duration.FromMinutes(10);

    // Two looks at once would render everything twice.
    private readonly SemaphoreSlim looking = new(1, 1);

    // Everything issued before is known to be rendered; the first look looks at everything.
    private Instant renderedTo = Instant.MinValue;

    /// <summary>The stored PDF, rendered now if nobody did before.</summary>
    /// <returns>Null when the invoice is not this business's.</returns>
    public async Task<byte[]?> PdfAsync(Id<Business> business, Id<Invoice> invoice, CancellationToken cancel)
    {
        await using var scope = Enter(business, out var db);
        return await StoredAsync(db, invoice, cancel) ?? await RenderAsync(db, invoice, cancel);
    }

    /// <summary>Renders what was issued and has no document yet, e.g. after a crash. A failure is logged and the others go on.</summary>
    public async Task RenderPendingAsync(CancellationToken cancel)
    {
        await looking.WaitAsync(cancel);
        try
        {
            await RenderAllAsync(cancel);
        }
        finally
        {
            looking.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => looking.Dispose();

    private async Task RenderAllAsync(CancellationToken cancel)
    {
        var (looked, failed) = (clock.GetCurrentInstant(), false);
        foreach (var (business, invoice) in await PendingAsync(cancel))
        {
            try
            {
                await PdfAsync(business, invoice, cancel);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                log.LogError(exception, "Rendering invoice {Invoice} failed", invoice);
                failed = true;
            }
        }

        if (!failed) renderedTo = looked - Overlap;
    }

    private static Task<byte[]?> StoredAsync(BillingDb db, Id<Invoice> invoice, CancellationToken cancel) =>
        db.Documents.AsNoTracking().Where(d => d.InvoiceId == invoice && d.Kind == Pdf).Select(d => d.Bytes).SingleOrDefaultAsync(cancel)!;

    private async Task<byte[]?> RenderAsync(BillingDb db, Id<Invoice> id, CancellationToken cancel)
    {
        var invoice = await db.Invoices.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancel);
        if (invoice is null) return null;
        if (!SnapshotJson.Sha256(invoice.Snapshot).AsSpan().SequenceEqual(invoice.SnapshotSha256))
            throw new InvalidOperationException($"The snapshot of invoice {invoice.Number} is not what was issued.");
        var rendered = InvoiceDocument.Render(SnapshotJson.Read(invoice.Snapshot));
        Steps.Reached(Steps.DocumentRendered);
        if (rendered.Replaced.Count > 0) log.LogWarning("Invoice {Number} has characters that the font lacks: {Characters}", invoice.Number, string.Join(' ', rendered.Replaced));
        db.Documents.Add(new StoredDocument
        {
            BusinessId = invoice.BusinessId,
            InvoiceId = id,
            Kind = Pdf,
            Bytes = rendered.Bytes,
            Sha256 = SHA256.HashData(rendered.Bytes),
            RenderedAt = clock.WholeSecond(),
        });
        try
        {
            await db.SaveChangesAsync(cancel);
            Steps.Reached(Steps.DocumentStored);
            return rendered.Bytes;
        }
        catch (DbUpdateException exception) when (SqliteConnections.IsDuplicate(exception))
        {
            // Someone else rendered it at the same time; what is stored first is what everyone gets.
            await using var again = Enter(invoice.BusinessId, out var fresh);
            return await StoredAsync(fresh, id, cancel);
        }
    }

    private async Task<IReadOnlyList<(Id<Business> Business, Id<Invoice> Invoice)>> PendingAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BillingDb>();
        var since = renderedTo;
        var pending = await db.Invoices.IgnoreQueryFilters()
            .Where(i => i.IssuedAt >= since && !db.Documents.IgnoreQueryFilters().Any(d => d.BusinessId == i.BusinessId && d.InvoiceId == i.Id && d.Kind == Pdf))
            .Select(i => new { i.BusinessId, i.Id }).ToListAsync(cancel);
        return [.. pending.Select(p => (p.BusinessId, p.Id))];
    }

    private AsyncServiceScope Enter(Id<Business> business, out BillingDb db)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<BusinessScope>().Enter(business);
        db = scope.ServiceProvider.GetRequiredService<BillingDb>();
        return scope;
    }
}
