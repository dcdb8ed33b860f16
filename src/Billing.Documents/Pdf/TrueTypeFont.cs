using System.Buffers.Binary;
using System.Text;

namespace Billing.Documents.Pdf;

/// <summary>A TrueType font, read once: which glyph a character has, how wide it is, and its outline. Immutable, so any thread may use it.</summary>
/// <remarks>Lengths are in the font's own units, <see cref="UnitsPerEm"/> to the size of the text.</remarks>
internal sealed class TrueTypeFont
{
    private readonly byte[] data;
    private readonly Dictionary<string, (int Start, int Length)> tables = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int> glyphs;
    private readonly PairKerning? kerning;
    private readonly int advances;
    private readonly bool longLocations;

    /// <summary>Reads the tables that text needs.</summary>
    /// <param name="data">A whole TrueType file with <c>glyf</c> outlines.</param>
    /// <exception cref="InvalidDataException">Not such a file, or cut short.</exception>
    public TrueTypeFont(byte[] data)
    {
        this.data = data;
        try
        {
            ReadDirectory();
            var (head, metrics) = (Table("head"), Table("hhea"));
            UnitsPerEm = U16(head + 18);
            BoundingBox = [S16(head + 36), S16(head + 38), S16(head + 40), S16(head + 42)];
            longLocations = U16(head + 50) != 0;
            (Ascent, Descent, advances) = (S16(metrics + 4), S16(metrics + 6), U16(metrics + 34));
            GlyphCount = U16(Table("maxp") + 4);
            Weight = Has("OS/2") ? U16(Table("OS/2") + 4) : 400;
            CapHeight = Has("OS/2") && U16(Table("OS/2")) >= 2 ? S16(Table("OS/2") + 88) : Ascent * 7 / 10;
            kerning = Has("GPOS") ? PairKerning.Read(BytesOf("GPOS").ToArray()) : null;
            glyphs = Has("cmap") ? CharacterMap.Read(data, Table("cmap")) : [];
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or IndexOutOfRangeException or KeyNotFoundException)
        {
            throw new InvalidDataException("Not a TrueType font with outlines, or cut short.", e);
        }
    }

    public int UnitsPerEm { get; }

    /// <summary>Above the baseline.</summary>
    public int Ascent { get; }

    /// <summary>Below the baseline, negative.</summary>
    public int Descent { get; }

    public int CapHeight { get; }

    /// <summary>400 regular, 700 bold.</summary>
    public int Weight { get; }

    public int GlyphCount { get; }

    /// <summary>Left, bottom, right, top around all glyphs.</summary>
    public IReadOnlyList<int> BoundingBox { get; }

    /// <summary>The glyph of a Unicode code point; 0 where the font lacks it.</summary>
    public int GlyphOf(int codePoint) => glyphs.GetValueOrDefault(codePoint);

    /// <summary>How far the pen moves after the glyph.</summary>
    public int AdvanceOf(int glyph) => U16(Table("hmtx") + Math.Min(glyph, advances - 1) * 4);

    /// <summary>How much closer (negative) or further apart two neighbours stand.</summary>
    public int KerningOf(int first, int second) => kerning?.Between(first, second) ?? 0;

    /// <summary>Whether the file has this table.</summary>
    public bool Has(string table) => tables.ContainsKey(table);

    /// <summary>The bytes of a table.</summary>
    /// <exception cref="KeyNotFoundException">It has none of this name.</exception>
    public ReadOnlySpan<byte> BytesOf(string table) => data.AsSpan(tables[table].Start, tables[table].Length);

    /// <summary>The glyph's entry in <c>glyf</c>; empty for a space.</summary>
    public ReadOnlySpan<byte> OutlineOf(int glyph)
    {
        var locations = Table("loca");
        var (start, end) = longLocations
            ? ((int)U32(locations + glyph * 4), (int)U32(locations + glyph * 4 + 4))
            : (U16(locations + glyph * 2) * 2, U16(locations + glyph * 2 + 2) * 2);
        return data.AsSpan(Table("glyf") + start, end - start);
    }

    /// <summary>Distance from the pen to the outline's left edge.</summary>
    public int LeftBearingOf(int glyph) =>
        S16(Table("hmtx") + (glyph < advances ? glyph * 4 + 2 : advances * 4 + (glyph - advances) * 2));

    private int Table(string name) => tables[name].Start;

    private void ReadDirectory()
    {
        for (var i = 0; i < U16(4); i++)
        {
            var entry = 12 + i * 16;
            var (start, length) = ((int)U32(entry + 8), (int)U32(entry + 12));
            if (start < 0 || length < 0 || (long)start + length > data.Length) throw new InvalidDataException("The font is cut short.");
            tables[Encoding.ASCII.GetString(data, entry, 4)] = (start, length);
        }
    }

    private int U16(int offset) => BinaryPrimitives.ReadUInt16BigEndian(data.AsSpan(offset));

    private short S16(int offset) => BinaryPrimitives.ReadInt16BigEndian(data.AsSpan(offset));

    private uint U32(int offset) => BinaryPrimitives.ReadUInt32BigEndian(data.AsSpan(offset));
}
