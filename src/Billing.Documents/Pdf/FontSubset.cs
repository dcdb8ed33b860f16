using System.Buffers.Binary;
using System.Text;

namespace Billing.Documents.Pdf;

/// <summary>Makes a small TrueType file of some glyphs of a font, in the order asked for.</summary>
internal static class FontSubset
{
    /// <summary>Glyph i of the result is <c>glyphs[i]</c>; what composite glyphs are made of follows behind them.</summary>
    /// <param name="font">Where the outlines come from.</param>
    /// <param name="glyphs">The first is 0, .notdef. One glyph may stand in several places, so that each character keeps a code of its own.</param>
    public static byte[] Build(TrueTypeFont font, IReadOnlyList<int> glyphs)
    {
        var (order, places) = WithComponents(font, glyphs);
        var (outlines, locations) = Outlines(font, order, places);
        var tables = new SortedDictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["glyf"] = outlines, ["loca"] = locations, ["hmtx"] = Metrics(font, order),
            ["head"] = font.BytesOf("head").ToArray(), ["hhea"] = font.BytesOf("hhea").ToArray(), ["maxp"] = font.BytesOf("maxp").ToArray(),
        };
        tables["head"].AsSpan(8, 4).Clear();
        Put16(tables["head"], 50, 1);
        Put16(tables["hhea"], 34, order.Count);
        Put16(tables["maxp"], 4, order.Count);
        foreach (var hints in new[] { "cvt ", "fpgm", "prep" })
            if (font.Has(hints)) tables[hints] = font.BytesOf(hints).ToArray();
        return Assemble(tables);
    }

    private static (List<int> Order, Dictionary<int, int> Places) WithComponents(TrueTypeFont font, IReadOnlyList<int> glyphs)
    {
        var (order, places) = (new List<int>(glyphs), new Dictionary<int, int>());
        for (var i = 0; i < order.Count; i++) places.TryAdd(order[i], i);
        for (var i = 0; i < order.Count; i++)
        {
            var outline = font.OutlineOf(order[i]);
            foreach (var at in Components(outline))
            {
                var part = BinaryPrimitives.ReadUInt16BigEndian(outline[at..]);
                if (places.TryAdd(part, order.Count)) order.Add(part);
            }
        }
        return (order, places);
    }

    private static (byte[] Outlines, byte[] Locations) Outlines(TrueTypeFont font, List<int> order, Dictionary<int, int> places)
    {
        var all = new PdfBuffer();
        var locations = new byte[(order.Count + 1) * 4];
        for (var i = 0; i < order.Count; i++)
        {
            var outline = font.OutlineOf(order[i]).ToArray();
            foreach (var at in Components(outline)) Put16(outline, at, places[BinaryPrimitives.ReadUInt16BigEndian(outline.AsSpan(at))]);
            all.Add(outline);
            while (all.Length % 4 != 0) all.Add([(byte)0]);
            BinaryPrimitives.WriteUInt32BigEndian(locations.AsSpan((i + 1) * 4), (uint)all.Length);
        }
        return (all.Written.ToArray(), locations);
    }

    // Where in the outline the glyph numbers of its components stand (OpenType 'glyf', composite glyph description).
    private static List<int> Components(ReadOnlySpan<byte> outline)
    {
        var places = new List<int>();
        if (outline.IsEmpty || BinaryPrimitives.ReadInt16BigEndian(outline) >= 0) return places;
        var (at, flags) = (10, 0x20);
        while ((flags & 0x20) != 0)
        {
            flags = BinaryPrimitives.ReadUInt16BigEndian(outline[at..]);
            places.Add(at + 2);
            var scale = (flags & 0x08) != 0 ? 2 : (flags & 0x40) != 0 ? 4 : (flags & 0x80) != 0 ? 8 : 0;
            at += 4 + ((flags & 1) != 0 ? 4 : 2) + scale;
        }
        return places;
    }

    private static byte[] Metrics(TrueTypeFont font, List<int> order)
    {
        var metrics = new byte[order.Count * 4];
        for (var i = 0; i < order.Count; i++)
        {
            Put16(metrics, i * 4, font.AdvanceOf(order[i]));
            Put16(metrics, i * 4 + 2, font.LeftBearingOf(order[i]));
        }
        return metrics;
    }

    private static byte[] Assemble(SortedDictionary<string, byte[]> tables)
    {
        var start = 12 + tables.Count * 16;
        var file = new byte[start + tables.Values.Sum(t => Padded(t.Length))];
        var power = 1 << int.Log2(tables.Count);
        BinaryPrimitives.WriteUInt32BigEndian(file, 0x00010000);
        Put16(file, 4, tables.Count);
        Put16(file, 6, power * 16);
        Put16(file, 8, int.Log2(power));
        Put16(file, 10, (tables.Count - power) * 16);
        var (entry, head) = (12, 0);
        foreach (var (name, content) in tables)
        {
            content.CopyTo(file, start);
            Encoding.ASCII.GetBytes(name, file.AsSpan(entry));
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(entry + 4), Sum(file.AsSpan(start, Padded(content.Length))));
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(entry + 8), (uint)start);
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(entry + 12), (uint)content.Length);
            if (name == "head") head = start;
            (entry, start) = (entry + 16, start + Padded(content.Length));
        }
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(head + 8), 0xB1B0AFBA - Sum(file));
        return file;
    }

    private static uint Sum(ReadOnlySpan<byte> data)
    {
        var sum = 0u;
        for (var i = 0; i < data.Length; i += 4) sum += BinaryPrimitives.ReadUInt32BigEndian(data[i..]);
        return sum;
    }

    private static int Padded(int length) => (length + 3) & ~3;

    private static void Put16(byte[] data, int offset, int value) => BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(offset), (ushort)value);
}
