using Billing.Domain.Work;
using Billing.IntegrationTests.App;
using Billing.Web.Data;
using Billing.Web.Features.Invoices;
using Billing.Web.Features.Runs;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.IntegrationTests.Data;

/// <summary>What the database itself refuses, whoever asks.</summary>
public sealed class TriggersTests : IAsyncLifetime
{
    private TestApp app = null!;
    private Example example = null!;
    private WorkSession billed = null!;

    public async Task InitializeAsync()
    {
        app = await TestApp.FoundedAsync(Example.At("2026-01-05T09:00:00Z"));
        example = new(app);
        await example.ReadyAsync();
        var contract = await example.ContractAsync(await example.ClientAsync());
        billed = await example.WorkAsync(contract, "2026-01-10T08:00:00Z", "2026-01-10T09:00:00Z");
        app.Clock.Now = Example.At("2026-02-02T00:00:00Z");
        await app.Services.GetRequiredService<BillingRunner>().OutcomesAsync(app.Owner.BusinessId);
        await app.Services.GetRequiredService<InvoiceRenderer>().RenderPendingAsync(CancellationToken.None);
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Theory]
    [InlineData("Audit", "Action")]
    [InlineData("Invoices", "Number")]
    [InlineData("SettledPeriods", "Period")]
    [InlineData("BilledSlices", "Seconds")]
    [InlineData("Documents", "Kind")]
    [InlineData("Terms", "Clauses")]
    public async Task Write_ToAnAppendOnlyTable_IsRefused(string table, string column)
    {
        Assert.True(await ScalarAsync($"SELECT COUNT(*) FROM \"{table}\"") > 0);
        foreach (var statement in (string[])[$"UPDATE \"{table}\" SET \"{column}\" = \"{column}\"", $"DELETE FROM \"{table}\"", $"INSERT OR REPLACE INTO \"{table}\" SELECT * FROM \"{table}\""])
        {
            var refused = await Assert.ThrowsAsync<SqliteException>(() => ExecuteAsync(statement));
            Assert.Equal(1811, refused.SqliteExtendedErrorCode);
        }
    }

    [Fact]
    public async Task Names_AfterMigration_AreAllOfThem() => await app.AsAsync(async db =>
    {
        Assert.Equal(Triggers.All.Keys, await Triggers.NamesAsync(db, CancellationToken.None));
        return 0;
    });

    [Fact]
    public async Task Session_ThatOverlapsAnotherOfThePerson_IsRefused()
    {
        var contract = await app.AsAsync(db => db.Contracts.SingleAsync());
        await example.WorkAsync(contract, "2026-02-01T08:00:00Z", "2026-02-01T09:00:00Z");
        await example.WorkAsync(contract, "2026-02-01T09:00:00Z", "2026-02-01T10:00:00Z");
        foreach (var (start, stop) in ((string, string?)[])[("2026-02-01T07:59:59Z", "2026-02-01T08:00:01Z"), ("2026-02-01T08:30:00Z", "2026-02-01T08:31:00Z"), ("2026-02-01T07:00:00Z", "2026-02-01T12:00:00Z"), ("2026-02-01T09:59:59Z", null)])
        {
            var refused = await Assert.ThrowsAsync<DbUpdateException>(() => example.WorkAsync(contract, start, stop));
            Assert.Equal("This time overlaps another session of the same person.", SqliteConnections.RefusalOf(refused));
        }
    }

    [Fact]
    public async Task Session_SecondRunningOfThePerson_IsRefused()
    {
        var contract = await app.AsAsync(db => db.Contracts.SingleAsync());
        await example.WorkAsync(contract, "2026-02-01T08:00:00Z", null);
        await Assert.ThrowsAsync<DbUpdateException>(() => example.WorkAsync(contract, "2026-02-01T09:00:00Z", null));
    }

    [Fact]
    public async Task Session_OnAnInvoice_IsNeitherMovedNorDeleted()
    {
        var moved = await Assert.ThrowsAsync<DbUpdateException>(() => app.AsAsync(async db =>
        {
            var session = await db.Sessions.SingleAsync(s => s.Id == billed.Id);
            session.Change(session.ContractId, null, session.Start, session.Stop!.Value + NodaTime.Duration.FromSeconds(1));
            return await db.SaveChangesAsync();
        }));
        Assert.Equal("This session is on an issued invoice.", SqliteConnections.RefusalOf(moved));
        var deleted = await Assert.ThrowsAsync<DbUpdateException>(() => app.AsAsync(async db =>
        {
            db.Remove(await db.Sessions.SingleAsync(s => s.Id == billed.Id));
            return await db.SaveChangesAsync();
        }));
        Assert.Equal("This session is on an issued invoice.", SqliteConnections.RefusalOf(deleted));
    }

    private Task<int> ExecuteAsync(string sql) => app.AsAsync(db => db.Database.ExecuteSqlRawAsync(sql));

    private Task<long> ScalarAsync(string sql) => app.AsAsync(async db =>
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        return (long)(await command.ExecuteScalarAsync())!;
    });
}
