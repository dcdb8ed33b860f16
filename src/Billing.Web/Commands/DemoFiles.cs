using System.Text.Json;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.Domain.Rating;
using CsvHelper;
using NodaTime;
using NodaTime.Text;

namespace Billing.Web.Commands;

/// <summary>The demo as its files in <c>templates/demo</c> tell it.</summary>
internal sealed record DemoFiles(DemoBusiness Business, IReadOnlyList<DemoClient> Clients, IReadOnlyList<DemoContract> Contracts, IReadOnlyList<DemoIncident> Incidents, IReadOnlyList<DemoSession> Sessions)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Reads the files that came with the program.</summary>
    public static DemoFiles Read()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "templates", "demo");
        return new(
            Parse<DemoBusiness>(folder, "business.json"), Parse<List<DemoClient>>(folder, "clients.json"), Parse<List<DemoContract>>(folder, "contracts.json"),
            Rows(folder, "incidents.csv", DemoIncident.Of), Rows(folder, "sessions.csv", DemoSession.Of));
    }

    /// <summary>An instant with its offset.</summary>
    public static Instant Moment(string text) => OffsetDateTimePattern.ExtendedIso.Parse(text).Value.ToInstant();

    private static T Parse<T>(string folder, string file) => JsonSerializer.Deserialize<T>(File.ReadAllText(Path.Combine(folder, file)), Json)!;

    private static List<T> Rows<T>(string folder, string file, Func<CsvReader, T> of)
    {
        using var reader = CsvReader.FromFile(Path.Combine(folder, file));
        var rows = new List<T>();
        while (reader.Read()) rows.Add(of(reader));
        return rows;
    }
}

internal sealed record DemoBusiness(
    string Name, string Tagline, PostalAddress Address, string VatId, decimal VatRate, string TaxCurrency, string RegistrationId, string Email, string Phone, DemoBank Bank, string InvoiceNumberFormat, string TimeZone, IReadOnlyList<DemoMember> Members);

internal sealed record DemoBank(string AccountName, string Iban, string Bic, string BankName);

internal sealed record DemoMember(string Key, string Name, string Email, string Role, string TimeZone);

internal sealed record DemoClient(
    string Key, string Name, string Language, PostalAddress Address, string? VatId, string? RegistrationId, string? ContactName, string? Email, string? VatCategory, decimal? VatRate, string? VatNote);

internal sealed record DemoContract(
    string Code, string Client, string Title, string Currency, string TimeZone, int BillingDay, int PaymentDays, string? OrderNumber, string StartsOn, IReadOnlyList<string> Holidays, IReadOnlyList<JsonElement> Terms)
{
    public IReadOnlyList<LocalDate> Dates => [.. Holidays.Select(Date).Order()];

    /// <summary>The terms with the engineers' keys replaced by their ids.</summary>
    public IEnumerable<ContractTerms> TermsFor(IReadOnlyDictionary<string, Member> members) => Terms.Select(t => RatingJson.ReadTerms(t.GetRawText())).Select(t => t with
    {
        EngineerRates = t.EngineerRates.ToDictionary(r => members[r.Key].Id.ToString(), r => r.Value, StringComparer.Ordinal),
    });

    public static LocalDate Date(string text) => LocalDatePattern.Iso.Parse(text).Value;
}

internal sealed record DemoIncident(string Key, string Contract, string Severity, string Title, string AlertedAt, string OpenedAt, string OpenedBy, string ResolvedAt, string ClosedAt, string Recurs)
{
    public static DemoIncident Of(CsvReader row) => new(
        row.GetString("key"), row.GetString("contract"), row.GetString("severity"), row.GetString("title"), row.GetString("alertedAt"), row.GetString("openedAt"),
        row.GetString("openedBy"), row.GetString("resolvedAt"), row.GetString("closedAt"), row.GetString("recurs"));
}

internal sealed record DemoSession(string Engineer, string Contract, string Incident, string Start, string Stop, bool Billable, string Reason, string Description)
{
    public static DemoSession Of(CsvReader row) => new(
        row.GetString("engineer"), row.GetString("contract"), row.GetString("incident"), row.GetString("start"), row.GetString("stop"), row.GetString("billable") == "true",
        row.GetString("reason"), row.GetString("description"));
}
