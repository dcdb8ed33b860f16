namespace Billing.Web.Data;

/// <summary>One writer at a time in this process: SQLite has one write lock, and waiting here is fairer and quicker than waiting there.</summary>
public sealed class WriteGate : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);

    /// <summary>Waits for its turn; dispose what it returns to let the next one in.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        return new Turn(gate);
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    private sealed class Turn(SemaphoreSlim gate) : IDisposable
    {
        private int left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref left, 1) == 0) gate.Release();
        }
    }
}
