using System.Diagnostics;
using Billing.IntegrationTests.App;
using Billing.IntegrationTests.Commands;
using Microsoft.Data.Sqlite;
using Xunit.Abstractions;

namespace Billing.IntegrationTests.Crash;

/// <summary>The server and commands beside it, each a process of its own, on one database of 500 contracts, while a person clicks.</summary>
[Trait("Kind", "Slow"), Collection(Name)]
public sealed class RaceTests(ManyContracts data, ITestOutputHelper output) : IClassFixture<ManyContracts>
{
    public const string Name = "Alone";

    private static readonly TimeSpan MostForAClick = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Bill_TwiceBesideTheServer_BillsEachMonthOnceAndNobodySeesALockedDatabase()
    {
        await using var copy = await data.CopyAsync();
        await using var server = await ServerProcess.StartAsync(copy.Folder.Path);
        var commands = Enumerable.Range(0, 2).Select(_ => Executable.RunAsync(["bill", "--through", "2026-01", "--json", "--data", copy.Folder.Path])).ToList();
        var all = Task.WhenAll(commands);
        var clicks = await ClickUntilAsync(server.Address, all);
        foreach (var (exit, _, error) in await all) Assert.True(exit == 0, error);
        await server.DisposeAsync();
        output.WriteLine(FormattableString.Invariant($"{clicks.Count} clicks, median {clicks.Order().ElementAt(clicks.Count / 2).TotalMilliseconds:0} ms"));

        var (last, _, said) = await Executable.RunAsync(["bill", "--through", "2026-01", "--json", "--data", copy.Folder.Path]);
        Assert.True(last == 0, said);
        Assert.Equal(await data.UndisturbedAsync(), await ManyContracts.CheckedAsync(copy, 1));
    }

    [Fact]
    public async Task Click_WhileARunGoesOn_WaitsUnderATenthOfASecondNineteenTimesOfTwenty()
    {
        await using var copy = await data.CopyAsync();
        Execute(copy.Folder.Database, "DELETE FROM MailSettings");

        // So that the server's own look finds nothing, and the run is the command's alone.
        Execute(copy.Folder.Database, "UPDATE Contracts SET BillingDay = 28, EndsOn = '2026-01-31'");
        Execute(copy.Folder.Database, "UPDATE Contracts SET State = 'Draft'");
        await using var server = await ServerProcess.StartAsync(copy.Folder.Path);
        using var ana = await SignedInAsync(server.Address);
        for (var i = 0; i < 20; i++) await ClickAsync(ana, i);
        Execute(copy.Folder.Database, "UPDATE Contracts SET State = 'Active'");
        using var run = Executable.Start("bill", "--through", "2026-01", "--json", "--data", copy.Folder.Path);
        var told = run.StandardOutput.ReadToEndAsync();
        await UntilAsync(copy.Folder.Database, "SELECT COUNT(*) FROM Invoices", 1);
        List<TimeSpan> clicks = [];
        for (var i = 0; !run.HasExited && Count(copy.Folder.Database, "SELECT COUNT(*) FROM Invoices") < ManyContracts.Contracts; i++) clicks.Add(await ClickAsync(ana, i));
        await run.WaitForExitAsync();
        Assert.True(run.ExitCode == 0, await told);

        var p95 = clicks.Order().ElementAt(clicks.Count * 95 / 100);
        output.WriteLine(FormattableString.Invariant($"{clicks.Count} clicks while the run issued, p50 {clicks.Order().ElementAt(clicks.Count / 2).TotalMilliseconds:0} ms, p95 {p95.TotalMilliseconds:0} ms"));
        Assert.InRange(clicks.Count, 10, int.MaxValue);
        Assert.InRange(p95, TimeSpan.Zero, MostForAClick);
    }

    private static async Task<List<TimeSpan>> ClickUntilAsync(Uri address, Task end)
    {
        using var ana = await SignedInAsync(address);
        List<TimeSpan> clicks = [];
        for (var i = 0; !end.IsCompleted; i++) clicks.Add(await ClickAsync(ana, i));
        return clicks;
    }

    private static async Task<Browser> SignedInAsync(Uri address)
    {
        var browser = new Browser(address);
        await browser.GetAsync("/sign-in");
        await browser.SubmitAsync(new() { ["Email"] = TestApp.Email, ["Password"] = TestApp.Password });
        Assert.Equal("/", browser.Path);
        await browser.GetAsync("/timesheet/new");
        return browser;
    }

    // Start and stop in turn, as a page's button does; the redirect that follows is no part of the wait for the lock.
    private static async Task<TimeSpan> ClickAsync(Browser ana, int turn)
    {
        const string token = "__RequestVerificationToken";
        using var handler = new HttpClientHandler { CookieContainer = ana.Cookies, AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = ana.Http.BaseAddress };
        var contract = ana.Page.QuerySelectorAll("select[name=Contract] option").Select(o => o.GetAttribute("value")).First(v => !string.IsNullOrEmpty(v));
        using var body = new FormUrlEncodedContent([new(token, ana.Value(token)!), new("Contract", contract!)]);
        var began = Stopwatch.GetTimestamp();
        using var answer = await client.PostAsync(new Uri(turn % 2 == 0 ? "/clock/start" : "/clock/stop", UriKind.Relative), body);
        var took = Stopwatch.GetElapsedTime(began);
        Assert.Equal(System.Net.HttpStatusCode.Redirect, answer.StatusCode);
        return took;
    }

    private static async Task UntilAsync(string database, string sql, long least)
    {
        for (var tries = 0; Count(database, sql) < least; tries++)
        {
            Assert.True(tries < 600, "The run issued nothing within a minute.");
            await Task.Delay(100);
        }
    }

    private static long Count(string database, string sql)
    {
        using var connection = Open(database);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private static void Execute(string database, string sql)
    {
        using var connection = Open(database);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static SqliteConnection Open(string database)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}

/// <summary>Nothing else runs beside it: it measures how long people wait.</summary>
[CollectionDefinition(RaceTests.Name, DisableParallelization = true)]
public sealed class AloneCollection;
