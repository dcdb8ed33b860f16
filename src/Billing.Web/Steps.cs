using System.Diagnostics;

namespace Billing.Web;

/// <summary>
/// Tells whoever listens how far a run, a document or a mail has come: <see cref="DiagnosticListener"/> "Billing.Steps". Nobody listens in daily use, and
/// then it costs a comparison. Operators can trace a slow run with it, and the crash tests end the process at each of these points.
/// </summary>
internal static class Steps
{
    public const string RunStarted = "run.started";
    public const string MonthLoaded = "month.loaded";
    public const string MonthNumbered = "month.numbered";
    public const string MonthSaving = "month.saving";
    public const string MonthSaved = "month.saved";
    public const string MonthCommitted = "month.committed";
    public const string RunFinished = "run.finished";
    public const string DocumentRendered = "document.rendered";
    public const string DocumentStored = "document.stored";
    public const string MailClaimed = "mail.claimed";
    public const string MailOnItsWay = "mail.on-its-way";
    public const string MailAnswered = "mail.answered";
    public const string MailSettled = "mail.settled";

    private static readonly DiagnosticListener Listener = new("Billing.Steps");

    public static void Reached(string step)
    {
        if (Listener.IsEnabled(step)) Listener.Write(step, null);
    }
}
