using Billing.Domain.Mail;

namespace Billing.Web.Mail;

/// <summary>Values to show and to check a template with.</summary>
public static class MailExamples
{
    /// <summary>A value for every name that the purpose's templates may use.</summary>
    public static IReadOnlyDictionary<string, object?> Of(MailPurpose purpose, string language, string business = "Ruiz Engineering") => purpose switch
    {
        MailPurpose.Invoice => new InvoiceMailFacts(
            language, business, "Jonas Keller", "2026-0042", "NW-SUP Platform support", new(2026, 11, 1), new(2026, 11, 30), new(2026, 12, 31), 6418.50m, "EUR", "2026-0042").Values(null),
        MailPurpose.Test => TestValues(business, "smtp.example.org"),
        _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, "A purpose without an example."),
    };

    /// <summary>The values of a test.</summary>
    public static IReadOnlyDictionary<string, object?> TestValues(string business, string server) =>
        new Dictionary<string, object?>(StringComparer.Ordinal) { ["business"] = business, ["server"] = server };
}
