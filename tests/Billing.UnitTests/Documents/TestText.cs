using Billing.Documents;
using Billing.Documents.Layout;
using Billing.Documents.Pdf;
using static System.FormattableString;

namespace Billing.UnitTests.Documents;

/// <summary>Styles and short documents for tests of the layout.</summary>
internal static class TestText
{
    public static readonly TextStyle Body = new(Typeface.Regular, 10, Rgb.Black);
    public static readonly TextStyle Strong = new(Typeface.Strong, 14, Rgb.Black);

    public static RenderedDocument Render(params Block[] blocks) => Render(PageSetup.A4, blocks);

    public static RenderedDocument Render(PageSetup setup, params Block[] blocks) =>
        PageFlow.Render(new("Test", "Tester", "en", new(2026, 1, 1)), setup, _ => blocks, (page, of) => new Paragraph(Invariant($"page {page} of {of}"), Body));

    public static TypeSetter Setter() => new(new PdfDocument(new("Test", "Tester", "en", new(2026, 1, 1))));
}
