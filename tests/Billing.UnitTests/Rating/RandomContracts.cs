using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Rating;
using NodaTime;

namespace Billing.UnitTests.Rating;

/// <summary>Contracts with everything in them, small enough for <see cref="SlowReading"/>. One seed always gives the same contract.</summary>
internal sealed class RandomContracts(int seed)
{
    private static readonly (string Zone, Instant Moment)[] Moments =
    [
        ("Europe/Berlin", Instant.FromUtc(2026, 10, 25, 1, 0)), ("Europe/Berlin", Instant.FromUtc(2026, 3, 29, 1, 0)),
        ("Europe/Berlin", Instant.FromUtc(2026, 12, 31, 23, 0)), ("Europe/Berlin", Instant.FromUtc(2027, 1, 31, 23, 0)),
        ("Europe/Dublin", Instant.FromUtc(2026, 10, 25, 1, 0)), ("UTC", Instant.FromUtc(2028, 2, 29, 0, 0)),
        ("America/Havana", Instant.FromUtc(2026, 3, 8, 5, 0)), ("America/Havana", Instant.FromUtc(2026, 11, 1, 5, 0)),
        ("America/Sao_Paulo", Instant.FromUtc(2018, 11, 4, 3, 0)), ("America/Sao_Paulo", Instant.FromUtc(2018, 2, 18, 2, 0)),
        ("Pacific/Apia", Instant.FromUtc(2011, 12, 30, 10, 0)), ("Pacific/Kwajalein", Instant.FromUtc(1993, 8, 21, 12, 0)),
        ("Australia/Lord_Howe", Instant.FromUtc(2026, 4, 4, 15, 0)), ("Australia/Lord_Howe", Instant.FromUtc(2026, 10, 3, 15, 30)),
        ("America/St_Johns", Instant.FromUtc(2009, 11, 1, 2, 31)), ("America/St_Johns", Instant.FromUtc(2009, 3, 8, 3, 31)),
        ("Asia/Kathmandu", Instant.FromUtc(1985, 12, 31, 18, 30)), ("Africa/Monrovia", Instant.FromUtc(1972, 1, 7, 0, 44, 30)),
        ("America/Juneau", Instant.FromUtc(1867, 10, 19, 0, 31, 37)), ("America/New_York", Instant.FromUtc(2026, 11, 1, 6, 0)),
    ];

    private static readonly decimal[] Multipliers = [0m, 0.5m, 1m, 1.25m, 1.5m, 1.3333m, 2m, 3m];
    private static readonly decimal[] Rates = [0m, 60m, 95m, 100m, 27.5m, 33.3333m, 123.45m];
    private static readonly string[] Severities = ["low", "high", "critical"];
    private readonly Random random = new(seed);

    public RatingInput Next()
    {
        var (zone, moment) = Pick(Moments);
        var incidents = Enumerable.Range(0, random.Next(4)).Select(i => Incident(i, moment)).ToList();
        var date = moment.InZone(DateTimeZoneProviders.Tzdb[zone]).Date;
        var (increment, cap) = (Pick(Enum.GetValues<IncrementScope>()), Pick(Enum.GetValues<CapScope>()));
        List<ContractTerms> terms = [Terms(date.PlusDays(-500), increment, cap)];
        if (Chance(50)) terms.Add(Terms(date, increment, cap));
        if (Chance(25)) terms.Insert(0, Terms(date.PlusDays(1), increment, cap));
        var holidays = Enumerable.Range(-2, 5).Where(_ => Chance(20)).Select(d => date.PlusDays(d)).ToHashSet();
        var sessions = Sessions(moment, incidents);
        return new(new(Currency.Of(Pick(["EUR", "EUR", "JPY", "KWD"])), DateTimeZoneProviders.Tzdb[zone], holidays, terms), incidents, sessions);
    }

    private bool Chance(int percent) => random.Next(100) < percent;

    private T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];

    private RatedIncident Incident(int number, Instant moment)
    {
        var name = "I" + (char)('0' + number);
        Instant? alerted = Chance(70) ? moment + Duration.FromMinutes(random.Next(-240, 60)) : null;
        return new(name, Pick(Severities), alerted, number > 0 && Chance(50) ? "I" + (char)('0' + random.Next(number)) : null);
    }

    private ContractTerms Terms(LocalDate from, IncrementScope increment, CapScope cap) => new()
    {
        EffectiveFrom = from,
        HourlyRate = Pick(Rates),
        EngineerRates = Chance(30) ? new Dictionary<string, decimal>(StringComparer.Ordinal) { ["ana"] = Pick(Rates) } : new Dictionary<string, decimal>(StringComparer.Ordinal),
        Premiums = [.. Enumerable.Range(0, random.Next(5)).Select(Premium)],
        Stacking = Pick(Enum.GetValues<Stacking>()),
        MaximumMultiplier = Chance(20) ? Pick(Multipliers) : null,
        Increment = Chance(50) ? new(Pick([1, 6, 15, 30]), Pick(Enum.GetValues<IncrementRounding>()), increment) : null,
        MinimumCallOut = Chance(40) ? new(Pick([0m, 10m, 30.5m, 60m]), Pick([0m, 15m, 60m, 120m, 60_000m])) : null,
        ResponseFee = Chance(40) ? new(Pick([0m, 50m, 99.9999m]), Pick([0m, 30m, 120m, 10000m])) : null,
        Cap = Chance(40) ? new(Pick([0m, 10m, 50.005m, 100m, 200m]), cap) : null,
        Retainer = Chance(40) ? new(Pick([0m, 5m, 20.01m, 60m]), Chance(50)) : null,
    };

    private Premium Premium(int number)
    {
        var (name, group) = ("P" + (char)('0' + (Chance(80) ? number : 0)), Chance(30) ? "g" : null);
        switch (random.Next(6))
        {
            case 0:
                return new HolidayPremium(name, group, Pick(Multipliers));
            case 1:
                return new SeverityPremium(name, group, Severities.Where(_ => Chance(50)).ToHashSet(StringComparer.Ordinal), Pick(Multipliers));
            case 2 or 3:
                return new WindowPremium(name, group, Days(), Time(), Time(), Pick(Multipliers));
            default:
                return Threshold(name, group);
        }
    }

    private HashSet<IsoDayOfWeek> Days() => Enum.GetValues<IsoDayOfWeek>().Where(d => d != IsoDayOfWeek.None && Chance(60)).ToHashSet();

    private LocalTime Time() => Chance(50) ? new(random.Next(4), Pick([0, 1, 30, 45])) : new(random.Next(24), Pick([0, 15, 59]));

    private ThresholdPremium Threshold(string name, string? group)
    {
        var scope = Pick(Enum.GetValues<ThresholdScope>());
        var mode = scope <= ThresholdScope.Day && Chance(30) ? ThresholdMode.Retroactive : ThresholdMode.Graduated;
        var basis = scope == ThresholdScope.Incident && mode == ThresholdMode.Graduated && Chance(30) ? ThresholdBasis.Elapsed
            : Chance(50) ? ThresholdBasis.Engineer : ThresholdBasis.Team;
        var steps = new[] { 0m, 0.11m, 1m, 7.5m, 10m, 30m, 45m, 90m }.Where(_ => Chance(30)).Select(m => new ThresholdStep(m, Pick(Multipliers)));
        return new(name, group, scope, basis, mode, [.. steps]);
    }

    private List<RatedSession> Sessions(Instant moment, List<RatedIncident> incidents)
    {
        List<RatedSession> sessions = [];
        var wanted = random.Next(1, 9);
        for (var i = 0; i < wanted; i++)
        {
            var reach = Pick([90, 90, 90, 240, 240, 1800, 9000, 90_000]);

            // Round times and lengths meet steps, fees and call-outs exactly on their edges; odd ones do the rest.
            var start = moment + Duration.FromSeconds(Chance(40) ? random.Next(-reach, reach) / 15 * 900L : random.Next(-reach * 60, reach * 60));
            var length = Chance(30) ? Pick([300L, 450L, 600L, 900L, 1800L, 2700L]) : Chance(70) ? random.Next(1, 900) : random.Next(1, Pick([3600, 3 * 3600]));
            var touching = sessions.Count > 0 && Chance(20) ? sessions[^1].Stop : start;
            var session = new RatedSession(
                "S" + (i * 7).ToString(System.Globalization.CultureInfo.InvariantCulture), Pick(["ana", "bob", "cy"]),
                incidents.Count > 0 && Chance(75) ? Pick(incidents).Id : null, touching, touching + Duration.FromSeconds(length));
            if (!sessions.Exists(s => s.Engineer == session.Engineer && s.Start < session.Stop && session.Start < s.Stop)) sessions.Add(session);
        }

        return sessions;
    }
}
