using System.Diagnostics;
using Billing.IntegrationTests.Commands;
using Billing.Web.Data;
using Microsoft.Data.Sqlite;
using Xunit.Abstractions;

namespace Billing.IntegrationTests.Crash;

/// <summary>The real process is killed in the middle of runs over 500 contracts, started again until it is done, and compared with a run that nobody disturbed.</summary>
[Trait("Kind", "Slow")]
public sealed class CrashTests(ManyContracts data, ITestOutputHelper output) : IClassFixture<ManyContracts>
{
    private const int LeastKills = 100;
    private static readonly string[] Run = ["bill", "--through", "2026-01", "--json", "--data"];

    [Theory]
    [InlineData("run.started", 1)]
    [InlineData("month.loaded", 7)]
    [InlineData("month.numbered", 1)]
    [InlineData("month.numbered", 250)]
    [InlineData("month.saving", 3)]
    [InlineData("month.saved", 499)]
    [InlineData("month.committed", 1)]
    [InlineData("month.committed", 500)]
    [InlineData("run.finished", 1)]
    [InlineData("document.rendered", 1)]
    [InlineData("document.stored", 77)]
    [InlineData("mail.claimed", 1)]
    [InlineData("mail.on-its-way", 3)]
    [InlineData("mail.answered", 50)]
    [InlineData("mail.settled", 100)]
    public async Task Bill_KilledAtAStep_IsDoneByTheNextOne(string step, int times)
    {
        await using var copy = await data.CopyAsync();
        using (var process = Start(copy.Folder, step, times))
        {
            await process.WaitForExitAsync(Limit());
            Assert.Equal(137, process.ExitCode);
        }

        await FinishAsync(copy.Folder);
        Assert.Equal(await data.UndisturbedAsync(), await ManyContracts.CheckedAsync(copy, 1));
    }

    [Fact]
    public async Task Bill_KilledAHundredTimesAtRandomMoments_EndsAsIfNothingHadHappened()
    {
        var (kills, folders, random) = (0, 0, new Random(20261125));
        while (kills < LeastKills)
        {
            await using var copy = await data.CopyAsync();
            folders++;
            var here = 0;
            while (here < 20 && await IsKilledAsync(copy.Folder, random)) here++;
            kills += here;
            await FinishAsync(copy.Folder);
            Assert.Equal(await data.UndisturbedAsync(), await ManyContracts.CheckedAsync(copy, here));
        }

        output.WriteLine(FormattableString.Invariant($"{kills} kills in {folders} data folders"));
    }

    // From before its first contract to about its last; a run that was quicker than its killer ended well.
    private static async Task<bool> IsKilledAsync(DataFolder folder, Random random)
    {
        using var process = Start(folder, null, 0);
        var first = process.StandardError.ReadToEndAsync();
        await Task.Delay(300 + random.Next(1700));
        var isKilled = !process.HasExited;
        if (isKilled) process.Kill();
        await process.WaitForExitAsync(Limit());
        if (!isKilled || process.ExitCode != 137) Assert.True(process.ExitCode == 0, await first);
        return isKilled && process.ExitCode == 137;
    }

    // As ten minutes later, when the leases of the killed have ended.
    private static async Task FinishAsync(DataFolder folder)
    {
        await using (var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = folder.Database, Pooling = false }.ToString()))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "UPDATE Outbox SET LeaseUntil = 1 WHERE LeaseUntil IS NOT NULL AND State IN ('Pending', 'Sending')";
            await command.ExecuteNonQueryAsync();
        }

        var (exit, _, error) = await Executable.RunAsync([.. Run, folder.Path]);
        Assert.True(exit == 0, error);
    }

    private static CancellationToken Limit() => new CancellationTokenSource(TimeSpan.FromMinutes(3)).Token;

    private static Process Start(DataFolder folder, string? step, int times) => Executable.Start(
        [.. Run, folder.Path],
        step is null ? [] : new() { ["DOTNET_STARTUP_HOOKS"] = typeof(CrashTests).Assembly.Location, ["BILLING_KILL_AT"] = FormattableString.Invariant($"{step}:{times}") });
}
