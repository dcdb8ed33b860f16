using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Billing.Domain.Mail;

namespace Billing.Web.Mail;

/// <summary>A server and who we are to it.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">1 to 65535.</param>
/// <param name="StartTls">True when nothing may be sent before the connection is secret.</param>
/// <param name="User">Null where the server asks for none.</param>
/// <param name="Password">In the clear; null with <paramref name="User"/>.</param>
/// <param name="FromAddress">Whom the mail comes from.</param>
/// <param name="FromName">Shown beside it.</param>
public sealed record SmtpServer(string Host, int Port, bool StartTls, string? User, string? Password, string FromAddress, string FromName);

/// <summary>Hands one mail to one server: the only place that knows System.Net.Mail, and what its exceptions mean.</summary>
/// <remarks>
/// It has no implicit TLS, no SMTPUTF8 and no Message-ID of its own, and tells the same of a connection that broke on DATA and of one that broke
/// after the text. So a mail counts as undelivered only where two things say so: nobody asked for its text, and the trace names a step before DATA.
/// </remarks>
public sealed class SmtpSender
{
    // The steps before DATA, as the framework's own trace calls them. A step that it called otherwise would be "unanswered", the safe side.
    private static readonly string[] BeforeData = ["SmtpConnection.GetConnection", "MailCommand", "RecipientCommand"];

    // RFC 4954 §6 and RFC 3207 §4: who we are does not suffice. They speak of our settings, not of this mail.
    private static readonly int[] NotLetIn = [454, 530, 534, 535, 538];

    /// <summary>For the whole conversation. A server that scans what it gets may take most of a minute.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>Sends it; never throws for what a server or a network does.</summary>
    public async Task<Delivery> SendAsync(SmtpServer server, OutboxMessage message, byte[]? attachment)
    {
        using var text = new WatchedText(Encoding.UTF8.GetBytes(message.TextBody.ReplaceLineEndings("\r\n")));
        try
        {
            using var mail = Compose(server, message, text, attachment);
            using var client = new SmtpClient(server.Host, server.Port) { EnableSsl = server.StartTls, UseDefaultCredentials = false };
            if (server.User is not null) client.Credentials = new NetworkCredential(server.User, server.Password);
            using var patience = new CancellationTokenSource(Patience);
            await client.SendMailAsync(mail, patience.Token);
            return new(DeliveryKind.Accepted, "The server accepted it.");
        }
        catch (FormatException exception)
        {
            return new(DeliveryKind.Refused, $"The mail could not be put together: {exception.Message}");
        }
        catch (Exception exception) when (exception is SmtpException or OperationCanceledException or AuthenticationException or IOException or SocketException)
        {
            return Meaning(exception, text.Shut(), server);
        }
    }

    private static MailMessage Compose(SmtpServer server, OutboxMessage message, WatchedText text, byte[]? attachment)
    {
        var mail = new MailMessage
        {
            From = new MailAddress(server.FromAddress, server.FromName, Encoding.UTF8),
            Subject = message.Subject,
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
        };
        mail.To.Add(new MailAddress(message.Recipient, message.RecipientName, Encoding.UTF8));
        mail.Headers.Add("Message-ID", message.MessageId);

        // RFC 3834: out-of-office replies need not answer a program.
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        mail.AlternateViews.Add(View(text, "text/plain"));
        mail.AlternateViews.Add(View(new MemoryStream(Encoding.UTF8.GetBytes(message.HtmlBody.ReplaceLineEndings("\r\n"))), "text/html"));
        if (attachment is null) return mail;
        var file = new Attachment(new MemoryStream(attachment), message.AttachedName, "application/pdf") { TransferEncoding = TransferEncoding.Base64 };
        file.ContentDisposition!.FileName = message.AttachedName;
        mail.Attachments.Add(file);
        return mail;
    }

    private static AlternateView View(Stream content, string type) =>
        new(content, new ContentType(type) { CharSet = "utf-8" }) { TransferEncoding = TransferEncoding.QuotedPrintable };

    private static Delivery Meaning(Exception exception, bool textWasAskedFor, SmtpServer server)
    {
        if (exception is SmtpException { StatusCode: var code } && (int)code is >= 400 and < 600) return Answered((int)code, exception.Message);
        var cause = exception is SmtpException ? exception.InnerException ?? exception : exception;
        if (textWasAskedFor || !IsBeforeData(exception, cause))
            return new(DeliveryKind.Unanswered, "The connection broke while the mail was handed over, and the server did not say whether it took it.");
        return new(DeliveryKind.NotNow, cause switch
        {
            OperationCanceledException => $"{server.Host} did not answer in time.",
            AuthenticationException => $"The certificate of {server.Host} is not trusted, so nothing was sent: {cause.Message}",
            SocketException => $"{server.Host}, port {server.Port.ToString(CultureInfo.InvariantCulture)}, cannot be reached: {cause.Message}.",
            SmtpException when server.StartTls => $"{server.Host} does not offer STARTTLS on this port, so nothing was sent.",
            _ => $"{server.Host} broke the connection before the mail was handed over.",
        }, IsServers: true);
    }

    private static Delivery Answered(int code, string message)
    {
        // "Mailbox unavailable. The server response was: 5.1.1 no such user": the framework's words, then the server's.
        const string marker = "The server response was: ";
        var at = message.IndexOf(marker, StringComparison.Ordinal);
        var answer = string.Create(CultureInfo.InvariantCulture, $"{code} {(at < 0 ? message : message[(at + marker.Length)..])}").Trim();
        if (NotLetIn.Contains(code)) return new(DeliveryKind.NotNow, $"The server does not let us send, check user and password in Settings: {answer}", IsServers: true);
        return code < 500 ? new(DeliveryKind.NotNow, answer, IsServers: code == 421) : new(DeliveryKind.Refused, answer);
    }

    private static bool IsBeforeData(Exception exception, Exception cause) => cause is SocketException or AuthenticationException
        || BeforeData.Any(step => $"{cause.StackTrace}\n{exception.StackTrace}".Contains(step, StringComparison.Ordinal));

    /// <summary>Knows whether its first byte was asked for, which happens once the server said "go on" to DATA; and gives none after it was closed.</summary>
    private sealed class WatchedText(byte[] bytes) : MemoryStream(bytes, writable: false)
    {
        private const int Untouched = 0;
        private const int AskedFor = 1;
        private const int Closed = 2;
        private int state = Untouched;

        /// <summary>Gives nothing from now on.</summary>
        /// <returns>True when it was asked for before.</returns>
        public bool Shut() => Interlocked.CompareExchange(ref state, Closed, Untouched) == AskedFor;

        public override int Read(byte[] buffer, int offset, int count)
        {
            Touch();
            return base.Read(buffer, offset, count);
        }

        public override int Read(Span<byte> buffer)
        {
            Touch();
            return base.Read(buffer);
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            Touch();
            return base.ReadAsync(buffer, offset, count, cancellationToken);
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Touch();
            return base.ReadAsync(buffer, cancellationToken);
        }

        private void Touch()
        {
            if (Interlocked.CompareExchange(ref state, AskedFor, Untouched) == Closed) throw new IOException("The mail was given up.");
        }
    }
}
