using System.Text.Json;
using Billing.IntegrationTests.Architecture;
using Billing.UnitTests.Demo;
using Microsoft.Data.Sqlite;

namespace Billing.IntegrationTests.Commands;

public sealed class CommandsTests : IDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), "billing-tests", Guid.NewGuid().ToString("N"));

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        if (Directory.Exists(folder)) Directory.Delete(folder, true);
    }

    [Fact]
    public async Task Rate_OfAGoodDocument_PrintsPeriodsAndExitsWith0()
    {
        var (exit, output, _) = await Executable.RunAsync(["rate", "-"], Input("01-fifty-minutes.json"));
        using var document = JsonDocument.Parse(output);
        Assert.Equal(0, exit);
        Assert.Equal(83.33m, document.RootElement.GetProperty("periods")[0].GetProperty("total").GetDecimal());
    }

    [Fact]
    public async Task Rate_OfABadDocument_PrintsAllErrorsAndExitsWith2()
    {
        var (exit, output, _) = await Executable.RunAsync(["rate", "-"], Input("32-errors-are-all-reported.json"));
        using var document = JsonDocument.Parse(output);
        Assert.Equal(2, exit);
        Assert.True(document.RootElement.GetProperty("errors").GetArrayLength() > 1);
    }

    [Fact]
    public async Task Rate_OfAFile_ReadsIt()
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "case.json");
        await File.WriteAllTextAsync(file, Input("09-night-and-sunday-highest.json"));
        Assert.Equal(0, (await Executable.RunAsync(["rate", file])).Exit);
        Assert.Equal(1, (await Executable.RunAsync(["rate", file + ".missing"])).Exit);
    }

    [Fact]
    public async Task RateJsonl_OfGoodBadAndMissingFiles_PrintsALineForEachInTheirOrder()
    {
        Directory.CreateDirectory(folder);
        string[] files = [.. new[] { "good.json", "bad.json", "missing.json", "again.json" }.Select(name => Path.Combine(folder, name))];
        await File.WriteAllTextAsync(files[0], Input("01-fifty-minutes.json"));
        await File.WriteAllTextAsync(files[1], Input("32-errors-are-all-reported.json"));
        await File.WriteAllTextAsync(files[3], Input("01-fifty-minutes.json"));

        var (exit, output, error) = await Executable.RunAsync(["rate", "--jsonl", .. files]);

        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal((2, 4, ""), (exit, lines.Count, error));
        Assert.Equal(83.33m, lines[0].GetProperty("periods")[0].GetProperty("total").GetDecimal());
        Assert.True(lines[1].GetProperty("errors").GetArrayLength() > 1);
        var unread = Assert.Single(lines[2].GetProperty("errors").EnumerateArray());
        Assert.Equal("malformed", unread.GetProperty("code").GetString());
        Assert.Contains("missing.json", unread.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(lines[0].GetRawText(), lines[3].GetRawText());
    }

    [Fact]
    public async Task RateJsonl_OfGoodFiles_ExitsWith0AndSaysTheSameAsOneByOne()
    {
        var (exit, output, _) = await Executable.RunAsync(["rate", "--jsonl", "-"], Input("09-night-and-sunday-highest.json"));
        var (_, alone, _) = await Executable.RunAsync(["rate", "-"], Input("09-night-and-sunday-highest.json"));
        Assert.Equal(0, exit);
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(alone).RootElement, JsonDocument.Parse(output).RootElement));
    }

    [Theory]
    [InlineData("rate", "one.json", "two.json")]
    [InlineData("rate", "--jsonl")]
    [InlineData("bill", "--through", "2026-13")]
    [InlineData("bill", "--nonsense")]
    [InlineData("nonsense")]
    public async Task Command_WithWrongArguments_ExitsWith2AndASentence(params string[] args)
    {
        var (exit, _, error) = await Executable.RunAsync([.. args, "--data", folder]);
        Assert.Equal(2, exit);
        Assert.NotEmpty(error);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bill_OnAnEmptyFolder_SaysThatNothingIsDue()
    {
        var (exit, output, _) = await Executable.RunAsync(["bill", "--data", folder]);
        Assert.Equal((0, "Nothing is due."), (exit, output.Trim()));
        Assert.Equal("[]", (await Executable.RunAsync(["bill", "--json", "--data", folder])).Output.Trim());
    }

    [Fact]
    public async Task Demo_OnAnEmptyFolder_IssuesWhatTheOracleWorksOut()
    {
        var (exit, output, error) = await Executable.RunAsync(["demo", "--no-serve", "--data", folder]);
        Assert.True(exit == 0, error);
        Assert.Contains("ana@example.org", output, StringComparison.Ordinal);

        var oracle = MinuteOracle.FromFolder(Path.Combine(ArrowsTests.Root(), "templates", "demo"));
        var invoices = Invoices();
        Assert.True(invoices.Count >= 60);

        // Whatever invoice it is on: a clock that ran on while its month was billed is billed a month later.
        foreach (var billed in Billed().Where(b => string.CompareOrdinal(b.Month, "2026-10") < 0)) Assert.Equal((billed.Contract, billed.Month, oracle.Net[(billed.Contract, billed.Month)]), billed);

        // Every complete month that the oracle finds work in has its invoice; the last one in the files is not complete.
        var months = oracle.Net.Keys.Where(k => string.CompareOrdinal(k.Item2, "2026-11") < 0).ToList();
        Assert.Equal(months.Order(), invoices.Select(i => (i.Contract, i.Period)).Where(k => string.CompareOrdinal(k.Period, "2026-11") < 0).Order());
        await AgainAsync();
    }

    [Fact]
    public async Task Demo_OnAnyOtherFolder_IsRefused()
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "thesis.txt"), "mine");
        var (exit, _, error) = await Executable.RunAsync(["demo", "--no-serve", "--data", folder]);
        Assert.Equal(2, exit);
        Assert.Contains("Choose an empty folder", error, StringComparison.Ordinal);
        Assert.Equal(["thesis.txt"], Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Demo_OnAFolderInUse_IsRefused()
    {
        Assert.Equal(0, (await Executable.RunAsync(["migrate", "--data", folder])).Exit);
        Assert.Equal(2, (await Executable.RunAsync(["demo", "--no-serve", "--data", folder])).Exit);
    }

    [Fact]
    public async Task Serve_OnAFolderThatIsServedAlready_IsRefusedAndOtherCommandsAreNot()
    {
        using var first = Executable.Start("--data", folder, "--urls", "http://127.0.0.1:0");
        var line = await first.StandardOutput.ReadLineAsync();
        Assert.StartsWith("Billing is at http://127.0.0.1:", line, StringComparison.Ordinal);

        var (exit, _, error) = await Executable.RunAsync(["serve", "--data", folder, "--urls", "http://127.0.0.1:0"]);
        Assert.Equal(1, exit);
        Assert.Contains("Stop it first, or choose another folder", error, StringComparison.Ordinal);
        Assert.Equal(0, (await Executable.RunAsync(["bill", "--data", folder])).Exit);

        using var terminate = System.Diagnostics.Process.Start("kill", ["-TERM", first.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await first.WaitForExitAsync(limit.Token);
        Assert.Equal(0, first.ExitCode);
    }

    // On the folder that it filled it fills nothing again; billing again makes nothing; the audit is whole.
    private async Task AgainAsync()
    {
        var before = Invoices().Count;
        Assert.Equal(0, (await Executable.RunAsync(["demo", "--no-serve", "--data", folder])).Exit);
        Assert.Equal((0, "Nothing is due."), await TrimmedAsync("bill", "--data", folder));
        Assert.Equal(before, Invoices().Count);
        Assert.Equal((0, "Ana Ruiz EI: whole"), await TrimmedAsync("audit", "verify", "--data", folder));
    }

    private static async Task<(int, string)> TrimmedAsync(params string[] args)
    {
        var (exit, output, _) = await Executable.RunAsync(args);
        return (exit, output.Trim());
    }

    private List<(string Contract, string Period, decimal Net)> Invoices() => Rows("SELECT c.Code, i.Period, i.NetMinor FROM Invoices i JOIN Contracts c ON c.Id = i.ContractId");

    private List<(string Contract, string Month, decimal Net)> Billed() =>
        Rows("SELECT c.Code, l.ServiceMonth, SUM(l.AmountMinor) FROM BilledLines l JOIN Contracts c ON c.Id = l.ContractId GROUP BY c.Code, l.ServiceMonth");

    private List<(string, string, decimal)> Rows(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "billing.db")};Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<(string, string, decimal)>();
        while (reader.Read()) rows.Add((reader.GetString(0), reader.GetString(1), reader.GetInt64(2) / 100m));
        return rows;
    }

    private static string Input(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(ArrowsTests.Root(), "tests", "Billing.UnitTests", "Rating", "cases", name)));
        return document.RootElement.GetProperty("input").GetRawText();
    }
}
