using System.Buffers.Binary;
using System.IO.Compression;

namespace Billing.Documents.Pdf;

/// <summary>Reads PNG (ISO 15948): all colour types and bit depths, palettes and transparency; not interlaced.</summary>
internal sealed class PngReader
{
    // 40 megapixels: beyond any logo, and small enough that a file of a few bytes cannot fill the memory.
    private const long MostPixels = 40_000_000;

    private int width;
    private int height;
    private int depth;
    private int colourType;
    private byte[] palette = [];
    private byte[]? transparent;
    private readonly MemoryStream packed = new();

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private int ChannelsIn => colourType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    private bool IsGrey => colourType is 0 or 4;

    private bool HasAlpha => colourType is 4 or 6 || transparent is not null;

    /// <exception cref="InvalidDataException">Interlaced, too large, or against the standard.</exception>
    public static ImageData Read(byte[] file)
    {
        var reader = new PngReader();
        reader.ReadChunks(file);
        return reader.Decode();
    }

    private void ReadChunks(byte[] file)
    {
        for (var at = Signature.Length; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var kind = file.AsSpan(at + 4, 4);
            var body = file.AsSpan(at + 8, length);
            if (kind.SequenceEqual("IHDR"u8)) ReadHeader(body);
            else if (kind.SequenceEqual("PLTE"u8)) palette = body.ToArray();
            else if (kind.SequenceEqual("tRNS"u8)) transparent = body.ToArray();
            else if (kind.SequenceEqual("IDAT"u8)) packed.Write(body);
            else if (kind.SequenceEqual("IEND"u8)) return;
            at += 12 + length;
        }
    }

    private void ReadHeader(ReadOnlySpan<byte> body)
    {
        (width, height) = (BinaryPrimitives.ReadInt32BigEndian(body), BinaryPrimitives.ReadInt32BigEndian(body[4..]));
        (depth, colourType) = (body[8], body[9]);
        if (width < 1 || height < 1 || (long)width * height > MostPixels) throw new InvalidDataException("The image has no pixels or too many.");
        if (body[12] != 0) throw new InvalidDataException("Interlaced PNG is not read: save it without interlacing.");
        if (depth is not (1 or 2 or 4 or 8 or 16) || colourType is not (0 or 2 or 3 or 4 or 6)) throw new InvalidDataException("The PNG has an unknown colour type.");
    }

    private ImageData Decode()
    {
        if (width == 0) throw new InvalidDataException("The PNG has no header.");
        var stride = (width * ChannelsIn * depth + 7) / 8;
        var raw = new byte[(long)height * (stride + 1)];
        packed.Position = 0;
        using (var inflate = new ZLibStream(packed, CompressionMode.Decompress)) inflate.ReadExactly(raw);
        var channels = IsGrey ? 1 : 3;
        var (samples, alpha) = (new byte[(long)width * height * channels], HasAlpha ? new byte[(long)width * height] : null);
        var before = new byte[stride];
        for (var y = 0; y < height; y++)
        {
            var row = raw.AsSpan(y * (stride + 1) + 1, stride);
            Unfilter(raw[y * (stride + 1)], row, before, Math.Max(1, ChannelsIn * depth / 8));
            row.CopyTo(before);
            for (var x = 0; x < width; x++) Pixel(row, x, samples.AsSpan((y * width + x) * channels, channels), alpha.AsSpan(alpha is null ? 0 : y * width + x));
        }
        return new(width, height, channels, samples, alpha is not null && alpha.AsSpan().ContainsAnyExcept((byte)255) ? alpha : null, Jpeg: false);
    }

    private static void Unfilter(int filter, Span<byte> row, byte[] above, int step)
    {
        for (var i = 0; i < row.Length; i++)
        {
            int left = i >= step ? row[i - step] : 0, up = above[i], corner = i >= step ? above[i - step] : 0;
            row[i] += (byte)(filter switch
            {
                0 => 0,
                1 => left,
                2 => up,
                3 => (left + up) / 2,
                4 => Paeth(left, up, corner),
                _ => throw new InvalidDataException("The PNG has an unknown filter."),
            });
        }
    }

    private static int Paeth(int left, int up, int corner)
    {
        var guess = left + up - corner;
        var (l, u, c) = (Math.Abs(guess - left), Math.Abs(guess - up), Math.Abs(guess - corner));
        return l <= u && l <= c ? left : u <= c ? up : corner;
    }

    private void Pixel(ReadOnlySpan<byte> row, int x, Span<byte> sample, Span<byte> alpha)
    {
        if (colourType == 3)
        {
            var index = Value(row, x);
            palette.AsSpan(index * 3, 3).CopyTo(sample);
            if (transparent is not null) alpha[0] = index < transparent.Length ? transparent[index] : (byte)255;
            return;
        }
        var first = x * ChannelsIn;
        for (var c = 0; c < sample.Length; c++) sample[c] = Scale(Value(row, first + c));
        if (colourType is 4 or 6) alpha[0] = Scale(Value(row, first + sample.Length));
        else if (transparent is not null) alpha[0] = IsTransparent(row, first, sample.Length) ? (byte)0 : (byte)255;
    }

    private bool IsTransparent(ReadOnlySpan<byte> row, int first, int channels)
    {
        for (var c = 0; c < channels; c++)
            if (Value(row, first + c) != BinaryPrimitives.ReadUInt16BigEndian(transparent.AsSpan(c * 2))) return false;
        return true;
    }

    private int Value(ReadOnlySpan<byte> row, int index) => depth switch
    {
        8 => row[index],
        16 => BinaryPrimitives.ReadUInt16BigEndian(row[(index * 2)..]),
        _ => row[index * depth / 8] >> (8 - depth - index * depth % 8) & ((1 << depth) - 1),
    };

    private byte Scale(int value) => (byte)(depth == 16 ? value >> 8 : value * 255 / ((1 << depth) - 1));
}
