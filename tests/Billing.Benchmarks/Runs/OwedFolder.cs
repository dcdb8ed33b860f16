using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Rating;
using Billing.Domain.Work;
using Billing.Web;
using Billing.Web.Commands;
using Billing.Web.Data;
using Billing.Web.Features.Account;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Billing.Benchmarks.Runs;

/// <summary>How much there is to bill. Every incident takes three prices, so it makes three lines; its sessions follow one another.</summary>
/// <param name="Contracts">How many.</param>
/// <param name="Incidents">On each contract.</param>
/// <param name="Sessions">On each contract, at most 13 an incident, and at least 12, so that each incident comes to the last price.</param>
internal sealed record Shape(int Contracts, int Incidents, int Sessions)
{
    /// <summary>Lines on each invoice.</summary>
    public int Lines => 3 * Incidents;
}

/// <summary>A data folder of its own whose contracts owe January 2026.</summary>
internal sealed class OwedFolder : IDisposable
{
    // An engineer's month has room for so many incidents of thirteen sessions, one session every 44 minutes.
    private const int IncidentsAnEngineer = 76;
    private const int SessionsAnIncident = 13;
    private const int MinutesApart = 44;
    private const int ContractsATransaction = 25;

    private static readonly Instant MonthStart = Instant.FromUtc(2026, 1, 1, 0, 0);
    private static readonly FixedClock Clock = new(Instant.FromUtc(2026, 2, 2, 9, 0));

    private OwedFolder()
    {
        Folder = new(Path.Combine(Path.GetTempPath(), "billing-benchmarks", Guid.NewGuid().ToString("N")));
        Folder.Create();
    }

    public DataFolder Folder { get; }

    /// <summary>A founded business with all of its contracts and work.</summary>
    public static async Task<OwedFolder> FillAsync(Shape shape)
    {
        var filled = new OwedFolder();
        await using var app = await Prepared.BuildAsync(filled.Folder, CancellationToken.None, Clock);
        var owner = await FoundAsync(app);
        var engineers = await EngineersAsync(app, owner, shape);
        for (var first = 0; first < shape.Contracts; first += ContractsATransaction)
        {
            var last = Math.Min(first + ContractsATransaction, shape.Contracts);
            await AsAsync(app, owner, db => db.AddRange(Enumerable.Range(first, last - first).SelectMany(c => Rows(shape, c, owner, engineers))));
        }

        return filled;
    }

    /// <summary>A folder of its own with the same data.</summary>
    public OwedFolder Copy()
    {
        var copy = new OwedFolder();
        SqliteConnection.ClearAllPools();
        using var from = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Folder.Database, Pooling = false }.ToString());
        using var to = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = copy.Folder.Database, Pooling = false }.ToString());
        from.Open();
        to.Open();
        from.BackupDatabase(to);
        return copy;
    }

    /// <summary>The app on this folder, without its server.</summary>
    public WebApplication Open() => BillingApp.Build(new AppOptions(Folder, Clock: Clock, Scheduled: false));

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(Folder.Path, true);
    }

    private static async Task<Member> FoundAsync(WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var founded = await scope.ServiceProvider.GetRequiredService<Founding>().FoundAsync("Ruiz Engineering", "Europe/Paris", "Ana Ruiz", "ana@example.org", "production is down");
        var db = scope.ServiceProvider.GetRequiredService<BillingDb>();
        var business = await db.Businesses.SingleAsync();
        business.Address = new("rue Mercière", "12", null, "69002", "Lyon", null, "FR");
        (business.VatId, business.VatRate, business.Iban) = ("FR19812345676", 20m, "FR7630006000011234567890189");
        await db.SaveChangesAsync();
        return founded.Value;
    }

    // Without passwords: they never sign in.
    private static async Task<IReadOnlyList<Id<Member>>> EngineersAsync(WebApplication app, Member owner, Shape shape)
    {
        var count = (shape.Contracts * shape.Incidents + IncidentsAnEngineer - 1) / IncidentsAnEngineer;
        var people = Enumerable.Range(0, count).Select(i => new Person { UserName = FormattableString.Invariant($"engineer{i}@example.org") }).ToList();
        var engineers = people.Select((p, i) => new Member(owner.BusinessId, p.Id, FormattableString.Invariant($"Engineer {i}"), Role.Engineer, "Europe/Paris")).ToList();
        await AsAsync(app, owner, db =>
        {
            db.AddRange(people);
            db.AddRange(engineers);
        });
        return [.. engineers.Select(e => e.Id)];
    }

    private static async Task AsAsync(WebApplication app, Member owner, Action<BillingDb> add)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<BusinessScope>().Enter(owner);
        var db = scope.ServiceProvider.GetRequiredService<BillingDb>();
        add(db);
        await db.SaveChangesAsync();
    }

    private static IEnumerable<object> Rows(Shape shape, int number, Member owner, IReadOnlyList<Id<Member>> engineers)
    {
        var (business, now) = (owner.BusinessId, Clock.GetCurrentInstant());
        var client = new Client(business, FormattableString.Invariant($"Client {number}"), "en", new("Speicherstraße", "8", null, "20457", "Hamburg", null, "DE"), owner.Id, now);
        var contract = new Contract(business, client.Id, FormattableString.Invariant($"C-{number:00000}"), "Support", Currency.Of("EUR"), "Europe/Paris", new(2026, 1, 1), owner.Id, now) { State = ContractState.Active };
        yield return client;
        yield return contract;
        yield return new TermsVersion(business, contract.Id, new(2026, 1, 1), 1, RatingJson.WriteTerms(Terms(number)), owner.Id, now);
        for (var i = 0; i < shape.Incidents; i++)
        {
            var place = number * shape.Incidents + i;
            var incident = new Incident(business, contract.Id, place + 1, "Checkout returns 502", "critical", StartOf(place, 0), owner.Id);
            yield return incident;
            var sessions = (i + 1) * shape.Sessions / shape.Incidents - i * shape.Sessions / shape.Incidents;
            for (var n = 0; n < sessions; n++)
            {
                var (start, minutes) = (StartOf(place, n), 36 + (number + n) % 8);
                yield return new WorkSession(business, engineers[place / IncidentsAnEngineer], contract.Id, incident.Id, start, start + Duration.FromMinutes(minutes), owner.Id, now) { Description = "Rolled back the broker and watched its queues" };
            }
        }
    }

    private static Instant StartOf(int incident, int session) => MonthStart + Duration.FromMinutes((incident % IncidentsAnEngineer * SessionsAnIncident + session) * MinutesApart);

    private static ContractTerms Terms(int number) => new()
    {
        EffectiveFrom = new(2026, 1, 1),
        HourlyRate = 80m + number % 50,
        Premiums = [new ThresholdPremium("Long incident", null, ThresholdScope.Incident, ThresholdBasis.Engineer, ThresholdMode.Graduated, [new(180m, 1.5m), new(360m, 2m)])],
    };

    private sealed class FixedClock(Instant now) : IClock
    {
        public Instant GetCurrentInstant() => now;
    }
}
