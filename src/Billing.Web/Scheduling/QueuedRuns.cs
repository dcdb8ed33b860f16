using Billing.Web.Features.Invoices;
using Billing.Web.Features.Runs;

namespace Billing.Web.Scheduling;

/// <summary>Does the runs that people asked for, one at a time, beside those of the schedule.</summary>
internal sealed class QueuedRuns(RunQueue queue, InvoiceRenderer renderer, ILogger<QueuedRuns> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await queue.WorkAsync(renderer.RenderPendingAsync, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                // The app is stopping; the next start looks again.
            }
            catch (Exception exception)
            {
                log.LogError(exception, "A run that someone asked for failed; the next look tries again");
            }
        }
    }
}
