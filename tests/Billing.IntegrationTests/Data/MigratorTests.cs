using Billing.Domain.Contracts;
using Billing.IntegrationTests.App;
using Billing.Web;
using Billing.Web.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.IntegrationTests.Data;

public sealed class MigratorTests : IDisposable
{
    private readonly DataFolder folder = new(Path.Combine(Path.GetTempPath(), "billing-tests", Guid.NewGuid().ToString("N")));

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder.Path, true);
    }

    [Fact]
    public async Task Migrate_TwiceAtOnce_BothEndWell()
    {
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(MigrateAsync)));
        Assert.Equal(Triggers.All.Count, await CountAsync("SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger'"));
        Assert.Equal("wal", await TextAsync("PRAGMA journal_mode"));
    }

    [Fact]
    public async Task Migrate_AfterOneThatWasCutShortOnAnEmptyFolder_BeginsAnew()
    {
        folder.Create();
        await File.WriteAllBytesAsync(folder.Database + ".before-migration", []);
        await ExecuteAsync("CREATE TABLE \"Businesses\" (half INTEGER)");
        await MigrateAsync();
        Assert.Equal(0, await CountAsync("SELECT COUNT(*) FROM Businesses WHERE Name = ''"));
        Assert.False(File.Exists(folder.Database + ".before-migration"));
    }

    [Fact]
    public async Task Migrate_AfterOneThatWasCutShort_TakesTheCopyBack()
    {
        await MigrateAsync();
        await ExecuteAsync("INSERT INTO AspNetUsers (Id, EmailConfirmed, PhoneNumberConfirmed, TwoFactorEnabled, LockoutEnabled, AccessFailedCount) VALUES ('kept', 0, 0, 0, 0, 0); PRAGMA wal_checkpoint(TRUNCATE)");
        SqliteConnection.ClearAllPools();
        File.Copy(folder.Database, folder.Database + ".before-migration");
        await ExecuteAsync("DROP TABLE Documents");
        SqliteConnection.ClearAllPools();
        await MigrateAsync();
        Assert.Equal(1, await CountAsync("SELECT COUNT(*) FROM AspNetUsers"));
        Assert.Equal(0, await CountAsync("SELECT COUNT(*) FROM Documents"));
    }

    [Fact]
    public async Task Migrate_WithATriggerGone_MakesItAnew()
    {
        await MigrateAsync();
        await ExecuteAsync("DROP TRIGGER Invoices_no_update");
        await MigrateAsync();
        Assert.Equal(Triggers.All.Count, await CountAsync("SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger'"));
    }

    [Fact]
    public async Task Migrate_OfDataOfANewerVersion_IsRefusedWithASentence()
    {
        await MigrateAsync();
        await ExecuteAsync("INSERT INTO __EFMigrationsHistory VALUES ('29991231000000_Future', '99.0.0')");
        var refused = await Assert.ThrowsAsync<DataFolderException>(MigrateAsync);
        Assert.Contains("newer version", refused.Message, StringComparison.Ordinal);
    }

    private async Task MigrateAsync()
    {
        await using var app = BillingApp.Build(new AppOptions(folder, Scheduled: false));
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = Open();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private async Task<long> CountAsync(string sql) => Convert.ToInt64(await ScalarAsync(sql), System.Globalization.CultureInfo.InvariantCulture);

    private async Task<string?> TextAsync(string sql) => (string?)await ScalarAsync(sql);

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = Open();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={folder.Database}");
        connection.Open();
        return connection;
    }
}
