using System.Diagnostics;
using System.Globalization;

namespace Billing.IntegrationTests.Commands;

/// <summary>The server as people start it: a process of its own, on a port that the system chose.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process process;
    private bool isStopped;

    private ServerProcess(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    public static async Task<ServerProcess> StartAsync(string folder)
    {
        var started = Executable.Start("serve", "--data", folder, "--urls", "http://127.0.0.1:0");
        while (await started.StandardOutput.ReadLineAsync() is { } line)
        {
            const string begins = "Billing is at ";
            if (!line.StartsWith(begins, StringComparison.Ordinal)) continue;

            // Whatever it says later must not fill the pipe.
            _ = started.StandardOutput.ReadToEndAsync();
            _ = started.StandardError.ReadToEndAsync();
            return new(started, new(line[begins.Length..].Split(' ')[0]));
        }

        throw new InvalidOperationException("The server did not start: " + await started.StandardError.ReadToEndAsync());
    }

    /// <summary>Asks it to stop, as an operator does, and waits until it has.</summary>
    public async ValueTask DisposeAsync()
    {
        if (isStopped) return;
        isStopped = true;
        using var ask = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await ask.WaitForExitAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await process.WaitForExitAsync(limit.Token);
        process.Dispose();
    }
}
