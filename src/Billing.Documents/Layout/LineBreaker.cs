namespace Billing.Documents.Layout;

/// <summary>Breaks glyphs into lines: at spaces, after hyphens and slashes between letters, and within a word only where it alone is wider than the line.</summary>
internal static class LineBreaker
{
    // Sums of widths are not exact; a line that was measured to fit must fit.
    private const double Tolerance = 0.001;

    /// <param name="glyphs">A paragraph.</param>
    /// <param name="width">Points; a single glyph may be wider.</param>
    /// <param name="fallback">Style of an empty line.</param>
    public static List<TextLine> Break(List<Glyph> glyphs, double width, TextStyle fallback)
    {
        var lines = new List<TextLine>();
        var (start, chance, used) = (0, 0, 0.0);
        for (var i = 0; i < glyphs.Count; i++)
        {
            var glyph = glyphs[i];
            if (glyph.IsLineFeed)
            {
                lines.Add(new(glyphs, start, i, fallback));
                (start, chance, used) = (i + 1, i + 1, 0);
                continue;
            }
            while (!glyph.IsSpace && i > start && used + glyph.Advance > width + Tolerance)
            {
                var end = chance > start ? chance : i;
                lines.Add(new(glyphs, start, end, fallback));
                (start, chance, used) = (end, end, Sum(glyphs, end, i));
            }
            used += glyph.Advance;
            if (BreaksAfter(glyphs, i)) chance = i + 1;
        }
        lines.Add(new(glyphs, start, glyphs.Count, fallback));
        return lines;
    }

    private static double Sum(List<Glyph> glyphs, int from, int to)
    {
        var sum = 0.0;
        for (var i = from; i < to; i++) sum += glyphs[i].Advance;
        return sum;
    }

    private static bool BreaksAfter(List<Glyph> glyphs, int i)
    {
        if (glyphs[i].IsSpace) return true;
        // Not next to a digit: numbers, dates and codes such as 2026-0042 stay whole.
        return glyphs[i].CodePoint is '-' or '/' or 0x2013 or 0x2014 && i > 0 && i + 1 < glyphs.Count && IsLetter(glyphs[i - 1]) && IsLetter(glyphs[i + 1]);
    }

    private static bool IsLetter(Glyph glyph) => glyph.CodePoint <= 0xFFFF && char.IsLetter((char)glyph.CodePoint);
}
