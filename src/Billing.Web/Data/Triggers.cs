using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Billing.Web.Data;

/// <summary>
/// Rules that hold whoever writes: nothing issued or recorded is changed or deleted, and no one is in two places at once.
/// Table rebuilds by migrations drop triggers without a word, so all are made anew after each migration, and checked.
/// </summary>
internal static class Triggers
{
    private static readonly (string Table, string Sentence)[] AppendOnly =
    [
        ("Audit", "The audit trail is append-only."),
        ("Invoices", "An issued invoice is never changed or deleted."),
        ("SettledPeriods", "A settled month is never changed or deleted."),
        ("BilledLines", "A billed line is never changed or deleted."),
        ("BilledSlices", "Billed time is never changed or deleted."),
        ("Documents", "An issued document is never changed or deleted."),
        ("Terms", "Terms are never changed or deleted; a new version replaces them."),
    ];

    // Every column of a mail that is not about how far it has come.
    private static readonly string[] MailContent =
    [
        "BusinessId", "Id", "Purpose", "About", "Ordinal", "Recipient", "RecipientName", "IsCopy", "Language", "Subject", "TextBody", "HtmlBody", "AttachedInvoiceId", "AttachedKind",
        "AttachedName", "MessageId", "CreatedAt", "CreatedBy",
    ];

    /// <summary>Every trigger by name with the statement that makes it.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = Make();

    /// <summary>Drops what is there and makes every trigger anew, in one transaction.</summary>
    /// <exception cref="InvalidOperationException">One is missing afterwards.</exception>
    public static async Task RecreateAsync(BillingDb db, CancellationToken cancel)
    {
        var script = new StringBuilder("BEGIN IMMEDIATE;\n");
        foreach (var name in await NamesAsync(db, cancel)) script.Append("DROP TRIGGER \"").Append(name).Append("\";\n");
        foreach (var statement in All.Values) script.Append(statement).Append('\n');
        script.Append("COMMIT;");
        await db.Database.ExecuteSqlRawAsync(script.ToString().Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal), cancel);
        var missing = All.Keys.Except(await NamesAsync(db, cancel), StringComparer.Ordinal).ToList();
        if (missing.Count > 0) throw new InvalidOperationException($"Triggers are missing after migration: {string.Join(", ", missing)}.");
    }

    /// <summary>Names of the triggers in the database.</summary>
    public static async Task<IReadOnlyList<string>> NamesAsync(BillingDb db, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name";
            var names = new List<string>();
            await using var reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel)) names.Add(reader.GetString(0));
            return names;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static SortedDictionary<string, string> Make()
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (table, sentence) in AppendOnly)
            foreach (var verb in (string[])["UPDATE", "DELETE"])
                Add(all, $"{table}_no_{verb.ToLowerInvariant()}", $"BEFORE {verb} ON \"{table}\"", "", sentence);
        foreach (var verb in (string[])["INSERT", "UPDATE"])
            Add(all, $"Sessions_overlap_{verb.ToLowerInvariant()}", $"BEFORE {verb} ON \"Sessions\"", OverlapsAnother, "This time overlaps another session of the same person.");
        foreach (var verb in (string[])["UPDATE", "DELETE"])
            Add(all, $"Sessions_billed_{verb.ToLowerInvariant()}", $"BEFORE {verb} ON \"Sessions\"", verb == "UPDATE" ? $"{IsBilled} AND {TimeChanges}" : IsBilled, "This session is on an issued invoice.");
        foreach (var verb in (string[])["UPDATE", "DELETE"])
            Add(all, $"ExchangeRates_used_{verb.ToLowerInvariant()}", $"BEFORE {verb} ON \"ExchangeRates\"", IsUsed, "This exchange rate is on an issued invoice.");
        foreach (var (table, column) in ((string, string)[])[("FreeLines", "Id"), ("Receipts", "FreeLineId")])
            foreach (var verb in (string[])["UPDATE", "DELETE"])
                Add(all, $"{table}_billed_{verb.ToLowerInvariant()}", $"BEFORE {verb} ON \"{table}\"", IsBilledLine("OLD", column), "This line is on an issued invoice.");
        Add(all, "Receipts_billed_insert", "BEFORE INSERT ON \"Receipts\"", IsBilledLine("NEW", "FreeLineId"), "This line is on an issued invoice.");
        Add(all, "Outbox_no_delete", "BEFORE DELETE ON \"Outbox\"", "", "A mail stays in the outbox.");
        Add(all, "Outbox_content", "BEFORE UPDATE ON \"Outbox\"", string.Join(" OR ", MailContent.Select(c => $"NEW.\"{c}\" IS NOT OLD.\"{c}\"")), "What a mail says never changes.");
        Add(all, "Outbox_settled", "BEFORE UPDATE ON \"Outbox\"", "OLD.\"State\" IN ('Sent', 'Failed', 'Cancelled')", "This mail is settled; a new one can be sent.");
        Add(all, "Outbox_unknown", "BEFORE UPDATE ON \"Outbox\"", "OLD.\"State\" = 'Unknown' AND NEW.\"State\" IN ('Pending', 'Sending', 'Cancelled')", "Nobody knows whether this mail arrived; only a person sends it again, as a new one.");
        return all;
    }

    private const string IsUsed =
        "EXISTS (SELECT 1 FROM \"Invoices\" i WHERE i.\"BusinessId\" = OLD.\"BusinessId\" AND i.\"TaxRateOn\" = OLD.\"Date\" AND i.\"Currency\" = OLD.\"From\" AND i.\"TaxCurrency\" = OLD.\"To\")";

    private const string IsBilled = "EXISTS (SELECT 1 FROM \"BilledSlices\" b WHERE b.\"BusinessId\" = OLD.\"BusinessId\" AND b.\"SessionId\" = OLD.\"Id\")";

    private static string IsBilledLine(string row, string column) =>
        $"EXISTS (SELECT 1 FROM \"BilledLines\" b WHERE b.\"BusinessId\" = {row}.\"BusinessId\" AND b.\"FreeLineId\" = {row}.\"{column}\")";

    private const string TimeChanges =
        "(NEW.\"Start\" <> OLD.\"Start\" OR NEW.\"Stop\" IS NOT OLD.\"Stop\" OR NEW.\"ContractId\" <> OLD.\"ContractId\" OR NEW.\"IncidentId\" IS NOT OLD.\"IncidentId\" "
        + "OR NEW.\"MemberId\" <> OLD.\"MemberId\" OR NEW.\"Billable\" <> OLD.\"Billable\" OR NEW.\"Description\" <> OLD.\"Description\")";

    // Sessions of one person never overlap, so only the last one that starts before this one's stop can reach into it: one index look-up.
    private const string OverlapsAnother =
        "COALESCE((SELECT COALESCE(o.\"Stop\", 9223372036854775807) FROM \"Sessions\" o WHERE o.\"BusinessId\" = NEW.\"BusinessId\" AND o.\"MemberId\" = NEW.\"MemberId\" "
        + "AND o.\"Id\" <> NEW.\"Id\" AND o.\"Start\" < COALESCE(NEW.\"Stop\", 9223372036854775807) ORDER BY o.\"Start\" DESC LIMIT 1), NEW.\"Start\") > NEW.\"Start\"";

    private static void Add(SortedDictionary<string, string> all, string name, string on, string when, string sentence) =>
        all[name] = $"CREATE TRIGGER \"{name}\" {on}{(when.Length == 0 ? "" : $" WHEN {when}")} BEGIN SELECT RAISE(ABORT, '{sentence}'); END;";
}
