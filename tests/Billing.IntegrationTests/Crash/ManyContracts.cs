using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.Domain.Mail;
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

    /// <summary>Contracts whose client has an e-mail address; a real server takes its time for each.</summary>
    public const int Mailed = 100;
    public static readonly BillingPeriod Month = new(2026, 1);

    private readonly List<CrashFolder> copies = [];
    private IReadOnlyDictionary<Id<Contract>, long>? undisturbed;
    private TestApp app = null!;

    public async Task InitializeAsync()
    {
        app = await TestApp.FoundedAsync(Example.At("2026-01-05T09:00:00Z"));
        var example = new Example(app);
        await example.ReadyAsync();
        var client = await example.ClientAsync();
        await app.AsAsync(db =>
        {
            db.Attach(client).Entity.Email = "invoices@example.com";
            db.Add(new MailSettings(app.Owner.BusinessId, "127.0.0.1", 25, "ana@example.org") { StartTls = false });
            return db.SaveChangesAsync();
        });
        await app.SaveAsync([.. Rows(client, await example.ClientAsync("Silent Ltd"))]);
        await app.PauseAsync();
    }

    public async Task DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        foreach (var copy in copies) await copy.DisposeAsync();
        await app.ResumeAsync();
        await app.DisposeAsync();
    }

    /// <summary>What a run comes to that nobody disturbs.</summary>
    public async Task<IReadOnlyDictionary<Id<Contract>, long>> UndisturbedAsync()
    {
        if (undisturbed is not null) return undisturbed;
        await using var copy = await CopyAsync();
        var (exit, _, error) = await Executable.RunAsync(["bill", "--through", "2026-01", "--json", "--data", copy.Folder.Path]);
        Assert.True(exit == 0, error);
        return undisturbed = await CheckedAsync(copy, 0);
    }

    /// <summary>A folder of its own with the same data, and a mail server of its own.</summary>
    public async Task<CrashFolder> CopyAsync()
    {
        var folder = new DataFolder(Path.Combine(Path.GetTempPath(), "billing-tests", Guid.NewGuid().ToString("N")));
        folder.Create();
        var copy = new CrashFolder(folder, await MailServer.StartAsync());
        copies.Add(copy);
        await using var from = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = app.Folder.Database, Pooling = false }.ToString());
        await using var to = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = folder.Database, Pooling = false }.ToString());
        from.Open();
        to.Open();
        from.BackupDatabase(to);
        await using var port = to.CreateCommand();
        port.CommandText = FormattableString.Invariant($"UPDATE MailSettings SET Port = {copy.Server.Port}");
        port.ExecuteNonQuery();
        foreach (var key in Directory.EnumerateFiles(app.Folder.Keys)) File.Copy(key, Path.Combine(folder.Keys, Path.GetFileName(key)));
        return copy;
    }

    /// <summary>Gross of every contract's January, in minor units; also holds everything that a run must hold.</summary>
    /// <param name="copy">Where the runs were.</param>
    /// <param name="kills">How often one was killed.</param>
    public static async Task<IReadOnlyDictionary<Id<Contract>, long>> CheckedAsync(CrashFolder copy, int kills)
    {
        await using var program = BillingApp.Build(new AppOptions(copy.Folder, Scheduled: false));
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
        await CheckMailsAsync(db, copy.Server, kills);
        Assert.Null(await AuditTrail.VerifyAsync(db, CancellationToken.None));
        return invoices.ToDictionary(i => i.ContractId, i => i.GrossMinor);
    }

    // Each kill may leave one mail of which nobody knows; the others were sent, and none twice.
    private static async Task CheckMailsAsync(BillingDb db, MailServer server, int kills)
    {
        var mails = await db.Outbox.AsNoTracking().Select(m => new { m.MessageId, m.State }).ToListAsync();
        Assert.Equal(Mailed, mails.Count);
        Assert.All(mails, m => Assert.True(m.State is MailState.Sent or MailState.Unknown, m.State.ToString()));
        Assert.InRange(mails.Count(m => m.State == MailState.Unknown), 0, kills);
        var arrived = server.MessageIds();
        Assert.Equal(arrived.Count, arrived.Distinct(StringComparer.Ordinal).Count());
        Assert.Subset(mails.Select(m => m.MessageId).ToHashSet(StringComparer.Ordinal), arrived.ToHashSet(StringComparer.Ordinal));
        Assert.Subset(arrived.ToHashSet(StringComparer.Ordinal), mails.Where(m => m.State == MailState.Sent).Select(m => m.MessageId).ToHashSet(StringComparer.Ordinal));
    }

    // What is clicked beside a run is later than its month.
    private static async Task<long> SecondsAsync(BillingDb db) => (await db.Sessions.Where(s => s.Start < Instant.FromUtc(2026, 2, 1, 0, 0)).Select(s => new { s.Start, s.Stop }).ToListAsync()).Sum(s => (long)(s.Stop!.Value - s.Start).TotalSeconds);

    // Three sessions each, none like another's, and none at the same time.
    private IEnumerable<object> Rows(Client mailed, Client silent)
    {
        var (business, ana) = (app.Owner.BusinessId, app.Owner.Id);
        for (var i = 0; i < Contracts; i++)
        {
            var contract = new Contract(business, (i % (Contracts / Mailed) == 0 ? mailed : silent).Id, FormattableString.Invariant($"C-{i:0000}"), "Support", Currency.Of("EUR"), "Europe/Paris", new(2026, 1, 1), ana, app.Clock.Now) { State = ContractState.Active };
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

/// <summary>A data folder with a mail server; both are gone when it is disposed.</summary>
public sealed class CrashFolder(DataFolder folder, MailServer server) : IAsyncDisposable
{
    private bool isGone;

    public DataFolder Folder => folder;

    public MailServer Server => server;

    public async ValueTask DisposeAsync()
    {
        if (isGone) return;
        isGone = true;
        await server.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder.Path, true);
    }
}
