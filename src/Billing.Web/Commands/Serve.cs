using Billing.Web.Data;
using Billing.Web.Features.Account;

namespace Billing.Web.Commands;

/// <summary>Serves the app until it is asked to stop.</summary>
internal static class Serve
{
    public static async Task<int> RunAsync(DataFolder folder, string? urls, CancellationToken cancel)
    {
        using var only = folder.TryLock("serve");
        if (only is null)
        {
            await Console.Error.WriteLineAsync($"The app is running on {folder.Path} already. Stop it first, or choose another folder with --data.");
            return 1;
        }

        await using var app = BillingApp.Build(new AppOptions(folder, urls));
        var founded = await PrepareAsync(app, cancel);
        await app.StartAsync(cancel);
        Console.WriteLine($"Billing is at {string.Join(" and ", app.Urls)}  (data: {folder.Path})");
        if (!founded) Console.WriteLine($"Open it to begin. From another machine you need this one-time code: {app.Services.GetRequiredService<FirstVisit>().Code}");
        await app.WaitForShutdownAsync(cancel);
        return 0;
    }

    // True when there is an owner already.
    private static async Task<bool> PrepareAsync(WebApplication app, CancellationToken cancel)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Migrator>().MigrateAsync(cancel);
        return await app.Services.GetRequiredService<FirstVisit>().IsFoundedAsync(scope.ServiceProvider.GetRequiredService<BillingDb>(), cancel);
    }
}
