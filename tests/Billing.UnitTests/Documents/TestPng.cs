using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Billing.UnitTests.Documents;

/// <summary>Writes PNG files for tests, with every row filter in turn.</summary>
internal static class TestPng
{
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="depth">Bits of a sample.</param>
    /// <param name="colourType">0, 2, 3, 4 or 6.</param>
    /// <param name="row">Unfiltered bytes of a row.</param>
    /// <param name="chunks">Further chunks before the data.</param>
    /// <param name="interlace">0 or 1.</param>
    public static byte[] Write(int width, int height, byte depth, byte colourType, Func<int, byte[]> row, (string, byte[])[]? chunks = null, byte interlace = 0)
    {
        var channels = colourType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        var step = Math.Max(1, channels * depth / 8);
        using var data = new MemoryStream();
        using (var zip = new ZLibStream(data, CompressionLevel.Optimal, leaveOpen: true))
        {
            var above = new byte[row(0).Length];
            for (var y = 0; y < height; y++)
            {
                var current = row(y);
                zip.WriteByte((byte)(y % 5));
                zip.Write(Filter(y % 5, current, above, step));
                above = current;
            }
        }
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = (depth, colourType, interlace);
        Chunk(file, "IHDR", header);
        foreach (var (name, body) in chunks ?? []) Chunk(file, name, body);
        Chunk(file, "IDAT", data.ToArray());
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    private static byte[] Filter(int filter, byte[] row, byte[] above, int step)
    {
        var filtered = new byte[row.Length];
        for (var i = 0; i < row.Length; i++)
        {
            int left = i >= step ? row[i - step] : 0, up = above[i], corner = i >= step ? above[i - step] : 0, guess = left + up - corner;
            int l = Math.Abs(guess - left), u = Math.Abs(guess - up), c = Math.Abs(guess - corner);
            var paeth = l <= u && l <= c ? left : u <= c ? up : corner;
            filtered[i] = (byte)(row[i] - filter switch { 0 => 0, 1 => left, 2 => up, 3 => (left + up) / 2, _ => paeth });
        }
        return filtered;
    }

    private static void Chunk(MemoryStream file, string name, byte[] body)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, body.Length);
        file.Write(length);
        file.Write(Encoding.ASCII.GetBytes(name));
        file.Write(body);
        file.Write(new byte[4]);
    }
}
