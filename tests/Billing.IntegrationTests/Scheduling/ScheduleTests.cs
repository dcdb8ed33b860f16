using Billing.Domain.Mail;
using Billing.IntegrationTests.App;
using Billing.IntegrationTests.Architecture;
using Billing.IntegrationTests.Mail;
using Billing.Web;
using Billing.Web.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.IntegrationTests.Scheduling;

public sealed class ScheduleTests
{
    [Fact]
    public async Task Start_WithAMonthThatFellDueWhileItWasDown_BillsAndRendersItByItself()
    {
        await using var app = await TestApp.FoundedAsync(Example.At("2026-01-05T09:00:00Z"));
        var example = new Example(app);
        await example.ReadyAsync();
        var contract = await example.ContractAsync(await example.ClientAsync());
        await example.WorkAsync(contract, "2026-01-10T08:00:00Z", "2026-01-10T09:00:00Z");
        app.Clock.Now = Example.At("2026-02-05T09:00:00Z");

        await using var scheduled = BillingApp.Build(new AppOptions(app.Folder, "http://127.0.0.1:0", app.Clock));
        await scheduled.StartAsync();

        for (var tries = 0; tries < 200 && !await app.AsAsync(db => db.Documents.AnyAsync()); tries++) await Task.Delay(100);
        Assert.Equal("2026-0001", await app.AsAsync(db => db.Invoices.Select(i => i.Number).SingleAsync()));
        Assert.Equal("%PDF-"u8.ToArray(), (await app.AsAsync(db => db.Documents.Select(d => d.Bytes).SingleAsync())).Take(5));
        Assert.Equal("schedule", await app.AsAsync(db => db.Runs.Select(r => r.Origin).SingleAsync()));
        await scheduled.StopAsync();
    }

    [Fact]
    public async Task Start_WithAMailInTheOutbox_SendsItByItself()
    {
        await using var server = new ScriptedServer(ScriptedServer.Usual);
        var mailed = new MailedApp();
        await mailed.InitializeAsync();
        await mailed.SetUpAsync(server.Port);
        await mailed.WriteAsync();

        await using (var scheduled = BillingApp.Build(new AppOptions(mailed.App.Folder, "http://127.0.0.1:0", mailed.App.Clock)))
        {
            await scheduled.StartAsync();

            // A mail that came before its document waits a minute for it, which only the test's clock can end.
            for (var tries = 0; tries < 200 && server.Texts.IsEmpty; tries++)
            {
                await Task.Delay(100);
                mailed.App.Clock.Advance(Duration.FromSeconds(10));
            }

            Assert.Contains("2026-0001.pdf", Assert.Single(server.Texts), StringComparison.Ordinal);
            await scheduled.StopAsync();
        }

        Assert.Equal(MailState.Sent, Assert.Single(await mailed.MailsAsync()).State);
        await mailed.DisposeAsync();
    }

    [Fact]
    public async Task Start_FromTheExampleSettings_Works()
    {
        var folder = new DataFolder(Path.Combine(Path.GetTempPath(), "billing-tests", Guid.NewGuid().ToString("N")));
        folder.Create();
        File.Copy(Path.Combine(ArrowsTests.Root(), "appsettings.example.json"), Path.Combine(folder.Path, "appsettings.json"));
        await using (var app = BillingApp.Build(new AppOptions(folder, "http://127.0.0.1:0")))
        {
            Assert.Equal(("0 0 * * * ?", "0 * * * * ?"), (app.Configuration["Schedule:Cron"], app.Configuration["Schedule:Mail"]));
            Assert.Contains($"\"Urls\": \"{BillingApp.DefaultUrl}\"", await File.ReadAllTextAsync(Path.Combine(folder.Path, "appsettings.json")), StringComparison.Ordinal);
            await app.StartAsync();
            await app.StopAsync();
        }

        Directory.Delete(folder.Path, true);
    }
}
