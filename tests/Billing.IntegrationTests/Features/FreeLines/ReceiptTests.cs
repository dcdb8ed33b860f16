using System.Net;
using System.Security.Cryptography;
using Billing.Domain.Invoicing;
using Billing.IntegrationTests.App;
using Microsoft.EntityFrameworkCore;

namespace Billing.IntegrationTests.Features.FreeLines;

/// <summary>Uploads: the type is told by what is in a file, and it comes back as what it is, never as a page.</summary>
public sealed class ReceiptTests(FilledApp filled) : IClassFixture<FilledApp>
{
    private static readonly byte[] Pdf = [.. "%PDF-1.7\n"u8, .. new byte[100]];
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, .. new byte[100]];
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, .. new byte[100]];

    private static Dictionary<string, string> Hotel => new() { ["Date"] = "2026-10-20", ["Description"] = "Hotel", ["UnitPrice"] = "120" };

    private string Page => $"/contracts/{filled.Contract.Id}/lines/new?kind=expense";

    [Theory]
    [InlineData("hotel.pdf", "pdf", "hotel.pdf", "application/pdf")]
    [InlineData("hotel.PNG", "png", "hotel.PNG", "image/png")]
    [InlineData("hotel.jpeg", "jpeg", "hotel.jpeg", "image/jpeg")]
    [InlineData("photo.png", "pdf", "photo.pdf", "application/pdf")]
    [InlineData("page.html", "jpeg", "page.jpg", "image/jpeg")]
    [InlineData("C:\\Users\\ana\\Rechnung Nr. 7 (Köln).pdf", "pdf", "Rechnung Nr. 7 (Köln).pdf", "application/pdf")]
    [InlineData("../../etc/passwd", "png", "passwd.png", "image/png")]
    [InlineData("a;b<c>$(d).pdf", "pdf", "a-b-c--(d).pdf", "application/pdf")]
    public async Task Upload_OfAReceipt_ComesBackAsAnAttachmentOfWhatItIs(string name, string content, string kept, string type)
    {
        var bytes = content switch { "pdf" => Pdf, "png" => Png, _ => Jpeg };
        await filled.Ana.GetAsync(Page);
        await filled.Ana.UploadAsync(Hotel, "Receipt", name, bytes);
        Assert.Equal("“Hotel” is added and will be on the next invoice.", filled.Ana.Notice);
        var line = await LatestAsync();
        Assert.Equal(kept, line.ReceiptName);

        using var answer = await filled.Ana.Http.GetAsync(new Uri($"/lines/{line.Id}/receipt", UriKind.Relative));
        Assert.Equal((HttpStatusCode.OK, type, "attachment"), (answer.StatusCode, answer.Content.Headers.ContentType!.ToString(), answer.Content.Headers.ContentDisposition!.DispositionType));
        Assert.Equal(kept, answer.Content.Headers.ContentDisposition.FileNameStar ?? answer.Content.Headers.ContentDisposition.FileName!.Trim('"'));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal(bytes, await answer.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("hotel.pdf", "MZ", 100, "“hotel.pdf” is neither a PDF nor a PNG or JPEG picture, whatever its name says. Choose another file.")]
    [InlineData("photo.png", "<svg onload=alert(1)>", 0, "“photo.png” is neither a PDF nor a PNG or JPEG picture, whatever its name says. Choose another file.")]
    [InlineData("hotel.pdf", " %PDF-1.7", 0, "“hotel.pdf” is neither a PDF nor a PNG or JPEG picture, whatever its name says. Choose another file.")]
    [InlineData("hotel.pdf", "", 0, "“hotel.pdf” is empty. Choose another file.")]
    [InlineData("hotel.pdf", "%PDF-", 5 * 1024 * 1024 - 4, "“hotel.pdf” has 5.1 MB; a receipt can have at most 5 MB. Choose a smaller file.")]
    [InlineData("hotel.pdf", "%PDF-", 20 * 1024 * 1024, "“hotel.pdf” has 20.1 MB; a receipt can have at most 5 MB. Choose a smaller file.")]
    public async Task Upload_OfSomethingElse_IsRefusedAndNothingTypedIsLost(string name, string begins, int then, string sentence)
    {
        await filled.Ana.GetAsync(Page);
        var before = await filled.RowsAsync();
        await filled.Ana.UploadAsync(Hotel, "Receipt", name, [.. System.Text.Encoding.ASCII.GetBytes(begins), .. new byte[then]]);
        Assert.Equal((HttpStatusCode.OK, sentence), (filled.Ana.Status, filled.Ana.Error("Receipt")));
        Assert.Equal(("2026-10-20", "Hotel", "120"), (filled.Ana.Value("Date"), filled.Ana.Value("Description"), filled.Ana.Value("UnitPrice")));
        Assert.Equal(before, await filled.RowsAsync());
    }

    [Fact]
    public async Task Upload_OfExactly5Mb_IsKept()
    {
        await filled.Ana.GetAsync(Page);
        await filled.Ana.UploadAsync(Hotel, "Receipt", "hotel.pdf", [.. "%PDF-"u8, .. new byte[5 * 1024 * 1024 - 5]]);
        Assert.Equal("“Hotel” is added and will be on the next invoice.", filled.Ana.Notice);
    }

    [Fact]
    public async Task Upload_BesideAWrongField_SaysThatTheFileMustBeChosenAgain()
    {
        await filled.Ana.GetAsync(Page);
        await filled.Ana.UploadAsync(new(Hotel) { ["UnitPrice"] = "much" }, "Receipt", "hotel.pdf", Pdf);
        Assert.Equal("Enter the price as a number, for example 100.", filled.Ana.Error("UnitPrice"));
        Assert.Equal("Choose “hotel.pdf” again: a browser cannot keep a chosen file.", filled.Ana.Error("Receipt"));
        Assert.Equal("much", filled.Ana.Value("UnitPrice"));
    }

    [Fact]
    public async Task Receipt_ReplacedAndRemoved_IsAuditedByItsHash()
    {
        await filled.Ana.GetAsync(Page);
        await filled.Ana.UploadAsync(Hotel, "Receipt", "first.pdf", Pdf);
        var line = await LatestAsync();
        await filled.Ana.GetAsync($"/lines/{line.Id}");
        await filled.Ana.UploadAsync([], "Receipt", "second.png", Png);
        Assert.Equal("“Hotel” is saved.", filled.Ana.Notice);
        Assert.Equal("second.png", (await LatestAsync()).ReceiptName);
        Assert.Equal(["added " + Hash(Pdf), "deleted " + Hash(Pdf), "added " + Hash(Png)], await AuditedAsync(line));

        await filled.SavesAsync($"/lines/{line.Id}", null, new() { ["RemoveReceipt"] = "true" });
        Assert.Null((await LatestAsync()).ReceiptName);
        Assert.Equal("deleted " + Hash(Png), (await AuditedAsync(line))[^1]);
        await filled.Ana.GetAsync($"/lines/{line.Id}/receipt");
        Assert.Equal(HttpStatusCode.NotFound, filled.Ana.Status);
    }

    [Fact]
    public async Task Line_SavedWithoutAnotherFile_KeepsItsReceipt()
    {
        await filled.Ana.GetAsync(Page);
        await filled.Ana.UploadAsync(Hotel, "Receipt", "first.pdf", Pdf);
        var line = await LatestAsync();
        await filled.SavesAsync($"/lines/{line.Id}", null, new() { ["Description"] = "Hotel, two nights" });
        Assert.Equal("first.pdf", (await LatestAsync()).ReceiptName);
        await filled.SavesAsync($"/lines/{line.Id}/delete", null, []);
        Assert.Equal(0, await filled.App.AsAsync(db => db.Receipts.CountAsync(r => r.FreeLineId == line.Id)));
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private Task<FreeLine> LatestAsync() => filled.App.AsAsync(async db => (await db.FreeLines.AsNoTracking().ToListAsync()).MaxBy(l => l.Id.Value)!);

    private Task<List<string>> AuditedAsync(FreeLine line) => filled.App.AsAsync(async db =>
        (await db.Audit.AsNoTracking().Where(a => a.Subject == "Receipt" && a.SubjectId == line.Id.ToString()).OrderBy(a => a.Sequence).ToListAsync())
            .ConvertAll(a => $"{a.Action} {System.Text.Json.JsonDocument.Parse(a.After ?? a.Before!).RootElement.GetProperty("Sha256").GetString()}"));
}
