using Billing.Web.Features.Account;
using Billing.Web.Features.Contracts;
using Billing.Web.Features.FreeLines;
using Billing.Web.Features.Incidents;
using Billing.Web.Features.Invoices;
using Billing.Web.Features.Runs;
using Billing.Web.Features.Shared;
using Billing.Web.Features.Timesheet;
using Billing.Web.Features.Today;

namespace Billing.Web.Features;

/// <summary>What the features bring along besides their controllers.</summary>
internal static class FeatureServices
{
    public static IServiceCollection AddBillingFeatures(this IServiceCollection services) => services
        .AddSingleton<FirstVisit>()
        .AddScoped<Founding>()
        .AddScoped<ClockKeeper>()
        .AddScoped<CostAnswers>()
        .AddScoped<IncidentPages>()
        .AddScoped<IncidentWrites>()
        .AddScoped<TimesheetPages>()
        .AddScoped<SessionWrites>()
        .AddScoped<TodayPages>()
        .AddScoped<FreeLinePages>()
        .AddScoped<FreeLineWrites>()
        .AddScoped<BilledFreeLines>()
        .AddSingleton<BillingRunner>()
        .AddSingleton<RunQueue>()
        .AddScoped<ProposalLoading>()
        .AddScoped<RunsPages>()
        .AddScoped<InvoiceIssuing>()
        .AddSingleton<InvoiceRenderer>();
}
