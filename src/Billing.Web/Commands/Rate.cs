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
            json = file == "-" ? await Console.In.ReadToEndAsync(cancel) : await File.ReadAllTextAsync(file, cancel);
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
}
