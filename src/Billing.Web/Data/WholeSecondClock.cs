using NodaTime;

namespace Billing.Web.Data;

/// <summary>The present as the database keeps it.</summary>
public static class WholeSecondClock
{
    /// <summary>Now, without the fraction of its second: what is saved reads back equal.</summary>
    public static Instant WholeSecond(this IClock clock) => Instant.FromUnixTimeSeconds(clock.GetCurrentInstant().ToUnixTimeSeconds());
}
