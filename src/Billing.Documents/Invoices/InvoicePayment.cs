using Billing.Documents.Layout;
using Billing.Documents.Text;
using Billing.Domain.Invoicing;

namespace Billing.Documents.Invoices;

/// <summary>Totals, the sum to pay, and how.</summary>
internal static class InvoicePayment
{
    private const double CodeSize = 82;

    public static IEnumerable<Block> Blocks(InvoiceText text)
    {
        yield return new Row([Column.Share(), Column.Fixed(300)], [new(), new(Totals(text))]) { Before = 11, KeepWithNext = true };
        yield return new Rule(1.3, Look.Ink) { Before = 7, KeepWithNext = true };
        yield return ToPay(text);
        var pays = text.Snapshot.Totals.Gross > 0;
        if (pays) yield return Payment(text);
        else foreach (var note in Notes(text)) yield return note;
    }

    private static Table Totals(InvoiceText text)
    {
        var totals = text.Snapshot.Totals;
        var table = new Table(Column.Share(), Column.Fit(0, Align.Right));
        foreach (var (label, amount) in Rows(text)) Add(label, text.Money(amount), Look.Body);
        if (totals.TaxCurrency is { } tax) Add(InTaxCurrency(text, tax), text.Format.Money(tax.Vat, tax.Currency), Look.Small);
        return table;

        void Add(string label, string amount, TextStyle style) => table.Add(new RowLook(2, 2, 0, Look.Hairline), keepWithNext: true,
            new Cell(new Paragraph(label, style)) { Heading = HeadingOf.Row }, new Cell(new Paragraph(amount, style) { Align = Align.Right }));
    }

    // A single group's base is the net above it. Documents of format 1 have one rate and no groups.
    private static IEnumerable<(string Label, decimal Amount)> Rows(InvoiceText text)
    {
        var totals = text.Snapshot.Totals;
        yield return (text.Labels.Net, totals.Net);
        if (totals.Groups.Count == 0) yield return (text.Vat(new(VatCategory.Standard, totals.VatRate)), totals.Vat);
        foreach (var group in totals.Groups)
        {
            var label = text.Vat(new(group.Category, group.Rate));
            yield return (text.SeveralVats ? InvoiceLabels.Fill(text.Labels.VatOn, label, text.Money(group.Base)) : label, group.Vat);
        }

        if (text.SeveralVats) yield return (text.Labels.VatTotal, totals.Vat);
        yield return (text.Labels.Gross, totals.Gross);
    }

    private static string InTaxCurrency(InvoiceText text, TaxCurrencyVat tax) => InvoiceLabels.Fill(
        text.Labels.VatInCurrency, tax.Currency, text.Format.Money(tax.Rate, tax.Currency), text.Format.Money(1m, text.Snapshot.Currency), text.Format.Date(tax.RateOn));

    private static Row ToPay(InvoiceText text)
    {
        var (labels, gross) = (text.Labels, text.Snapshot.Totals.Gross);
        var label = gross > 0 ? InvoiceLabels.Fill(labels.ToPayBy, text.Format.Date(text.Snapshot.DueOn)) : gross == 0 ? labels.NothingToPay : labels.InYourFavour;
        return new([Column.Share(), Column.Fit()],
        [
            new(new Paragraph(label, Look.Pay) { Role = "H2" }),
            new(new Paragraph(text.Money(Math.Abs(gross)), Look.Pay) { Align = Align.Right }),
        ]) { Before = 6, KeepWithNext = true };
    }

    private static Row Payment(InvoiceText text)
    {
        var (labels, payment) = (text.Labels, text.Snapshot.Payment);
        var payload = EpcCode.Payload(text.Snapshot);
        var account = payment.Iban is null ? null : (IsIban(payment.Iban) ? "IBAN " : labels.Account + " ") + Grouped(payment.Iban);
        var rest = InvoiceText.Joined(" · ", payment.Bic is null ? null : "BIC " + payment.Bic, payment.BankName);
        var blocks = new List<Block>();
        if (account is not null) blocks.Add(new Paragraph(new TextSpan(account, Look.Strong), new TextSpan(rest.Length == 0 ? "" : " · " + rest, Look.Small)));
        if (payment.AccountName is not null) blocks.Add(new Paragraph(InvoiceLabels.Fill(labels.PayTo, payment.AccountName), Look.Small) { Before = 2 });
        var reference = string.IsNullOrWhiteSpace(payment.Reference) ? "" : InvoiceLabels.Fill(labels.Reference, payment.Reference);
        var scan = payload is null ? "" : (reference.Length == 0 ? "" : " · ") + labels.ScanCode;
        blocks.Add(new Paragraph(new TextSpan(reference, Look.SmallStrong), new TextSpan(scan, Look.Small)) { Before = 2 });
        blocks.AddRange(Notes(text));
        if (payload is null) return new Row([Column.Share()], [new(blocks)]) { Before = 14 };
        return new Row([Column.Fixed(CodeSize), Column.Share()], [new(Code(text, payload)), new(blocks)]) { Before = 14 };
    }

    private static IEnumerable<Paragraph> Notes(InvoiceText text) => text.Snapshot.Totals.Groups.Select(g => g.Note).OfType<string>().Distinct(StringComparer.Ordinal)
        .Concat(text.Snapshot.Notes).Select((note, i) => new Paragraph(note, Look.Small) { Before = i == 0 ? 5 : 2 });

    private static Figure Code(InvoiceText text, string payload)
    {
        var (snapshot, (runs, size)) = (text.Snapshot, EpcCode.Modules(payload));
        var alternative = InvoiceLabels.Fill(text.Labels.CodeAlternative, text.Money(snapshot.Totals.Gross), snapshot.Payment.AccountName ?? snapshot.Seller.Name,
            Grouped(snapshot.Payment.Iban!), snapshot.Payment.Reference);
        return new(CodeSize, alternative, (page, x, y, width) => page.Cells(x, y, width / size, runs, Pdf.Rgb.Black)) { Width = CodeSize };
    }

    private static bool IsIban(string account) => account.Length >= 15 && char.IsAsciiLetterUpper(account[0]) && char.IsAsciiLetterUpper(account[1]) && char.IsAsciiDigit(account[2]);

    private static string Grouped(string account) =>
        IsIban(account) ? string.Join(' ', account.Replace(" ", "", StringComparison.Ordinal).Chunk(4).Select(c => new string(c))) : account;
}
