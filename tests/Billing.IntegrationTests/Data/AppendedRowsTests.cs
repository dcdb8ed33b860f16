using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.IntegrationTests.App;
using Billing.Web.Features.Runs;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.IntegrationTests.Data;

public sealed class AppendedRowsTests : IAsyncLifetime
{
    private TestApp app = null!;
    private Contract contract = null!;

    public async Task InitializeAsync()
    {
        app = await TestApp.FoundedAsync(Example.At("2026-02-02T09:00:00Z"));
        var example = new Example(app);
        await example.ReadyAsync();
        contract = await example.ContractAsync(await example.ClientAsync());
        await example.WorkAsync(contract, "2026-01-05T09:00:00Z", "2026-01-05T10:00:00Z", await example.IncidentAsync(contract, "2026-01-05T09:00:00Z"));
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Append_Rows_AreStoredAsAddedOnesAre()
    {
        await app.Services.GetRequiredService<BillingRunner>().RunAsync(new(app.Owner.BusinessId, "command"), null, default);
        var (slice, line) = await app.AsAsync(async db => (await db.BilledSlices.AsNoTracking().SingleAsync(), await db.BilledLines.AsNoTracking().SingleAsync()));
        await app.SaveAsync(
            new BilledSlice
            {
                BusinessId = slice.BusinessId, InvoiceId = slice.InvoiceId, Ordinal = slice.Ordinal + 1, Line = slice.Line, SessionId = slice.SessionId, IncidentId = slice.IncidentId,
                MemberId = slice.MemberId, Start = slice.Start, Stop = slice.Stop, Seconds = slice.Seconds, HourlyRate = slice.HourlyRate, Multiplier = slice.Multiplier,
            },
            new BilledLine
            {
                BusinessId = line.BusinessId, InvoiceId = line.InvoiceId, Position = line.Position + 1, ContractId = line.ContractId, ServiceMonth = line.ServiceMonth, Key = line.Key,
                Seconds = line.Seconds, AmountMinor = line.AmountMinor, VatCategory = line.VatCategory, VatRate = line.VatRate, FreeLineId = line.FreeLineId,
            });
        Assert.Equal((2L, 1L), Stored("BilledSlices", "Ordinal"));
        Assert.Equal((2L, 1L), Stored("BilledLines", "Position"));
    }

    [Fact]
    public async Task Append_OfAnotherBusinesssRow_IsABugAndWritesNothing()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => app.AsAsync(db =>
        {
            db.Add(Left(app.Owner.BusinessId, new(2026, 1)));
            db.Append([Left(Id<Business>.New(), new(2026, 2))]);
            return db.SaveChangesAsync();
        }));
        Assert.Equal(0, await app.AsAsync(db => db.ChangedMonths.CountAsync()));
    }

    [Fact]
    public async Task Append_OfAnAuditedRow_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => app.AsAsync(db =>
        {
            db.Append([contract]);
            return db.SaveChangesAsync();
        }));

    private ChangedMonth Left(Id<Business> business, BillingPeriod month) => new() { BusinessId = business, ContractId = contract.Id, Period = month, Reason = "A clock ran.", Since = app.Clock.Now };

    // How many rows there are, and how many that differ in more than their place. Quoting tells types apart.
    private (object? Rows, object? Different) Stored(string table, string place)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = app.Folder.Database, Pooling = false }.ToString());
        connection.Open();
        var columns = Ask(connection, $"SELECT group_concat('quote(\"' || name || '\")', ' || '' '' || ') FROM pragma_table_info('{table}') WHERE name <> '{place}'");
        return (Ask(connection, $"SELECT COUNT(*) FROM \"{table}\""), Ask(connection, $"SELECT COUNT(DISTINCT {columns}) FROM \"{table}\""));
    }

    private static object? Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
