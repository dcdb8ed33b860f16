using Billing.Domain;
using Billing.Domain.Incidents;
using Billing.Domain.Work;
using Billing.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using NodaTime;

namespace Billing.Web.Features.Incidents;

/// <summary>A new incident, or what can be changed of one.</summary>
public sealed class IncidentForm
{
    public string? Contract { get; set; }

    public string? Title { get; set; }

    public string? Severity { get; set; }

    public string? AlertedAt { get; set; }

    public string? AlertedWhich { get; set; }

    public string? Recurs { get; set; }

    public bool StartClock { get; set; }

    /// <summary>To choose from.</summary>
    [BindNever]
    public IReadOnlyList<SelectListItem> Contracts { get; set; } = [];

    /// <summary>In which the person types times.</summary>
    [BindNever]
    public DateTimeZone Zone { get; set; } = DateTimeZone.Utc;

    /// <summary>The incident that is changed; null for a new one.</summary>
    [BindNever]
    public Incident? Changed { get; set; }

    /// <summary>The severities to choose from, and the one it has when an older program wrote another.</summary>
    public IEnumerable<SelectListItem> Severities =>
        Incident.Severities.Union(Changed is null ? [] : [Changed.Severity], StringComparer.Ordinal).Select(s => new SelectListItem(s, s));

    /// <summary>The form of what is there.</summary>
    public static IncidentForm Of(Incident incident, DateTimeZone zone) => new()
    {
        Title = incident.Title,
        Severity = incident.Severity,
        AlertedAt = incident.AlertedAt is { } at ? LocalDateTimeText.Write(at, zone) : "",
        AlertedWhich = TwoClocks.Which(incident.AlertedAt, zone),
        Changed = incident,
        Zone = zone,
    };

    /// <summary>Reads what a new and a changed incident have in common.</summary>
    internal IncidentFacts Read(FormReading read, Instant now)
    {
        var title = read.Required(nameof(Title), Title, "a title, for example: checkout returns 502", 200);
        var severity = Severities.FirstOrDefault(s => s.Value == Severity)?.Value;
        if (severity is null) read.Refuse(nameof(Severity), "Choose how severe it is.");
        var alerted = string.IsNullOrWhiteSpace(AlertedAt) ? null : read.Moment(nameof(AlertedAt), AlertedAt, "when the alert came", Zone, AlertedWhich);
        if (alerted > now + Duration.FromMinutes(1)) read.Refuse(nameof(AlertedAt), "This is still to come. Enter when the alert came, or leave it empty.");
        if (alerted < SessionChange.Earliest) read.Refuse(nameof(AlertedAt), "This is long ago. Check the year.");
        return new(title, severity ?? "", alerted is { } at ? Instant.FromUnixTimeSeconds(at.ToUnixTimeSeconds()) : null);
    }
}

/// <summary>What a person says about an incident.</summary>
/// <param name="Title">One line.</param>
/// <param name="Severity">A word.</param>
/// <param name="AlertedAt">Whole seconds; null when nobody was alerted.</param>
public sealed record IncidentFacts(string Title, string Severity, Instant? AlertedAt);
