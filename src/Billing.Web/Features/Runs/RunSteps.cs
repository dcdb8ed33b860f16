using System.Diagnostics;

namespace Billing.Web.Features.Runs;

/// <summary>
/// Tells whoever listens how far a run has come: <see cref="DiagnosticListener"/> "Billing.Runs". Nobody listens in daily use, and then it costs a
/// comparison. Operators can trace a slow run with it, and the crash tests end the process at each of these points.
/// </summary>
internal static class RunSteps
{
    public const string Started = "run.started";
    public const string Loaded = "month.loaded";
    public const string Numbered = "month.numbered";
    public const string Saving = "month.saving";
    public const string Saved = "month.saved";
    public const string Committed = "month.committed";
    public const string Rendered = "document.rendered";
    public const string Stored = "document.stored";
    public const string Finished = "run.finished";

    private static readonly DiagnosticListener Listener = new("Billing.Runs");

    public static void Reached(string step)
    {
        if (Listener.IsEnabled(step)) Listener.Write(step, null);
    }
}
