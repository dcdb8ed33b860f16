using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Work;
using Billing.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using NodaTime;

namespace Billing.Web.Features.Timesheet;

/// <summary>A session typed or changed by hand.</summary>
public sealed class SessionForm
{
    public string? Member { get; set; }

    public string? Contract { get; set; }

    public string? Incident { get; set; }

    public string? Start { get; set; }

    public string? StartWhich { get; set; }

    public string? Stop { get; set; }

    public string? StopWhich { get; set; }

    public string? Description { get; set; }

    public bool Billable { get; set; }

    public string? NotBillableReason { get; set; }

    /// <summary>Minutes that a running clock began earlier than it says; sent alone, by a button.</summary>
    public string? Earlier { get; set; }

    /// <summary>To choose from, and the session itself.</summary>
    [BindNever]
    public SessionChoices Choices { get; set; } = SessionChoices.None;

    /// <summary>True while the clock runs, so that there is no stop to type.</summary>
    public bool IsRunning => Choices.Changed is { IsRunning: true };

    /// <summary>The form of what is there.</summary>
    public static SessionForm Of(WorkSession session, DateTimeZone zone, string? earlier = null) => new()
    {
        Earlier = earlier,
        Member = session.MemberId.ToString(),
        Contract = session.ContractId.ToString(),
        Incident = session.IncidentId?.ToString() ?? "",
        Start = LocalDateTimeText.Write(session.Start, zone),
        StartWhich = TwoClocks.Which(session.Start, zone),
        Stop = session.Stop is { } stop ? LocalDateTimeText.Write(stop, zone) : "",
        StopWhich = TwoClocks.Which(session.Stop, zone),
        Description = session.Description,
        Billable = session.Billable,
        NotBillableReason = session.NotBillableReason,
    };

    /// <summary>Reads it; null when something was refused.</summary>
    internal SessionDraft? Read(FormReading read, Instant now)
    {
        var zone = Choices.Zone;
        var (start, stop) = (Moment(read, nameof(Start), Start, "the start", StartWhich), IsRunning ? null : Moment(read, nameof(Stop), Stop, "the stop", StopWhich));
        if (IsRunning && Earlier is "5" or "20" or "60") start = Choices.Changed!.Start - Duration.FromMinutes(long.Parse(Earlier!, System.Globalization.CultureInfo.InvariantCulture));
        var description = read.Optional(nameof(Description), Description, "The description", 2000) ?? "";
        var reason = Billable ? null : read.Optional(nameof(NotBillableReason), NotBillableReason, "The reason");
        if (start is { } from && (IsRunning || stop is not null))
            foreach (var refusal in new SessionChange(from, stop, Billable, reason).Check(now)) read.Refuse(refusal);
        return read.IsOk
            ? new(Id<Member>.TryParse(Member, null, out var m) ? m : null, Id<Contract>.TryParse(Contract, null, out var c) ? c : null, Id<Incident>.TryParse(Incident, null, out var i) ? i : null, start!.Value, stop, description, Billable, reason)
            : null;

        Instant? Moment(FormReading reading, string field, string? text, string what, string? which) =>
            reading.Moment(field, text, what, zone, which) is { } at ? Instant.FromUnixTimeSeconds(at.ToUnixTimeSeconds()) : null;
    }
}

/// <summary>What a person said about a session.</summary>
/// <param name="MemberId">Who worked; null for oneself.</param>
/// <param name="ContractId">Null when only an incident was chosen.</param>
/// <param name="IncidentId">Null for work without one.</param>
/// <param name="Start">Whole seconds, inclusive.</param>
/// <param name="Stop">Whole seconds, exclusive; null while it runs.</param>
/// <param name="Description">May be empty.</param>
/// <param name="Billable">Whether it is billed.</param>
/// <param name="Reason">Why not.</param>
public sealed record SessionDraft(Id<Member>? MemberId, Id<Contract>? ContractId, Id<Incident>? IncidentId, Instant Start, Instant? Stop, string Description, bool Billable, string? Reason);

/// <summary>What the form offers.</summary>
/// <param name="Members">Empty when one can only work for oneself.</param>
/// <param name="Contracts">With an empty one first.</param>
/// <param name="Incidents">With “no incident” first.</param>
/// <param name="Zone">In which the person types times.</param>
/// <param name="Theirs">What contracts in other zones show, in a sentence; null when nothing else.</param>
/// <param name="Changed">The session that is changed; null for a new one.</param>
/// <param name="Who">Whose it is, when it is changed.</param>
/// <param name="Invoices">Issued invoices that hold it: then it stays as it is.</param>
public sealed record SessionChoices(IReadOnlyList<SelectListItem> Members, IReadOnlyList<SelectListItem> Contracts, IReadOnlyList<SelectListItem> Incidents, DateTimeZone Zone, string? Theirs, WorkSession? Changed, string Who, IReadOnlyList<InvoiceLink> Invoices)
{
    /// <summary>Nothing yet.</summary>
    public static SessionChoices None { get; } = new([], [], [], DateTimeZone.Utc, null, null, "", []);
}

/// <summary>An invoice that holds a session's time.</summary>
public sealed record InvoiceLink(Id<WorkSession> Session, Id<Domain.Invoicing.Invoice> Id, string Number);
