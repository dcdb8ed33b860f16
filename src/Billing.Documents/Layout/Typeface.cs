using Billing.Documents.Pdf;

namespace Billing.Documents.Layout;

/// <summary>A weight of our text: its font, and another for what that one lacks.</summary>
internal sealed class Typeface
{
    // Read when first needed and then kept: a font is 0.6 MB to read and immutable.
    private static readonly Lazy<TrueTypeFont> Symbols = Resource("DejaVuSans.ttf");

    private readonly Lazy<TrueTypeFont> font;

    private Typeface(string name)
    {
        Name = name;
        font = Resource(name + ".ttf");
    }

    /// <summary>Running text.</summary>
    public static Typeface Regular { get; } = new("NotoSans-Regular");

    /// <summary>Headings and figures that matter.</summary>
    public static Typeface Strong { get; } = new("NotoSans-SemiBold");

    /// <summary>The font's name in the file.</summary>
    public string Name { get; }

    /// <summary>Its own font: Latin, Greek, Cyrillic; figures of equal width.</summary>
    public TrueTypeFont Font => font.Value;

    /// <summary>Arrows, ticks and other symbols that people type.</summary>
    public static (TrueTypeFont Font, string Name) Fallback => (Symbols.Value, "DejaVuSans");

    private static Lazy<TrueTypeFont> Resource(string name) => new(() =>
    {
        using var stream = typeof(Typeface).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException(name + " is not embedded.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new TrueTypeFont(bytes);
    });
}
