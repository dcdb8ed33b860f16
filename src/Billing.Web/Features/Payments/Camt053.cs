using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Billing.Domain;
using Billing.Domain.Payments;
using NodaTime;
using NodaTime.Text;

namespace Billing.Web.Features.Payments;

/// <summary>Statements in camt.053 of ISO 20022, of any version: elements are found by name, whatever the namespace.</summary>
internal static class Camt053
{
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = BankFiles.MostBytes };

    public static Result<IReadOnlyList<BankEntry>> Read(byte[] bytes)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(bytes), Settings);
            var root = XDocument.Load(reader).Root!;
            if (!Named(root, "BkToCstmrStmt").Any()) return new Refusal("not-camt", "This XML is no bank statement in camt.053. Choose that format, or CSV, where your bank offers it.");
            return Named(root, "Ntry").Where(IsIncoming).SelectMany(EntriesOf).ToList();
        }
        catch (XmlException exception)
        {
            return new Refusal("not-xml", $"The file is damaged at line {exception.LineNumber.ToString(CultureInfo.InvariantCulture)}. Export it from your bank again.");
        }
        catch (FormatException exception)
        {
            return new Refusal("not-camt", $"The statement cannot be read: {exception.Message}");
        }
    }

    // Booked credits that were not taken back.
    private static bool IsIncoming(XElement entry)
    {
        var status = Child(entry, "Sts") is { } sts ? (Child(sts, "Cd") ?? sts).Value.Trim() : "BOOK";
        return Child(entry, "CdtDbtInd")?.Value.Trim() == "CRDT" && Child(entry, "RvslInd")?.Value.Trim() is not ("true" or "1") && status == "BOOK";
    }

    // A booking may gather several payments, each with its own details.
    private static IEnumerable<BankEntry> EntriesOf(XElement entry)
    {
        var details = Named(entry, "TxDtls").ToList();
        var on = DateOf(Child(entry, "ValDt") ?? Child(entry, "BookgDt") ?? throw new FormatException("an entry has no date."));
        var reference = Child(entry, "AcctSvcrRef")?.Value.Trim();
        if (details.Count <= 1) yield return Entry(on, Child(entry, "Amt"), details.FirstOrDefault() ?? entry, reference);
        else
            foreach (var (detail, i) in details.Select((d, i) => (d, i)))
                yield return Entry(on, AmountOf(detail), detail, Child(Child(detail, "Refs"), "AcctSvcrRef")?.Value.Trim() ?? (reference is null ? null : FormattableString.Invariant($"{reference}/{i + 1}")));
    }

    private static BankEntry Entry(LocalDate on, XElement? amount, XElement details, string? reference)
    {
        if (amount is null || !decimal.TryParse(amount.Value.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)) throw new FormatException("an entry has no amount.");
        if (!Currency.TryGet(amount.Attribute("Ccy")?.Value, out var currency) || currency.Round(value) != value) throw new FormatException("an amount's currency is not known.");
        var payer = Named(details, "Dbtr").FirstOrDefault();
        var name = (payer is null ? null : Named(payer, "Nm").FirstOrDefault())?.Value.Trim() ?? "";
        var words = Named(details, "Ustrd").Concat(Named(details, "EndToEndId").Where(e => e.Value.Trim() != "NOTPROVIDED")).Concat(Named(details, "CdtrRefInf").SelectMany(r => Named(r, "Ref")));
        return new(on, new(value, currency), name, string.Join(' ', words.Select(w => w.Value.Trim()).Distinct(StringComparer.Ordinal)), string.IsNullOrEmpty(reference) ? null : reference);
    }

    private static XElement? AmountOf(XElement detail) => Child(detail, "Amt") ?? Child(Child(Child(detail, "AmtDtls"), "TxAmt"), "Amt");

    private static LocalDate DateOf(XElement date)
    {
        var text = (Child(date, "Dt") ?? Child(date, "DtTm") ?? date).Value.Trim();
        var read = LocalDatePattern.Iso.Parse(text.Length >= 10 ? text[..10] : text);
        return read.Success ? read.Value : throw new FormatException($"“{text}” is no date.");
    }

    private static XElement? Child(XElement? parent, string name) => parent?.Elements().FirstOrDefault(e => e.Name.LocalName == name);

    private static IEnumerable<XElement> Named(XElement parent, string name) => parent.Descendants().Where(e => e.Name.LocalName == name);
}
