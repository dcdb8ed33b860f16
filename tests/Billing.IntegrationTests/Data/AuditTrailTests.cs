using Billing.IntegrationTests.App;
using Billing.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Billing.IntegrationTests.Data;

public sealed class AuditTrailTests : IAsyncLifetime
{
    private TestApp app = null!;
    private Example example = null!;

    public async Task InitializeAsync()
    {
        app = await TestApp.FoundedAsync(Example.At("2026-01-05T09:00:00Z"));
        example = new(app);
        await example.ReadyAsync();
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Save_OfMoneyTermsAndTime_LeavesEntriesWithWhoAndWhat()
    {
        var contract = await example.ContractAsync(await example.ClientAsync());
        var session = await example.WorkAsync(contract, "2026-01-10T08:00:00Z", "2026-01-10T09:00:00Z");
        await app.AsAsync(async db =>
        {
            (await db.Sessions.SingleAsync(s => s.Id == session.Id)).Description = "Replayed the orders";
            return await db.SaveChangesAsync();
        });

        var entries = await app.AsAsync(db => db.Audit.OrderBy(a => a.Sequence).ToListAsync());

        foreach (var subject in (string[])["Business", "Member", "Client", "Contract", "TermsVersion", "WorkSession"])
            Assert.Contains(entries, e => e.Subject == subject && e.Action == "added");
        var last = entries[^1];
        Assert.Equal(("changed", "WorkSession", session.Id.ToString(), app.Owner.Id), (last.Action, last.Subject, last.SubjectId, last.MemberId));
        Assert.Equal("{\"Description\":\"Rolled back the broker\"}", last.Before);
        Assert.Equal("{\"Description\":\"Replayed the orders\"}", last.After);
        Assert.Equal(Enumerable.Range(1, entries.Count).Select(n => (long)n), entries.Select(e => e.Sequence));
        Assert.Null(await VerifyAsync());
    }

    [Fact]
    public async Task Save_ThatChangesNothing_LeavesNoEntry()
    {
        var client = await example.ClientAsync();
        var before = await app.AsAsync(db => db.Audit.CountAsync());
        await app.AsAsync(async db =>
        {
            var row = await db.Clients.SingleAsync(c => c.Id == client.Id);
            row.Name = new string(row.Name);
            return await db.SaveChangesAsync();
        });
        Assert.Equal(before, await app.AsAsync(db => db.Audit.CountAsync()));
    }

    [Theory]
    [InlineData("UPDATE Audit SET \"From\" = 'elsewhere' WHERE Sequence = 2", "Entry 2 was changed.")]
    [InlineData("DELETE FROM Audit WHERE Sequence = 2", "Entry 2 is missing.")]
    [InlineData("UPDATE Audit SET PreviousHash = x'00' WHERE Sequence = 3", "Entry 3 does not follow the one before it.")]
    public async Task Verify_AfterTampering_NamesTheEntry(string tampering, string expected)
    {
        await example.ContractAsync(await example.ClientAsync());
        Assert.Null(await VerifyAsync());
        await app.AsAsync(db => db.Database.ExecuteSqlRawAsync("DROP TRIGGER Audit_no_update; DROP TRIGGER Audit_no_delete; " + tampering));
        Assert.Equal(expected, await VerifyAsync());
    }

    [Fact]
    public async Task Save_FromManyAtOnce_KeepsOneChain()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => example.ClientAsync($"Client {i}"))));
        Assert.Null(await VerifyAsync());
    }

    private Task<string?> VerifyAsync() => app.AsAsync(db => AuditTrail.VerifyAsync(db, CancellationToken.None));
}
