namespace Billing.Documents.Pdf;

/// <summary>A colour of sRGB, the only colour space of our files (their output intent).</summary>
/// <param name="Value">0xRRGGBB.</param>
internal readonly record struct Rgb(int Value)
{
    public static readonly Rgb Black = new(0);

    public static readonly Rgb White = new(0xFFFFFF);

    /// <summary>0 to 1.</summary>
    public double Red => (Value >> 16 & 255) / 255.0;

    /// <summary>0 to 1.</summary>
    public double Green => (Value >> 8 & 255) / 255.0;

    /// <summary>0 to 1.</summary>
    public double Blue => (Value & 255) / 255.0;
}
