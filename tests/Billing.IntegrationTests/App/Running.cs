using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.Web.Features.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.IntegrationTests.App;

/// <summary>Runs with their outcomes as lists, as tests want to see them.</summary>
internal static class Running
{
    public static async Task<IReadOnlyList<ContractOutcome>> OutcomesAsync(this BillingRunner runner, Id<Business> business, string origin = "schedule", BillingPeriod? through = null)
    {
        var outcomes = new List<ContractOutcome>();
        await runner.RunAsync(new(business, origin, Through: through), outcomes.Add, CancellationToken.None);
        return outcomes;
    }

    /// <summary>Sets the clock, and runs for the owner's business.</summary>
    public static Task<IReadOnlyList<ContractOutcome>> RunAtAsync(this TestApp app, string now, string origin = "schedule")
    {
        app.Clock.Now = Example.At(now);
        return app.Services.GetRequiredService<BillingRunner>().OutcomesAsync(app.Owner.BusinessId, origin);
    }

    public static async Task<IReadOnlyList<ContractOutcome>> PreviewsAsync(this BillingRunner runner, Id<Business> business) =>
        await runner.PreviewAsync(new(business, "page"), CancellationToken.None).ToListAsync();
}
