using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Billing.IntegrationTests.App;

/// <summary>A real SMTP server, Debian's aiosmtpd, on loopback, which keeps what it gets in a Maildir of its own.</summary>
public sealed class MailServer : IAsyncDisposable
{
    // Another reader than the program that wrote the mail: Python's own.
    private const string Reader = """
        import base64, email, email.policy, json, pathlib, sys
        mails = []
        for path in sorted(pathlib.Path(sys.argv[1]).glob('new/*')):
            mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            parts = [dict(Type=p.get_content_type(), Name=p.get_filename(), Content=base64.b64encode(p.get_payload(decode=True)).decode()) for p in mail.walk() if not p.is_multipart()]
            mails.append(dict(From=str(mail['From']), To=str(mail['To']), Subject=str(mail['Subject']), MessageId=str(mail['Message-ID']), Date=str(mail['Date']), Recipients=str(mail['X-RcptTo']), Shape=[p.get_content_type() for p in mail.walk()], Parts=parts, Raw=path.read_bytes().decode('ascii')))
        print(json.dumps(mails))
        """;

    private const string Header = "Message-ID:";

    private readonly string folder = Path.Combine(Path.GetTempPath(), "billing-tests", Guid.NewGuid().ToString("N"));
    private readonly Process process;

    private MailServer(int port)
    {
        Port = port;
        process = Python("-m", "aiosmtpd", "-n", "-l", $"127.0.0.1:{port}", "-c", "aiosmtpd.handlers.Mailbox", folder);
    }

    public int Port { get; }

    public static async Task<MailServer> StartAsync()
    {
        int port;
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            port = ((IPEndPoint)free.LocalEndpoint).Port;
        }

        var server = new MailServer(port);
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return server;
            }
            catch (SocketException) when (tries < 200 && !server.process.HasExited)
            {
                await Task.Delay(50);
            }
        }
    }

    /// <summary>What arrived, oldest first.</summary>
    public async Task<IReadOnlyList<ArrivedMail>> MailsAsync()
    {
        using var reader = Python("-c", Reader, folder);
        var json = await reader.StandardOutput.ReadToEndAsync();
        await reader.WaitForExitAsync();
        Assert.True(reader.ExitCode == 0, await reader.StandardError.ReadToEndAsync());
        return JsonSerializer.Deserialize<List<ArrivedMail>>(json)!;
    }

    /// <summary>Message-IDs of what arrived, one for each mail; quick, for mails by the hundred.</summary>
    public IReadOnlyList<string> MessageIds() => Directory.Exists(Path.Combine(folder, "new"))
        ? [.. Directory.EnumerateFiles(Path.Combine(folder, "new")).Select(file => File.ReadLines(file).First(l => l.StartsWith(Header, StringComparison.OrdinalIgnoreCase))[Header.Length..].Trim())]
        : [];

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        if (Directory.Exists(folder)) Directory.Delete(folder, true);
    }

    private static Process Python(params string[] arguments) =>
        Process.Start(new ProcessStartInfo("/usr/bin/python3", arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
}

/// <summary>A mail as its recipient's program reads it.</summary>
/// <param name="From">Header, decoded.</param>
/// <param name="To">Header, decoded.</param>
/// <param name="Subject">Header, decoded.</param>
/// <param name="MessageId">Header.</param>
/// <param name="Date">Header.</param>
/// <param name="Recipients">The envelope's, separated by commas.</param>
/// <param name="Shape">Types of all parts, outermost first.</param>
/// <param name="Parts">Its leaves.</param>
/// <param name="Raw">As it came over the wire; nothing but ASCII.</param>
public sealed record ArrivedMail(
    string From, string To, string Subject, string MessageId, string Date, string Recipients, IReadOnlyList<string> Shape, IReadOnlyList<ArrivedPart> Parts, string Raw)
{
    public string Text(string type) => System.Text.Encoding.UTF8.GetString(Parts.Single(p => p.Type == type).Content).ReplaceLineEndings("\n");
}

public sealed record ArrivedPart(string Type, string? Name, byte[] Content);
