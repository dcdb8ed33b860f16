using Billing.Web.Features.Account;
using Billing.Web.Features.Invoices;
using Billing.Web.Features.Runs;

namespace Billing.Web.Features;

/// <summary>What the features bring along besides their controllers.</summary>
internal static class FeatureServices
{
    public static IServiceCollection AddBillingFeatures(this IServiceCollection services) => services
        .AddSingleton<FirstVisit>()
        .AddScoped<Founding>()
        .AddSingleton<BillingRunner>()
        .AddScoped<InvoiceIssuing>()
        .AddSingleton<InvoiceRenderer>();
}
