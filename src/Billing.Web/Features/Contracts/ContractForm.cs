using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc.Rendering;
using NodaTime;
using NodaTime.Text;
using static System.FormattableString;

namespace Billing.Web.Features.Contracts;

/// <summary>What a contract says besides money.</summary>
public sealed class ContractForm
{
    public string? Client { get; set; }

    public string? Code { get; set; }

    public string? Title { get; set; }

    public string? Currency { get; set; }

    public string? TimeZone { get; set; }

    public string? StartsOn { get; set; }

    public string? EndsOn { get; set; }

    public string? BillingDay { get; set; }

    public string? PaymentDays { get; set; }

    public string? BillingMode { get; set; } = nameof(Domain.Contracts.BillingMode.Automatic);

    public string? OrderNumber { get; set; }

    /// <summary>One date a line.</summary>
    public string? Holidays { get; set; }

    /// <summary>The form of a contract that is there already.</summary>
    public static ContractForm Of(Contract contract) => new()
    {
        Client = contract.ClientId.ToString(),
        Code = contract.Code,
        Title = contract.Title,
        Currency = contract.Currency.Code,
        TimeZone = contract.TimeZone,
        StartsOn = LocalDatePattern.Iso.Format(contract.StartsOn),
        EndsOn = contract.EndsOn is { } end ? LocalDatePattern.Iso.Format(end) : "",
        BillingDay = Invariant($"{contract.BillingDay}"),
        PaymentDays = Invariant($"{contract.PaymentDays}"),
        BillingMode = contract.BillingMode.ToString(),
        OrderNumber = contract.OrderNumber,
        Holidays = string.Join('\n', contract.Holidays.Select(LocalDatePattern.Iso.Format)),
    };

    /// <summary>Reads everything but the client, which only a new contract chooses.</summary>
    public ContractValues Read(FormReading read)
    {
        var facts = new ContractValues(
            read.Required(nameof(Code), Code, "a code, for example NW-2026", 30),
            read.Required(nameof(Title), Title, "a title"),
            read.Currency(nameof(Currency), Currency),
            read.Zone(nameof(TimeZone), TimeZone),
            read.Date(nameof(StartsOn), StartsOn, "the first day"),
            read.OptionalDate(nameof(EndsOn), EndsOn, "the last day"),
            read.Whole(nameof(BillingDay), BillingDay, "the billing day", 1, 28),
            read.Whole(nameof(PaymentDays), PaymentDays, "the days to pay", 0, 365),
            read.Choice<BillingMode>(nameof(BillingMode), BillingMode, "what happens on the billing day"),
            read.Optional(nameof(OrderNumber), OrderNumber, "the order number", 100),
            ReadHolidays(read));
        if (facts.StartsOn != default && facts.EndsOn is { } end && end != default && end < facts.StartsOn)
            read.Refuse(nameof(EndsOn), $"The last day must not be before the first, {Show.Date(facts.StartsOn)}.");
        return facts;
    }

    private List<LocalDate> ReadHolidays(FormReading read)
    {
        var dates = new SortedSet<LocalDate>();
        var lines = (Holidays ?? "").ReplaceLineEndings("\n").Split('\n', StringSplitOptions.TrimEntries);
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length == 0) continue;
            if (LocalDatePattern.Iso.Parse(lines[i]) is { Success: true } date) dates.Add(date.Value);
            else read.Refuse(nameof(Holidays), Invariant($"Line {i + 1}, “{Short(lines[i])}”, is not a date. Write it as 2026-12-25."));
        }

        return [.. dates];
    }

    private static string Short(string line) => line.Length <= 40 ? line : line[..40] + "…";
}

/// <summary>A contract's facts as they were read.</summary>
public sealed record ContractValues(
    string Code, string Title, Currency Currency, string TimeZone, LocalDate StartsOn, LocalDate? EndsOn, int BillingDay, int PaymentDays, BillingMode BillingMode, string? OrderNumber,
    IReadOnlyList<LocalDate> Holidays)
{
    /// <summary>Writes them into a contract.</summary>
    public Contract Into(Contract contract)
    {
        (contract.Code, contract.Title, contract.Currency, contract.TimeZone) = (Code, Title, Currency, TimeZone);
        (contract.StartsOn, contract.EndsOn, contract.BillingDay, contract.PaymentDays) = (StartsOn, EndsOn, BillingDay, PaymentDays);
        (contract.BillingMode, contract.OrderNumber, contract.Holidays) = (BillingMode, OrderNumber, Holidays);
        return contract;
    }
}

/// <summary>What stands around the form.</summary>
/// <param name="Contract">Null for a new one.</param>
/// <param name="Name">Code and title as saved; null for a new one.</param>
/// <param name="Clients">To choose from; for a contract that is there, its own only.</param>
/// <param name="IsBilled">Currency and zone are frozen.</param>
public sealed record ContractFormPage(Id<Contract>? Contract, string? Name, IReadOnlyList<SelectListItem> Clients, bool IsBilled);
