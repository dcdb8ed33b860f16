using System.Globalization;
using Billing.Domain.Contracts;
using NodaTime;

namespace Billing.Domain.Incidents;

/// <summary>Investigating → identified → watching → resolved → closed (DESIGN §6).</summary>
public enum IncidentState { Investigating, Identified, Watching, Resolved, Closed }

/// <summary>One outage or emergency at a client's.</summary>
public sealed class Incident : IOwned
{
    private Incident() => (Title, Severity) = ("", "");

    /// <summary>A new incident, under investigation. Instants are whole seconds.</summary>
    public Incident(Id<Business> businessId, Id<Contract> contractId, int number, string title, string severity, Instant openedAt, Id<Member> openedBy) =>
        (BusinessId, ContractId, Number, Title, Severity, OpenedAt, OpenedBy) = (businessId, contractId, number, title, severity, openedAt, openedBy);

    /// <summary>The severities that the pages offer, worst first.</summary>
    public static IReadOnlyList<string> Severities { get; } = ["critical", "high", "medium", "low"];

    /// <summary>The business it belongs to.</summary>
    public Id<Business> BusinessId { get; private set; }

    /// <summary>Its identity.</summary>
    public Id<Incident> Id { get; private set; } = Id<Incident>.New();

    /// <summary>The contract it belongs to.</summary>
    public Id<Contract> ContractId { get; private set; }

    /// <summary>1, 2, … in the business.</summary>
    public int Number { get; private set; }

    /// <summary>As people say it: <c>INC-0042</c>.</summary>
    public string Code => CodeOf(Number);

    /// <summary>As people call it, at most 200 characters.</summary>
    public string Title { get; set; }

    /// <summary>A free word; see <see cref="Severities"/>.</summary>
    public string Severity { get; set; }

    /// <summary>Where it stands.</summary>
    public IncidentState State { get; private set; } = IncidentState.Investigating;

    /// <summary>When the alert came; null when nobody was alerted.</summary>
    public Instant? AlertedAt { get; set; }

    /// <summary>When someone opened it; whole seconds.</summary>
    public Instant OpenedAt { get; private set; }

    /// <summary>When it was resolved; null until then.</summary>
    public Instant? ResolvedAt { get; private set; }

    /// <summary>When it was closed; null until then.</summary>
    public Instant? ClosedAt { get; private set; }

    /// <summary>The earlier incident that this one is the recurrence of.</summary>
    public Id<Incident>? RecursId { get; set; }

    /// <summary>Who opened it.</summary>
    public Id<Member> OpenedBy { get; private set; }

    /// <summary>True until it is closed.</summary>
    public bool IsOpen => State != IncidentState.Closed;

    /// <summary><c>INC-</c> and at least four digits.</summary>
    public static string CodeOf(int number) => string.Create(CultureInfo.InvariantCulture, $"INC-{number:D4}");

    /// <summary>Moves to another state and stamps what that means; going back clears the stamps.</summary>
    public void MoveTo(IncidentState state, Instant now)
    {
        ResolvedAt = state >= IncidentState.Resolved ? ResolvedAt ?? now : null;
        ClosedAt = state == IncidentState.Closed ? ClosedAt ?? now : null;
        State = state;
    }
}
