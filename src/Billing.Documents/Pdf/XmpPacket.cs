using System.Security;
using System.Text;

namespace Billing.Documents.Pdf;

/// <summary>Writes the metadata stream (XMP, ISO 16684-1) with what PDF/A-3a and PDF/UA-1 ask for.</summary>
internal static class XmpPacket
{
    private const string FacturXNamespace = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#";
    private const string AccessNamespace = "http://www.aiim.org/pdfua/ns/id/";

    /// <summary>The packet in UTF-8.</summary>
    public static byte[] Write(PdfMetadata metadata, FacturX? invoice)
    {
        var schemas = Schema("PDF/UA identification schema", AccessNamespace, "pdfuaid", Property("part", "Integer", "internal", "Part of ISO 14289 the file conforms to"));
        if (invoice is not null) schemas += InvoiceSchema();
        var packet = $"""
            <?xpacket begin="{'\uFEFF'}" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="{AccessNamespace}" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
            <pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
            <xmp:CreatorTool>{PdfMetadata.Producer}</xmp:CreatorTool><xmp:CreateDate>{metadata.XmpDate}</xmp:CreateDate><xmp:ModifyDate>{metadata.XmpDate}</xmp:ModifyDate><pdf:Producer>{PdfMetadata.Producer}</pdf:Producer>
            </rdf:Description>
            <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
            <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{Escape(metadata.Title)}</rdf:li></rdf:Alt></dc:title>
            <dc:creator><rdf:Seq><rdf:li>{Escape(metadata.Author)}</rdf:li></rdf:Seq></dc:creator>
            <dc:language><rdf:Bag><rdf:li>{Escape(metadata.Language)}</rdf:li></rdf:Bag></dc:language>
            </rdf:Description>{(invoice is null ? "" : Invoice(invoice))}
            <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
            <pdfaExtension:schemas><rdf:Bag>{schemas}</rdf:Bag></pdfaExtension:schemas>
            </rdf:Description>
            </rdf:RDF></x:xmpmeta>
            <?xpacket end="r"?>
            """;
        return Encoding.UTF8.GetBytes(packet);
    }

    private static string Invoice(FacturX invoice) => $"""

        <rdf:Description rdf:about="" xmlns:fx="{FacturXNamespace}">
        <fx:DocumentType>{Escape(invoice.DocumentType)}</fx:DocumentType><fx:DocumentFileName>{Escape(invoice.FileName)}</fx:DocumentFileName><fx:Version>1.0</fx:Version><fx:ConformanceLevel>{Escape(invoice.ConformanceLevel)}</fx:ConformanceLevel>
        </rdf:Description>
        """;

    private static string InvoiceSchema() => Schema("Factur-X PDFA Extension Schema", FacturXNamespace, "fx",
        Property("DocumentFileName", "Text", "external", "Name of the embedded XML invoice file") + Property("DocumentType", "Text", "external", "Type of the document")
        + Property("Version", "Text", "external", "Version of the Factur-X schema") + Property("ConformanceLevel", "Text", "external", "Conformance level of the embedded invoice"));

    private static string Schema(string name, string uri, string prefix, string properties) =>
        $"""<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>{name}</pdfaSchema:schema><pdfaSchema:namespaceURI>{uri}</pdfaSchema:namespaceURI><pdfaSchema:prefix>{prefix}</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property></rdf:li>""";

    private static string Property(string name, string type, string category, string description) =>
        $"""<rdf:li rdf:parseType="Resource"><pdfaProperty:name>{name}</pdfaProperty:name><pdfaProperty:valueType>{type}</pdfaProperty:valueType><pdfaProperty:category>{category}</pdfaProperty:category><pdfaProperty:description>{description}</pdfaProperty:description></rdf:li>""";

    private static string Escape(string text) => SecurityElement.Escape(text);
}
