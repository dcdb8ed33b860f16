using System.Globalization;
using System.Text;

namespace Billing.Documents.Pdf;

/// <summary>Writes one PDF file: tagged (PDF/UA-1) and fit to be kept (PDF/A-3a). The same calls give the same bytes, whenever and wherever.</summary>
internal sealed class PdfDocument
{
    private readonly PdfObjects objects = new();
    private readonly PdfMetadata metadata;
    private readonly List<PdfPage> pages = [];
    private readonly Dictionary<TrueTypeFont, PdfFont> fonts = [];
    private readonly List<PdfImage> images = [];
    private readonly List<(string Name, int Id)> attachments = [];
    private readonly List<(string Title, PdfPage Page, double Top)> bookmarks = [];
    private readonly int catalog;
    private readonly int tree;

    public PdfDocument(PdfMetadata metadata)
    {
        this.metadata = metadata;
        (catalog, tree, Structure) = (objects.Reserve(), objects.Reserve(), new StructureElement("Document"));
    }

    /// <summary>Root of the structure tree.</summary>
    public StructureElement Structure { get; }

    /// <summary>In order.</summary>
    public IReadOnlyList<PdfPage> Pages => pages;

    /// <summary>Set where an attachment is a Factur-X invoice.</summary>
    public FacturX? FacturX { get; set; }

    /// <summary>Adds a page; points.</summary>
    public PdfPage AddPage(double width, double height)
    {
        var page = new PdfPage(objects.Reserve(), width, height);
        pages.Add(page);
        return page;
    }

    /// <summary>The font in this document.</summary>
    /// <param name="face">Where glyphs come from.</param>
    /// <param name="name">ASCII letters, digits and hyphens.</param>
    public PdfFont Font(TrueTypeFont face, string name)
    {
        if (!fonts.TryGetValue(face, out var font)) fonts[face] = font = new(face, name, objects.Reserve());
        return font;
    }

    /// <summary>Embeds a picture once, to be drawn as often as wanted.</summary>
    public PdfImage AddImage(ImageData image)
    {
        var mask = image.Alpha is { } alpha ? objects.AddStream(Entries(image, "DeviceGray"), alpha) : 0;
        var entries = Entries(image, image.Channels == 1 ? "DeviceGray" : "DeviceRGB");
        if (mask != 0) entries += Encoding.ASCII.GetString(new PdfBuffer().Add("/SMask ").Ref(mask).Written);
        var id = objects.AddStream(image.Jpeg ? entries + "/Filter/DCTDecode" : entries, image.Samples, compress: !image.Jpeg);
        images.Add(new("I" + images.Count.ToString(CultureInfo.InvariantCulture), id, image.Width, image.Height));
        return images[^1];
    }

    /// <summary>Puts a file into the file.</summary>
    public void Attach(PdfAttachment file)
    {
        var entries = new PdfBuffer().Add("/Type/EmbeddedFile/Subtype/").Add(file.MediaType.Replace("/", "#2F", StringComparison.Ordinal))
            .Add("/Params<</Size ").Add((long)file.Content.Length).Add("/ModDate").Text(metadata.PdfDate).Add(">>");
        var stream = objects.AddStream(Encoding.ASCII.GetString(entries.Written), file.Content);
        var id = objects.Add(new PdfBuffer().Add("<</Type/Filespec/F").Text(file.Name).Add("/UF").Text(file.Name).Add("/Desc").Text(file.Description)
            .Add("/AFRelationship/").Add(file.Relationship).Add("/EF<</F ").Ref(stream).Add("/UF ").Ref(stream).Add(">>>>"));
        attachments.Add((file.Name, id));
    }

    /// <summary>An entry of the reader's outline.</summary>
    public void Bookmark(string title, PdfPage page, double top) => bookmarks.Add((title, page, top));

    /// <summary>The file. Call once, last.</summary>
    public byte[] Save()
    {
        foreach (var font in fonts.Values) font.Write(objects);
        var (parent, resources) = (objects.Reserve(), objects.Add(Resources()));
        for (var i = 0; i < pages.Count; i++) WritePage(i, parent, resources);
        var kids = new PdfBuffer();
        foreach (var page in pages) kids.Ref(page.Id).Add(" ");
        objects.Set(parent, new PdfBuffer().Add("<</Type/Pages/Count ").Add((long)pages.Count).Add("/Kids[").Add(kids.Written).Add("]>>"));
        WriteStructure();
        WriteCatalog(parent);
        var info = objects.Add(new PdfBuffer().Add("<</Title").Text(metadata.Title).Add("/Author").Text(metadata.Author).Add("/Creator").Text(PdfMetadata.Producer)
            .Add("/Producer").Text(PdfMetadata.Producer).Add("/CreationDate").Text(metadata.PdfDate).Add("/ModDate").Text(metadata.PdfDate).Add(">>"));
        return objects.Write(catalog, info);
    }

    private static string Entries(ImageData image, string space) => Encoding.ASCII.GetString(new PdfBuffer()
        .Add("/Type/XObject/Subtype/Image/Width ").Add((long)image.Width).Add("/Height ").Add((long)image.Height).Add("/BitsPerComponent 8/ColorSpace/").Add(space).Written);

    private PdfBuffer Resources()
    {
        var body = new PdfBuffer().Add("<</Font<<");
        foreach (var font in fonts.Values) body.Add("/").Add(font.Name).Add(" ").Ref(font.Id);
        body.Add(">>/XObject<<");
        foreach (var image in images) body.Add("/").Add(image.Name).Add(" ").Ref(image.Id);
        return body.Add(">>>>");
    }

    private void WritePage(int index, int parent, int resources)
    {
        var page = pages[index];
        var content = objects.AddStream("", page.Content.Written);
        var body = new PdfBuffer().Add("<</Type/Page/Parent ").Ref(parent).Add("/MediaBox[0 0 ").Add(page.Width).Add(" ").Add(page.Height).Add("]/Resources ")
            .Ref(resources).Add("/Contents ").Ref(content).Add("/StructParents ").Add((long)index).Add("/Tabs/S");
        // A page with transparency states its blending space (ISO 19005-3 §6.2.10).
        if (images.Count > 0) body.Add("/Group<</S/Transparency/CS/DeviceRGB>>");
        objects.Set(page.Id, body.Add(">>"));
    }

    private void WriteStructure()
    {
        Structure.Reserve(objects);
        Structure.Write(objects, tree);
        var body = new PdfBuffer().Add("<</Nums[");
        for (var i = 0; i < pages.Count; i++)
        {
            body.Add((long)i).Add("[");
            foreach (var element in pages[i].Marks) body.Ref(element.Id).Add(" ");
            body.Add("]");
        }
        var parents = objects.Add(body.Add("]>>"));
        objects.Set(tree, new PdfBuffer().Add("<</Type/StructTreeRoot/K ").Ref(Structure.Id).Add("/ParentTree ").Ref(parents)
            .Add("/ParentTreeNextKey ").Add((long)pages.Count).Add(">>"));
    }

    private void WriteCatalog(int parent)
    {
        var profile = objects.AddStream("/N 3", SrgbProfile.Bytes);
        var xmp = objects.AddStream("/Type/Metadata/Subtype/XML", XmpPacket.Write(metadata, FacturX), compress: false);
        var body = new PdfBuffer().Add("<</Type/Catalog/Pages ").Ref(parent).Add("/Metadata ").Ref(xmp).Add("/Lang").Text(metadata.Language)
            .Add("/MarkInfo<</Marked true>>/StructTreeRoot ").Ref(tree).Add("/ViewerPreferences<</DisplayDocTitle true>>")
            .Add("/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB)/DestOutputProfile ").Ref(profile).Add(">>]");
        if (bookmarks.Count > 0) body.Add("/Outlines ").Ref(WriteBookmarks());
        if (attachments.Count > 0) WriteAttachments(body);
        objects.Set(catalog, body.Add(">>"));
    }

    private void WriteAttachments(PdfBuffer body)
    {
        body.Add("/AF[");
        foreach (var (_, id) in attachments) body.Ref(id).Add(" ");
        body.Add("]/Names<</EmbeddedFiles<</Names[");
        foreach (var (name, id) in attachments.OrderBy(a => a.Name, StringComparer.Ordinal)) body.Text(name).Ref(id).Add(" ");
        body.Add("]>>>>");
    }

    private int WriteBookmarks()
    {
        var root = objects.Reserve();
        var ids = bookmarks.ConvertAll(_ => objects.Reserve());
        for (var i = 0; i < ids.Count; i++)
        {
            var (title, page, top) = bookmarks[i];
            var body = new PdfBuffer().Add("<</Title").Text(title).Add("/Parent ").Ref(root).Add("/Dest[").Ref(page.Id).Add("/XYZ null ").Add(page.Height - top).Add(" null]");
            if (i > 0) body.Add("/Prev ").Ref(ids[i - 1]);
            if (i < ids.Count - 1) body.Add("/Next ").Ref(ids[i + 1]);
            objects.Set(ids[i], body.Add(">>"));
        }
        objects.Set(root, new PdfBuffer().Add("<</Type/Outlines/First ").Ref(ids[0]).Add("/Last ").Ref(ids[^1]).Add("/Count ").Add((long)ids.Count).Add(">>"));
        return root;
    }
}
