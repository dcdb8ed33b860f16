using Billing.Documents.Layout;
using Billing.Documents.Pdf;

namespace Billing.UnitTests.Documents;

public sealed class ImageTests
{
    [Fact]
    public void Read_TrueColourWithAlpha_GivesColoursAndAlpha()
    {
        var png = TestPng.Write(3, 7, 8, 6, y => [255, 0, 0, 255, 0, (byte)(y * 9), 0, 128, 0, 0, 255, 0]);
        var image = ImageData.Read(png);
        Assert.Equal((3, 7, 3, false), (image.Width, image.Height, image.Channels, image.Jpeg));
        Assert.Equal([255, 0, 0, 0, 45, 0, 0, 0, 255], image.Samples[45..54]);
        Assert.Equal([255, 128, 0], image.Alpha![15..18]);
    }

    [Fact]
    public void Read_OpaqueAlpha_NeedsNoMask() => Assert.Null(ImageData.Read(TestPng.Write(1, 5, 8, 4, _ => [7, 255])).Alpha);

    [Theory]
    [InlineData(1, new byte[] { 0b1010_0000 }, new byte[] { 255, 0, 255 })]
    [InlineData(2, new byte[] { 0b11_01_00_00 }, new byte[] { 255, 85, 0 })]
    [InlineData(4, new byte[] { 0xF3, 0x00 }, new byte[] { 255, 51, 0 })]
    [InlineData(8, new byte[] { 9, 8, 7 }, new byte[] { 9, 8, 7 })]
    [InlineData(16, new byte[] { 9, 99, 8, 99, 7, 99 }, new byte[] { 9, 8, 7 })]
    public void Read_GreyOfAnyDepth_ScalesToEightBits(byte depth, byte[] row, byte[] expected)
    {
        var image = ImageData.Read(TestPng.Write(3, 2, depth, 0, _ => row));
        Assert.Equal(1, image.Channels);
        Assert.Equal([.. expected, .. expected], image.Samples);
    }

    [Fact]
    public void Read_PaletteWithTransparency_LooksBothUp()
    {
        var image = ImageData.Read(TestPng.Write(4, 1, 2, 3, _ => [0b00_01_10_01], [("PLTE", [1, 2, 3, 4, 5, 6, 7, 8, 9]), ("tRNS", [255, 0])]));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 4, 5, 6], image.Samples);
        Assert.Equal([255, 0, 255, 0], image.Alpha!);
    }

    [Fact]
    public void Read_TransparentColour_IsThatColourOnly()
    {
        var image = ImageData.Read(TestPng.Write(2, 1, 8, 2, _ => [10, 20, 30, 10, 20, 31], [("tRNS", [0, 10, 0, 20, 0, 30])]));
        Assert.Equal([0, 255], image.Alpha!);
    }

    [Fact]
    public void Read_Interlaced_IsRefusedWithItsReason()
    {
        var png = TestPng.Write(1, 1, 8, 0, _ => [0], interlace: 1);
        Assert.Contains("interlac", Assert.Throws<InvalidDataException>(() => ImageData.Read(png)).Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Read_CutAnywhere_IsRefusedAndNothingElse()
    {
        var png = TestPng.Write(9, 9, 8, 2, y => [.. Enumerable.Range(0, 27).Select(i => (byte)(i * y * 7))]);
        for (var length = 0; length < png.Length - 20; length++)
            Assert.Throws<InvalidDataException>(() => ImageData.Read(png[..length]));
    }

    [Fact]
    public void Read_HugeSize_IsRefusedBeforeMemoryIsTaken()
    {
        var png = TestPng.Write(1, 1, 8, 0, _ => [0]);
        (png[16], png[20]) = (0x7F, 0x7F);
        Assert.Throws<InvalidDataException>(() => ImageData.Read(png));
    }

    [Fact]
    public void Read_Jpeg_KeepsItsBytes()
    {
        byte[] jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xC2, 0, 17, 8, 0, 20, 0, 30, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1, 0xFF, 0xD9];
        var image = ImageData.Read(jpeg);
        Assert.Equal((30, 20, 3, true), (image.Width, image.Height, image.Channels, image.Jpeg));
        Assert.Same(jpeg, image.Samples);
    }

    [Fact]
    public void Read_CmykJpeg_IsRefused()
    {
        byte[] jpeg = [0xFF, 0xD8, 0xFF, 0xC0, 0, 20, 8, 0, 20, 0, 30, 4, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1, 4, 0x11, 1, 0xFF, 0xD9];
        Assert.Throws<InvalidDataException>(() => ImageData.Read(jpeg));
    }

    [Theory]
    [InlineData("GIF89a")]
    [InlineData("")]
    public void Read_OtherFile_IsRefused(string content) => Assert.Throws<InvalidDataException>(() => ImageData.Read(System.Text.Encoding.ASCII.GetBytes(content)));

    [Fact]
    public void Image_HalfTransparentOnWhite_IsSeenThrough()
    {
        var png = TestPng.Write(2, 1, 8, 6, _ => [255, 0, 0, 255, 255, 0, 0, 0]);
        var pdf = PageFlow.Render(new("Logo", "A", "en", new(2026, 1, 1)), PageSetup.A4,
            setter => [Figure.Image(ImageData.Read(png), 200, 100, "Logo of A", setter.Document)], (_, _) => new Paragraph("1", TestText.Body)).Bytes;
        Tool.Run("qpdf", pdf, "--check", "FILE");
        Assert.Equal((255, 0, 0), Tool.Pixel(pdf, 51 + 20, 48 + 50));
        Assert.Equal((255, 255, 255), Tool.Pixel(pdf, 51 + 180, 48 + 50));
    }
}
