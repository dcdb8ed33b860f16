using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Billing.IntegrationTests.App;

/// <summary>
/// An SMTP server that misbehaves as told. It is asked what to answer at each step: CONNECT, EHLO, STARTTLS, AUTH, MAIL, RCPT, DATA, END (the text is
/// there), QUIT. Null drops the connection, an empty text never answers, <see cref="Usual"/> is a good server's answer.
/// </summary>
public sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Func<string, string?> script;
    private readonly X509Certificate2? certificate;
    private readonly Task accepting;

    public ScriptedServer(Func<string, string?> script, X509Certificate2? certificate = null)
    {
        (this.script, this.certificate) = (script, certificate);
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Every step of every connection.</summary>
    public ConcurrentQueue<string> Steps { get; } = new();

    /// <summary>Texts that came to their end, whatever was answered.</summary>
    public ConcurrentQueue<string> Texts { get; } = new();

    /// <summary>Answers well at every step but one.</summary>
    public static ScriptedServer At(string step, string? answer) => new(s => s == step ? answer : Usual(s));

    public static string Usual(string step) => step switch
    {
        "CONNECT" => "220 scripted",
        "EHLO" => "250 8BITMIME",
        "DATA" => "354 go on",
        "END" => "250 2.0.0 queued",
        "QUIT" => "221 bye",
        "STARTTLS" => "220 go on",
        _ => "250 ok",
    };

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                _ = Task.Run(() => TalkAsync(client));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It was stopped.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                Stream stream = client.GetStream();
                if (!await AnswerAsync(stream, "CONNECT")) return;
                while (await LineAsync(stream) is { } line)
                {
                    var step = line.Split(' ')[0].ToUpperInvariant();
                    if (!await AnswerAsync(stream, step) || step == "QUIT") return;
                    if (step == "STARTTLS") stream = await SecuredAsync(stream);
                    if (step != "DATA" || !script("DATA")!.StartsWith('3')) continue;
                    Texts.Enqueue(await TextAsync(stream));
                    if (!await AnswerAsync(stream, "END")) return;
                }
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
            {
                // The other side went away, or does not trust us.
            }
        }
    }

    private async Task<Stream> SecuredAsync(Stream stream)
    {
        var secured = new SslStream(stream);
        await secured.AuthenticateAsServerAsync(certificate!);
        return secured;
    }

    private async Task<bool> AnswerAsync(Stream stream, string step)
    {
        Steps.Enqueue(step);
        if (script(step) is not { } answer) return false;
        if (answer.Length == 0) await Task.Delay(Timeout.Infinite, stop.Token);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer + "\r\n"), stop.Token);
        return true;
    }

    private async Task<string> TextAsync(Stream stream)
    {
        var text = new StringBuilder();
        while (await LineAsync(stream) is { } line && line != ".") text.Append(line).Append('\n');
        return text.ToString();
    }

    private async Task<string?> LineAsync(Stream stream)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, stop.Token) == 1)
        {
            if (one[0] == '\n') return Encoding.ASCII.GetString([.. line]).TrimEnd('\r');
            line.Add(one[0]);
        }

        return null;
    }
}
