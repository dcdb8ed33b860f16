using System.Globalization;
using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Rating;
using NodaTime;

namespace Billing.Benchmarks;

/// <summary>One stretch of time at one price: all that a bare loop needs to know.</summary>
internal readonly record struct Piece(long Seconds, decimal HourlyRate, decimal Multiplier);

/// <summary>Made-up work, always the same, and the least that any program would have to do with it.</summary>
internal static class Workloads
{
    private static readonly string[] Engineers = ["ana", "bob", "cy"];
    private static readonly Instant Beginning = Instant.FromUtc(2026, 1, 5, 7, 0);

    private static readonly HashSet<IsoDayOfWeek> EveryDay =
        [IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday, IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday];

    /// <summary>A night window, severities and a threshold.</summary>
    private static readonly Premium[] ThreePremiums =
    [
        new WindowPremium("Night", null, EveryDay, new(22, 0), new(6, 0), 1.5m),
        new SeverityPremium("Drop everything", null, new HashSet<string>(StringComparer.Ordinal) { "critical" }, 1.25m),
        new ThresholdPremium("Long incident", null, ThresholdScope.Incident, ThresholdBasis.Engineer, ThresholdMode.Graduated, [new(240m, 1.5m), new(480m, 2m)]),
    ];

    /// <summary>Sessions of half an hour to two and a half hours, each so many minutes after the one before, round the clock.</summary>
    /// <param name="sessions">How many.</param>
    /// <param name="minutesApart">From start to start; at least 151.</param>
    /// <param name="sessionsAnIncident">How many follow one another on one incident.</param>
    public static RatingInput Contract(int sessions, int minutesApart, int sessionsAnIncident)
    {
        var incidents = Enumerable.Range(0, (sessions + sessionsAnIncident - 1) / sessionsAnIncident)
            .Select(i => new RatedIncident(Name("INC-", i), i % 3 == 0 ? "critical" : "high", null, null)).ToList();
        var terms = new ContractTerms { EffectiveFrom = new(2020, 1, 1), HourlyRate = 95m, Premiums = ThreePremiums };
        var work = Enumerable.Range(0, sessions).Select(i => Session(i, minutesApart, incidents[i / sessionsAnIncident].Id)).ToList();
        return new(new(Currency.Of("EUR"), DateTimeZoneProviders.Tzdb["Europe/Berlin"], new HashSet<LocalDate>(), [terms]), incidents, work);
    }

    /// <summary>What the engine cuts the work into.</summary>
    public static Piece[] Pieces(params IEnumerable<RatedPeriod> periods) =>
        [.. periods.SelectMany(p => p.Slices).Select(s => new Piece(s.Seconds, s.HourlyRate, s.Multiplier))];

    /// <summary>Seconds × rate × multiplier ÷ 3600, added up and not even rounded.</summary>
    public static decimal BareLoop(Piece[] pieces)
    {
        var total = 0m;
        foreach (var piece in pieces) total += piece.Seconds * piece.HourlyRate * piece.Multiplier / 3600m;
        return total;
    }

    private static RatedSession Session(int number, int minutesApart, string incident)
    {
        var start = Beginning + Duration.FromMinutes((long)number * minutesApart);
        return new(Name("S", number), Engineers[number % 3], incident, start, start + Duration.FromSeconds(1800 + number * 7919L % 7200));
    }

    private static string Name(string prefix, int number) => prefix + number.ToString(CultureInfo.InvariantCulture);
}
