namespace Billing.Documents.Pdf;

/// <summary>A picture ready to embed.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Channels">1 grey, 3 RGB.</param>
/// <param name="Samples">8 bits each, row by row; or a whole JPEG file where <paramref name="Jpeg"/>.</param>
/// <param name="Alpha">8 bits a pixel, 255 opaque; null where all is opaque.</param>
/// <param name="Jpeg">The samples are a JPEG file, kept as it is.</param>
internal sealed record ImageData(int Width, int Height, int Channels, byte[] Samples, byte[]? Alpha, bool Jpeg)
{
    /// <summary>Reads a PNG (not interlaced) or a JPEG (grey or YCbCr).</summary>
    /// <exception cref="InvalidDataException">Neither, damaged, or of a kind that we do not read; the message says which.</exception>
    public static ImageData Read(byte[] file)
    {
        try
        {
            if (file.AsSpan().StartsWith(PngReader.Signature)) return PngReader.Read(file);
            if (file.AsSpan().StartsWith(new byte[] { 0xFF, 0xD8, 0xFF })) return JpegReader.Read(file);
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or IndexOutOfRangeException or EndOfStreamException or OverflowException)
        {
            throw new InvalidDataException("The image is damaged or cut short.", e);
        }
        throw new InvalidDataException("The image is neither PNG nor JPEG.");
    }
}

/// <summary>An image in one document.</summary>
/// <param name="Name">Its name in the pages' resources.</param>
/// <param name="Id">Its object.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
internal sealed record PdfImage(string Name, int Id, int Width, int Height);
