using System.Globalization;
using Billing.Domain;
using Billing.Domain.Invoicing;
using Billing.Web.Mail;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using NodaTime;
using NodaTime.Text;

namespace Billing.Web.Features.Shared;

/// <summary>
/// Turns the text of a form into values, once, at the edge. What cannot be read becomes an error beside its field that says what to do;
/// the text itself stays in the form as it was typed.
/// </summary>
public sealed class FormReading(ModelStateDictionary errors)
{
    private static readonly LocalTimePattern[] Times =
        [LocalTimePattern.CreateWithInvariantCulture("HH:mm"), LocalTimePattern.CreateWithInvariantCulture("HH:mm:ss"), LocalTimePattern.CreateWithInvariantCulture("H:mm")];

    /// <summary>True while nothing was refused.</summary>
    public bool IsOk => errors.IsValid;

    /// <summary>Refuses a field; the whole form when it has no name.</summary>
    public void Refuse(string field, string sentence) => errors.AddModelError(field, sentence);

    /// <summary>Shows a domain's refusal beside the field it names.</summary>
    public void Refuse(Refusal refusal) => errors.AddModelError(refusal.Field ?? "", refusal.Message);

    /// <summary>Text without outer space; empty is refused.</summary>
    public string Required(string field, string? text, string what, int atMost = 200)
    {
        var value = Limited(field, text, what, atMost);
        if (value.Length == 0) Refuse(field, $"Enter {what}.");
        return value;
    }

    /// <summary>Text without outer space, or null when there is none.</summary>
    public string? Optional(string field, string? text, string what, int atMost = 200)
    {
        var value = Limited(field, text, what, atMost);
        return value.Length == 0 ? null : value;
    }

    /// <summary>An e-mail address that we can write to, or null when the field is empty.</summary>
    public string? OptionalEmail(string field, string? text)
    {
        var value = Optional(field, text, "the e-mail address");
        if (value is null || errors.GetFieldValidationState(field) == ModelValidationState.Invalid) return value;
        foreach (var refusal in MailAddresses.Parse(value).Refusals) Refuse(field, refusal.Message);
        return value;
    }

    /// <summary>What the domain makes of the text, or null when the field is empty; its refusal stands beside this field.</summary>
    public T? Optional<T>(string field, string? text, Func<string, Result<T>> parse)
        where T : struct
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var parsed = parse(text);
        foreach (var refusal in parsed.Refusals) Refuse(field, refusal.Message);
        return parsed.IsOk ? parsed.Value : null;
    }

    /// <summary>
    /// A number with at most four decimals, or as many as are asked for; a comma is read as a decimal point. <c>1,000</c> is a thousand to some and one to others, so it is
    /// asked about rather than guessed.
    /// </summary>
    public decimal Decimal(string field, string? text, string what, decimal from, decimal to, int decimals = 4)
    {
        var typed = (text ?? "").Trim().Replace(" ", "", StringComparison.Ordinal).Replace("\u00a0", "", StringComparison.Ordinal);
        var comma = typed.IndexOf(',', StringComparison.Ordinal);
        if (comma > 0 && typed.Length == comma + 4 && typed.AsSpan(comma + 1).IndexOfAnyExceptInRange('0', '9') < 0)
        {
            Refuse(field, $"Write {what} without the comma, as {typed.Remove(comma, 1)}, or with a decimal point, as {typed.Replace(',', '.').TrimEnd('0').TrimEnd('.')}: “{typed}” could be either.");
            return 0m;
        }

        if (comma >= 0 && !typed.Contains('.', StringComparison.Ordinal)) typed = typed.Replace(',', '.');
        if (!decimal.TryParse(typed, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            Refuse(field, $"Enter {what} as a number, for example {Example(from, to)}.");
        else if (value < from) Refuse(field, string.Create(CultureInfo.InvariantCulture, $"Enter {what} of at least {from}."));
        else if (value > to) Refuse(field, string.Create(CultureInfo.InvariantCulture, $"Enter {what} of at most {to}."));
        else if (decimal.Round(value, decimals, MidpointRounding.ToZero) != value) Refuse(field, $"Enter {what} with at most {(decimals == 4 ? "four" : Show.Number(decimals))} decimals.");
        return value;
    }

    /// <summary>A number as above, or null when the field is empty.</summary>
    public decimal? OptionalDecimal(string field, string? text, string what, decimal from, decimal to) =>
        string.IsNullOrWhiteSpace(text) ? null : Decimal(field, text, what, from, to);

    /// <summary>A whole number.</summary>
    public int Whole(string field, string? text, string what, int from, int to)
    {
        if (!int.TryParse((text ?? "").Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) || value < from || value > to)
            Refuse(field, string.Create(CultureInfo.InvariantCulture, $"Enter {what} as a whole number from {from} to {to}."));
        return value;
    }

    /// <summary>A date, YYYY-MM-DD.</summary>
    public LocalDate Date(string field, string? text, string what)
    {
        var parsed = LocalDatePattern.Iso.Parse((text ?? "").Trim());
        if (parsed.Success)
        {
            // Of another century is a slip of the pen, and months without end would be billed from it.
            if (parsed.Value.Year is < 2000 or > 2199) Refuse(field, $"Check the year of {what}.");
            return parsed.Value;
        }

        Refuse(field, $"Enter {what} as a date, for example 2026-11-21.");
        return default;
    }

    /// <summary>A date, or null when the field is empty.</summary>
    public LocalDate? OptionalDate(string field, string? text, string what) => string.IsNullOrWhiteSpace(text) ? null : Date(field, text, what);

    /// <summary>A time of day, HH:MM or HH:MM:SS.</summary>
    public LocalTime Time(string field, string? text, string what)
    {
        foreach (var pattern in Times)
            if (pattern.Parse((text ?? "").Trim()) is { Success: true } parsed) return parsed.Value;
        Refuse(field, $"Enter {what} as a time, for example 22:00.");
        return default;
    }

    /// <summary>An IANA time zone that exists.</summary>
    public string Zone(string field, string? text)
    {
        var value = (text ?? "").Trim();
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(value) is null) Refuse(field, value.Length == 0 ? "Enter a time zone, for example Europe/Paris." : $"There is no time zone “{value}”. Choose one from the list, for example Europe/Paris.");
        return value;
    }

    /// <summary>A currency of ISO 4217 that can be billed: at most two minor digits (DESIGN §5).</summary>
    public Currency Currency(string field, string? text)
    {
        var value = (text ?? "").Trim().ToUpperInvariant();
        if (!Domain.Currency.TryGet(value, out var currency)) Refuse(field, $"There is no currency “{value}”. Enter three letters, for example EUR.");
        else if (currency.MinorDigits > 2) Refuse(field, $"{currency.Code} has three decimals, and invoices can carry two at most. Choose another currency.");
        return currency ?? Domain.Currency.Of("EUR");
    }

    /// <summary>One of a few words.</summary>
    public T Choice<T>(string field, string? text, string what)
        where T : struct, Enum
    {
        if (Enum.TryParse<T>(text, true, out var value) && Enum.IsDefined(value)) return value;
        Refuse(field, $"Choose {what}.");
        return default;
    }

    /// <summary>
    /// A local date and time in a zone. A time that the clocks skip is refused; one that they repeat is asked for:
    /// <paramref name="which"/> is <c>earlier</c> or <c>later</c> once the person said so.
    /// </summary>
    public Instant? Moment(string field, string? text, string what, DateTimeZone zone, string? which)
    {
        if (LocalDateTimeText.Read(text) is not { } local)
        {
            Refuse(field, $"Enter {what} as date and time, for example 2026-11-21 21:14.");
            return null;
        }

        var mapping = zone.MapLocal(local);
        switch (mapping.Count)
        {
            case 0:
                Refuse(field, $"{Show.Time(local.TimeOfDay)} on {Show.Date(local.Date)} did not exist in {zone.Id}: the clocks went forward. Enter a time before or after the change.");
                return null;
            case 1:
                return mapping.Single().ToInstant();
            default:
                if (string.Equals(which, "earlier", StringComparison.Ordinal)) return mapping.First().ToInstant();
                if (string.Equals(which, "later", StringComparison.Ordinal)) return mapping.Last().ToInstant();
                Refuse(field, $"{Show.Time(local.TimeOfDay)} on {Show.Date(local.Date)} came twice in {zone.Id}: the clocks went back. Choose whether you mean the earlier or the later one.");
                return null;
        }
    }

    /// <summary>An address; every field of it is named with this prefix, e.g. <c>Address.Town</c>.</summary>
    public PostalAddress Address(string prefix, AddressForm form) => new(
        Required($"{prefix}.Street", form.Street, "a street"),
        Optional($"{prefix}.Number", form.Number, "The number", 20),
        Optional($"{prefix}.Line2", form.Line2, "The second line"),
        Required($"{prefix}.Postcode", form.Postcode, "a postcode", 20),
        Required($"{prefix}.Town", form.Town, "a town", 100),
        Optional($"{prefix}.Region", form.Region, "The region", 100),
        Country($"{prefix}.Country", form.Country));

    /// <summary>A country of ISO 3166-1, two letters.</summary>
    public string Country(string field, string? text)
    {
        var value = (text ?? "").Trim().ToUpperInvariant();
        if (!Countries.All.ContainsKey(value)) Refuse(field, "Choose a country.");
        return value;
    }

    private string Limited(string field, string? text, string what, int atMost)
    {
        var value = (text ?? "").Trim();
        var name = what.Split(',')[0]; // Without its example.
        if (value.Length > atMost)
            Refuse(field, string.Create(CultureInfo.InvariantCulture, $"{char.ToUpperInvariant(name[0])}{name[1..]} can have at most {atMost} characters; this has {value.Length}."));
        else if (value.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))) Refuse(field, "Remove the control characters.");
        return value;
    }

    /// <summary>A currency of ISO 4217 that can be billed, or null when the field is empty.</summary>
    public Currency? OptionalCurrency(string field, string? text) => string.IsNullOrWhiteSpace(text) ? null : Currency(field, text);

    // Multipliers and percentages are small, rates an hour are not; what may be very small is a rate of exchange.
    private static string Example(decimal from, decimal to) => to switch { _ when from is > 0m and < 0.0001m => "0.92", <= 100m => "20", < 1000m => "1.5", _ => Show.Number(Math.Max(from, 100m)) };
}

/// <summary>An address as people type it.</summary>
public sealed class AddressForm
{
    public string? Street { get; set; }

    public string? Number { get; set; }

    public string? Line2 { get; set; }

    public string? Postcode { get; set; }

    public string? Town { get; set; }

    public string? Region { get; set; }

    public string? Country { get; set; }

    /// <summary>The form of an address that is there already.</summary>
    public static AddressForm Of(PostalAddress? a) => a is null
        ? new()
        : new() { Street = a.Street, Number = a.Number, Line2 = a.Line2, Postcode = a.Postcode, Town = a.Town, Region = a.Region, Country = a.Country };
}

/// <summary>Local date and time as browsers send it and people type it.</summary>
public static class LocalDateTimeText
{
    private static readonly LocalDateTimePattern[] Patterns =
    [
        .. ((string[])["uuuu-MM-dd'T'HH:mm", "uuuu-MM-dd'T'HH:mm:ss", "uuuu-MM-dd HH:mm", "uuuu-MM-dd HH:mm:ss", "uuuu-MM-dd'T'HH:mm:ss.FFF"]).Select(LocalDateTimePattern.CreateWithInvariantCulture),
    ];

    /// <summary>Null when it cannot be read, or lies so far off that it is no instant in some zones.</summary>
    public static LocalDateTime? Read(string? text)
    {
        foreach (var pattern in Patterns)
            if (pattern.Parse((text ?? "").Trim()) is { Success: true } parsed) return parsed.Value.Year is >= 1 and < 9999 ? parsed.Value : null;
        return null;
    }

    /// <summary>For a date and time field; seconds only where they are not zero.</summary>
    public static string Write(Instant instant, DateTimeZone zone)
    {
        var local = instant.InZone(zone).LocalDateTime;
        return Patterns[local.Second == 0 ? 0 : 1].Format(local);
    }
}
