using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Billing.Web.Data;

/// <summary>
/// What must be known of the database before the first page, read without Entity Framework: its model takes as long to build as the rest of
/// the app takes to start, and most starts need nothing of it yet.
/// </summary>
internal static class QuickLook
{
    /// <summary>Migrations of this program, rising.</summary>
    public static IReadOnlyList<string> Known { get; } =
        [.. typeof(BillingDb).Assembly.GetTypes().Select(t => t.GetCustomAttribute<MigrationAttribute>()?.Id).OfType<string>().Order(StringComparer.Ordinal)];

    /// <summary>True when the schema and every trigger are those of this program.</summary>
    public static bool IsCurrent(DataFolder folder) =>
        File.Exists(folder.Database)
        && Texts(folder, "SELECT MigrationId FROM __EFMigrationsHistory ORDER BY MigrationId").SequenceEqual(Known, StringComparer.Ordinal)
        && Texts(folder, "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name").SequenceEqual(Triggers.All.Keys, StringComparer.Ordinal);

    /// <summary>True when someone has an account.</summary>
    public static bool HasPeople(DataFolder folder) => Texts(folder, "SELECT Id FROM AspNetUsers LIMIT 1").Count > 0;

    // Nothing where there is no such table yet.
    private static List<string> Texts(DataFolder folder, string sql)
    {
        using var connection = new SqliteConnection(SqliteConnections.ConnectionString(folder.Database));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        var texts = new List<string>();
        try
        {
            using var reader = command.ExecuteReader();
            while (reader.Read()) texts.Add(reader.GetString(0));
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == 1)
        {
            texts.Clear();
        }

        return texts;
    }
}
