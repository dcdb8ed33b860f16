using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Billing.Domain.Invoicing;
using Billing.Web.Data;
using Billing.Web.Features.Runs;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Benchmarks.Runs;

/// <summary>
/// Measures the billing run without rendering, and holds it to what it promises. A run can be done once on a database, so every repetition has
/// a copy of its own, and each is measured beside the bare writing of the same rows.
/// </summary>
internal static class RunReport
{
    private const int InvoicesASecond = 250;
    private const double LargeToSmall = 50;
    private const double MostGrowth = 1.1;

    private static readonly Shape Many = new(1_000, 4, 50);
    private static readonly Shape Warm = new(100, 4, 50);
    private static readonly Shape Large = new(4, 200, 2_500);

    /// <summary>Prints a table.</summary>
    /// <returns>0 when every promise is kept, else 1.</returns>
    public static async Task<int> PrintAsync(int repetitions)
    {
        await MeasureOnceAsync(Warm);
        Line("without rendering", "invoices/s", "ms/invoice", "CPU ms", "to bare rows");
        using var many = await OwedFolder.FillAsync(Many);
        var small = await IssueAsync(many, Many, repetitions);
        using var few = await OwedFolder.FillAsync(Large);
        var large = await IssueAsync(few, Large, repetitions);
        var isUnchanged = await PreviewAsync(many);
        var growth = await MemoryAsync();
        var kept = (bool[])
        [
            Holds(small.PerSecond >= InvoicesASecond, $"{small.PerSecond:0} invoices of {Many.Lines} lines a second; at least {InvoicesASecond}"),
            Holds(large.Milliseconds <= LargeToSmall * small.Milliseconds, $"one of {Large.Lines} lines costs {large.Milliseconds / small.Milliseconds:0.0} of {Many.Lines} lines; at most {LargeToSmall}"),
            Holds(isUnchanged, $"a preview writes nothing"),
            Holds(growth <= MostGrowth, $"memory of sixteen times as many contracts is {growth:0.00} times as much; at most {MostGrowth}"),
        ];
        return kept.All(k => k) ? 0 : 1;
    }

    // What is compiled at first use is compiled then.
    private static async Task MeasureOnceAsync(Shape shape)
    {
        using var owed = await OwedFolder.FillAsync(shape);
        await MeasureAsync(owed, shape);
    }

    private static async Task<Measured> IssueAsync(OwedFolder owed, Shape shape, int repetitions)
    {
        var best = new Measured(double.MaxValue, 0);
        for (var i = 0; i < repetitions; i++)
        {
            using var billed = owed.Copy();
            var run = await MeasureAsync(billed, shape);
            using var again = owed.Copy();
            var written = BareRows.Write(billed, again);
            var bare = new Measured(written.Elapsed.TotalMilliseconds / shape.Contracts, written.Cpu.TotalMilliseconds / shape.Contracts);
            Line($"{shape.Contracts} of {shape.Lines} lines: bare rows", bare.PerSecond, bare.Milliseconds, bare.Cpu, 1);
            Line($"{shape.Contracts} of {shape.Lines} lines: run", run.PerSecond, run.Milliseconds, run.Cpu, run.Milliseconds / bare.Milliseconds);
            if (run.Milliseconds < best.Milliseconds) best = run;
        }

        return best;
    }

    private static async Task<Measured> MeasureAsync(OwedFolder owed, Shape shape)
    {
        await using var app = owed.Open();
        var runner = app.Services.GetRequiredService<BillingRunner>();
        var order = new RunOrder((await runner.BusinessesAsync(default))[0], "command");
        GC.Collect();

        // A process that has just started builds its model and compiles its queries with the first of them.
        var (first, done, since, cpu) = (Math.Max(1, shape.Contracts / 10), 0, 0L, TimeSpan.Zero);
        var summary = await runner.RunAsync(order, _ => { if (++done == first) (since, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime); }, default);
        var (elapsed, used, measured) = (Stopwatch.GetElapsedTime(since), Environment.CpuUsage.TotalTime - cpu, shape.Contracts - first);
        if (summary.Issued != shape.Contracts || Count(owed, "BilledLines") != shape.Contracts * shape.Lines)
            throw new InvalidOperationException($"Issued {summary.Issued} invoices with {Count(owed, "BilledLines")} lines.");
        return new(elapsed.TotalMilliseconds / measured, used.TotalMilliseconds / measured);
    }

    // Reads and proposes all that the run does; only the writing is left out.
    private static async Task<bool> PreviewAsync(OwedFolder owed)
    {
        await using var app = owed.Open();
        var runner = app.Services.GetRequiredService<BillingRunner>();
        var order = new RunOrder((await runner.BusinessesAsync(default))[0], "command");
        using var beside = new SqliteConnection(SqliteConnections.ConnectionString(owed.Folder.Database));
        beside.Open();
        var before = StateOf(beside, owed.Folder);
        var (since, cpu, count) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime, 0);
        await foreach (var outcome in runner.PreviewAsync(order, default))
            if (outcome.Outcome == Outcome.Issued) count++;
        var (elapsed, used) = (Stopwatch.GetElapsedTime(since), Environment.CpuUsage.TotalTime - cpu);
        Line($"{count} of {Many.Lines} lines: preview", count / elapsed.TotalSeconds, elapsed.TotalMilliseconds / count, used.TotalMilliseconds / count, null);
        return count == Many.Contracts && string.Equals(before, StateOf(beside, owed.Folder), StringComparison.Ordinal);
    }

    // What another connection notices of commits, and every byte of the database and its log.
    private static string StateOf(SqliteConnection beside, DataFolder folder)
    {
        using var command = beside.CreateCommand();
        command.CommandText = "PRAGMA data_version";
        var files = ((string[])["", "-wal"]).Select(end => Bytes(folder.Database + end)).Select(SHA256.HashData).Select(Convert.ToHexString);
        return string.Join(' ', files.Prepend(Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture)));
    }

    private static byte[] Bytes(string path)
    {
        if (!File.Exists(path)) return [];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>The most that is alive at any time, of 4,000 contracts to that of 250.</summary>
    private static async Task<double> MemoryAsync()
    {
        var most = new List<long>();
        foreach (var contracts in (int[])[250, 1_000, 4_000])
        {
            using var owed = await OwedFolder.FillAsync(new(contracts, 1, 12));
            most.Add(await MostAliveAsync(owed, contracts));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{contracts,6} contracts: {most[^1] / 1024.0 / 1024.0:0.00} MiB alive at most"));
        }

        return (double)most[^1] / most[0];
    }

    private static async Task<long> MostAliveAsync(OwedFolder owed, int contracts)
    {
        await using var app = owed.Open();
        var runner = app.Services.GetRequiredService<BillingRunner>();
        var order = new RunOrder((await runner.BusinessesAsync(default))[0], "command");
        var (told, most) = (0, 0L);
        await runner.RunAsync(order, _ => most = ++told % (contracts / 25) == 0 ? Math.Max(most, GC.GetTotalMemory(forceFullCollection: true)) : most, default);
        return most;
    }

    private static long Count(OwedFolder folder, string table)
    {
        using var connection = new SqliteConnection(SqliteConnections.ConnectionString(folder.Folder.Database));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT COUNT(*) FROM \"{table}\"";
        return (long)command.ExecuteScalar()!;
    }

    private static bool Holds(bool isKept, FormattableString sentence)
    {
        Console.WriteLine($"{(isKept ? "kept  " : "MISSED")} {FormattableString.Invariant(sentence)}");
        return isKept;
    }

    private static void Line(string what, double perSecond, double milliseconds, double? cpu, double? ratio) =>
        Line(what, Text(perSecond, "0"), Text(milliseconds, "0.00"), Text(cpu, "0.00"), Text(ratio, "0.0"));

    private static string Text(double? number, string format) => number?.ToString(format, CultureInfo.InvariantCulture) ?? "";

    private static void Line(string what, string perSecond, string milliseconds, string cpu, string ratio) => Console.WriteLine($"{what,-32}{perSecond,12}{milliseconds,12}{cpu,12}{ratio,14}");

    /// <summary>Milliseconds of the clock and of the processors, an invoice.</summary>
    private sealed record Measured(double Milliseconds, double Cpu)
    {
        public double PerSecond => 1000 / Milliseconds;
    }
}
