namespace Billing.Web.Mail;

/// <summary>What mail brings along.</summary>
internal static class MailServices
{
    public static IServiceCollection AddBillingMail(this IServiceCollection services) => services
        .AddSingleton(new SmtpSender())
        .AddSingleton(new MailTemplates())
        .AddSingleton<MailPasswords>()
        .AddSingleton<InvoiceMails>()
        .AddSingleton<OutboxSender>()
        .AddSingleton<TestMails>();
}
