using Billing.Web.Features.Invoices;
using Billing.Web.Features.Runs;
using Billing.Web.Mail;

namespace Billing.Web.Scheduling;

/// <summary>Does the runs that people asked for, one at a time, beside those of the schedule.</summary>
internal sealed class QueuedRuns(RunQueue queue, InvoiceRenderer renderer, OutboxSender sender, ILogger<QueuedRuns> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await queue.WorkAsync(FollowAsync, stoppingToken);
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

    private async Task FollowAsync(CancellationToken cancel)
    {
        await renderer.RenderPendingAsync(cancel);
        await sender.SendDueAsync(isServer: true, cancel);
    }
}
