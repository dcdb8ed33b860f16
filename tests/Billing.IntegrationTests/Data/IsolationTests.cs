using Billing.Domain.Contracts;
using Billing.IntegrationTests.App;
using Microsoft.EntityFrameworkCore;

namespace Billing.IntegrationTests.Data;

public sealed class IsolationTests : IAsyncLifetime
{
    private TestApp app = null!;
    private Client ours = null!;
    private Member stranger = null!;

    public async Task InitializeAsync()
    {
        app = await TestApp.FoundedAsync();
        ours = await new Example(app).ClientAsync();
        var other = new Business("Another business", "Europe/Berlin");
        stranger = new Member(other.Id, app.Owner.PersonId, "Stranger", Role.Owner, "Europe/Berlin");
        await app.AsAsync(async db =>
        {
            db.AddRange(other, stranger);
            return await db.SaveChangesAsync();
        }, stranger);
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Query_OfAnotherBusiness_SeesNothing()
    {
        Assert.Equal(0, await app.AsAsync(db => db.Clients.CountAsync(), stranger));
        Assert.Equal("Another business", await app.AsAsync(db => db.Businesses.Select(b => b.Name).SingleAsync(), stranger));
        Assert.Equal(1, await app.AsAsync(db => db.Clients.CountAsync()));
    }

    [Fact]
    public async Task Save_OfAnotherBusinesssRow_IsABugAndWritesNothing()
    {
        ours.Name = "Taken over";
        await Assert.ThrowsAsync<InvalidOperationException>(() => app.AsAsync(db =>
        {
            db.Update(ours);
            return db.SaveChangesAsync();
        }, stranger));
        Assert.Equal("Nordwind Retail GmbH", await app.AsAsync(db => db.Clients.Select(c => c.Name).SingleAsync()));
    }

    [Fact]
    public async Task Save_OfARowThatPointsIntoAnotherBusiness_IsRefusedByTheDatabase()
    {
        var contract = new Contract(stranger.BusinessId, ours.Id, "X-1", "Across", Domain.Currency.Of("EUR"), "Europe/Paris", new(2026, 1, 1), stranger.Id, app.Clock.Now);
        await Assert.ThrowsAsync<DbUpdateException>(() => app.AsAsync(db =>
        {
            db.Add(contract);
            return db.SaveChangesAsync();
        }, stranger));
    }
}
