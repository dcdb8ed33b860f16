using System.Text;
using Billing.Documents.Pdf;

namespace Billing.Documents.Layout;

/// <summary>Turns text into glyphs of one document and remembers what it had to replace.</summary>
internal sealed class TypeSetter(PdfDocument document)
{
    private readonly Dictionary<(Typeface, int), Choice> chosen = [];
    private readonly SortedDictionary<int, int> replaced = [];

    public PdfDocument Document => document;

    /// <summary>What no font has, in order of code point.</summary>
    public IReadOnlyList<ReplacedCharacter> Replaced => [.. replaced.Select(r => new ReplacedCharacter(new Rune(r.Key), r.Value))];

    /// <summary>The glyphs of a run of spans, in order.</summary>
    public List<Glyph> Shape(IReadOnlyList<TextSpan> spans)
    {
        var glyphs = new List<Glyph>(spans.Sum(s => s.Text.Length));
        foreach (var span in spans)
            foreach (var rune in span.Text.EnumerateRunes())
                Add(glyphs, rune.Value, span.Style);
        return glyphs;
    }

    private void Add(List<Glyph> glyphs, int codePoint, TextStyle style)
    {
        if (codePoint == '\t') codePoint = ' ';
        if (codePoint is '\n' or 0x200B) glyphs.Add(new(null, 0, codePoint, 0, 0, style));
        if (codePoint is '\n' or 0x200B or '\r' || IsInvisible(codePoint)) return;
        if (!chosen.TryGetValue((style.Face, codePoint), out var choice)) chosen[(style.Face, codePoint)] = choice = Choose(style.Face, codePoint);
        // U+FFFD itself stands for text that was damaged before it came to us.
        if (choice.CodePoint != codePoint || codePoint == 0xFFFD) replaced[codePoint] = replaced.GetValueOrDefault(codePoint) + 1;
        if (glyphs.Count > 0) KernAgainst(glyphs, choice, style);
        glyphs.Add(new(choice.Font, choice.Code, choice.CodePoint, choice.Width * style.Size / 1000, 0, style));
    }

    private static void KernAgainst(List<Glyph> glyphs, Choice next, TextStyle style)
    {
        var last = glyphs[^1];
        if (last.Font != next.Font || last.Style != style) return;
        var kern = next.Font.KerningOf(last.CodePoint, next.CodePoint);
        if (kern != 0) glyphs[^1] = last with { Kern = kern, Advance = last.Advance + kern * style.Size / 1000 };
    }

    // Joiners, marks of direction, variation selectors and the soft hyphen ask for a behaviour and have no look of their own.
    private static bool IsInvisible(int c) =>
        c is 0x00AD or 0x2060 or 0xFEFF or (>= 0x200C and <= 0x200F) or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or (>= 0xFE00 and <= 0xFE0F);

    private Choice Choose(Typeface face, int codePoint)
    {
        if (!IsShowable(codePoint)) return Choose(face, 0xFFFD);
        if (face.Font.GlyphOf(codePoint) != 0) return Chosen(document.Font(face.Font, face.Name), codePoint);
        if (Typeface.Fallback.Font.GlyphOf(codePoint) != 0) return Chosen(document.Font(Typeface.Fallback.Font, Typeface.Fallback.Name), codePoint);
        return Choose(face, 0xFFFD);
    }

    // Right-to-left scripts need an order and joined forms that we do not make; private characters mean something else in each font.
    private static bool IsShowable(int c) =>
        c is not (< 0x20 or (>= 0x7F and < 0xA0) or (>= 0x0590 and <= 0x08FF) or (>= 0xE000 and <= 0xF8FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFF)
            or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF) or >= 0xF0000);

    private static Choice Chosen(PdfFont font, int codePoint) => new(font, (ushort)font.CodeOf(codePoint), codePoint, font.WidthOf(codePoint));

    private readonly record struct Choice(PdfFont Font, ushort Code, int CodePoint, double Width);
}
