using System.Buffers.Binary;
using System.Text;

namespace Billing.Documents.Pdf;

/// <summary>The output intent: a matrix profile of sRGB (IEC 61966-2-1) in ICC version 2, built here so that no foreign file is shipped.</summary>
internal static class SrgbProfile
{
    /// <summary>The profile, about half a kilobyte.</summary>
    public static byte[] Bytes { get; } = Build();

    private static byte[] Build()
    {
        // Gamma 2.2 instead of sRGB's two-part curve: the two differ by less than one step of eight bits in nearly all of the range.
        byte[] curve = [.. "curv"u8, 0, 0, 0, 0, 0, 0, 0, 1, 0x02, 0x33, 0, 0];
        byte[] description = [.. "desc"u8, 0, 0, 0, 0, .. Number(5), .. "sRGB\0"u8, .. new byte[79]];
        byte[] rights = [.. "text"u8, 0, 0, 0, 0, .. "CC0\0"u8];
        // Primaries adapted to D50, the white of the profile connection space.
        (string Name, byte[] Content)[] tags =
        [
            ("desc", description), ("cprt", rights), ("wtpt", Colour(.9642, 1, .8249)), ("rXYZ", Colour(.4361, .2225, .0139)),
            ("gXYZ", Colour(.3851, .7169, .0971)), ("bXYZ", Colour(.1431, .0606, .7141)), ("rTRC", curve), ("gTRC", curve), ("bTRC", curve),
        ];
        using var index = new MemoryStream();
        using var body = new MemoryStream();
        index.Write(Number(tags.Length));
        foreach (var (name, content) in tags)
        {
            index.Write([.. Encoding.ASCII.GetBytes(name), .. Number(132 + 12 * tags.Length + (int)body.Length), .. Number(content.Length)]);
            body.Write(content);
            while (body.Length % 4 != 0) body.WriteByte(0);
        }
        return [.. Header(128 + (int)(index.Length + body.Length)), .. index.ToArray(), .. body.ToArray()];
    }

    private static byte[] Header(int size)
    {
        var header = new byte[128];
        BinaryPrimitives.WriteInt32BigEndian(header, size);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(8), 0x02100000);
        "mntrRGB XYZ "u8.CopyTo(header.AsSpan(12));
        new byte[] { 0x07, 0xEA, 0, 1, 0, 1 }.CopyTo(header, 24);
        "acsp"u8.CopyTo(header.AsSpan(36));
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(68), 0xF6D6);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(72), 0x10000);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(76), 0xD32D);
        return header;
    }

    private static byte[] Colour(double x, double y, double z) => [.. "XYZ "u8, 0, 0, 0, 0, .. Fixed(x), .. Fixed(y), .. Fixed(z)];

    private static byte[] Fixed(double value) => Number((int)Math.Round(value * 65536));

    private static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
