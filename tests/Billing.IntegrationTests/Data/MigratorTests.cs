using Billing.Domain.Contracts;
using Billing.IntegrationTests.App;
using Billing.Web;
using Billing.Web.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
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

    [Theory]
    [InlineData("20.0", null, "20.0", null, "Standard", "Standard", null)]
    [InlineData("20.0", null, null, null, "Standard", null, null)]
    [InlineData("20.0", null, "0.0", "Reverse charge (art. 196).", "Standard", "ReverseCharge", "Reverse charge (art. 196).")]
    [InlineData("20.0", null, "0", "Steuerschuldnerschaft des Leistungsempfängers.", "Standard", "ReverseCharge", "Steuerschuldnerschaft des Leistungsempfängers.")]
    [InlineData("20.0", "Autoliquidation.", "0.0", null, "Standard", "ReverseCharge", "Autoliquidation.")]
    [InlineData("20.0", null, "0.0", "Outside the scope of French VAT.", "Standard", "OutsideScope", "Outside the scope of French VAT.")]
    [InlineData("20.0", "Formation exonérée.", "0.0", null, "Standard", "Exempt", "Formation exonérée.")]
    [InlineData("0.0", "TVA non applicable, art. 293 B du CGI", null, null, "SmallBusiness", null, null)]
    [InlineData("0.0", "TVA non applicable, art. 293 B du CGI", "0.0", "Kein Ausweis.", "SmallBusiness", null, "Kein Ausweis.")]
    [InlineData("0.0", "Not subject to VAT.", null, null, "OutsideScope", null, null)]
    [InlineData("0.0", "Reverse charge.", null, null, "Standard", "ReverseCharge", "Reverse charge.")]
    [InlineData("0.0", null, null, null, "Standard", null, null)]
    public async Task Migrate_OfAVatRateAndNote_MakesTheCategoryThatTheyMeant(string rate, string? note, string? clientRate, string? clientNote, string business, string? client, string? printed)
    {
        folder.Create();
        await MigrateAsync("Foundation");
        await ExecuteAsync($"""
            PRAGMA foreign_keys = 0;
            INSERT INTO Businesses (Id, Name, NumberFormat, FirstNumber, TimeZone, VatRate, VatNote) VALUES (x'01', 'Ruiz', '', 1, 'Europe/Paris', '{rate}', {Sql(note)});
            INSERT INTO Clients (BusinessId, Id, Name, Language, Address_Street, Address_Postcode, Address_Town, Address_Country, MadeBy, MadeAt, VatRate, VatNote)
            VALUES (x'01', x'02', 'Nordwind', 'de', '', '', '', 'DE', x'03', 0, {Sql(clientRate)}, {Sql(clientNote)});
            """);
        await MigrateAsync();
        Assert.Equal(business, await TextAsync("SELECT VatCategory FROM Businesses"));
        Assert.Equal(client ?? "", await TextAsync("SELECT ifnull(VatCategory, '') FROM Clients"));
        Assert.Equal(printed ?? "", await TextAsync("SELECT ifnull(VatNote, '') FROM Clients"));
    }

    private static string Sql(string? text) => text is null ? "NULL" : $"'{text}'";

    private async Task MigrateAsync(string to)
    {
        await using var app = BillingApp.Build(new AppOptions(folder, Scheduled: false));
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<BillingDb>().Database.GetService<IMigrator>().MigrateAsync(to);
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
