using System.Security.Cryptography;
using System.Text;
using Billing.Domain;
using Billing.Domain.Invoicing;
using Billing.Web.Features.Shared;

namespace Billing.Web.Features.FreeLines;

/// <summary>A receipt as someone uploaded it: checked by what is in it, never by what it calls itself.</summary>
/// <param name="Name">Safe to be a file's name anywhere, with the ending of its type.</param>
/// <param name="ContentType"><c>application/pdf</c>, <c>image/png</c> or <c>image/jpeg</c>.</param>
/// <param name="Bytes">As uploaded.</param>
internal sealed record UploadedReceipt(string Name, string ContentType, byte[] Bytes)
{
    /// <summary>5 MB, bytes.</summary>
    public const int Most = 5 * 1024 * 1024;

    private const int MostOfName = 100;

    private static readonly (byte[] Begins, string ContentType, string Ending)[] Types =
    [
        ("%PDF-"u8.ToArray(), "application/pdf", ".pdf"),
        ([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A], "image/png", ".png"),
        ([0xFF, 0xD8, 0xFF], "image/jpeg", ".jpg"),
    ];

    /// <summary>Reads an uploaded file; null when there is none or it is refused beside its field.</summary>
    public static async Task<UploadedReceipt?> ReadAsync(IFormFile? file, string field, FormReading read, CancellationToken cancel)
    {
        if (file is null) return null;
        var name = Cleaned(file.FileName);
        if (file.Length == 0) read.Refuse(field, $"“{name}” is empty. Choose another file.");
        if (file.Length > Most) read.Refuse(field, $"“{name}” has {Show.Number(decimal.Ceiling(file.Length * 10m / (1024 * 1024)) / 10m)} MB; a receipt can have at most 5 MB. Choose a smaller file.");
        if (file.Length is 0 or > Most) return null;
        using var memory = new MemoryStream((int)file.Length);
        await file.CopyToAsync(memory, cancel);
        var receipt = Of(name, memory.ToArray());
        if (receipt is null) read.Refuse(field, $"“{name}” is neither a PDF nor a PNG or JPEG picture, whatever its name says. Choose another file.");
        return receipt;
    }

    /// <summary>As it is kept for a line.</summary>
    public Receipt For(FreeLine line) => new() { BusinessId = line.BusinessId, FreeLineId = line.Id, ContentType = ContentType, Bytes = Bytes, Sha256 = SHA256.HashData(Bytes) };

    /// <summary>A name without folders, control characters, or anything that a system or a shell takes for more than a letter.</summary>
    public static string Cleaned(string name)
    {
        var own = name[(name.LastIndexOfAny(['/', '\\']) + 1)..].Normalize(NormalizationForm.FormC);
        var text = new StringBuilder();
        foreach (var rune in own.EnumerateRunes()) text.Append(Rune.IsLetterOrDigit(rune) || rune.Value is ' ' or '-' or '_' or '.' or '(' or ')' ? rune.ToString() : "-");
        var clean = text.ToString().Trim(' ', '.');
        if (clean.Length > MostOfName) clean = clean[..(char.IsHighSurrogate(clean[MostOfName - 1]) ? MostOfName - 1 : MostOfName)].TrimEnd(' ', '.');
        return clean.Length == 0 ? "receipt" : clean;
    }

    private static UploadedReceipt? Of(string name, byte[] bytes)
    {
        foreach (var (begins, type, ending) in Types)
        {
            if (!bytes.AsSpan().StartsWith(begins)) continue;
            var isJpeg = type == "image/jpeg" && name.EndsWith(".jpeg", StringComparison.OrdinalIgnoreCase);
            return new(isJpeg || name.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? name : Stem(name) + ending, type, bytes);
        }

        return null;
    }

    private static string Stem(string name) => Path.GetFileNameWithoutExtension(name) is { Length: > 0 } stem ? stem : "receipt";
}
