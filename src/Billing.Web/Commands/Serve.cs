using Billing.Web.Data;
using Billing.Web.Features.Account;
using Billing.Web.Mail;

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
        await using (var scope = app.Services.CreateAsyncScope()) await scope.ServiceProvider.GetRequiredService<Migrator>().MigrateAsync(cancel);
        await app.StartAsync(cancel);

        // Whoever signs in finds the database's model ready; the first page need not wait for it.
        _ = Task.Run(() => BillingDb.Warm(folder), cancel);
        _ = Task.Run(() => CheckTemplates(app), cancel);
        var first = app.Services.GetRequiredService<FirstVisit>();
        Console.WriteLine($"Billing is at {string.Join(" and ", app.Urls)}  (data: {folder.Path})");
        if (!first.IsFounded) Console.WriteLine($"Open it to begin. From another machine you need this one-time code: {first.Code}");
        await app.WaitForShutdownAsync(cancel);
        return 0;
    }

    // Said at start, not first when a mail should go out.
    private static void CheckTemplates(WebApplication app)
    {
        foreach (var refusal in app.Services.GetRequiredService<MailTemplates>().Check()) app.Logger.LogError("{Sentence}", refusal.Message);
    }
}
