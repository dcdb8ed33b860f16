using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Web;
using Billing.Web.Data;
using Billing.Web.Features.Account;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Billing.IntegrationTests.App;

/// <summary>The real app on a real SQLite file and a real port, with a clock of the test's own.</summary>
public sealed class TestApp : IAsyncDisposable
{
    public const string Email = "ana@example.org";
    public const string Password = "production is down";

    private WebApplication app;

    // Apps by the dozen would use up what the system lends a person to watch files with; ours do not change while tests run.
    static TestApp() => Environment.SetEnvironmentVariable("DOTNET_USE_POLLING_FILE_WATCHER", "true");

    private TestApp(DataFolder folder, TestClock clock)
    {
        Folder = folder;
        Clock = clock;
        app = Build();
    }

    public DataFolder Folder { get; }

    public TestClock Clock { get; }

    public Uri Address => new(app.Urls.First());

    public IServiceProvider Services => app.Services;

    /// <summary>Starts on an empty folder. Nothing is billed by itself: tests run what they mean to run.</summary>
    public static async Task<TestApp> StartAsync(Instant? now = null)
    {
        var folder = new DataFolder(Path.Combine(Path.GetTempPath(), "billing-tests", Guid.NewGuid().ToString("N")));
        var started = new TestApp(folder, new TestClock(now ?? Instant.FromUtc(2026, 3, 2, 9, 0)));
        await started.StartAppAsync();
        return started;
    }

    /// <summary>Starts with a founded business, whose owner is Ana in Paris.</summary>
    public static async Task<TestApp> FoundedAsync(Instant? now = null)
    {
        var started = await StartAsync(now);
        await started.InScopeAsync(async services =>
        {
            var founded = await services.GetRequiredService<Founding>().FoundAsync("Ruiz Engineering", "Europe/Paris", "Ana Ruiz", Email, Password);
            Assert.True(founded.IsOk);
            started.Owner = founded.Value;
        });
        return started;
    }

    /// <summary>The founder.</summary>
    public Member Owner { get; private set; } = null!;

    /// <summary>Stops and starts it on the same data, as a restart does.</summary>
    public async Task RestartAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        app = Build();
        await StartAppAsync();
    }

    /// <summary>Stops it until <see cref="ResumeAsync"/>, so that its data can be copied.</summary>
    public async Task PauseAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    /// <summary>Goes on after <see cref="PauseAsync"/>.</summary>
    public async Task ResumeAsync()
    {
        app = Build();
        await StartAppAsync();
    }

    /// <summary>A browser that nobody has signed in to.</summary>
    public Browser Browser() => new(Address);

    /// <summary>A browser of the owner's.</summary>
    public async Task<Browser> SignedInAsync(string email = Email, string password = Password)
    {
        var browser = Browser();
        await browser.GetAsync("/sign-in");
        await browser.SubmitAsync(new() { ["Email"] = email, ["Password"] = password });
        Assert.Equal("/", browser.Path);
        return browser;
    }

    /// <summary>Works with the app's own services, for nobody.</summary>
    public async Task InScopeAsync(Func<IServiceProvider, Task> work)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await work(scope.ServiceProvider);
    }

    /// <summary>Works with the database as a member, by default the owner.</summary>
    public async Task<T> AsAsync<T>(Func<BillingDb, Task<T>> work, Member? member = null)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<BusinessScope>().Enter(member ?? Owner);
        return await work(scope.ServiceProvider.GetRequiredService<BillingDb>());
    }

    /// <summary>Saves rows as the owner.</summary>
    public Task SaveAsync(params object[] rows) => AsAsync(db =>
    {
        db.AddRange(rows);
        return db.SaveChangesAsync();
    });

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(Folder.Path, true);
    }

    private WebApplication Build() => BillingApp.Build(new AppOptions(Folder, "http://127.0.0.1:0", Clock, Scheduled: false));

    private async Task StartAppAsync()
    {
        await InScopeAsync(services => services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None));
        await app.StartAsync();
    }
}
