using Billing.Documents.Layout;
using Billing.Documents.Text;

namespace Billing.Documents.Invoices;

/// <summary>Totals, the sum to pay, and how.</summary>
internal static class InvoicePayment
{
    private const double CodeSize = 82;

    public static IEnumerable<Block> Blocks(InvoiceText text)
    {
        yield return new Row([Column.Share(), Column.Fixed(250)], [new(), new(Totals(text))]) { Before = 11, KeepWithNext = true };
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
        (string Label, decimal Amount)[] rows =
        [
            (text.Labels.Net, totals.Net), (InvoiceLabels.Fill(text.Labels.Vat, text.Format.Percent(totals.VatRate)), totals.Vat), (text.Labels.Gross, totals.Gross),
        ];
        foreach (var (label, amount) in rows)
        {
            table.Add(new RowLook(2, 2, 0, Look.Hairline), keepWithNext: true,
                new Cell(new Paragraph(label, Look.Body)) { Heading = HeadingOf.Row }, new Cell(new Paragraph(text.Money(amount), Look.Body) { Align = Align.Right }));
        }
        return table;
    }

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

    private static IEnumerable<Paragraph> Notes(InvoiceText text) => text.Snapshot.Notes.Select((note, i) => new Paragraph(note, Look.Small) { Before = i == 0 ? 5 : 2 });

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
