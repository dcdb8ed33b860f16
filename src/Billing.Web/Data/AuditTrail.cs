using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Billing.Domain;
using Billing.Domain.Audit;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Invoicing;
using Billing.Domain.Mail;
using Billing.Domain.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using NodaTime;
using NodaTime.Text;

namespace Billing.Web.Data;

/// <summary>Writes who changed what, in the transaction that changes it, and checks that nobody changed that record.</summary>
internal static class AuditTrail
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Everything that is money, terms, time or access. Runs and documents follow from these.
    private static readonly HashSet<Type> Audited =
    [
        typeof(Business), typeof(Member), typeof(Invitation), typeof(Client), typeof(Contract), typeof(TermsVersion), typeof(Incident),
        typeof(WorkSession), typeof(Invoice), typeof(ExchangeRate), typeof(PostalAddress), typeof(FreeLine), typeof(Receipt), typeof(MailSettings), typeof(OutboxMessage),
    ];

    // A secret and its hash are not for reading; a snapshot and a receipt have their own hash beside them; a mail's texts cannot change, and who holds it when is the sender's business.
    private static readonly HashSet<string> LeftOut = new(StringComparer.Ordinal)
    {
        nameof(Invitation.SecretHash), nameof(Invoice.Snapshot), nameof(Receipt.Bytes), nameof(IOwned.BusinessId), nameof(MailSettings.ProtectedPassword), nameof(OutboxMessage.TextBody), nameof(OutboxMessage.HtmlBody),
        nameof(OutboxMessage.LeaseOwner), nameof(OutboxMessage.LeaseUntil), nameof(OutboxMessage.NextAttemptAt), nameof(OutboxMessage.Attempts), nameof(OutboxMessage.SentAt),
    };

    private static readonly Func<BillingDb, CancellationToken, Task<AuditEntry?>> LastSaved = EF.CompileAsyncQuery(
        (BillingDb db, CancellationToken _) => db.Audit.AsNoTracking().OrderByDescending(a => a.Sequence).FirstOrDefault());

    /// <summary>True when changes of such rows are written down.</summary>
    public static bool IsAudited(Type row) => Audited.Contains(row);

    /// <summary>Adds an entry for every audited row that is about to be saved.</summary>
    public static async Task AppendAsync(BillingDb db, Instant now, CancellationToken cancel)
    {
        var changes = db.ChangeTracker.Entries().Where(e => IsAudited(e.Metadata.ClrType)).Select(Describe).OfType<Change>().ToList();
        if (changes.Count == 0) return;
        await AppendAsync(db, now, changes, cancel);
    }

    /// <summary>Reads the whole chain of the current business.</summary>
    /// <returns>Null when it is whole, else a sentence that names the first entry that is not.</returns>
    public static async Task<string?> VerifyAsync(BillingDb db, CancellationToken cancel)
    {
        var (previous, sequence) = (new byte[32], 0L);
        await foreach (var entry in db.Audit.AsNoTracking().OrderBy(a => a.Sequence).AsAsyncEnumerable().WithCancellation(cancel))
        {
            sequence++;
            if (entry.Sequence != sequence) return string.Create(CultureInfo.InvariantCulture, $"Entry {sequence} is missing.");
            if (!entry.PreviousHash.AsSpan().SequenceEqual(previous)) return string.Create(CultureInfo.InvariantCulture, $"Entry {sequence} does not follow the one before it.");
            if (!entry.Hash.AsSpan().SequenceEqual(entry.ComputeHash())) return string.Create(CultureInfo.InvariantCulture, $"Entry {sequence} was changed.");
            previous = entry.Hash;
        }

        return null;
    }

    private static async Task AppendAsync(BillingDb db, Instant now, IReadOnlyList<Change> changes, CancellationToken cancel)
    {
        var scope = db.Scope;
        var last = await LastAsync(db, cancel);
        foreach (var change in changes)
        {
            var entry = new AuditEntry
            {
                BusinessId = scope.RequiredBusinessId,
                Sequence = (last?.Sequence ?? 0) + 1,
                At = Instant.FromUnixTimeSeconds(now.ToUnixTimeSeconds()),
                MemberId = scope.Member?.Id,
                From = scope.From,
                Action = change.Action,
                Subject = change.Subject,
                SubjectId = change.SubjectId,
                Before = change.Before,
                After = change.After,
                PreviousHash = last?.Hash ?? new byte[32],
            }.Sealed();
            db.Audit.Add(entry);
            last = entry;
        }
    }

    // Entries added in this transaction but not yet saved come after every saved one.
    private static async Task<AuditEntry?> LastAsync(BillingDb db, CancellationToken cancel) =>
        db.ChangeTracker.Entries<AuditEntry>().Where(e => e.State == EntityState.Added).Select(e => e.Entity).MaxBy(e => e.Sequence)
        ?? await LastSaved(db, cancel);

    private static Change? Describe(EntityEntry entry)
    {
        var (before, after) = entry.State switch
        {
            EntityState.Added => (null, Values(entry, e => e.CurrentValue, _ => true)),
            EntityState.Modified => (Values(entry, e => e.OriginalValue, e => e.IsModified), Values(entry, e => e.CurrentValue, e => e.IsModified)),
            EntityState.Deleted => (Values(entry, e => e.OriginalValue, _ => true), (string?)null),
            _ => (null, null),
        };
        if (before is null && after is null) return null;
        if (entry.State == EntityState.Modified && string.Equals(before, after, StringComparison.Ordinal)) return null;
        var action = entry.State switch { EntityState.Added => "added", EntityState.Deleted => "deleted", _ => "changed" };
        return new(action, entry.Metadata.ShortName(), KeyOf(entry), before, after);
    }

    // The business's id is the same in every key of a chain, so it is left out wherever something is left to tell.
    private static string KeyOf(EntityEntry entry)
    {
        var key = entry.Metadata.FindPrimaryKey()!.Properties;
        return string.Join('/', key.Where(p => key.Count == 1 || p.ClrType != typeof(Id<Business>)).Select(p => Text(entry.Property(p.Name).CurrentValue)));
    }

    private static string? Values(EntityEntry entry, Func<PropertyEntry, object?> value, Func<PropertyEntry, bool> wanted)
    {
        var values = new SortedDictionary<string, object>(StringComparer.Ordinal);
        foreach (var property in entry.Properties.Where(p => wanted(p) && !p.Metadata.IsPrimaryKey() && !LeftOut.Contains(p.Metadata.Name)))
            if (Text(value(property)) is { } text) values[property.Metadata.Name] = text;
        return JsonSerializer.Serialize(values, Json);
    }

    private static string? Text(object? value) => value switch
    {
        null => null,
        Instant instant => InstantPattern.General.Format(instant),
        LocalDate date => LocalDatePattern.Iso.Format(date),
        IReadOnlyList<LocalDate> dates => string.Join(' ', dates.Select(LocalDatePattern.Iso.Format)),
        byte[] bytes => Convert.ToHexStringLower(bytes),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private sealed record Change(string Action, string Subject, string SubjectId, string? Before, string? After);
}
