using System.Threading.Channels;

namespace Billing.Web.Features.Runs;

/// <summary>Runs that someone asked for and whose page is shown while they go on. What is lost when the app stops is owed still, and the next look finds it.</summary>
public sealed class RunQueue(BillingRunner runner)
{
    // Most runs are over before a page could be drawn; for the others the page shows how far they are.
    private static readonly TimeSpan WorthWaiting = TimeSpan.FromSeconds(2);

    private readonly Channel<Waiting> waiting = Channel.CreateUnbounded<Waiting>();

    /// <summary>Announces a run and returns when it is over, or after two seconds.</summary>
    /// <returns>The run, whose row is there; its counts are whole only when it is over.</returns>
    public async Task<RunRecord> AddAsync(RunOrder order, CancellationToken cancel)
    {
        var next = new Waiting(await runner.BeginAsync(order, cancel), order, new(TaskCreationOptions.RunContinuationsAsynchronously));
        await waiting.Writer.WriteAsync(next, cancel);
        await Task.WhenAny(next.Over.Task, Task.Delay(WorthWaiting, cancel));
        return next.Run;
    }

    /// <summary>Takes runs from the queue, one after another, until the app stops.</summary>
    /// <param name="then">What follows each run.</param>
    /// <param name="cancel">Stops between two months.</param>
    public async Task WorkAsync(Func<CancellationToken, Task> then, CancellationToken cancel)
    {
        await foreach (var next in waiting.Reader.ReadAllAsync(cancel))
        {
            try
            {
                await runner.RunAsync(next.Run, next.Order, null, cancel);
            }
            finally
            {
                next.Over.SetResult();
            }

            await then(cancel);
        }
    }

    private sealed record Waiting(RunRecord Run, RunOrder Order, TaskCompletionSource Over);
}
