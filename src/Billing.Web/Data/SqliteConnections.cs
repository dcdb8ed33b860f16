using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Billing.Web.Data;

/// <summary>How the embedded database is opened. The settings here hold per connection, so they are set on every open.</summary>
internal sealed class SqliteConnections : DbConnectionInterceptor
{
    // FULL: a commit is on the disk when it returns; an invoice number must survive a power cut.
    // recursive_triggers: without it INSERT OR REPLACE deletes rows past the delete triggers.
    private const string OnOpen = "PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON;";

    /// <summary>Uses this file.</summary>
    public static void Use(DbContextOptionsBuilder options, string file) =>
        options.UseSqlite(ConnectionString(file)).AddInterceptors(new SqliteConnections());

    /// <summary>The connection string of this file.</summary>
    public static string ConnectionString(string file) => new SqliteConnectionStringBuilder
    {
        DataSource = file,
        ForeignKeys = true,
        DefaultTimeout = 30,
        Pooling = true,
    }.ToString();

    /// <summary>A person's sentence for what the database's own rules refused; null when it was something else.</summary>
    public static string? RefusalOf(DbUpdateException exception) => exception.InnerException is SqliteException { SqliteErrorCode: 19 } refused
        ? refused.SqliteExtendedErrorCode switch { 1811 => Sentence(refused.Message), 2067 or 1555 => "Someone else just did the same; look at the page again.", _ => null }
        : null;

    /// <summary>True when a unique index or key refused it.</summary>
    public static bool IsDuplicate(DbUpdateException exception) =>
        exception.InnerException is SqliteException { SqliteErrorCode: 19, SqliteExtendedErrorCode: 2067 or 1555 };

    /// <inheritdoc/>
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Prepare(connection);

    /// <inheritdoc/>
    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Prepare(connection);
        return Task.CompletedTask;
    }

    private static void Prepare(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = OnOpen;
        command.ExecuteNonQuery();
    }

    // "SQLite Error 19: 'our sentence'."
    private static string Sentence(string message) => message[(message.IndexOf('\'', StringComparison.Ordinal) + 1)..message.LastIndexOf('\'')];
}
