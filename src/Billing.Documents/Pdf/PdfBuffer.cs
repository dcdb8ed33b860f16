using System.Buffers.Text;
using System.Text;

namespace Billing.Documents.Pdf;

/// <summary>Grows the bytes of one PDF object or content stream. Numbers are always written in the one form that PDF knows.</summary>
internal sealed class PdfBuffer
{
    private byte[] bytes = new byte[256];

    /// <summary>How many bytes were written.</summary>
    public int Length { get; private set; }

    /// <summary>What was written so far; valid until the next write.</summary>
    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    /// <summary>Characters U+0000 to U+00FF, one byte each.</summary>
    public PdfBuffer Add(ReadOnlySpan<char> text)
    {
        Encoding.Latin1.GetBytes(text, Room(text.Length));
        Length += text.Length;
        return this;
    }

    /// <summary>Bytes as they are.</summary>
    public PdfBuffer Add(ReadOnlySpan<byte> data)
    {
        data.CopyTo(Room(data.Length));
        Length += data.Length;
        return this;
    }

    /// <summary>A whole number.</summary>
    public PdfBuffer Add(long number)
    {
        Utf8Formatter.TryFormat(number, Room(20), out var written);
        Length += written;
        return this;
    }

    /// <summary>A real number, rounded to three decimals, never with an exponent (ISO 32000-1 §7.3.3).</summary>
    public PdfBuffer Add(double number)
    {
        var thousandths = (long)Math.Round(number * 1000, MidpointRounding.AwayFromZero);
        if (thousandths < 0) Add("-");
        thousandths = Math.Abs(thousandths);
        Add(thousandths / 1000);
        var rest = (int)(thousandths % 1000);
        if (rest == 0) return this;
        Span<char> digits = ['.', (char)('0' + rest / 100), (char)('0' + rest / 10 % 10), (char)('0' + rest % 10)];
        return Add(digits.TrimEnd('0'));
    }

    /// <summary>An indirect reference.</summary>
    public PdfBuffer Ref(int id) => Add((long)id).Add(" 0 R");

    /// <summary>Four hexadecimal digits.</summary>
    public PdfBuffer Hex(int value)
    {
        const string digits = "0123456789ABCDEF";
        var room = Room(4);
        for (var i = 0; i < 4; i++) room[i] = (byte)digits[(value >> (12 - 4 * i)) & 15];
        Length += 4;
        return this;
    }

    /// <summary>A text string: ASCII as it is, anything else as UTF-16 with a byte order mark (ISO 32000-1 §7.9.2.2).</summary>
    public PdfBuffer Text(string text)
    {
        if (!text.All(c => c is >= ' ' and < '\x7f'))
            return Add("<FEFF").Add(Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))).Add(">");
        var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("(", "\\(", StringComparison.Ordinal).Replace(")", "\\)", StringComparison.Ordinal);
        return Add("(").Add(escaped).Add(")");
    }

    private Span<byte> Room(int count)
    {
        if (Length + count > bytes.Length) Array.Resize(ref bytes, Math.Max(bytes.Length * 2, Length + count));
        return bytes.AsSpan(Length);
    }
}
