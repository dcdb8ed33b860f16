namespace Billing.Documents.Pdf;

/// <summary>A node of the structure tree: what a screen reader is told the marked content is (ISO 32000-1 §14.7, PDF/UA).</summary>
internal sealed class StructureElement
{
    private readonly List<object> kids = [];

    internal StructureElement(string role) => Role = role;

    /// <summary>A standard structure type: Document, H1, P, Table, TR, TH, TD, Figure, …</summary>
    public string Role { get; }

    /// <summary>What a figure shows, in words.</summary>
    public string? Alternative { get; init; }

    /// <summary>Entries of the attribute dictionary, e.g. <c>/O/Table/Scope/Column</c>.</summary>
    public string? Attributes { get; set; }

    internal int Id { get; private set; }

    /// <summary>A child, after those already there: the order is the reading order.</summary>
    public StructureElement Add(string role, string? attributes = null, string? alternative = null)
    {
        var child = new StructureElement(role) { Attributes = attributes, Alternative = alternative };
        kids.Add(child);
        return child;
    }

    internal void Mark(PdfPage page, int mark) => kids.Add((page, mark));

    internal void Reserve(PdfObjects objects)
    {
        Id = objects.Reserve();
        foreach (var child in kids.OfType<StructureElement>()) child.Reserve(objects);
    }

    internal void Write(PdfObjects objects, int parent)
    {
        var body = new PdfBuffer().Add("<</S/").Add(Role).Add("/P ").Ref(parent);
        if (Alternative is not null) body.Add("/Alt").Text(Alternative);
        if (Attributes is not null) body.Add("/A<<").Add(Attributes).Add(">>");
        var page = kids.Select(k => k is (PdfPage p, int) ? p : null).FirstOrDefault(p => p is not null);
        if (page is not null) body.Add("/Pg ").Ref(page.Id);
        body.Add("/K[");
        foreach (var kid in kids) WriteKid(body, kid, page);
        objects.Set(Id, body.Add("]>>"));
        foreach (var child in kids.OfType<StructureElement>()) child.Write(objects, Id);
    }

    private static void WriteKid(PdfBuffer body, object kid, PdfPage? page)
    {
        if (kid is StructureElement child) body.Ref(child.Id).Add(" ");
        else if (kid is (PdfPage p, int mark) && p == page) body.Add((long)mark).Add(" ");
        else if (kid is (PdfPage other, int m)) body.Add("<</Type/MCR/Pg ").Ref(other.Id).Add("/MCID ").Add((long)m).Add(">>");
    }
}
