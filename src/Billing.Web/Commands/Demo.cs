using Billing.Web.Data;
using Billing.Web.Features.Invoices;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web.Commands;

/// <summary>Fills an empty folder with an example business and serves it; serves a folder that it filled before; refuses any other.</summary>
internal static class Demo
{
    /// <summary>Of everyone in the demo. Its data is public anyway.</summary>
    public const string Password = "production is down";

    private static readonly Instant Beginning = Instant.FromUtc(2025, 8, 25, 9, 0);

    public static async Task<int> RunAsync(DataFolder folder, string? urls, bool serve, CancellationToken cancel)
    {
        var files = DemoFiles.Read();
        if (HoldsSomethingElse(folder)) return await RefuseAsync(folder);
        if (!File.Exists(folder.Database)) await FillAsync(folder, files, cancel);
        else if (!await IsCompleteAsync(folder, cancel)) return await RefuseAsync(folder);
        var members = files.Business.Members;
        Console.WriteLine($"Sign in as {string.Join(" or ", members.Select(m => $"{m.Email} ({m.Role})"))}, password: {Password}");
        return serve ? await Serve.RunAsync(folder, urls, cancel) : 0;
    }

    private static async Task FillAsync(DataFolder folder, DemoFiles files, CancellationToken cancel)
    {
        var clock = new SteppedClock(Beginning);
        await using var app = await Prepared.BuildAsync(folder, cancel, clock);
        var bar = new ProgressBar("Filling the demo");
#pragma warning disable RS0030 // The demo's months end today; after this the app itself is given the system clock.
        var until = SystemClock.Instance.GetCurrentInstant();
#pragma warning restore RS0030
        await new DemoFiller(app.Services, clock, files).FillAsync(until, bar.Show, cancel);
        await app.Services.GetRequiredService<InvoiceRenderer>().RenderPendingAsync(cancel);
        bar.End();
    }

    // Whatever we make ourselves is the database with its companions, the keys and the locks.
    private static bool HoldsSomethingElse(DataFolder folder) => Directory.Exists(folder.Path) && Directory.EnumerateFileSystemEntries(folder.Path)
        .Select(e => Path.GetFileName(e)!).Any(n => n != "keys" && !n.EndsWith(".lock", StringComparison.Ordinal) && !n.StartsWith("billing.db", StringComparison.Ordinal));

    private static async Task<bool> IsCompleteAsync(DataFolder folder, CancellationToken cancel)
    {
        await using var app = await Prepared.BuildAsync(folder, cancel);
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<BillingDb>().Businesses.IgnoreQueryFilters().AnyAsync(b => b.DemoOf == DemoFiller.Complete, cancel);
    }

    private static async Task<int> RefuseAsync(DataFolder folder)
    {
        await Console.Error.WriteLineAsync($"{folder.Path} is not empty and was not filled by a finished demo. Choose an empty folder with --data.");
        return 2;
    }
}

/// <summary>Shows how far long work is, on a terminal only.</summary>
internal sealed class ProgressBar(string what)
{
    private const int Width = 30;
    private int shown = -1;

    public void Show(double part)
    {
        var done = (int)(part * Width);
        if (Console.IsOutputRedirected || done == shown) return;
        shown = done;
        Console.Write($"\r{what} [{new string('#', done)}{new string('.', Width - done)}]");
    }

    public void End()
    {
        if (!Console.IsOutputRedirected) Console.WriteLine();
    }
}
