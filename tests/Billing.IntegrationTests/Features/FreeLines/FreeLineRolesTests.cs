using System.Net;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.IntegrationTests.App;
using Microsoft.EntityFrameworkCore;

namespace Billing.IntegrationTests.Features.FreeLines;

/// <summary>Prices and discounts are the owner's; expenses also the bookkeeper's, and an engineer's own.</summary>
public sealed class FreeLineRolesTests : IAsyncLifetime
{
    private TestApp app = null!;
    private Example example = null!;
    private Contract contract = null!;
    private Member engineer = null!;

    public async Task InitializeAsync()
    {
        app = await TestApp.FoundedAsync(Example.At("2026-02-10T12:00:00Z"));
        example = new(app);
        contract = await example.ContractAsync(await example.ClientAsync());
        engineer = await example.MemberAsync("engineer", Role.Engineer);
        await example.MemberAsync("bookkeeper", Role.Bookkeeper);
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Theory]
    [InlineData("engineer", "Fixed", false)]
    [InlineData("engineer", "Discount", false)]
    [InlineData("engineer", "Expense", true)]
    [InlineData("bookkeeper", "Fixed", false)]
    [InlineData("bookkeeper", "Discount", false)]
    [InlineData("bookkeeper", "Expense", true)]
    public async Task Add_OfThisKind_IsForThoseWhoMay(string who, string kind, bool may)
    {
        using var browser = await app.SignedInAsync($"{who}@example.org");
        await browser.GetAsync($"/contracts/{contract.Id}/lines/new?kind={kind}");
        Assert.Equal("Expense", browser.Value("Kind"));
        await browser.SubmitAsync(new() { ["Kind"] = kind, ["Description"] = "Something", ["UnitPrice"] = "50", ["Quantity"] = "1", ["Unit"] = "C62" });
        Assert.Equal(may ? "“Something” is added and will be on the next invoice." : "Only the owner adds fixed prices and discounts.", browser.Notice);
        Assert.Equal(may ? 1 : 0, await app.AsAsync(db => db.FreeLines.CountAsync()));
        if (!may) Assert.Equal("Something", browser.Value("Description"));
    }

    [Theory]
    [InlineData("engineer", "Expense", true, true)]
    [InlineData("engineer", "Expense", false, false)]
    [InlineData("engineer", "Fixed", false, false)]
    [InlineData("bookkeeper", "Expense", false, true)]
    [InlineData("bookkeeper", "Discount", false, false)]
    public async Task ChangeAndDelete_OfALine_AreForThoseWhoMay(string who, string kind, bool byEngineer, bool may)
    {
        var line = await LineAsync(Enum.Parse<FreeLineKind>(kind), byEngineer ? engineer : app.Owner);
        using var browser = await app.SignedInAsync($"{who}@example.org");
        await browser.GetAsync($"/contracts/{contract.Id}");
        Assert.Contains("Taxi", browser.Text, StringComparison.Ordinal);
        Assert.Equal(may, browser.Page.QuerySelector($"a[href='/lines/{line.Id}']") is not null);
        foreach (var path in (string[])[$"/lines/{line.Id}", $"/lines/{line.Id}/delete"])
        {
            await browser.GetAsync(path);
            Assert.Equal((path, may ? HttpStatusCode.OK : HttpStatusCode.NotFound), (path, browser.Status));
        }

        await browser.GetAsync($"/contracts/{contract.Id}");
        await browser.PostAsync($"/lines/{line.Id}/delete");
        Assert.Equal(may ? 0 : 1, await app.AsAsync(db => db.FreeLines.CountAsync()));
    }

    [Fact]
    public async Task Line_OfAnotherBusiness_IsNotThereAndCannotPointToOurs()
    {
        var line = await LineAsync(FreeLineKind.Expense, app.Owner);
        var stranger = await example.StrangerAsync();
        Assert.Equal(0, await app.AsAsync(db => db.FreeLines.CountAsync(), stranger));
        await Assert.ThrowsAsync<DbUpdateException>(() => app.AsAsync(db =>
        {
            db.Add(new FreeLine(stranger.BusinessId, contract.Id, FreeLineKind.Expense, new(2026, 2, 3), "Across", stranger.Id, app.Clock.Now));
            return db.SaveChangesAsync();
        }, stranger));
        await Assert.ThrowsAsync<DbUpdateException>(() => app.AsAsync(db =>
        {
            db.Add(new Receipt { BusinessId = stranger.BusinessId, FreeLineId = line.Id, ContentType = "application/pdf", Bytes = [1], Sha256 = [2] });
            return db.SaveChangesAsync();
        }, stranger));
    }

    private async Task<FreeLine> LineAsync(FreeLineKind kind, Member by)
    {
        var line = new FreeLine(app.Owner.BusinessId, contract.Id, kind, new(2026, 2, 3), "Taxi", by.Id, app.Clock.Now) { UnitPrice = 20m };
        await app.SaveAsync(line);
        return line;
    }
}
