using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Billing.BrowserTests.App;

/// <summary>The program as people start it, in a process and a data folder of its own, on loopback.</summary>
public sealed class RunningApp : IAsyncDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), "billing-tests", Guid.NewGuid().ToString("N"));
    private readonly int port = FreePort();
    private Process? process;

    public Uri Address => new($"http://127.0.0.1:{port}/");

    /// <summary>Starts on an empty folder, or on the demo.</summary>
    public static async Task<RunningApp> StartAsync(bool demo = false)
    {
        var app = new RunningApp();
        await app.ServeAsync(demo);
        return app;
    }

    /// <summary>Runs a command beside the server on the same data.</summary>
    public async Task<(int Exit, string Output)> CommandAsync(params string[] args)
    {
        using var command = Run([.. args, "--data", folder]);
        var output = await command.StandardOutput.ReadToEndAsync();
        await command.WaitForExitAsync();
        return (command.ExitCode, output);
    }

    /// <summary>Stops it as the machine would, and starts it again.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await ServeAsync(false);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(folder, true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static Process Run(string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = Path.GetTempPath() };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "billing.dll"));
        foreach (var arg in args) start.ArgumentList.Add(arg);
        return Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
    }

    private async Task ServeAsync(bool demo)
    {
        process = Run([.. demo ? (string[])["demo"] : [], "--data", folder, "--urls", Address.ToString()]);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            if (line.StartsWith("Billing is at", StringComparison.Ordinal)) break;
        if (process.HasExited) throw new InvalidOperationException($"The app ended with {process.ExitCode}.");

        // Whatever else it says must not fill the pipe.
        _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
    }

    private async Task StopAsync()
    {
        if (process is null) return;
        using var terminate = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await process.WaitForExitAsync(limit.Token);
        process.Dispose();
        process = null;
    }
}
