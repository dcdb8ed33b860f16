using System.Text.Encodings.Web;
using System.Text.Json;
using Billing.Domain.Invoicing;
using Billing.Web.Data;
using Billing.Web.Features.Invoices;
using Billing.Web.Features.Runs;
using Billing.Web.Features.Shared;
using Billing.Web.Mail;

namespace Billing.Web.Commands;

/// <summary>Bills what is owed, by the same runner as the schedule and the page.</summary>
internal static class Bill
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="folder">Where the data is.</param>
    /// <param name="through"><c>YYYY-MM</c>: every complete month up to it, whatever the billing day; null for what is due.</param>
    /// <param name="preview">Only say what would happen.</param>
    /// <param name="asJson">Print JSON.</param>
    /// <param name="cancel">Stops between two months.</param>
    public static async Task<int> RunAsync(DataFolder folder, string? through, bool preview, bool asJson, CancellationToken cancel)
    {
        BillingPeriod? last = null;
        if (through is not null)
        {
            if (!BillingPeriod.TryParse(through, out var period)) return await RefuseAsync($"“{through}” is not a month. Write it as YYYY-MM, for example 2026-10.");
            last = period;
        }

        await using var app = await Prepared.BuildAsync(folder, cancel);
        var runner = app.Services.GetRequiredService<BillingRunner>();
        var outcomes = new List<ContractOutcome>();
        foreach (var business in await runner.BusinessesAsync(cancel))
        {
            var order = new RunOrder(business, "command", Through: last);
            if (!preview) await runner.RunAsync(order, outcomes.Add, cancel);
            else await foreach (var outcome in runner.PreviewAsync(order, cancel)) outcomes.Add(outcome);
        }

        if (!preview) await FollowAsync(app.Services, cancel);
        Console.WriteLine(asJson ? ToJson(outcomes) : ToText(outcomes));
        return outcomes.Exists(o => o.Outcome == Outcome.Failed) ? 1 : 0;
    }

    // Beside a server that sends too, each mail is taken by one of the two.
    private static async Task FollowAsync(IServiceProvider services, CancellationToken cancel)
    {
        await services.GetRequiredService<InvoiceRenderer>().RenderPendingAsync(cancel);
        await services.GetRequiredService<OutboxSender>().SendDueAsync(isServer: false, cancel);
    }

    private static string ToJson(IEnumerable<ContractOutcome> outcomes) => JsonSerializer.Serialize(
        outcomes.Select(o => new
        {
            contract = o.Code,
            period = o.Period.ToString(),
            outcome = Show.Word(o.Outcome),
            invoice = o.Number,
            gross = o.Gross?.Amount,
            currency = o.Gross?.Currency.Code,
            message = o.Message,
            withheld = o.Withheld.Count == 0 ? null : o.Withheld,
        }),
        Json);

    private static string ToText(List<ContractOutcome> outcomes) => outcomes.Count == 0
        ? "Nothing is due."
        : string.Join('\n', outcomes.Select(o => string.Join("  ", ((string?[])[o.Code, o.Period.ToString(), Show.Word(o.Outcome), o.Number, o.Gross?.ToString(), o.Message, .. o.Withheld]).OfType<string>())));

    private static async Task<int> RefuseAsync(string sentence)
    {
        await Console.Error.WriteLineAsync(sentence);
        return 2;
    }
}

/// <summary>The app without its server, on a migrated database: what commands work with.</summary>
internal static class Prepared
{
    public static async Task<WebApplication> BuildAsync(DataFolder folder, CancellationToken cancel, NodaTime.IClock? clock = null)
    {
        var app = BillingApp.Build(new AppOptions(folder, Clock: clock, Scheduled: false));
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Migrator>().MigrateAsync(cancel);
        return app;
    }
}
