using Billing.Documents.Layout;
using Billing.Documents.Pdf;
using Billing.Documents.Text;
using Billing.Domain.Invoicing;

namespace Billing.Documents.Invoices;

/// <summary>The invoice as a PDF: first a page to pay from, then an annex to believe from.</summary>
public static class InvoiceDocument
{
    // More never fit beside head and payment; asking saves laying out long invoices twice.
    private const int MostLinesOnFirstPage = 30;
    private const int MostOfNameInFooter = 60;

    /// <summary>Draws an invoice from its snapshot and nothing else: the same snapshot gives the same bytes.</summary>
    /// <param name="snapshot">Every fact printed.</param>
    /// <exception cref="ArgumentException">The snapshot names a language or a time zone that we do not know.</exception>
    public static RenderedDocument Render(InvoiceSnapshot snapshot) => Render(snapshot, PageSetup.A4);

    /// <summary>The same on another size of page.</summary>
    internal static RenderedDocument Render(InvoiceSnapshot snapshot, PageSetup setup)
    {
        var text = new InvoiceText(snapshot);
        var metadata = new PdfMetadata(InvoiceLabels.Fill(text.Labels.Invoice, snapshot.Number), snapshot.Seller.Name, snapshot.Language,
            new DateOnly(snapshot.IssuedOn.Year, snapshot.IssuedOn.Month, snapshot.IssuedOn.Day));
        return PageFlow.Render(metadata, setup, setter => Body(text, setup, setter), (page, of) => Footer(text, page, of));
    }

    // The first page is the one to pay from: where the lines would push the sum off it, it sums them up and they follow.
    private static IEnumerable<Block> Body(InvoiceText text, PageSetup setup, TypeSetter setter)
    {
        var annexes = Annexes.Of(text.Snapshot);
        List<Block> head = [.. InvoiceHead.Blocks(text)], payment = [.. InvoicePayment.Blocks(text)];
        var lines = InvoiceLines.Table(text, annexes);
        var annex = InvoiceAnnex.Blocks(text, setter, annexes);
        if (text.Snapshot.Groups.Sum(g => g.Lines.Count) <= MostLinesOnFirstPage && OnOnePage(lines) is { } all) return [.. all, .. annex];
        var first = OnOnePage(InvoiceLines.Summary(text, annexes)) ?? [.. head, .. payment];
        var heading = new Paragraph(text.Labels.EveryLine, Look.Section) { Role = "H2", Bookmarked = true, KeepWithNext = true };
        return [.. first, new PageBreak(), heading, lines, .. annex];

        List<Block>? OnOnePage(Block table)
        {
            List<Block> blocks = [.. head, table, .. payment];
            return PageFlow.HeightOf(blocks, setup, setter) <= setup.InnerHeight ? blocks : null;
        }
    }

    private static Row Footer(InvoiceText text, int page, int of) => new([Column.Share(), Column.Fit()],
    [
        new(new Paragraph(Shortened(text.Snapshot.Seller.Name) + " · " + text.Snapshot.Number, Look.Small)),
        new(new Paragraph(InvoiceLabels.Fill(text.Labels.Page, page, of), Look.Small) { Align = Align.Right }),
    ]);

    private static string Shortened(string name) => name.Length <= MostOfNameInFooter ? name : string.Concat(name.AsSpan(0, MostOfNameInFooter - 1).TrimEnd(), "…");
}

/// <summary>Which groups have an annex, and its number.</summary>
internal sealed class Annexes
{
    // More than these would make a line of the first page hard to read.
    private const int SessionsWithoutAnnex = 5;

    private readonly List<InvoiceGroup> groups;

    private Annexes(List<InvoiceGroup> groups) => this.groups = groups;

    /// <summary>In the order printed.</summary>
    public IReadOnlyList<InvoiceGroup> Groups => groups;

    public static Annexes Of(InvoiceSnapshot snapshot) => new([.. snapshot.Groups.Where(g => g.IncidentCode is not null || WorkSession.Of(g.Slices).Count > SessionsWithoutAnnex)]);

    /// <summary>From 1; null where the group has none.</summary>
    public int? NumberOf(InvoiceGroup group)
    {
        var index = groups.FindIndex(g => ReferenceEquals(g, group));
        return index < 0 ? null : index + 1;
    }
}
