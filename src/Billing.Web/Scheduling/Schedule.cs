using Billing.Web.Features.Invoices;
using Billing.Web.Features.Runs;
using Billing.Web.Mail;
using Quartz;

namespace Billing.Web.Scheduling;

/// <summary>When things happen by themselves. What happens is elsewhere, and the database's ledger is the truth: a lost or doubled tick does no harm.</summary>
internal static class Schedule
{
    /// <summary>Every hour, on the hour. A contract is due on its billing day in its own zone, and zones differ by hours and less.</summary>
    public const string EveryHour = "0 0 * * * ?";

    /// <summary>Every minute: a mail that a person wants sent should not keep them waiting.</summary>
    public const string EveryMinute = "0 * * * * ?";

    public static IServiceCollection AddBillingSchedule(this IServiceCollection services, IConfiguration settings)
    {
        services.AddQuartz(quartz =>
        {
            quartz.UseInMemoryStore();
            // One thread bills, the other mails: a slow mail server holds up no invoice.
            quartz.UseDefaultThreadPool(pool => pool.MaxConcurrency = 2);
            quartz.AddJob<BillingTick>(job => job.WithIdentity(BillingTick.Key));

            // Whatever was missed while the app was down is owed, so one look at start-up catches all of it up.
            quartz.AddTrigger(trigger => trigger.ForJob(BillingTick.Key).WithIdentity("at-start").StartNow());
            quartz.AddTrigger(trigger => trigger.ForJob(BillingTick.Key).WithIdentity("hourly")
                .WithCronSchedule(settings["Schedule:Cron"] ?? EveryHour, cron => cron.InTimeZone(TimeZoneInfo.Utc)));
            quartz.AddJob<OutboxTick>(job => job.WithIdentity(OutboxTick.Key));
            quartz.AddTrigger(trigger => trigger.ForJob(OutboxTick.Key).WithIdentity("outbox-at-start").StartNow());
            quartz.AddTrigger(trigger => trigger.ForJob(OutboxTick.Key).WithIdentity("outbox")
                .WithCronSchedule(settings["Schedule:Mail"] ?? EveryMinute, cron => cron.InTimeZone(TimeZoneInfo.Utc)));
        });
        return services.AddQuartzHostedService(hosted =>
        {
            hosted.AwaitApplicationStarted = true;
            hosted.WaitForJobsToComplete = true;
        });
    }
}

/// <summary>One look at what is due.</summary>
[DisallowConcurrentExecution]
internal sealed class BillingTick(BillingRunner runner, ILogger<BillingTick> log) : IJob
{
    public static readonly JobKey Key = new("billing");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await runner.RunAllAsync("schedule", cancellationToken);
            await context.Scheduler.TriggerJob(OutboxTick.Key, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The app is stopping; the next start looks again.
        }
        catch (Exception exception)
        {
            log.LogError(exception, "The billing tick failed; the next one tries again");
        }
    }
}

/// <summary>One look at what was issued: its documents, then its mails.</summary>
[DisallowConcurrentExecution]
internal sealed class OutboxTick(InvoiceRenderer renderer, OutboxSender sender, ILogger<OutboxTick> log) : IJob
{
    public static readonly JobKey Key = new("outbox");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            // What was issued a moment ago, by a run or by hand, has no document yet, and its mail waits for one.
            await renderer.RenderPendingAsync(cancellationToken);
            await sender.SendDueAsync(isServer: true, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The app is stopping; the next start looks again.
        }
        catch (Exception exception)
        {
            log.LogError(exception, "The outbox tick failed; the next one tries again");
        }
    }
}
