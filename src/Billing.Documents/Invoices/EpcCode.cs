using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Billing.Domain.Invoicing;
using QRCoder;

namespace Billing.Documents.Invoices;

/// <summary>The QR code that a banking app turns into a SEPA transfer (EPC069-12, version 002).</summary>
internal static class EpcCode
{
    // Of the payload, so that the code is of version 13 at most.
    private const int MostBytes = 331;

    // Countries and territories of the SEPA schemes (EPC409-09), by the first letters of their IBANs.
    private static readonly string[] SepaCountries =
        ("AD AL AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS SE SI SK SM VA").Split(' ');

    /// <summary>What the code says; null where none may stand: nothing to pay, another currency, no SEPA account.</summary>
    public static string? Payload(InvoiceSnapshot snapshot)
    {
        var (payment, gross) = (snapshot.Payment, snapshot.Totals.Gross);
        var iban = payment.Iban?.Replace(" ", "", StringComparison.Ordinal);
        if (snapshot.Currency != "EUR" || gross is < 0.01m or > 999_999_999.99m || !IsSepa(iban)) return null;
        var reference = Cut(payment.Reference, 140);
        string[] lines =
        [
            "BCD", "002", "1", "SCT", payment.Bic ?? "", Cut(payment.AccountName ?? snapshot.Seller.Name, 70), iban,
            "EUR" + gross.ToString("0.00", CultureInfo.InvariantCulture), "",
            IsCreditorReference(reference) ? reference : "", IsCreditorReference(reference) ? "" : reference,
        ];
        var payload = string.Join('\n', lines).TrimEnd('\n');
        return Encoding.UTF8.GetByteCount(payload) <= MostBytes ? payload : null;
    }

    /// <summary>The modules as runs of dark squares: column, row and length, without the quiet zone.</summary>
    /// <returns>The runs, and how many squares the code is wide.</returns>
    public static (List<(int Column, int Row, int Count)> Runs, int Size) Modules(string payload)
    {
        const int quiet = 4;
        using var code = QRCodeGenerator.GenerateQrCode(payload, QRCodeGenerator.ECCLevel.M, forceUtf8: true, utf8BOM: false, QRCodeGenerator.EciMode.Default, requestedVersion: -1);
        var (runs, size) = (new List<(int, int, int)>(), code.ModuleMatrix.Count - 2 * quiet);
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
            {
                var first = column;
                while (column < size && code.ModuleMatrix[row + quiet][column + quiet]) column++;
                if (column > first) runs.Add((first, row, column - first));
            }
        }
        return (runs, size);
    }

    private static bool IsSepa([NotNullWhen(true)] string? iban) =>
        iban is { Length: >= 15 and <= 34 } && SepaCountries.Contains(iban[..2], StringComparer.Ordinal) && iban.All(char.IsAsciiLetterOrDigit) && Remainder(iban) == 1;

    private static bool IsCreditorReference(string reference) =>
        reference is { Length: >= 5 and <= 25 } && reference.StartsWith("RF", StringComparison.Ordinal) && reference.All(char.IsAsciiLetterOrDigit) && Remainder(reference) == 1;

    // ISO 7064 MOD 97-10, as IBAN (ISO 13616) and creditor reference (ISO 11649) use it.
    private static int Remainder(string text)
    {
        var remainder = 0;
        foreach (var c in text[4..] + text[..4])
        {
            var value = char.IsAsciiDigit(c) ? c - '0' : char.ToUpperInvariant(c) - 'A' + 10;
            remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
        }
        return remainder;
    }

    private static string Cut(string text, int most)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length <= most ? line : line[..(char.IsHighSurrogate(line[most - 1]) ? most - 1 : most)];
    }
}
