using NodaTime;

namespace Billing.Domain.Mail;

/// <summary>How one attempt ended.</summary>
public enum DeliveryKind
{
    /// <summary>The server took it.</summary>
    Accepted,

    /// <summary>Certainly not delivered; another attempt is safe.</summary>
    NotNow,

    /// <summary>Certainly not delivered, and never will be.</summary>
    Refused,

    /// <summary>Handed over without an answer: delivered or not, nobody knows.</summary>
    Unanswered,
}

/// <summary>How one attempt ended.</summary>
/// <param name="Kind">What it means.</param>
/// <param name="Answer">The server's words, or ours about its silence.</param>
/// <param name="IsServers">True when it says nothing about this one mail: the server cannot be reached, or does not let us in.</param>
public sealed record Delivery(DeliveryKind Kind, string Answer, bool IsServers = false);

/// <summary>How long a mail waits after an attempt that may be repeated: minutes at first, then hours, two days in all.</summary>
public static class MailBackoff
{
    private static readonly Duration[] Waits =
    [
        Duration.FromMinutes(1), Duration.FromMinutes(5), Duration.FromMinutes(15), Duration.FromHours(1), Duration.FromHours(2),
        Duration.FromHours(4), Duration.FromHours(8), Duration.FromHours(16), Duration.FromHours(16),
    ];

    /// <summary>The wait after this many attempts.</summary>
    /// <returns>Null when there have been enough.</returns>
    public static Duration? After(int attempts) => attempts >= 1 && attempts <= Waits.Length ? Waits[attempts - 1] : null;
}
