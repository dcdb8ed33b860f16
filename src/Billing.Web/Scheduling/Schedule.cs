using Quartz;

namespace Billing.Web.Scheduling;

/// <summary>When things happen by themselves. What happens is elsewhere, and the database's ledger is the truth: a lost or doubled tick does no harm.</summary>
internal static class Schedule
{
    public static IServiceCollection AddBillingSchedule(this IServiceCollection services, IConfiguration settings)
    {
        return services;
    }
}
