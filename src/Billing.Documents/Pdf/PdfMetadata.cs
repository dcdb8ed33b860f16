using System.Globalization;

namespace Billing.Documents.Pdf;

/// <summary>What a file says of itself.</summary>
/// <param name="Title">Shown as the window's title.</param>
/// <param name="Author">Who issues it.</param>
/// <param name="Language">Of the text, e.g. <c>en</c>.</param>
/// <param name="Date">Date it carries as created and modified; given, never the clock's, so that the same input is the same bytes.</param>
internal sealed record PdfMetadata(string Title, string Author, string Language, DateOnly Date)
{
    /// <inheritdoc cref="PdfMetadata(string, string, string, DateOnly)"/>
    public string Title { get; } = Clean(Title);

    /// <inheritdoc cref="PdfMetadata(string, string, string, DateOnly)"/>
    public string Author { get; } = Clean(Author);

    /// <summary>The program named as producer.</summary>
    public const string Producer = "Billing";

    /// <summary>As PDF writes it, midnight UTC.</summary>
    public string PdfDate => "D:" + Date.ToString("yyyyMMdd", CultureInfo.InvariantCulture) + "000000Z";

    /// <summary>As XMP writes it, midnight UTC.</summary>
    public string XmpDate => Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T00:00:00Z";

    // The dictionary and the XMP packet must say the same (ISO 19005-3 §6.6.3), and XML 1.0 has no place for control characters, escaped or not.
    private static string Clean(string text) => string.Concat(text.EnumerateRunes().Where(r => r.Value is >= ' ' and not (0xFFFE or 0xFFFF)));
}

/// <summary>A file within the file (PDF/A-3, ISO 19005-3 §6.8).</summary>
/// <param name="Name">E.g. <c>factur-x.xml</c>; ASCII.</param>
/// <param name="MediaType">E.g. <c>text/xml</c>.</param>
/// <param name="Description">What it is, for the reader.</param>
/// <param name="Relationship"><c>Alternative</c>, <c>Data</c>, <c>Source</c> or <c>Supplement</c>.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record PdfAttachment(string Name, string MediaType, string Description, string Relationship, byte[] Content);

/// <summary>Says in the metadata that an attachment is a Factur-X invoice.</summary>
/// <param name="FileName">The attachment's name.</param>
/// <param name="DocumentType">E.g. <c>INVOICE</c>.</param>
/// <param name="ConformanceLevel">E.g. <c>EN 16931</c>.</param>
internal sealed record FacturX(string FileName, string DocumentType, string ConformanceLevel);
