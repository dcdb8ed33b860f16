using System.Globalization;
using Billing.Domain;
using Billing.Domain.Payments;
using CsvHelper;
using CsvHelper.Configuration;
using NodaTime;
using NodaTime.Text;

namespace Billing.Web.Features.Payments;

/// <summary>Statements as comma-separated values. Columns are found by their names; lines above the header, as many banks write them, are skipped.</summary>
internal static class CsvStatement
{
    // Compared in lower case without marks. The first that a file has counts.
    private static readonly string[] Dates = ["value date", "valutadatum", "valuta", "wertstellung", "date de valeur", "buchungstag", "buchungsdatum", "date", "datum", "date operation", "booking date", "completed date", "transaction date"];
    private static readonly string[] Amounts = ["amount", "betrag", "montant", "umsatz", "betrag (eur)", "amount (eur)", "montant (eur)"];
    private static readonly string[] Credits = ["credit", "haben", "gutschrift", "money in", "paid in"];
    private static readonly string[] Debits = ["debit", "soll", "belastung", "money out", "paid out"];
    private static readonly string[] Names = ["auftraggeber/zahlungspflichtiger", "beguenstigter/zahlungspflichtiger", "begunstigter/zahlungspflichtiger", "name zahlungsbeteiligter", "zahlungspflichtige*r", "auftraggeber", "payer", "payee", "counterparty", "partner name", "name", "contrepartie", "emetteur", "tiers"];
    private static readonly string[] Texts = ["verwendungszweck", "buchungstext", "payment reference", "reference", "description", "details", "libelle", "communication", "motif", "message", "memo"];
    private static readonly string[] Currencies = ["currency", "wahrung", "waehrung", "devise"];
    private static readonly LocalDatePattern[] DatePatterns = [.. ((string[])["uuuu-MM-dd", "dd.MM.uuuu", "dd.MM.uu", "dd/MM/uuuu", "dd/MM/uu", "dd-MM-uuuu"]).Select(LocalDatePattern.CreateWithInvariantCulture)];

    public static Result<IReadOnlyList<BankEntry>> Read(string text, Currency currency)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var at = 0; at < Math.Min(lines.Length, 30); at++)
        {
            foreach (var separator in (string[])[";", ",", "\t"])
                if (Columns.Of(Split(lines[at], separator)) is { } columns) return Rows(string.Join('\n', lines.Skip(at + 1)), separator, columns, currency);
        }

        return new Refusal("no-header", "No line of the file names its columns. It needs a date, an amount, and who paid or what they wrote; choose camt.053 where your bank offers it.");
    }

    private static Result<IReadOnlyList<BankEntry>> Rows(string text, string separator, Columns columns, Currency currency)
    {
        using var csv = Reader(text, separator);
        var entries = new List<BankEntry>();
        while (csv.Read())
        {
            var fields = csv.Parser.Record!;
            if (fields.All(string.IsNullOrWhiteSpace)) continue;
            var entry = columns.Entry(fields, currency);
            if (!entry.IsOk) return new Refusal(entry.Refusals[0].Code, $"Line {csv.Parser.RawRow.ToString(CultureInfo.InvariantCulture)} below the column names: {entry.Refusals[0].Message}");
            if (entry.Value is { } incoming) entries.Add(incoming);
        }

        return entries;
    }

    private static string[] Split(string line, string separator)
    {
        using var csv = Reader(line, separator);
        return csv.Read() ? csv.Parser.Record! : [];
    }

    private static CsvReader Reader(string text, string separator) =>
        new(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = separator, HasHeaderRecord = false, BadDataFound = null, Mode = CsvMode.RFC4180 });

    /// <summary>Which column is which; -1 for none.</summary>
    private sealed record Columns(int Date, int Amount, int Credit, int Debit, int Name, int Text, int Currency)
    {
        public static Columns? Of(string[] header)
        {
            var names = header.Select(Plain).ToList();
            int Find(string[] wanted) => wanted.Select(w => names.IndexOf(w)).FirstOrDefault(i => i >= 0, -1);
            var found = new Columns(Find(Dates), Find(Amounts), Find(Credits), Find(Debits), Find(Names), Find(Texts), Find(Currencies));
            return found.Date >= 0 && (found.Amount >= 0 || found.Credit >= 0) && (found.Name >= 0 || found.Text >= 0) ? found : null;
        }

        // Null for what went out.
        public Result<BankEntry?> Entry(string[] fields, Currency usual)
        {
            if (DateOf(Field(fields, Date)) is not { } on) return new Refusal("date", $"“{Field(fields, Date)}” is no date.");
            var typed = Amount >= 0 ? Field(fields, Amount) : Field(fields, Credit);
            if (typed.Length == 0) return (BankEntry?)null;
            if (NumberOf(typed) is not { } amount) return new Refusal("amount", $"“{typed}” is no amount.");
            if (amount <= 0m) return (BankEntry?)null;
            var code = Field(fields, Currency).ToUpperInvariant();
            if (!Billing.Domain.Currency.TryGet(code.Length == 0 ? usual.Code : code, out var currency)) return new Refusal("currency", $"“{code}” is no currency.");
            if (currency.Round(amount) != amount) return new Refusal("amount", $"“{typed}” is finer than {currency.Code} allows.");
            return new BankEntry(on, new(amount, currency), Field(fields, Name), Field(fields, Text), null);
        }

        private static string Field(string[] fields, int at) => at >= 0 && at < fields.Length ? string.Join(' ', fields[at].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) : "";
    }

    private static LocalDate? DateOf(string text)
    {
        foreach (var pattern in DatePatterns)
            if (pattern.Parse(text.Length > 10 && text[10] is ' ' or 'T' ? text[..10] : text) is { Success: true } read) return read.Value;
        return null;
    }

    // 1.234,56 and 1,234.56 and 1 234,56: the last separator with one or two digits behind it is the decimal point.
    private static decimal? NumberOf(string text)
    {
        var signs = new string([.. text.Where(c => char.IsAsciiDigit(c) || c is '.' or ',' or '-' or '+')]);
        if (signs.Length == 0) return null;
        var point = Math.Max(signs.LastIndexOf('.'), signs.LastIndexOf(','));
        var isPoint = point >= 0 && signs.Length - point - 1 is 1 or 2;
        var plain = new string([.. signs.Select((c, i) => c is '.' or ',' ? i == point && isPoint ? '.' : ' ' : c).Where(c => c != ' ')]);
        return decimal.TryParse(plain, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowTrailingSign, CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    private static string Plain(string text) =>
        new([.. text.Trim().Trim('"').ToLowerInvariant().Normalize(System.Text.NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)]);
}
