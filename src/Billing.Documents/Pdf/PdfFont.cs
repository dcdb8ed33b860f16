using System.Globalization;
using System.Security.Cryptography;

namespace Billing.Documents.Pdf;

/// <summary>A font as one document uses it: each character used gets a code, and only those are embedded.</summary>
internal sealed class PdfFont
{
    private readonly Dictionary<int, int> codes = [];
    private readonly List<int> glyphs = [0];
    private readonly List<int> characters = [0];

    internal PdfFont(TrueTypeFont face, string name, int id) => (Face, Name, Id) = (face, name, id);

    public TrueTypeFont Face { get; }

    /// <summary>Its name in the pages' resources.</summary>
    internal string Name { get; }

    internal int Id { get; }

    /// <summary>The two-byte code of a character. One code per character, not per glyph: Latin A and Greek Α may share a glyph, yet each is extracted as typed.</summary>
    /// <exception cref="ArgumentException">The font lacks the character: replace it first, .notdef is never drawn.</exception>
    public int CodeOf(int codePoint)
    {
        if (codes.TryGetValue(codePoint, out var code)) return code;
        var glyph = Face.GlyphOf(codePoint);
        if (glyph == 0) throw new ArgumentException("The font has no glyph for this character.", nameof(codePoint));
        codes[codePoint] = code = glyphs.Count;
        glyphs.Add(glyph);
        characters.Add(codePoint);
        return code;
    }

    /// <summary>The pen's move in thousandths of the text's size, as the file states it.</summary>
    public double WidthOf(int codePoint) => Scaled(Face.AdvanceOf(Face.GlyphOf(codePoint)));

    /// <summary>How much closer (negative) or further two neighbours stand, in thousandths of the text's size.</summary>
    public short KerningOf(int first, int second) =>
        (short)Math.Round(Scaled(Face.KerningOf(Face.GlyphOf(first), Face.GlyphOf(second))), MidpointRounding.AwayFromZero);

    internal void Write(PdfObjects objects)
    {
        var subset = FontSubset.Build(Face, glyphs);
        var name = Tag(subset) + "+" + Name;
        var file = objects.AddStream("/Length1 " + subset.Length.ToString(CultureInfo.InvariantCulture), subset);
        var descriptor = objects.Add(Descriptor(name, file));
        var widths = new PdfBuffer();
        foreach (var glyph in glyphs) widths.Add(Scaled(Face.AdvanceOf(glyph))).Add(" ");
        var descendant = objects.Add(new PdfBuffer().Add("<</Type/Font/Subtype/CIDFontType2/BaseFont/").Add(name)
            .Add("/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor ").Ref(descriptor)
            .Add("/CIDToGIDMap/Identity/W[0[").Add(widths.Written).Add("]]>>"));
        var unicode = objects.AddStream("", ToUnicode().Written);
        objects.Set(Id, new PdfBuffer().Add("<</Type/Font/Subtype/Type0/BaseFont/").Add(name).Add("/Encoding/Identity-H/DescendantFonts[")
            .Ref(descendant).Add("]/ToUnicode ").Ref(unicode).Add(">>"));
    }

    private PdfBuffer Descriptor(string name, int file)
    {
        var d = new PdfBuffer().Add("<</Type/FontDescriptor/FontName/").Add(name).Add("/Flags 4/FontBBox[");
        foreach (var side in Face.BoundingBox) d.Add(Scaled(side)).Add(" ");
        d.Add("]/ItalicAngle 0/Ascent ").Add(Scaled(Face.Ascent)).Add("/Descent ").Add(Scaled(Face.Descent));
        return d.Add("/CapHeight ").Add(Scaled(Face.CapHeight)).Add("/StemV ").Add((long)(Face.Weight / 5)).Add("/FontFile2 ").Ref(file).Add(">>");
    }

    // ISO 32000-1 §9.10.3; at most 100 entries a block.
    private PdfBuffer ToUnicode()
    {
        var map = new PdfBuffer().Add("/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def"
            + "/CMapName/Adobe-Identity-UCS def/CMapType 2 def 1 begincodespacerange<0000><FFFF>endcodespacerange\n");
        foreach (var block in Enumerable.Range(1, characters.Count - 1).Chunk(100))
        {
            map.Add((long)block.Length).Add(" beginbfchar\n");
            foreach (var code in block)
            {
                map.Add("<").Hex(code).Add("><");
                foreach (var unit in char.ConvertFromUtf32(characters[code])) map.Hex(unit);
                map.Add(">\n");
            }
            map.Add("endbfchar\n");
        }
        return map.Add("endcmap CMapName currentdict/CMap defineresource pop end end");
    }

    // Six capitals that name the subset (ISO 32000-1 §9.6.4): from its content, so that equal documents are equal.
    private static string Tag(byte[] subset)
    {
        var hash = SHA256.HashData(subset);
        return string.Create(6, hash, (letters, h) => { for (var i = 0; i < 6; i++) letters[i] = (char)('A' + h[i] % 26); });
    }

    private double Scaled(int units) => units * 1000.0 / Face.UnitsPerEm;
}
