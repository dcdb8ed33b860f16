using System.Globalization;

namespace Billing.Domain.Incidents;

/// <summary>How an incident goes from state to state, and how people name one.</summary>
public static class IncidentMoves
{
    /// <summary>The states that can be chosen from this one, in their order.</summary>
    public static IReadOnlyList<IncidentState> From(IncidentState state) => state switch
    {
        // What is over is reopened as a whole: how far the second look has come is said after it.
        IncidentState.Closed => [IncidentState.Investigating],
        IncidentState.Resolved => [IncidentState.Investigating, IncidentState.Watching, IncidentState.Closed],
        _ => [.. Enum.GetValues<IncidentState>().Where(s => s != state)],
    };

    /// <summary>Why it cannot move there; null when it can.</summary>
    /// <param name="incident">As it is now.</param>
    /// <param name="state">Where to.</param>
    /// <param name="atWork">Names of those whose clock runs on it.</param>
    public static Refusal? WhyNot(Incident incident, IncidentState state, IReadOnlyList<string> atWork)
    {
        if (state == IncidentState.Closed && atWork.Count > 0)
            return new("clock-runs", $"{incident.Code} cannot be closed while a clock runs on it: {string.Join(", ", atWork)}. Stop the clock first.");
        return state == incident.State || From(incident.State).Contains(state)
            ? null
            : new("state", $"{incident.Code} is {incident.State.ToString().ToLowerInvariant()} now. Look at it again before you change it.");
    }

    /// <summary>Reads a number from <c>INC-0012</c>, as people also write it: <c>inc-12</c>, <c>12</c>.</summary>
    public static bool TryReadCode(string? text, out int number)
    {
        var digits = (text ?? "").AsSpan().Trim();
        if (digits.StartsWith("INC-", StringComparison.OrdinalIgnoreCase)) digits = digits[4..];
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;
    }
}
