using System.Buffers.Binary;

namespace Billing.Documents.Pdf;

/// <summary>Kerning of a font, from pair adjustments of its <c>GPOS</c> table (OpenType, lookup type 2, and type 9 that leads to it).</summary>
/// <remarks>Takes the lookups of feature <c>kern</c> of all scripts: in the fonts we ship they do not contradict each other.</remarks>
internal sealed class PairKerning
{
    private readonly byte[] data;
    private readonly List<int> subtables = [];
    private readonly Dictionary<int, Dictionary<int, int>> coverage = [];

    private PairKerning(byte[] data) => this.data = data;

    /// <summary>Finds the subtables; null where the font has no kerning.</summary>
    public static PairKerning? Read(byte[] table)
    {
        var kerning = new PairKerning(table);
        foreach (var lookup in kerning.Lookups()) kerning.AddLookup(lookup);
        return kerning.subtables.Count > 0 ? kerning : null;
    }

    /// <summary>Font units added to the first glyph's advance.</summary>
    public int Between(int first, int second)
    {
        foreach (var subtable in subtables)
        {
            if (!coverage[subtable].TryGetValue(first, out var index)) continue;
            // The first subtable that covers the pair decides, also where it says 0.
            if ((U16(subtable) == 1 ? ByGlyph(subtable, index, second) : ByClass(subtable, first, second)) is { } value) return value;
        }
        return 0;
    }

    private SortedSet<int> Lookups()
    {
        var (features, found) = (U16(6), new SortedSet<int>());
        for (var i = 0; i < U16(features); i++)
        {
            var record = features + 2 + i * 6;
            if (!data.AsSpan(record, 4).SequenceEqual("kern"u8)) continue;
            var feature = features + U16(record + 4);
            for (var k = 0; k < U16(feature + 2); k++) found.Add(U16(feature + 4 + k * 2));
        }
        return found;
    }

    private void AddLookup(int number)
    {
        var lookup = U16(8) + U16(U16(8) + 2 + number * 2);
        for (var i = 0; i < U16(lookup + 4); i++)
        {
            var (kind, subtable) = (U16(lookup), lookup + U16(lookup + 6 + i * 2));
            if (kind == 9) (kind, subtable) = (U16(subtable + 2), subtable + (int)BinaryPrimitives.ReadUInt32BigEndian(data.AsSpan(subtable + 4)));
            // Only the usual form: one advance for the first glyph, nothing for the second.
            if (kind != 2 || U16(subtable + 4) != 4 || U16(subtable + 6) != 0) continue;
            subtables.Add(subtable);
            coverage[subtable] = Coverage(subtable + U16(subtable + 2));
        }
    }

    private int? ByGlyph(int subtable, int index, int second)
    {
        var set = subtable + U16(subtable + 10 + index * 2);
        var (low, high) = (0, U16(set) - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var record = set + 2 + middle * 4;
            var glyph = U16(record);
            if (glyph == second) return BinaryPrimitives.ReadInt16BigEndian(data.AsSpan(record + 2));
            if (glyph < second) low = middle + 1;
            else high = middle - 1;
        }
        return null;
    }

    private int? ByClass(int subtable, int first, int second)
    {
        var (a, b) = (ClassOf(subtable + U16(subtable + 8), first), ClassOf(subtable + U16(subtable + 10), second));
        return BinaryPrimitives.ReadInt16BigEndian(data.AsSpan(subtable + 16 + (a * U16(subtable + 14) + b) * 2));
    }

    private int ClassOf(int table, int glyph)
    {
        if (U16(table) == 1)
        {
            var index = glyph - U16(table + 2);
            return index >= 0 && index < U16(table + 4) ? U16(table + 6 + index * 2) : 0;
        }
        var (low, high) = (0, U16(table + 2) - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var range = table + 4 + middle * 6;
            if (glyph < U16(range)) high = middle - 1;
            else if (glyph > U16(range + 2)) low = middle + 1;
            else return U16(range + 4);
        }
        return 0;
    }

    private Dictionary<int, int> Coverage(int table)
    {
        var covered = new Dictionary<int, int>();
        for (var i = 0; i < U16(table + 2); i++)
        {
            if (U16(table) == 1) covered[U16(table + 4 + i * 2)] = i;
            else
            {
                var range = table + 4 + i * 6;
                for (var glyph = U16(range); glyph <= U16(range + 2); glyph++) covered[glyph] = U16(range + 4) + glyph - U16(range);
            }
        }
        return covered;
    }

    private int U16(int offset) => BinaryPrimitives.ReadUInt16BigEndian(data.AsSpan(offset));
}
