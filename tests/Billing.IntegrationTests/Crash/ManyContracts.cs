using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.Domain.Rating;
using Billing.Domain.Work;
using Billing.IntegrationTests.App;
using Billing.IntegrationTests.Commands;
using Billing.Web;
using Billing.Web.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Billing.IntegrationTests.Crash;

/// <summary>A data folder with many contracts that owe January 2026, copied as often as a test needs it.</summary>
public sealed class ManyContracts : IAsyncLifetime
{
    public const int Contracts = 500;
    public static readonly BillingPeriod Month = new(2026, 1);

    private readonly List<string> copies = [];
    private IReadOnlyDictionary<Id<Contract>, long>? undisturbed;
    private TestApp app = null!;

    public async Task InitializeAsync()
    {
        app = await TestApp.FoundedAsync(Example.At("2026-01-05T09:00:00Z"));
        var example = new Example(app);
        await example.ReadyAsync();
        var client = await example.ClientAsync();
        await app.SaveAsync([.. Rows(client)]);
        await app.PauseAsync();
    }

    public async Task DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        foreach (var copy in copies) Directory.Delete(copy, true);
        await app.ResumeAsync();
        await app.DisposeAsync();
    }

    /// <summary>What a run comes to that nobody disturbs.</summary>
    public async Task<IReadOnlyDictionary<Id<Contract>, long>> UndisturbedAsync()
    {
        if (undisturbed is not null) return undisturbed;
        var folder = Copy();
        var (exit, _, error) = await Executable.RunAsync(["bill", "--through", "2026-01", "--json", "--data", folder.Path]);
        Assert.True(exit == 0, error);
        return undisturbed = await CheckedAsync(folder);
    }

    /// <summary>A folder of its own with the same data.</summary>
    public DataFolder Copy()
    {
        var folder = new DataFolder(Path.Combine(Path.GetTempPath(), "billing-tests", Guid.NewGuid().ToString("N")));
        folder.Create();
        copies.Add(folder.Path);
        using var from = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = app.Folder.Database, Pooling = false }.ToString());
        using var to = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = folder.Database, Pooling = false }.ToString());
        from.Open();
        to.Open();
        from.BackupDatabase(to);
        foreach (var key in Directory.EnumerateFiles(app.Folder.Keys)) File.Copy(key, Path.Combine(folder.Keys, Path.GetFileName(key)));
        return folder;
    }

    /// <summary>Gross of every contract's January, in minor units; also holds everything that a run must hold.</summary>
    public static async Task<IReadOnlyDictionary<Id<Contract>, long>> CheckedAsync(DataFolder folder)
    {
        await using var program = BillingApp.Build(new AppOptions(folder, Scheduled: false));
        await using var scope = program.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BillingDb>();
        scope.ServiceProvider.GetRequiredService<BusinessScope>().Enter(await db.Businesses.IgnoreQueryFilters().Select(b => b.Id).SingleAsync());
        var invoices = await db.Invoices.AsNoTracking().ToListAsync();
        Assert.Equal(Contracts, invoices.Count);
        Assert.All(invoices, i => Assert.Equal((Month, 1), (i.Period, i.Sequence)));
        var year = invoices[0].IssuedOn.Year;
        Assert.Equal(Enumerable.Range(1, Contracts).Select(n => FormattableString.Invariant($"{year}-{n:0000}")), invoices.Select(i => i.Number).Order(StringComparer.Ordinal));
        Assert.All(invoices, i => Assert.Equal(i.SnapshotSha256, SnapshotJson.Sha256(i.Snapshot)));
        Assert.Equal(Contracts, await db.SettledPeriods.CountAsync(p => p.Period == Month));
        Assert.Equal(await db.Documents.CountAsync(), invoices.Count);
        Assert.Equal(await SecondsAsync(db), await db.BilledSlices.SumAsync(s => s.Seconds));
        Assert.Equal(invoices.Sum(i => i.NetMinor), await db.BilledLines.SumAsync(l => l.AmountMinor));
        Assert.Null(await AuditTrail.VerifyAsync(db, CancellationToken.None));
        return invoices.ToDictionary(i => i.ContractId, i => i.GrossMinor);
    }

    private static async Task<long> SecondsAsync(BillingDb db) => (await db.Sessions.Select(s => new { s.Start, s.Stop }).ToListAsync()).Sum(s => (long)(s.Stop!.Value - s.Start).TotalSeconds);

    // Three sessions each, none like another's, and none at the same time.
    private IEnumerable<object> Rows(Client client)
    {
        var (business, ana) = (app.Owner.BusinessId, app.Owner.Id);
        for (var i = 0; i < Contracts; i++)
        {
            var contract = new Contract(business, client.Id, FormattableString.Invariant($"C-{i:0000}"), "Support", Currency.Of("EUR"), "Europe/Paris", new(2026, 1, 1), ana, app.Clock.Now) { State = ContractState.Active };
            yield return contract;
            yield return new TermsVersion(business, contract.Id, new(2026, 1, 1), 1, RatingJson.WriteTerms(Example.Terms(new(2026, 1, 1)) with { HourlyRate = 80m + i }), ana, app.Clock.Now);
            for (var n = 0; n < 3; n++)
            {
                var start = Instant.FromUtc(2026, 1, 2, 0, 0) + Duration.FromMinutes((i * 3 + n) * 28);
                yield return new WorkSession(business, ana, contract.Id, null, start, start + Duration.FromSeconds(600 + i), ana, app.Clock.Now);
            }
        }
    }
}
