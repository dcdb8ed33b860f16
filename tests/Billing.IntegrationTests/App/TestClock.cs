using NodaTime;

namespace Billing.IntegrationTests.App;

/// <summary>A clock that shows what the test says.</summary>
public sealed class TestClock(Instant now) : IClock
{
    private long seconds = now.ToUnixTimeSeconds();

    public Instant Now
    {
        get => Instant.FromUnixTimeSeconds(Interlocked.Read(ref seconds));
        set => Interlocked.Exchange(ref seconds, value.ToUnixTimeSeconds());
    }

    public Instant GetCurrentInstant() => Now;

    public void Advance(Duration duration) => Now += duration;
}
