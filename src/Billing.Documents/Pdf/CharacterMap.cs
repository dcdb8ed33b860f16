using System.Buffers.Binary;

namespace Billing.Documents.Pdf;

/// <summary>Reads a font's <c>cmap</c>: formats 4 (BMP) and 12 (all of Unicode), the two that Unicode fonts use.</summary>
internal static class CharacterMap
{
    /// <summary>Glyph by code point.</summary>
    /// <param name="data">The font file.</param>
    /// <param name="table">Where <c>cmap</c> begins.</param>
    public static Dictionary<int, int> Read(byte[] data, int table)
    {
        var (best, format) = (0, 0);
        for (var i = 0; i < U16(data, table + 2); i++)
        {
            var record = table + 4 + i * 8;
            var (platform, encoding) = (U16(data, record), U16(data, record + 2));
            var start = table + (int)U32(data, record + 4);
            var unicode = platform == 0 || (platform == 3 && encoding is 1 or 10);
            if (unicode && U16(data, start) is 4 or 12 && U16(data, start) > format) (best, format) = (start, U16(data, start));
        }
        return format switch { 12 => Groups(data, best), 4 => Segments(data, best), _ => [] };
    }

    private static Dictionary<int, int> Groups(byte[] data, int start)
    {
        var map = new Dictionary<int, int>();
        for (var i = 0; i < (int)U32(data, start + 12); i++)
        {
            var group = start + 16 + i * 12;
            var (first, last, glyph) = ((int)U32(data, group), (int)U32(data, group + 4), (int)U32(data, group + 8));
            if (last > 0x10FFFF) throw new InvalidDataException("The font maps what is no character.");
            for (var c = first; c <= last; c++) map[c] = glyph + c - first;
        }
        return map;
    }

    private static Dictionary<int, int> Segments(byte[] data, int start)
    {
        var map = new Dictionary<int, int>();
        var bytes = U16(data, start + 6);
        for (var i = 0; i < bytes; i += 2)
        {
            var (last, first) = (U16(data, start + 14 + i), U16(data, start + 16 + bytes + i));
            var (delta, range) = (U16(data, start + 16 + bytes * 2 + i), start + 16 + bytes * 3 + i);
            var offset = U16(data, range);
            for (var c = first; c <= last && c != 0xFFFF; c++)
            {
                var glyph = offset == 0 ? c : U16(data, range + offset + (c - first) * 2);
                if (glyph != 0) map[c] = (glyph + delta) & 0xFFFF;
            }
        }
        return map;
    }

    private static int U16(byte[] data, int offset) => BinaryPrimitives.ReadUInt16BigEndian(data.AsSpan(offset));

    private static uint U32(byte[] data, int offset) => BinaryPrimitives.ReadUInt32BigEndian(data.AsSpan(offset));
}
