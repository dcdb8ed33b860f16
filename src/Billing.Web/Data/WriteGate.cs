using System.Diagnostics;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Billing.Web.Data;

/// <summary>
/// One writer at a time: SQLite has one write lock. Within this process writers queue here. Between processes they take turns: who finds the lock
/// taken says so by a shared lock on a file, asks again every millisecond, and whoever wrote last lets it go first.
/// </summary>
/// <remarks>SQLite itself, and its driver by 150 ms at a time, would ask ever more rarely, so that a billing run in another process could keep a click waiting.</remarks>
public sealed class WriteGate(DataFolder folder) : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Courtesy = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly string waiting = Path.Combine(folder.Path, "waiting.lock");

    /// <summary>Begins a transaction that holds the write lock; disposing what it returns rolls back what was not committed, and lets the next one in.</summary>
    /// <param name="connection">Open, and in no transaction.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <exception cref="TimeoutException">Another process has held the lock for 30 seconds.</exception>
    public async Task<WriteTurn> BeginAsync(SqliteConnection connection, CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            await LetOthersFirstAsync(cancel);
            if (!TryBegin(connection)) await WaitAsync(connection, cancel);
            return new(gate, connection);
        }
        catch
        {
            gate.Release();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    private async Task WaitAsync(SqliteConnection connection, CancellationToken cancel)
    {
        var since = Stopwatch.GetTimestamp();
        FileStream? sign = null;
        try
        {
            do
            {
                if (Stopwatch.GetElapsedTime(since) > Longest) throw new TimeoutException("Another process has been writing to the database for 30 seconds.");
                sign ??= TryOpen(FileShare.Read);
                await Task.Delay(Pause, cancel);
            }
            while (!TryBegin(connection));
        }
        finally
        {
            if (sign is not null) await sign.DisposeAsync();
        }
    }

    // Nobody waits when the file can be had alone.
    private async Task LetOthersFirstAsync(CancellationToken cancel)
    {
        for (var since = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(since) < Courtesy; await Task.Delay(Pause, cancel))
        {
            if (TryOpen(FileShare.None) is not { } alone) continue;
            await alone.DisposeAsync();
            return;
        }
    }

    private FileStream? TryOpen(FileShare share)
    {
        try
        {
            return new(waiting, FileMode.OpenOrCreate, FileAccess.ReadWrite, share, bufferSize: 0);
        }
        catch (IOException)
        {
            return null;
        }
    }

    // Without the driver, which would sleep between two attempts.
    private static bool TryBegin(SqliteConnection connection)
    {
        var code = sqlite3_exec(connection.Handle, "BEGIN IMMEDIATE");
        if (code is SQLITE_OK or SQLITE_BUSY or SQLITE_LOCKED) return code == SQLITE_OK;
        SqliteException.ThrowExceptionForRC(code, connection.Handle);
        return false;
    }
}

/// <summary>A write transaction at hand.</summary>
public sealed class WriteTurn : IDisposable
{
    private readonly SemaphoreSlim gate;
    private readonly SqliteConnection connection;
    private int left;

    internal WriteTurn(SemaphoreSlim gate, SqliteConnection connection) => (this.gate, this.connection) = (gate, connection);

    /// <summary>Makes it last.</summary>
    public void Commit() => Execute("COMMIT");

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref left, 1) != 0) return;
        try
        {
            // SQLite has rolled back by itself when the disk was full, for one.
            if (sqlite3_get_autocommit(connection.Handle) == 0) Execute("ROLLBACK");
        }
        finally
        {
            gate.Release();
        }
    }

    private void Execute(string sql) => SqliteException.ThrowExceptionForRC(sqlite3_exec(connection.Handle, sql), connection.Handle);
}
