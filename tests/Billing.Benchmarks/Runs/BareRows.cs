using System.Diagnostics;
using Billing.Web.Data;
using Microsoft.Data.Sqlite;

namespace Billing.Benchmarks.Runs;

/// <summary>
/// The least that issuing can cost: the very rows that a run wrote, written again by hand into a copy of the same database, in one transaction an
/// invoice with the same safety. It reads nothing, prices nothing, and knows every row beforehand.
/// </summary>
internal static class BareRows
{
    // By invoice, parents first. The audit trail names its subject by the id's text.
    private static readonly (string Table, string Invoice)[] Tables =
    [
        ("Invoices", "lower(hex(\"Id\"))"), ("BilledLines", "lower(hex(\"InvoiceId\"))"), ("BilledSlices", "lower(hex(\"InvoiceId\"))"), ("SettledPeriods", "lower(hex(\"InvoiceId\"))"),
        ("RunOutcomes", "lower(hex(\"InvoiceId\"))"), ("Audit", "CASE \"Subject\" WHEN 'Invoice' THEN \"SubjectId\" END"),
    ];

    /// <summary>Writes again what a run wrote.</summary>
    /// <param name="billed">A folder in which one run has issued.</param>
    /// <param name="owed">A folder in which none has.</param>
    /// <returns>How long the writing took, by the clock and of the processors; reading is not counted.</returns>
    public static (TimeSpan Elapsed, TimeSpan Cpu) Write(OwedFolder billed, OwedFolder owed)
    {
        using var from = Open(billed);
        using var to = Open(owed);
        foreach (var table in (string[])["Runs", "Counters"]) Insert(to, Read(from, table, "''").Single().ToList());
        var rows = Tables.SelectMany(t => Read(from, t.Table, t.Invoice)).SelectMany(g => g.Select(row => (Invoice: g.Key, Row: row))).ToLookup(r => r.Invoice, r => r.Row, StringComparer.Ordinal);
        var (since, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        foreach (var invoice in rows)
        {
            Execute(to, "BEGIN IMMEDIATE");
            Execute(to, "UPDATE \"Counters\" SET \"Next\" = \"Next\"");
            Insert(to, invoice);
            Execute(to, "COMMIT");
        }

        return (Stopwatch.GetElapsedTime(since), Environment.CpuUsage.TotalTime - cpu);
    }

    private static SqliteConnection Open(OwedFolder folder)
    {
        var connection = new SqliteConnection(SqliteConnections.ConnectionString(folder.Folder.Database));
        connection.Open();
        Execute(connection, "PRAGMA journal_mode=WAL");
        Execute(connection, "PRAGMA synchronous=FULL");
        return connection;
    }

    private static ILookup<string, Row> Read(SqliteConnection connection, string table, string invoice)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {invoice}, * FROM \"{table}\"";
        using var reader = command.ExecuteReader();
        var rows = new List<(string, Row)>();
        while (reader.Read())
        {
            if (reader.IsDBNull(0)) continue;
            var values = new object[reader.FieldCount];
            reader.GetValues(values);
            rows.Add((reader.GetString(0), new(table, values[1..])));
        }

        return rows.ToLookup(r => r.Item1, r => r.Item2, StringComparer.Ordinal);
    }

    // One prepared statement for the rows of a table that follow one another.
    private static void Insert(SqliteConnection connection, IEnumerable<Row> rows)
    {
        foreach (var table in rows.GroupBy(r => r.Table, StringComparer.Ordinal))
        {
            using var command = connection.CreateCommand();
            var width = table.First().Values.Length;
            command.CommandText = $"INSERT INTO \"{table.Key}\" VALUES ({string.Join(", ", Enumerable.Range(0, width).Select(i => FormattableString.Invariant($"$p{i}")))})";
            for (var i = 0; i < width; i++) command.Parameters.Add(new SqliteParameter { ParameterName = FormattableString.Invariant($"$p{i}") });
            foreach (var row in table)
            {
                for (var i = 0; i < width; i++) command.Parameters[i].Value = row.Values[i];
                command.ExecuteNonQuery();
            }
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private sealed record Row(string Table, object[] Values);
}
