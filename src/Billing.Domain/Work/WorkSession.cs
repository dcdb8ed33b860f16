using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using NodaTime;

namespace Billing.Domain.Work;

/// <summary>One stretch of work, [start, stop), whole seconds, by one member on a contract (DESIGN §2). A running one has no stop.</summary>
public sealed class WorkSession : IOwned
{
    /// <summary>A session longer than this is not billed until someone confirms it (DESIGN §4).</summary>
    public static readonly Duration LongerThanUsual = Duration.FromHours(12);

    /// <summary>No session that counts lasts longer: by hand at most seven days, and a clock forgotten for longer is stopped by then. Bounds searches.</summary>
    public static readonly Duration LongestReach = Duration.FromDays(62);

    private WorkSession() => Description = "";

    /// <param name="businessId">Owner.</param>
    /// <param name="memberId">Who worked.</param>
    /// <param name="contractId">For which contract.</param>
    /// <param name="incidentId">On which incident; null for work without one.</param>
    /// <param name="start">Inclusive, whole seconds.</param>
    /// <param name="stop">Exclusive, after <paramref name="start"/>; null while the clock runs.</param>
    /// <param name="madeBy">Who made the row.</param>
    /// <param name="madeAt">When the row was made.</param>
    public WorkSession(Id<Business> businessId, Id<Member> memberId, Id<Contract> contractId, Id<Incident>? incidentId, Instant start, Instant? stop, Id<Member> madeBy, Instant madeAt)
        : this()
    {
        (BusinessId, MemberId, MadeBy, MadeAt) = (businessId, memberId, madeBy, madeAt);
        Change(contractId, incidentId, start, stop);
    }

    /// <summary>The business it belongs to.</summary>
    public Id<Business> BusinessId { get; private set; }

    /// <summary>Its identity.</summary>
    public Id<WorkSession> Id { get; private set; } = Id<WorkSession>.New();

    /// <summary>Who worked.</summary>
    public Id<Member> MemberId { get; private set; }

    /// <summary>The contract it belongs to.</summary>
    public Id<Contract> ContractId { get; private set; }

    /// <summary>On which incident; null for work without one.</summary>
    public Id<Incident>? IncidentId { get; private set; }

    /// <summary>Inclusive.</summary>
    public Instant Start { get; private set; }

    /// <summary>Exclusive; null while the clock runs.</summary>
    public Instant? Stop { get; private set; }

    /// <summary>What was done, as the invoice prints it; may be empty.</summary>
    public string Description { get; set; }

    /// <summary>False: shown, never billed, and no threshold counts it.</summary>
    public bool Billable { get; set; } = true;

    /// <summary>Why it is not billed; null when it is.</summary>
    public string? NotBillableReason { get; set; }

    /// <summary>Someone confirmed that it really took this long.</summary>
    public bool LengthConfirmed { get; set; }

    /// <summary>Who made it.</summary>
    public Id<Member> MadeBy { get; private set; }

    /// <summary>When it was made; whole seconds.</summary>
    public Instant MadeAt { get; private set; }

    /// <summary>True while the clock runs.</summary>
    public bool IsRunning => Stop is null;

    /// <summary>Until its stop, or until now while it runs.</summary>
    public Duration Length(Instant now) => (Stop ?? now) - Start;

    /// <summary>Over twelve hours and not confirmed: it waits before it is billed.</summary>
    public bool NeedsConfirmation(Instant now) => !LengthConfirmed && Length(now) > LongerThanUsual;

    /// <summary>Stops the clock. Stopping what is stopped changes nothing: the first stop wins.</summary>
    /// <param name="now">Whole seconds, not before <see cref="Start"/>.</param>
    public void StopAt(Instant now) => Change(ContractId, IncidentId, Start, Stop ?? now);

    /// <summary>Moves it.</summary>
    /// <exception cref="ArgumentException">Stop is before start, or either has a fraction of a second.</exception>
    public void Change(Id<Contract> contractId, Id<Incident>? incidentId, Instant start, Instant? stop)
    {
        if (stop < start) throw new ArgumentException("A session cannot stop before it starts.", nameof(stop));
        if (!IsWhole(start) || (stop is { } s && !IsWhole(s))) throw new ArgumentException("Sessions are stamped in whole seconds.", nameof(start));
        if ((start, stop) != (Start, Stop)) LengthConfirmed = false;
        (ContractId, IncidentId, Start, Stop) = (contractId, incidentId, start, stop);
    }

    private static bool IsWhole(Instant instant) => instant.ToUnixTimeTicks() % NodaConstants.TicksPerSecond == 0;
}
