using System.Globalization;
using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Invoicing;
using Billing.Domain.Mail;
using Billing.Domain.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using NodaTime;
using NodaTime.Text;

namespace Billing.Web.Data;

/// <summary>How values of the domain look in the database, said once. Instants are whole seconds since 1970, dates and months ISO text.</summary>
internal static class Conventions
{
    public static void Apply(ModelConfigurationBuilder builder)
    {
        Id<Business>(builder);
        Id<Member>(builder);
        Id<Invitation>(builder);
        Id<Client>(builder);
        Id<Contract>(builder);
        Id<Incident>(builder);
        Id<WorkSession>(builder);
        Id<Invoice>(builder);
        Id<BillingRun>(builder);
        Id<FreeLine>(builder);
        Id<OutboxMessage>(builder);
        builder.Properties<Instant>().HaveConversion<InstantConverter>();
        builder.Properties<LocalDate>().HaveConversion<LocalDateConverter>();
        builder.Properties<BillingPeriod>().HaveConversion<PeriodConverter>();
        builder.Properties<Currency>().HaveConversion<CurrencyConverter>();
        builder.Properties<Role>().HaveConversion<string>();
        builder.Properties<ContractState>().HaveConversion<string>();
        builder.Properties<IncidentState>().HaveConversion<string>();
        builder.Properties<BillingMode>().HaveConversion<string>();
        builder.Properties<Outcome>().HaveConversion<string>();
        builder.Properties<VatCategory>().HaveConversion<string>();
        builder.Properties<FreeLineKind>().HaveConversion<string>();
        builder.Properties<MailPurpose>().HaveConversion<string>();
        builder.Properties<MailState>().HaveConversion<string>();
        builder.Properties<IReadOnlyList<LocalDate>>().HaveConversion<DatesConverter, DatesComparer>();
    }

    private static void Id<T>(ModelConfigurationBuilder builder) =>
        builder.Properties<Domain.Id<T>>().HaveConversion<IdConverter<T>>();

    // Big-endian, so that the order of the bytes is the order of making.
    private sealed class IdConverter<T>() : ValueConverter<Domain.Id<T>, byte[]>(
        id => id.Value.ToByteArray(true), bytes => new Domain.Id<T>(new Guid(bytes, true)));

    private sealed class InstantConverter() : ValueConverter<Instant, long>(
        instant => instant.ToUnixTimeSeconds(), seconds => Instant.FromUnixTimeSeconds(seconds));

    private sealed class LocalDateConverter() : ValueConverter<LocalDate, string>(
        date => LocalDatePattern.Iso.Format(date), text => LocalDatePattern.Iso.Parse(text).Value);

    private sealed class PeriodConverter() : ValueConverter<BillingPeriod, string>(period => period.ToString(), text => ParsePeriod(text));

    private sealed class CurrencyConverter() : ValueConverter<Currency, string>(currency => currency.Code, code => Currency.Of(code));

    private sealed class DatesConverter() : ValueConverter<IReadOnlyList<LocalDate>, string>(dates => Join(dates), text => Split(text));

    private sealed class DatesComparer() : ValueComparer<IReadOnlyList<LocalDate>>(
        (a, b) => Join(a) == Join(b), dates => StringComparer.Ordinal.GetHashCode(Join(dates)), dates => dates.ToList());

    private static BillingPeriod ParsePeriod(string text) =>
        BillingPeriod.TryParse(text, out var period) ? period : throw new FormatException($"Not a month: {text}");

    private static string Join(IReadOnlyList<LocalDate>? dates) =>
        dates is null ? "" : string.Join(' ', dates.Select(LocalDatePattern.Iso.Format));

    private static List<LocalDate> Split(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(t => LocalDatePattern.Iso.Parse(t).Value).ToList();
}
