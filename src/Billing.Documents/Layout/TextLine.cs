using Billing.Documents.Pdf;

namespace Billing.Documents.Layout;

/// <summary>A line of glyphs, broken to a width.</summary>
internal sealed class TextLine
{
    private readonly List<Glyph> glyphs;
    private readonly int start;
    private readonly int end;

    /// <param name="glyphs">Of the whole paragraph.</param>
    /// <param name="start">First of the line.</param>
    /// <param name="end">After its last, spaces at the end included: they are drawn, so that extracted words stay apart.</param>
    /// <param name="fallback">Style of a line without glyphs.</param>
    public TextLine(List<Glyph> glyphs, int start, int end, TextStyle fallback)
    {
        (this.glyphs, this.start, this.end) = (glyphs, start, end);
        var visible = end;
        while (visible > start && glyphs[visible - 1].IsSpace) visible--;
        for (var i = start; i < visible; i++) Width += glyphs[i].Advance;
        Measure(start == end ? fallback : null);
    }

    /// <summary>Points, without spaces at the end.</summary>
    public double Width { get; }

    /// <summary>Points.</summary>
    public double Height { get; private set; }

    /// <summary>From the line's top to its baseline, points.</summary>
    public double Baseline { get; private set; }

    /// <summary>Draws the line with its top left corner here. The page must be within marked content.</summary>
    public void Draw(PdfPage page, double x, double top)
    {
        Span<ushort> codes = stackalloc ushort[128];
        Span<short> shifts = stackalloc short[128];
        for (var from = start; from < end;)
        {
            var (first, count, width) = (glyphs[from], 0, 0.0);
            for (var i = from; i < end && count < 128 && glyphs[i].Font == first.Font && glyphs[i].Style == first.Style; i++, count++)
            {
                (codes[count], shifts[count]) = (glyphs[i].Code, glyphs[i].Kern);
                width += glyphs[i].Advance;
            }
            if (first.Font is not null) page.Text(x, top + Baseline, first.Font, first.Style.Size, first.Style.Colour, codes[..count], shifts[..count]);
            (from, x) = (from + count, x + width);
        }
    }

    private void Measure(TextStyle? only)
    {
        var (above, below) = (0.0, 0.0);
        TextStyle? last = null;
        for (var i = start; i < end || only is not null; i++)
        {
            var style = only ?? glyphs[i].Style;
            if (style != last)
            {
                var font = style.Face.Font;
                var (ascent, descent) = (style.Size * font.Ascent / font.UnitsPerEm, style.Size * -font.Descent / font.UnitsPerEm);
                var spare = (style.Size * style.Leading - ascent - descent) / 2;
                (above, below) = (Math.Max(above, ascent + spare), Math.Max(below, descent + spare));
            }
            last = style;
            if (only is not null) break;
        }
        (Baseline, Height) = (above, above + below);
    }
}
