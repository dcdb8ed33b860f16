using System.Text;
using Billing.Domain;
using Billing.Domain.Payments;

namespace Billing.Web.Features.Payments;

/// <summary>Reads bank statements as banks export them: camt.053 (ISO 20022), and CSV with a header in English, French or German.</summary>
public static class BankFiles
{
    /// <summary>More is no statement of a small business.</summary>
    public const int MostBytes = 5 * 1024 * 1024;

    static BankFiles() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>What came in, in the file's order; what went out is left out.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="currency">Of a CSV that names none.</param>
    /// <returns>A refusal with what to do when it is no statement.</returns>
    public static Result<IReadOnlyList<BankEntry>> Read(byte[] bytes, Currency currency)
    {
        if (bytes.Length == 0) return new Refusal("empty", "The file is empty. Choose the statement that your bank exported.");
        if (bytes.Length > MostBytes) return new Refusal("too-large", "The file is larger than 5 MB. Export a shorter time from your bank.");
        var read = IsXml(bytes) ? Camt053.Read(bytes) : CsvStatement.Read(TextOf(bytes), currency);
        return read.IsOk ? Numbered(read.Value) : read;
    }

    private static bool IsXml(byte[] bytes) => Encoding.UTF8.GetString(bytes, 0, Math.Min(bytes.Length, 100)).TrimStart('\uFEFF', ' ', '\r', '\n', '\t').StartsWith('<');

    // Banks write UTF-8 or what Windows wrote before it.
    private static string TextOf(byte[] bytes)
    {
        try
        {
            return new UTF8Encoding(false, true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return Encoding.GetEncoding(1252).GetString(bytes);
        }
    }

    // Two entries alike in everything are two payments.
    private static Result<IReadOnlyList<BankEntry>> Numbered(IReadOnlyList<BankEntry> entries)
    {
        var seen = new Dictionary<BankEntry, int>();
        return entries.Select(e =>
        {
            var occurrence = seen[e] = seen.GetValueOrDefault(e, -1) + 1;
            return e with { Occurrence = occurrence };
        }).ToList();
    }
}
