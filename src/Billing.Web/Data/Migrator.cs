using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Billing.Web.Data;

/// <summary>Brings the database to the program's schema: under a lock, after a copy, triggers last (DESIGN §8).</summary>
/// <remarks>Migrations of this line are not atomic. A copy that is still there at the next start says that the last one was cut short.</remarks>
internal sealed class Migrator(IServiceProvider services, DataFolder folder)
{
    private string Copy => folder.Database + ".before-migration";

    /// <summary>Does nothing when the schema and the triggers are current.</summary>
    /// <exception cref="TimeoutException">Another process migrates and does not end within a minute.</exception>
    public async Task MigrateAsync(CancellationToken cancel)
    {
        if (!File.Exists(Copy) && QuickLook.IsCurrent(folder)) return;
        using var turn = await LockAsync(cancel);
        if (File.Exists(Copy)) TakeBack();
        var db = services.GetRequiredService<BillingDb>();
        var applied = File.Exists(folder.Database) ? (await db.Database.GetAppliedMigrationsAsync(cancel)).ToList() : [];
        if (applied.Except(QuickLook.Known, StringComparer.Ordinal).Any())
            throw new DataFolderException($"The data in {folder.Path} was written by a newer version of this program. Start that version, or choose another folder with --data.");
        if (QuickLook.Known.Count > applied.Count) await ApplyAsync(db, cancel);
        else await Triggers.RecreateAsync(db, cancel);
    }

    private async Task ApplyAsync(BillingDb db, CancellationToken cancel)
    {
        MakeCopy();
        await db.Database.MigrateAsync(cancel);
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancel);
        await Triggers.RecreateAsync(db, cancel);
        File.Delete(Copy);
    }

    // An empty copy stands for "there was no database".
    private void MakeCopy()
    {
        var temporary = Copy + ".new";
        File.Delete(temporary);
        if (!File.Exists(folder.Database))
        {
            File.WriteAllBytes(temporary, []);
        }
        else
        {
            using var from = new SqliteConnection(SqliteConnections.ConnectionString(folder.Database));
            using var to = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = temporary, Pooling = false }.ToString());
            from.Open();
            to.Open();
            from.BackupDatabase(to);
        }

        File.Move(temporary, Copy);
    }

    private void TakeBack()
    {
        SqliteConnection.ClearAllPools();
        foreach (var end in (string[])["", "-wal", "-shm"]) File.Delete(folder.Database + end);
        if (new FileInfo(Copy).Length > 0) File.Copy(Copy, folder.Database);
        File.Delete(Copy);
    }

    private async Task<FileStream> LockAsync(CancellationToken cancel)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            if (folder.TryLock("migrate") is { } held) return held;
            await Task.Delay(100, cancel);
        }

        throw new TimeoutException("Another process is migrating this data folder and has not finished within a minute.");
    }
}

/// <summary>The data folder cannot be used; the message says what to do.</summary>
public sealed class DataFolderException(string message) : Exception(message);
