using Billing.Domain.Contracts;
using NodaTime;

namespace Billing.Domain.Mail;

/// <summary>How a business sends mail. Without this row it sends none.</summary>
public sealed class MailSettings : IOwned
{
    /// <summary>Settings with what every server needs.</summary>
    public MailSettings(Id<Business> businessId, string host, int port, string fromAddress) =>
        (BusinessId, Host, Port, FromAddress) = (businessId, host, port, fromAddress);

    /// <summary>The business it belongs to.</summary>
    public Id<Business> BusinessId { get; private set; }

    /// <summary>Name or address of the server.</summary>
    public string Host { get; set; }

    /// <summary>1 to 65535; not 465, where TLS is expected from the first byte.</summary>
    public int Port { get; set; }

    /// <summary>True when nothing is sent before STARTTLS made the connection secret.</summary>
    public bool StartTls { get; set; } = true;

    /// <summary>Null where the server asks for none.</summary>
    public string? User { get; set; }

    /// <summary>Encrypted for this business alone; null with <see cref="User"/>.</summary>
    public byte[]? ProtectedPassword { get; set; }

    /// <summary>When the password was last typed; whole seconds. The audit shows this instead of it.</summary>
    public Instant? PasswordSetAt { get; set; }

    /// <summary>Whom mails come from.</summary>
    public string FromAddress { get; set; }

    /// <summary>Shown beside <see cref="FromAddress"/>; null for the business's name.</summary>
    public string? FromName { get; set; }

    /// <summary>Gets a copy of every mail to a client; null when nobody does.</summary>
    public string? CopyTo { get; set; }
}
