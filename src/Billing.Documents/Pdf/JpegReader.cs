using System.Buffers.Binary;

namespace Billing.Documents.Pdf;

/// <summary>Finds size and colour of a JPEG file; its data is embedded as it is.</summary>
internal static class JpegReader
{
    /// <exception cref="InvalidDataException">CMYK, arithmetic or lossless coding, or no frame.</exception>
    public static ImageData Read(byte[] file)
    {
        for (var at = 2; at + 4 < file.Length;)
        {
            if (file[at] != 0xFF) throw new InvalidDataException("The JPEG is damaged.");
            var marker = file[at + 1];
            // Fill bytes may stand before a marker.
            if (marker == 0xFF) { at++; continue; }
            if (IsFrame(marker)) return Frame(file, at + 4, marker);
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at + 2));
        }
        throw new InvalidDataException("The JPEG has no picture.");
    }

    // C4, C8 and CC are tables, not frames (ITU-T T.81, table B.1).
    private static bool IsFrame(int marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static ImageData Frame(byte[] file, int at, int marker)
    {
        // PDF's DCTDecode reads baseline, extended and progressive Huffman coding.
        if (marker > 0xC2 || file[at] != 8) throw new InvalidDataException("The JPEG uses a coding that PDF does not read.");
        var (height, width, channels) = (BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at + 1)), BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at + 3)), file[at + 5]);
        if (channels is not (1 or 3)) throw new InvalidDataException("A CMYK JPEG is not read: save it as RGB.");
        if (width == 0 || height == 0) throw new InvalidDataException("The JPEG has no size.");
        return new(width, height, channels, file, Alpha: null, Jpeg: true);
    }
}
