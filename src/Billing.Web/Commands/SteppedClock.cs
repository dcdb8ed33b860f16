using NodaTime;

namespace Billing.Web.Commands;

/// <summary>A clock that stands still until it is moved: the demo lives through its months by it.</summary>
/// <param name="start">What it shows first.</param>
internal sealed class SteppedClock(Instant start) : IClock
{
    public Instant Now { get; set; } = start;

    public Instant GetCurrentInstant() => Now;
}
