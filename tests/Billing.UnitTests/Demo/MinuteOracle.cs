using System.Globalization;
using System.Text;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace Billing.UnitTests.Demo;

/// <summary>
/// Works out what the demo's invoices must come to, minute by minute, from RATING §§1–5 and 10 alone. Deliberately slow and simple, and
/// shares no code with the program: it is the second opinion. It refuses terms it does not know (increments, minimums, fees, caps, retainers)
/// and every boundary that does not fall on a whole minute.
/// </summary>
public sealed class MinuteOracle
{
    private readonly Dictionary<(string Contract, string Month), decimal> net = [];
    private readonly Dictionary<(string Contract, string Month), long> seconds = [];
    private readonly Dictionary<(string Contract, string Month), int> lineCount = [];
    private readonly Dictionary<(string Contract, string Month), IReadOnlyList<OracleLine>> lines = [];

    private MinuteOracle(IReadOnlyList<OracleContract> contracts, Dictionary<string, OracleIncident> incidents, IReadOnlyList<OracleSession> sessions)
    {
        foreach (var contract in contracts)
        {
            var own = sessions.Where(s => s.Contract == contract.Code).ToList();
            foreach (var month in Rate(contract, incidents, own).GroupBy(m => m.Month, StringComparer.Ordinal))
            {
                Keep(contract, month.Key, [.. month]);
            }
        }
    }

    /// <summary>Net total of each contract and service month with billable work, in the contract's currency.</summary>
    public IReadOnlyDictionary<(string Contract, string Month), decimal> Net => net;

    /// <summary>Billable seconds, as worked.</summary>
    public IReadOnlyDictionary<(string Contract, string Month), long> Seconds => seconds;

    /// <summary>How many lines the invoice has.</summary>
    public IReadOnlyDictionary<(string Contract, string Month), int> LineCount => lineCount;

    /// <summary>The lines themselves, in the order of their first minute.</summary>
    public IReadOnlyDictionary<(string Contract, string Month), IReadOnlyList<OracleLine>> Lines => lines;

    /// <param name="folder">The folder that holds <c>contracts.json</c>, <c>incidents.csv</c> and <c>sessions.csv</c>.</param>
    public static MinuteOracle FromFolder(string folder) => FromText(
        File.ReadAllText(Path.Combine(folder, "contracts.json")),
        File.ReadAllText(Path.Combine(folder, "incidents.csv")),
        File.ReadAllText(Path.Combine(folder, "sessions.csv")));

    /// <summary>The same from the files' contents.</summary>
    public static MinuteOracle FromText(string contractsJson, string incidentsCsv, string sessionsCsv)
    {
        using var document = JsonDocument.Parse(contractsJson);
        var contracts = document.RootElement.EnumerateArray().Select(OracleContract.Read).ToList();
        var incidents = Csv(incidentsCsv).Select(OracleIncident.Read).ToDictionary(i => i.Key, StringComparer.Ordinal);
        var sessions = Csv(sessionsCsv).Where(r => r["billable"] == "true").Select(OracleSession.Read).ToList();
        return new MinuteOracle(contracts, incidents, sessions);
    }

    /// <summary>Rows of an RFC 4180 text with a header row, by column name.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Csv(string text)
    {
        var rows = CsvRows(text);
        var header = rows[0];
        var result = new List<IReadOnlyDictionary<string, string>>();
        foreach (var row in rows.Skip(1))
        {
            Require(row.Count == header.Count, $"a row has {row.Count} fields: {string.Join('|', row)}");
            result.Add(header.Zip(row).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal));
        }

        return result;
    }

    private static List<List<string>> CsvRows(string text)
    {
        var rows = new List<List<string>>();
        var row = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted)
            {
                if (c != '"')
                {
                    field.Append(c);
                }
                else if (i + 1 < text.Length && text[i + 1] == '"')
                {
                    field.Append('"');
                    i++;
                }
                else
                {
                    quoted = false;
                }
            }
            else if (c == '"')
            {
                quoted = true;
            }
            else if (c is ',' or '\n')
            {
                row.Add(field.ToString());
                field.Clear();
                if (c == '\n')
                {
                    rows.Add(row);
                    row = [];
                }
            }
            else if (c != '\r')
            {
                field.Append(c);
            }
        }

        Require(!quoted && row.Count == 0 && field.Length == 0, "the text does not end with a complete row");
        return rows;
    }

    internal static void Require(bool condition, string what)
    {
        if (!condition)
        {
            throw new InvalidOperationException("The oracle cannot work this out: " + what);
        }
    }

    /// <summary>Every worked minute with its price, in order of time.</summary>
    private static List<PricedMinute> Rate(OracleContract contract, Dictionary<string, OracleIncident> incidents, List<OracleSession> sessions)
    {
        var worked = sessions.SelectMany(s => MinutesOf(contract, s)).OrderBy(m => m.At).ThenBy(m => m.Session.Engineer, StringComparer.Ordinal).ToList();
        var counters = new Counters(contract, incidents, worked);
        var priced = new List<PricedMinute>();
        foreach (var together in worked.GroupBy(m => m.At))
        {
            priced.AddRange(together.Select(m => Price(contract, incidents, counters, m)));
            counters.Add([.. together]);
        }

        return priced;
    }

    private static IEnumerable<WorkedMinute> MinutesOf(OracleContract contract, OracleSession session)
    {
        for (var at = session.Start; at < session.Stop; at += Duration.FromMinutes(1))
        {
            var local = at.InZone(contract.Zone).LocalDateTime;
            Require(local.Second == 0, $"session {session.Key} and the wall clock are not on whole minutes");
            yield return new WorkedMinute(session, at, local);
        }
    }

    private static PricedMinute Price(OracleContract contract, Dictionary<string, OracleIncident> incidents, Counters counters, WorkedMinute minute)
    {
        var candidates = contract.Terms.Where(t => t.EffectiveFrom <= minute.Local.Date).ToList();
        Require(candidates.Count > 0, $"no terms for {minute.Session.Key}");
        var terms = candidates.MaxBy(t => t.EffectiveFrom)!;
        var severity = minute.Session.Incident.Length == 0 ? null : incidents[minute.Session.Incident].Severity;
        var matches = new List<(string Reason, string Group, decimal Multiplier)>();
        for (var i = 0; i < terms.Premiums.Count; i++)
        {
            var premium = terms.Premiums[i];
            var group = premium.Group ?? "#" + i.ToString(CultureInfo.InvariantCulture);
            switch (premium.Kind)
            {
                case "threshold" when counters.StepFor(premium, minute) is { } step:
                    matches.Add(($"{premium.Name} > {step.AfterMinutes.ToString(CultureInfo.InvariantCulture)}", group, step.Multiplier));
                    break;
                case "window" when premium.InWindow(minute.Local):
                case "holiday" when contract.Holidays.Contains(minute.Local.Date):
                case "severity" when severity is not null && premium.Severities.Contains(severity):
                    matches.Add((premium.Name, group, premium.Multiplier));
                    break;
            }
        }

        var rate = terms.EngineerRates.TryGetValue(minute.Session.Engineer, out var own) ? own : terms.HourlyRate;
        var multiplier = Combine(terms, [.. matches.GroupBy(m => m.Group, StringComparer.Ordinal).Select(g => g.Max(m => m.Multiplier))]);
        var month = minute.Local.Date.ToYearMonth().ToString("uuuu'-'MM", CultureInfo.InvariantCulture);
        return new PricedMinute(month, minute.Session.Incident, minute.Session.Engineer, rate, multiplier, string.Join(", ", matches.Select(m => m.Reason)));
    }

    private static decimal Combine(OracleTerms terms, IReadOnlyList<decimal> multipliers)
    {
        var combined = terms.Stacking switch
        {
            "highest" => multipliers.DefaultIfEmpty(1m).Max(),
            "add" => 1m + multipliers.Sum(m => m - 1m),
            "multiply" => multipliers.Aggregate(1m, (product, m) => product * m),
            _ => throw new InvalidOperationException(terms.Stacking),
        };
        if (terms.MaximumMultiplier is { } maximum && combined > maximum)
        {
            combined = maximum;
        }

        return combined < 0m ? 0m : combined;
    }

    private void Keep(OracleContract contract, string month, List<PricedMinute> minutes)
    {
        var key = (contract.Code, month);
        var result = new List<OracleLine>();
        foreach (var line in minutes.GroupBy(m => m))
        {
            long count = line.Count();
            var exact = count * 60 * line.Key.Rate * line.Key.Multiplier / 3600m;
            var amount = Math.Round(exact, contract.MinorDigits, MidpointRounding.AwayFromZero);
            result.Add(new OracleLine(line.Key.Incident, line.Key.Engineer, line.Key.Rate, line.Key.Multiplier, line.Key.Reasons, count * 60, amount));
        }

        lines[key] = result;
        net[key] = result.Sum(l => l.Amount);
        seconds[key] = result.Sum(l => l.Seconds);
        lineCount[key] = result.Count;
    }

    private sealed record WorkedMinute(OracleSession Session, Instant At, LocalDateTime Local);

    private sealed record PricedMinute(string Month, string Incident, string Engineer, decimal Rate, decimal Multiplier, string Reasons);

    /// <summary>The running counts that thresholds look at, in minutes.</summary>
    private sealed class Counters(OracleContract contract, Dictionary<string, OracleIncident> incidents, List<WorkedMinute> all)
    {
        private readonly Dictionary<string, long> counts = new(StringComparer.Ordinal);
        private readonly Dictionary<(string Scope, string Basis), Dictionary<string, int>> finals = [];
        private readonly Dictionary<string, Instant> firsts = new(StringComparer.Ordinal);

        public OracleStep? StepFor(OraclePremium premium, WorkedMinute minute)
        {
            if (premium.Scope == "incident" && minute.Session.Incident.Length == 0)
            {
                return null;
            }

            if (premium.Mode == "retroactive")
            {
                var final = Finals(premium.Scope, premium.Basis)[Name(premium.Scope, premium.Basis, minute)];
                return premium.Steps.LastOrDefault(s => final > s.AfterMinutes);
            }

            return premium.Steps.LastOrDefault(s => Count(premium, minute) >= s.AfterMinutes);
        }

        /// <summary>Counts one minute of everybody who worked in it.</summary>
        public void Add(IReadOnlyList<WorkedMinute> together)
        {
            foreach (var scope in (string[])["incident", "day", "week", "month"])
            {
                foreach (var basis in (string[])["engineer", "team"])
                {
                    foreach (var same in together.GroupBy(m => Name(scope, basis, m), StringComparer.Ordinal))
                    {
                        AddTo(scope, basis, same.Key, same.Count());
                    }
                }
            }
        }

        private void AddTo(string scope, string basis, string name, int minutes)
        {
            var before = counts.GetValueOrDefault(name);
            var steps = contract.Terms.SelectMany(t => t.Premiums).Where(p => p.Kind == "threshold" && p.Scope == scope && p.Basis == basis && p.Mode == "graduated");
            Require(
                steps.All(p => p.Steps.All(s => s.AfterMinutes <= before || s.AfterMinutes >= before + minutes)),
                $"a step of {contract.Code} is reached within a minute ({name})");
            counts[name] = before + minutes;
        }

        private long Count(OraclePremium premium, WorkedMinute minute)
        {
            if (premium.Basis != "elapsed")
            {
                return counts.GetValueOrDefault(Name(premium.Scope, premium.Basis, minute));
            }

            var chain = Chain(minute.Session.Incident);
            if (!firsts.TryGetValue(chain, out var first))
            {
                first = all.Where(m => m.Session.Incident.Length > 0 && Chain(m.Session.Incident) == chain).Min(m => m.At);
                firsts[chain] = first;
            }

            return (long)(minute.At - first).TotalMinutes;
        }

        private Dictionary<string, int> Finals(string scope, string basis)
        {
            if (!finals.TryGetValue((scope, basis), out var found))
            {
                found = all.CountBy(m => Name(scope, basis, m), StringComparer.Ordinal).ToDictionary(c => c.Key, c => c.Value, StringComparer.Ordinal);
                finals[(scope, basis)] = found;
            }

            return found;
        }

        private string Name(string scope, string basis, WorkedMinute minute)
        {
            var date = minute.Local.Date;
            var part = scope switch
            {
                "incident" => minute.Session.Incident.Length == 0 ? "none" : Chain(minute.Session.Incident),
                "day" => date.ToString("uuuu'-'MM'-'dd", CultureInfo.InvariantCulture),
                "week" => date.PlusDays(1 - (int)date.DayOfWeek).ToString("uuuu'-'MM'-'dd", CultureInfo.InvariantCulture),
                "month" => date.ToString("uuuu'-'MM", CultureInfo.InvariantCulture),
                _ => throw new InvalidOperationException(scope),
            };
            return string.Join('/', scope, part, basis == "engineer" ? minute.Session.Engineer : "team");
        }

        /// <summary>The first incident of a chain of recurrences, where the contract lets a recurrence count on; else the incident itself.</summary>
        private string Chain(string incident)
        {
            var current = incidents[incident];
            while (contract.RecurrenceCountsOn && current.Recurs.Length > 0)
            {
                current = incidents[current.Recurs];
            }

            return current.Key;
        }
    }
}

/// <summary>One line as RATING §10 gathers it; no incident is the empty text, reasons are joined by a comma.</summary>
public sealed record OracleLine(string Incident, string Engineer, decimal HourlyRate, decimal Multiplier, string Reasons, long Seconds, decimal Amount);

/// <summary>A contract as the demo's file has it.</summary>
internal sealed record OracleContract(
    string Code, int MinorDigits, DateTimeZone Zone, IReadOnlyList<LocalDate> Holidays, IReadOnlyList<OracleTerms> Terms, bool RecurrenceCountsOn)
{
    public static OracleContract Read(JsonElement json)
    {
        var terms = json.GetProperty("terms").EnumerateArray().ToList();
        var countsOn = terms.Select(t => t.GetProperty("recurrenceCountsOn").GetBoolean()).Distinct().ToList();
        MinuteOracle.Require(countsOn.Count == 1, "a contract changes its mind about recurrences");
        return new OracleContract(
            json.GetProperty("code").GetString()!,
            json.GetProperty("currency").GetString() is "EUR" or "USD" or "CHF" ? 2 : throw new InvalidOperationException("Unknown currency"),
            DateTimeZoneProviders.Tzdb[json.GetProperty("timeZone").GetString()!],
            [.. json.GetProperty("holidays").EnumerateArray().Select(h => LocalDatePattern.Iso.Parse(h.GetString()!).Value)],
            [.. terms.Select(OracleTerms.Read)],
            countsOn[0]);
    }
}

/// <summary>One terms object; anything beyond rates, premiums, stacking and maximum is refused.</summary>
internal sealed record OracleTerms(
    LocalDate EffectiveFrom, decimal HourlyRate, IReadOnlyDictionary<string, decimal> EngineerRates, IReadOnlyList<OraclePremium> Premiums, string Stacking,
    decimal? MaximumMultiplier)
{
    private static readonly string[] Known =
        ["effectiveFrom", "hourlyRate", "engineerRates", "premiums", "stacking", "maximumMultiplier", "recurrenceCountsOn"];

    public static OracleTerms Read(JsonElement json)
    {
        foreach (var property in json.EnumerateObject())
        {
            MinuteOracle.Require(Known.Contains(property.Name, StringComparer.Ordinal), $"terms hold {property.Name}");
        }

        var maximum = json.GetProperty("maximumMultiplier");
        return new OracleTerms(
            LocalDatePattern.Iso.Parse(json.GetProperty("effectiveFrom").GetString()!).Value,
            json.GetProperty("hourlyRate").GetDecimal(),
            json.GetProperty("engineerRates").EnumerateObject().ToDictionary(e => e.Name, e => e.Value.GetDecimal(), StringComparer.Ordinal),
            [.. json.GetProperty("premiums").EnumerateArray().Select(OraclePremium.Read)],
            json.GetProperty("stacking").GetString()!,
            maximum.ValueKind == JsonValueKind.Null ? null : maximum.GetDecimal());
    }
}

/// <summary>A step of a threshold.</summary>
internal sealed record OracleStep(int AfterMinutes, decimal Multiplier);

/// <summary>A premium of any kind; fields that its kind has not are empty.</summary>
internal sealed record OraclePremium(
    string Kind, string Name, string? Group, decimal Multiplier, string Scope, string Basis, string Mode, IReadOnlyList<OracleStep> Steps,
    IReadOnlyList<string> Days, LocalTime From, LocalTime To, IReadOnlyList<string> Severities)
{
    private static readonly string[] Weekdays = ["", "mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    public static OraclePremium Read(JsonElement json) => new(
        Text(json, "kind") is "threshold" or "window" or "holiday" or "severity" ? Text(json, "kind") : throw new InvalidOperationException("Unknown kind"),
        Text(json, "name"),
        json.TryGetProperty("group", out var group) ? group.GetString() : null,
        json.TryGetProperty("multiplier", out var multiplier) ? multiplier.GetDecimal() : 1m,
        Text(json, "scope"),
        Text(json, "basis"),
        Text(json, "mode"),
        [.. Items(json, "steps").Select(s => new OracleStep(s.GetProperty("afterMinutes").GetInt32(), s.GetProperty("multiplier").GetDecimal()))],
        [.. Items(json, "days").Select(d => d.GetString()!)],
        Time(json, "from"),
        Time(json, "to"),
        [.. Items(json, "severities").Select(s => s.GetString()!)]);

    /// <summary>RATING §3: a window past midnight belongs to the day it starts on; equal edges are 24 hours.</summary>
    public bool InWindow(LocalDateTime local)
    {
        var today = Days.Contains(Weekdays[(int)local.DayOfWeek], StringComparer.Ordinal);
        var yesterday = Days.Contains(Weekdays[(int)local.Date.PlusDays(-1).DayOfWeek], StringComparer.Ordinal);
        return From < To
            ? today && local.TimeOfDay >= From && local.TimeOfDay < To
            : (today && local.TimeOfDay >= From) || (yesterday && local.TimeOfDay < To);
    }

    private static string Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString()! : "";

    private static IEnumerable<JsonElement> Items(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.EnumerateArray() : [];

    private static LocalTime Time(JsonElement json, string name)
    {
        var text = Text(json, name);
        return text.Length == 0 ? LocalTime.Midnight : LocalTimePattern.CreateWithInvariantCulture("HH':'mm").Parse(text).Value;
    }
}

/// <summary>What rating needs of an incident; no earlier one is the empty text.</summary>
internal sealed record OracleIncident(string Key, string Severity, string Recurs)
{
    public static OracleIncident Read(IReadOnlyDictionary<string, string> row) => new(row["key"], row["severity"], row["recurs"]);
}

/// <summary>A billable session on whole minutes; no incident is the empty text.</summary>
internal sealed record OracleSession(string Key, string Engineer, string Contract, string Incident, Instant Start, Instant Stop)
{
    public static OracleSession Read(IReadOnlyDictionary<string, string> row)
    {
        var session = new OracleSession(row["key"], row["engineer"], row["contract"], row["incident"], Minute(row["start"]), Minute(row["stop"]));
        MinuteOracle.Require(session.Start < session.Stop, $"session {session.Key} does not stop after its start");
        return session;
    }

    private static Instant Minute(string text)
    {
        var instant = OffsetDateTimePattern.ExtendedIso.Parse(text).Value.ToInstant();
        MinuteOracle.Require(instant.ToUnixTimeTicks() % NodaConstants.TicksPerMinute == 0, $"{text} is not a whole minute");
        return instant;
    }
}
