using System.Globalization;
using System.Net;
using Billing.Domain.Mail;
using Billing.Web.Features.Shared;

namespace Billing.Web.Features.Settings;

/// <summary>How a business sends mail, as people type it.</summary>
public sealed class MailForm
{
    // TLS from the first byte, which System.Net.Mail cannot do.
    private const int ImplicitTls = 465;

    public string? Host { get; set; }

    public string? Port { get; set; } = "587";

    /// <summary>False unless ticked: browsers send nothing for an empty box.</summary>
    public bool StartTls { get; set; }

    public string? User { get; set; }

    /// <summary>Never shown again; empty keeps the one that is stored.</summary>
    public string? Password { get; set; }

    public string? FromAddress { get; set; }

    public string? FromName { get; set; }

    public string? CopyTo { get; set; }

    public static MailForm Of(MailSettings s) => new()
    {
        Host = s.Host,
        Port = s.Port.ToString(CultureInfo.InvariantCulture),
        StartTls = s.StartTls,
        User = s.User,
        FromAddress = s.FromAddress,
        FromName = s.FromName,
        CopyTo = s.CopyTo,
    };

    /// <summary>Reads it; the values may be used when nothing was refused.</summary>
    /// <param name="read">Collects what cannot be read.</param>
    /// <param name="before">As stored; null when mail is not set up.</param>
    internal MailValues Read(FormReading read, MailSettings? before)
    {
        var host = read.Required(nameof(Host), Host, "the server, for example smtp.example.org");
        if (host.Length is > 0 and <= 200 && Uri.CheckHostName(host) == UriHostNameType.Unknown) read.Refuse(nameof(Host), "Enter the server's name alone, without https:// and without a port, for example smtp.example.org.");
        var port = read.Whole(nameof(Port), Port, "the port", 1, 65535);
        if (port == ImplicitTls) read.Refuse(nameof(Port), "Port 465 expects TLS from the first byte, which this program cannot speak. Use the server's port for STARTTLS, usually 587.");
        var user = read.Optional(nameof(User), User, "the user");
        var values = new MailValues(host, port, StartTls, user, ReadPassword(read, host, user, before), ReadFrom(read), read.Optional(nameof(FromName), FromName, "the sender's name", 100), read.OptionalEmail(nameof(CopyTo), CopyTo));
        if (user is not null && !StartTls && !IsThisMachine(host))
            read.Refuse(nameof(StartTls), "User and password would cross the network for anyone to read. Turn STARTTLS on, or leave user and password empty.");
        return values;
    }

    private string ReadFrom(FormReading read)
    {
        if (string.IsNullOrWhiteSpace(FromAddress)) read.Refuse(nameof(FromAddress), "Enter the address that mails come from.");
        return read.OptionalEmail(nameof(FromAddress), FromAddress) ?? "";
    }

    // A stored password goes to the server and user that it was typed for, never to another.
    private string? ReadPassword(FormReading read, string host, string? user, MailSettings? before)
    {
        var typed = string.IsNullOrEmpty(Password) ? null : Password;
        if (typed?.Length > 200) read.Refuse(nameof(Password), "The password can have at most 200 characters.");
        else if (user is null && typed is not null) read.Refuse(nameof(User), "Enter the user that the password belongs to, or leave both empty.");
        else if (user is not null && typed is null)
        {
            if (before?.ProtectedPassword is null) read.Refuse(nameof(Password), "Enter the user's password, or leave both empty.");
            else if (before.User != user || !string.Equals(before.Host, host, StringComparison.OrdinalIgnoreCase)) read.Refuse(nameof(Password), "Enter the password again: the one that is stored was for another server or user.");
        }

        return typed;
    }

    private static bool IsThisMachine(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}

/// <summary>What the form came to.</summary>
/// <param name="Password">As typed; null to keep the stored one.</param>
internal sealed record MailValues(string Host, int Port, bool StartTls, string? User, string? Password, string FromAddress, string? FromName, string? CopyTo);
