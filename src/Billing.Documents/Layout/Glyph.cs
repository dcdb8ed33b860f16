using Billing.Documents.Pdf;

namespace Billing.Documents.Layout;

/// <summary>One character ready to be drawn.</summary>
/// <param name="Font">Null for what is not drawn: a line feed or a place to break.</param>
/// <param name="Code">In that font.</param>
/// <param name="CodePoint">As typed, or the replacement.</param>
/// <param name="Advance">Points, with kerning.</param>
/// <param name="Kern">Thousandths of the size, part of the advance.</param>
/// <param name="Style">Of the span it came from.</param>
internal readonly record struct Glyph(PdfFont? Font, ushort Code, int CodePoint, double Advance, short Kern, TextStyle Style)
{
    public bool IsLineFeed => CodePoint == '\n';

    /// <summary>A space that a line may end at. No-break spaces (U+00A0, U+202F, U+2007) are none.</summary>
    public bool IsSpace => CodePoint is ' ' or 0x200B or 0x3000 or 0x1680 or (>= 0x2000 and <= 0x200A and not 0x2007);
}
