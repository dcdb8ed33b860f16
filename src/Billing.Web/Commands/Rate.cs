using Billing.Domain.Rating;

namespace Billing.Web.Commands;

/// <summary>Rates a document of RATING §1 and prints the one of §11. Needs no data folder.</summary>
internal static class Rate
{
    public static async Task<int> RunAsync(string file, CancellationToken cancel)
    {
        string json;
        try
        {
            json = await ReadAsync(file, cancel);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"Cannot read {file}: {exception.Message}");
            return 1;
        }

        var (output, exit) = RatingJson.RateDocument(json);
        await Console.Out.WriteLineAsync(output);
        return exit;
    }

    /// <summary>Rates one file after another, a line each. What is wrong with one file keeps no other from being rated.</summary>
    /// <returns>2 when any file has errors or cannot be read.</returns>
    public static async Task<int> LinesAsync(IEnumerable<string> files, CancellationToken cancel)
    {
        var worst = 0;
        foreach (var file in files)
        {
            var (output, exit) = await LineAsync(file, cancel);
            await Console.Out.WriteLineAsync(output);
            worst = Math.Max(worst, exit);
        }

        return worst;
    }

    private static async Task<(string Output, int ExitCode)> LineAsync(string file, CancellationToken cancel)
    {
        string json;
        try
        {
            json = await ReadAsync(file, cancel);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return RatingJson.UnreadableLine($"Cannot read {file}: {exception.Message}");
        }

        return RatingJson.RateLine(json);
    }

    private static Task<string> ReadAsync(string file, CancellationToken cancel) =>
        file == "-" ? Console.In.ReadToEndAsync(cancel) : File.ReadAllTextAsync(file, cancel);
}
