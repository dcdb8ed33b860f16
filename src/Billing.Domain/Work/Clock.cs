using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using NodaTime;

namespace Billing.Domain.Work;

/// <summary>What a clock runs on.</summary>
/// <param name="ContractId">The contract.</param>
/// <param name="IncidentId">One of its incidents; null for work without one.</param>
public readonly record struct ClockTarget(Id<Contract> ContractId, Id<Incident>? IncidentId)
{
    /// <summary>True when this session is work on it.</summary>
    public bool IsOf(WorkSession session) => session.ContractId == ContractId && session.IncidentId == IncidentId;
}

/// <summary>What a click on the clock comes to.</summary>
/// <param name="StopAt">When the running session stops; null when it goes on or there is none.</param>
/// <param name="Drops">True when the stopped session lasted no time, so that it goes instead of staying.</param>
/// <param name="StartAt">When a new session starts; null when none does.</param>
public readonly record struct ClockMove(Instant? StopAt, bool Drops, Instant? StartAt)
{
    /// <summary>True when the click changes nothing.</summary>
    public bool IsNothing => StopAt is null && StartAt is null;
}

/// <summary>The rules of start and stop (DESIGN §4): one running session per member, whatever was clicked how often.</summary>
public static class Clock
{
    /// <summary>Why no clock may start on this; null when one may.</summary>
    public static Refusal? WhyNot(Contract contract, Incident? incident)
    {
        if (contract.State == ContractState.Ended) return new("contract-ended", $"{contract.Code} has ended, so no clock can start on it. Make a new contract first.");
        return incident is { IsOpen: false }
            ? new("incident-closed", $"{incident.Code} is closed. Reopen it, or open a new incident when it happened again.")
            : null;
    }

    /// <summary>Starting another stops the first at the same instant; starting what already runs does nothing.</summary>
    /// <param name="running">The member's running session, if there is one.</param>
    /// <param name="target">What to start.</param>
    /// <param name="now">Whole seconds.</param>
    public static ClockMove Start(WorkSession? running, ClockTarget target, Instant now)
    {
        if (running is null) return new(null, false, now);
        return target.IsOf(running) ? default : Stop(running, now) with { StartAt = now };
    }

    /// <summary>Stops what runs; nothing when nothing runs. A session of zero seconds is dropped.</summary>
    /// <param name="running">The member's running session, if there is one.</param>
    /// <param name="now">Whole seconds.</param>
    public static ClockMove Stop(WorkSession? running, Instant now)
    {
        if (running is null) return default;

        // A machine's clock can be set back; time that has not been reached was not worked.
        var stop = Instant.Max(now, running.Start);
        return new(stop, stop == running.Start, null);
    }
}
