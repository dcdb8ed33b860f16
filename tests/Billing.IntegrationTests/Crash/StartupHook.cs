using System.Diagnostics;
using System.Globalization;

#pragma warning disable MA0047, CA1050 // The runtime looks for a type of this name in no namespace.

/// <summary>
/// Loaded by the runtime into the real program (DOTNET_STARTUP_HOOKS): ends the process, as SIGKILL does, when it reaches a named step for the n-th time.
/// The program itself only tells how far it is.
/// </summary>
internal static class StartupHook
{
    /// <summary>Reads <c>BILLING_KILL_AT</c>, e.g. <c>month.saved:3</c>.</summary>
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable("BILLING_KILL_AT")?.Split(':') is not [var step, var times]) return;
        DiagnosticListener.AllListeners.Subscribe(new Listeners(new Killer(step, int.Parse(times, CultureInfo.InvariantCulture))));
    }

    private sealed class Listeners(Killer killer) : IObserver<DiagnosticListener>
    {
        public void OnNext(DiagnosticListener value)
        {
            if (value.Name.StartsWith("Billing.", StringComparison.Ordinal)) value.Subscribe(killer);
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }

    private sealed class Killer(string step, int times) : IObserver<KeyValuePair<string, object?>>
    {
        private int seen;

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Key != step || Interlocked.Increment(ref seen) != times) return;
            using var self = Process.GetCurrentProcess();
            self.Kill();
            Thread.Sleep(Timeout.Infinite);
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
