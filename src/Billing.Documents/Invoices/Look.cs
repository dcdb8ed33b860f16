using Billing.Documents.Layout;
using Billing.Documents.Pdf;

namespace Billing.Documents.Invoices;

/// <summary>Colours and text styles of our documents: the light scheme of the screens, in points.</summary>
internal static class Look
{
    public static readonly Rgb Ink = new(0x16202C);
    public static readonly Rgb Quiet = new(0x4A5868);
    public static readonly Rgb Hairline = new(0xDFE4EA);

    public static readonly TextStyle Title = new(Typeface.Strong, 21, Ink) { Leading = 1.2 };
    public static readonly TextStyle Pay = new(Typeface.Strong, 15, Ink) { Leading = 1.25 };
    public static readonly TextStyle Section = new(Typeface.Strong, 15, Ink) { Leading = 1.25 };
    public static readonly TextStyle Heading = new(Typeface.Strong, 11, Ink);
    public static readonly TextStyle Name = new(Typeface.Strong, 12, Ink) { Leading = 1.25 };
    public static readonly TextStyle Body = new(Typeface.Regular, 9.2, Ink);
    public static readonly TextStyle Strong = new(Typeface.Strong, 9.2, Ink);
    public static readonly TextStyle Small = new(Typeface.Regular, 7.8, Quiet);
    public static readonly TextStyle SmallInk = new(Typeface.Regular, 7.8, Ink);
    public static readonly TextStyle SmallStrong = new(Typeface.Strong, 7.8, Quiet);

    public static readonly RowLook HeaderRow = new(0, 4, 0.8, Ink);
    public static readonly RowLook DataRow = new(4.5, 4.5, 0.6, Hairline);
    public static readonly RowLook GroupRow = new(10, 2, 0, Hairline);

    /// <summary>The colour of a rate band, and of the text on it: at least 4.5 : 1 (WCAG 2.2 §1.4.3).</summary>
    public static (Rgb Band, Rgb Text) Band(decimal multiplier) => multiplier switch
    {
        < 1 => (new(0xD8DEE6), Rgb.Black),
        1 => (new(0x8FA6C1), Rgb.Black),
        <= 1.5m => (new(0xE5A93C), Rgb.Black),
        <= 2 => (new(0xD9573A), Rgb.Black),
        _ => (new(0x8D4BC2), Rgb.White),
    };
}
