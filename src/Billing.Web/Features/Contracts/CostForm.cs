using System.Globalization;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc.Rendering;
using NodaTime;

namespace Billing.Web.Features.Contracts;

/// <summary>“What would it cost?” as it is asked.</summary>
public sealed class CostForm
{
    private const int LongestHours = 72;

    public string? Start { get; set; }

    public string? StartWhich { get; set; }

    public string? Length { get; set; }

    public string? Severity { get; set; }

    public string? Engineers { get; set; }

    public string? Worked { get; set; }

    /// <summary>Terms to compare with, as <c>date.version</c>.</summary>
    public string? With { get; set; }

    /// <summary>Terms that are being written, to compare with, as <see cref="TermsDraft"/> writes them; null without.</summary>
    public string? Draft { get; set; }

    /// <summary>True once anything of the question was sent.</summary>
    public bool IsAsked => Start is not null || Length is not null || With is not null;

    /// <summary>The severities to choose from.</summary>
    public static IEnumerable<SelectListItem> Severities => Incident.Severities.Select(s => new SelectListItem(s, s));

    /// <summary>What most people fear: nine hours from the next Friday at 22:00.</summary>
    /// <param name="today">In the contract's zone.</param>
    public static CostForm New(LocalDate today)
    {
        var form = new CostForm();
        form.Ask(today);
        return form;
    }

    /// <summary>Fills in the question of <see cref="New"/>, and leaves what is compared.</summary>
    public void Ask(LocalDate today)
    {
        var friday = today.DayOfWeek == IsoDayOfWeek.Friday ? today : today.Next(IsoDayOfWeek.Friday);
        (Start, Length, Severity) = (string.Create(CultureInfo.InvariantCulture, $"{friday:uuuu-MM-dd}T22:00"), "9:00", Incident.Severities[0]);
        (Engineers, Worked) = ("1", "0:00");
    }

    /// <summary>Reads it; null when something was refused.</summary>
    public CostQuestion? Read(FormReading read, DateTimeZone zone)
    {
        var start = read.Moment(nameof(Start), Start, "the start", zone, StartWhich);
        if (start is { } given && given.InZone(zone).Year is < 2000 or > 2199) read.Refuse(nameof(Start), "Check the year of the start.");
        var length = Seconds(read, nameof(Length), Length, "the length");
        if (read.IsOk && length < 60) read.Refuse(nameof(Length), "Enter a length of at least 0:01.");
        var worked = string.IsNullOrWhiteSpace(Worked) ? 0 : Seconds(read, nameof(Worked), Worked, "the hours already worked");
        var engineers = read.Whole(nameof(Engineers), Engineers, "the engineers", 1, 5);
        var severity = Incident.Severities.FirstOrDefault(s => string.Equals(s, Severity, StringComparison.Ordinal));
        if (severity is null) read.Refuse(nameof(Severity), "Choose how severe it is.");
        return read.IsOk ? new(Instant.FromUnixTimeSeconds(start!.Value.ToUnixTimeSeconds()), length, severity!, engineers, worked) : null;
    }

    private static long Seconds(FormReading read, string field, string? text, string what)
    {
        if (Hours((text ?? "").Trim()) is not { } hours)
        {
            read.Refuse(field, $"Enter {what} as hours and minutes, for example 9:00, or in hours, for example 1.5.");
            return 0;
        }

        if (hours <= LongestHours) return (long)decimal.Round(hours * 3600m, MidpointRounding.AwayFromZero);
        read.Refuse(field, string.Create(CultureInfo.InvariantCulture, $"Enter {what} of at most {LongestHours} hours."));
        return 0;
    }

    private static decimal? Hours(string typed)
    {
        var colon = typed.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return decimal.TryParse(typed.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var hours) ? hours : null;
        var isClock = typed.Length == colon + 3
            & int.TryParse(typed.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var whole)
            & int.TryParse(typed.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes);
        return isClock && minutes < 60 ? whole + minutes / 60m : null;
    }
}

/// <summary>Work that nobody has done yet.</summary>
/// <param name="Start">Whole second.</param>
/// <param name="Seconds">Of each engineer, above 0.</param>
/// <param name="Severity">Of the incident.</param>
/// <param name="Engineers">Who all work at the same time.</param>
/// <param name="Worked">Seconds that each has already worked on the incident, up to the start.</param>
public sealed record CostQuestion(Instant Start, long Seconds, string Severity, int Engineers, long Worked);
