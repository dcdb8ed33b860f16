using Billing.Documents.Layout;
using Billing.Documents.Text;
using Billing.Domain.Invoicing;

namespace Billing.Documents.Invoices;

/// <summary>Who bills whom, the number and the dates.</summary>
internal static class InvoiceHead
{
    public static IEnumerable<Block> Blocks(InvoiceText text)
    {
        var seller = text.Snapshot.Seller;
        yield return new Row([Column.Share(), Column.Share(1.15)], [SellerName(seller), SellerDetails(text, seller)]);
        yield return new Row([Column.Share(), Column.Share(1.35)], [Buyer(text, text.Snapshot.Buyer), Title(text)]) { Before = 34 };
    }

    private static Cell SellerName(InvoiceParty seller)
    {
        var blocks = new List<Block> { new Paragraph(seller.Name, Look.Name) };
        if (!string.IsNullOrWhiteSpace(seller.Tagline)) blocks.Add(new Paragraph(seller.Tagline, Look.Small));
        return new(blocks);
    }

    private static Cell SellerDetails(InvoiceText text, InvoiceParty seller)
    {
        var lines = new[]
        {
            string.Join(", ", text.Address(seller.Address)),
            InvoiceText.Joined(" · ", seller.RegistrationId, VatId(text, seller)),
            InvoiceText.Joined(" · ", seller.Email, seller.Phone),
        };
        return new([.. lines.Where(l => l.Length > 0).Select(l => new Paragraph(l, Look.Small) { Align = Align.Right })]);
    }

    private static Cell Buyer(InvoiceText text, InvoiceParty buyer)
    {
        var blocks = new List<Block> { new Paragraph(text.Labels.InvoiceTo, Look.Small), new Paragraph(buyer.Name, Look.Strong) };
        blocks.AddRange(text.Address(buyer.Address).Select(l => new Paragraph(l, Look.Body)));
        var ids = InvoiceText.Joined(" · ", buyer.RegistrationId, VatId(text, buyer));
        if (ids.Length > 0) blocks.Add(new Paragraph(ids, Look.Small) { Before = 1 });
        return new(blocks);
    }

    private static Cell Title(InvoiceText text)
    {
        var (snapshot, labels, format) = (text.Snapshot, text.Labels, text.Format);
        var title = InvoiceLabels.Fill(labels.Invoice, snapshot.Number);
        // A longer number is set smaller, so that it stays on one line.
        var style = Look.Title with { Size = title.Length switch { <= 22 => 21, <= 32 => 15, _ => 11 } };
        var lines = new[]
        {
            format.Date(snapshot.IssuedOn) + " · " + InvoiceLabels.Fill(labels.Due, format.Date(snapshot.DueOn)),
            InvoiceLabels.Fill(labels.WorkOf, format.Range(snapshot.ServiceFrom, snapshot.ServiceTo)),
            InvoiceText.Joined(", ", InvoiceLabels.Fill(labels.Contract, snapshot.ContractCode), snapshot.ContractTitle),
            string.IsNullOrWhiteSpace(snapshot.OrderNumber) ? "" : InvoiceLabels.Fill(labels.YourOrder, snapshot.OrderNumber),
        };
        var details = lines.Where(l => l.Length > 0).Select((l, i) => new Paragraph(l, Look.Small) { Align = Align.Right, Before = i == 0 ? 4 : 1 });
        return new([new Paragraph(title, style) { Role = "H1", Bookmarked = true, Align = Align.Right }, .. details]);
    }

    private static string? VatId(InvoiceText text, InvoiceParty party) =>
        string.IsNullOrWhiteSpace(party.VatId) ? null : InvoiceLabels.Fill(text.Labels.VatId, party.VatId);
}
