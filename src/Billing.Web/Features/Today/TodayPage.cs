using System.Globalization;
using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Work;
using NodaTime;

namespace Billing.Web.Features.Today;

/// <summary>What to do first, while something needed is missing.</summary>
public sealed record FirstStep(string Title, string Sentence, string Link, string Button);

/// <summary>Work of this month that no invoice holds yet, in one currency.</summary>
/// <param name="Amount">Of all lines.</param>
/// <param name="Hourly">Of the lines that charge time.</param>
/// <param name="Emergency">Of those with a multiplier above 1.</param>
public sealed record Unbilled(Currency Currency, decimal Amount, decimal Hourly, decimal Emergency)
{
    /// <summary>E.g. <c>38 %</c>; null when no time is charged.</summary>
    public string? Share => Hourly == 0 ? null : decimal.Round(Emergency * 100 / Hourly, MidpointRounding.AwayFromZero).ToString("0", CultureInfo.InvariantCulture) + "\u00a0%";
}

/// <summary>A client's unbilled work of this month.</summary>
public sealed record ClientUnbilled(Id<Client> Id, string Name, Currency Currency, decimal Amount);

/// <summary>An open incident.</summary>
/// <param name="SoFar">Null when its contract cannot be rated.</param>
public sealed record OpenIncident(Id<Incident> Id, int Number, string Title, string Severity, IncidentState State, int? Recurs, Id<Contract> ContractId, string Client, Currency Currency)
{
    public decimal? SoFar { get; init; }
}

/// <summary>A contract on which the clock can start.</summary>
public sealed record QuickStart(Id<Contract> Id, string Code, string Title, string Client, bool Runs);

/// <summary>A session of today.</summary>
public sealed record TodaySession(WorkSession Session, string Who, string What, string Link, string Client);

/// <summary>What is owed since before today, in one currency.</summary>
public sealed record Overdue(Currency Currency, long Minor, int Count);

/// <summary>Everything on the first page.</summary>
public sealed record TodayPage
{
    public required LocalDate Date { get; init; }

    public required DateTimeZone Zone { get; init; }

    public required Instant Now { get; init; }

    public required FirstStep? First { get; init; }

    /// <summary>E.g. <c>1 December 00:00, Berlin</c>; null when no contract is active.</summary>
    public required string? NextRun { get; init; }

    public required IReadOnlyList<Unbilled> Unbilled { get; init; }

    public required long EmergencySeconds { get; init; }

    public required IReadOnlyList<ClientUnbilled> ByClient { get; init; }

    public required IReadOnlyList<Overdue> Overdue { get; init; }

    public required IReadOnlyList<OpenIncident> Open { get; init; }

    public required int OpenCount { get; init; }

    public required IReadOnlyList<QuickStart> Starts { get; init; }

    public required IReadOnlyList<TodaySession> Sessions { get; init; }

    /// <summary>Contracts whose work cannot be priced, with the reason.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>What of today's sessions lies in today.</summary>
    public Duration Worked
    {
        get
        {
            var (from, to) = (Date.AtStartOfDayInZone(Zone).ToInstant(), Date.PlusDays(1).AtStartOfDayInZone(Zone).ToInstant());
            return Sessions.Aggregate(Duration.Zero, (sum, s) => sum + (Instant.Min(s.Session.Stop ?? Now, to) - Instant.Max(s.Session.Start, from)));
        }
    }

    /// <summary>E.g. <c>3 h 37</c>.</summary>
    public static string Hours(Duration duration) => string.Create(CultureInfo.InvariantCulture, $"{(long)duration.TotalHours}\u00a0h\u00a0{duration.Minutes:00}");
}
