using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Billing.Documents.Pdf;

/// <summary>The numbered objects of one file and how they are written: object streams and a cross-reference stream (ISO 32000-1 §7.5.7, §7.5.8).</summary>
internal sealed class PdfObjects
{
    // A reader unpacks a whole object stream to get at one object, so they stay small.
    private const int ObjectsPerStream = 200;

    private readonly List<byte[]?> bodies = [null];
    private readonly HashSet<int> streams = [];

    /// <summary>A number for an object that is written later.</summary>
    public int Reserve()
    {
        bodies.Add(null);
        return bodies.Count - 1;
    }

    /// <summary>Gives a reserved object its body.</summary>
    public void Set(int id, PdfBuffer body) => bodies[id] = body.Written.ToArray();

    /// <summary>Adds an object.</summary>
    public int Add(PdfBuffer body)
    {
        var id = Reserve();
        Set(id, body);
        return id;
    }

    /// <summary>Adds a stream; <paramref name="entries"/> are those of its dictionary other than length and filter.</summary>
    public int AddStream(string entries, ReadOnlySpan<byte> data, bool compress = true)
    {
        var id = Reserve();
        bodies[id] = Stream(entries, data, compress);
        streams.Add(id);
        return id;
    }

    /// <summary>The whole file. Its identifier is a hash of the content, so equal content is equal bytes.</summary>
    public byte[] Write(int catalog, int info)
    {
        using var file = new MemoryStream();
        file.Write(Header);
        var places = new List<(byte Kind, long Where, int Index)> { (0, 0, 65535) };
        for (var id = 1; id < bodies.Count; id++) places.Add(default);
        foreach (var chunk in Plain().Chunk(ObjectsPerStream)) Pack(chunk, places);
        for (var id = 1; id < bodies.Count; id++)
        {
            if (!streams.Contains(id)) continue;
            places[id] = (1, file.Length, 0);
            WriteObject(file, id, bodies[id]!);
        }
        WriteReferences(file, places, catalog, info);
        return file.ToArray();
    }

    // Four bytes above 127 tell transfer programs that the file is binary (ISO 19005-3 §6.1.2).
    private static byte[] Header => [.. "%PDF-1.7\n%"u8, 0xE2, 0xE3, 0xCF, 0xD3, (byte)'\n'];

    private List<int> Plain() => Enumerable.Range(1, bodies.Count - 1).Where(id => !streams.Contains(id)).ToList();

    private void Pack(int[] ids, List<(byte Kind, long Where, int Index)> places)
    {
        var (index, content) = (new PdfBuffer(), new PdfBuffer());
        var id = bodies.Count;
        for (var i = 0; i < ids.Length; i++)
        {
            index.Add((long)ids[i]).Add(" ").Add((long)content.Length).Add(" ");
            content.Add(bodies[ids[i]] ?? throw new InvalidOperationException("A reserved object was never written.")).Add("\n");
            places[ids[i]] = (2, id, i);
        }
        var entries = new PdfBuffer().Add("/Type/ObjStm/N ").Add((long)ids.Length).Add("/First ").Add((long)index.Length);
        AddStream(Encoding.Latin1.GetString(entries.Written), index.Add(content.Written).Written);
        places.Add(default);
    }

    private static void WriteReferences(MemoryStream file, List<(byte Kind, long Where, int Index)> places, int catalog, int info)
    {
        var identifier = Convert.ToHexString(SHA256.HashData(file.GetBuffer().AsSpan(0, (int)file.Length)).AsSpan(0, 16));
        var (id, start) = (places.Count, file.Length);
        places.Add((1, start, 0));
        var table = new byte[places.Count * 7];
        for (var i = 0; i < places.Count; i++)
        {
            var row = table.AsSpan(i * 7);
            row[0] = places[i].Kind;
            BinaryPrimitives.WriteUInt32BigEndian(row[1..], (uint)places[i].Where);
            BinaryPrimitives.WriteUInt16BigEndian(row[5..], (ushort)places[i].Index);
        }
        var entries = new PdfBuffer().Add("/Type/XRef/W[1 4 2]/Size ").Add((long)places.Count).Add("/Root ").Ref(catalog).Add("/Info ").Ref(info)
            .Add("/ID[<").Add(identifier).Add("><").Add(identifier).Add(">]");
        WriteObject(file, id, Stream(Encoding.Latin1.GetString(entries.Written), table, compress: true));
        file.Write(new PdfBuffer().Add("startxref\n").Add(start).Add("\n%%EOF\n").Written);
    }

    private static void WriteObject(MemoryStream file, int id, byte[] body)
    {
        file.Write(new PdfBuffer().Add((long)id).Add(" 0 obj\n").Written);
        file.Write(body);
        file.Write("\nendobj\n"u8);
    }

    private static byte[] Stream(string entries, ReadOnlySpan<byte> data, bool compress)
    {
        var content = compress ? Deflate(data) : data;
        var head = new PdfBuffer().Add("<<").Add(entries).Add(compress ? "/Filter/FlateDecode" : "").Add("/Length ").Add((long)content.Length).Add(">>\nstream\n");
        return head.Add(content).Add("\nendstream").Written.ToArray();
    }

    private static ReadOnlySpan<byte> Deflate(ReadOnlySpan<byte> data)
    {
        var packed = new MemoryStream(data.Length / 2 + 64);
        using (var deflate = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) deflate.Write(data);
        return packed.GetBuffer().AsSpan(0, (int)packed.Length);
    }
}
