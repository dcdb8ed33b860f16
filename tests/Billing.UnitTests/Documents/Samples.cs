using Billing.Domain.Invoicing;
using NodaTime;

namespace Billing.UnitTests.Documents;

/// <summary>Invoices as engineers send them.</summary>
internal static class Samples
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    /// <summary>One day of work, no incident.</summary>
    public static InvoiceSnapshot OneLine(string language = "en", string currency = "EUR")
    {
        var slice = Slice("Ana Ruiz", At(17, 9, 0), At(17, 12, 30), 1m, [], [1], 1, "Release 4.2 prepared and rolled out");
        return Snapshot(language, [new(null, null, null, null, null, [Work(slice, 100m)], [slice])], currency) with { Clauses = ["An hour costs €100.00."] };
    }

    /// <summary>Two incidents, work without one, a fee, a cap and covered time.</summary>
    public static InvoiceSnapshot Realistic(string language = "en") => Snapshot(language, [Checkout(), Backup(), Other(9)]);

    /// <summary>Work without incident on so many sessions, a line each.</summary>
    public static InvoiceSnapshot Lines(int count, string language = "en")
    {
        var slices = Enumerable.Range(0, count).Select(i => Slice(i % 3 == 0 ? "Bo Lindqvist" : "Ana Ruiz", Start(i), Start(i) + Duration.FromMinutes(45 + i % 7),
            i % 5 == 0 ? 1.5m : 1m, i % 5 == 0 ? ["Night"] : [], i % 5 == 0 ? [2] : [1], i + 1, null)).ToList();
        return Snapshot(language, [new("INC-0100", "A month of migrations", "normal", null, null, [.. slices.Select(s => Work(s, 95.5m))], slices)]);

        static Instant Start(int i) => At(1, 0, 0) + Duration.FromMinutes(60 * i);
    }

    /// <summary>Several groups of a few lines each, enough for many pages.</summary>
    public static InvoiceSnapshot Groups(int count)
    {
        var position = 0;
        return Snapshot("en", [.. Enumerable.Range(1, count).Select(Group)]);

        InvoiceGroup Group(int number)
        {
            var slices = Enumerable.Range(0, 1 + number % 4).Select(i => Slice("Ana Ruiz", At(1 + number % 28, 9 + i, 0), At(1 + number % 28, 9 + i, 50), 1m, [], [1], ++position, null)).ToList();
            return new("GRP-" + number.ToString("D4"), "Group heading " + number, "low", null, null, [.. slices.Select(s => Work(s, 100m))], slices);
        }
    }

    /// <summary>Names that no layout expects.</summary>
    public static InvoiceSnapshot LongNames(string language = "en")
    {
        var sample = Realistic(language);
        var endless = string.Concat(Enumerable.Repeat("Donaudampfschifffahrtsgesellschaft", 6));
        return sample with
        {
            Number = "2026-DONAUDAMPFSCHIFFFAHRT-000042",
            Seller = sample.Seller with { Name = "Société d’Ingénierie Logicielle et de Dépannage d’Urgence des Bords de Saône et du Beaujolais", Tagline = endless },
            Buyer = sample.Buyer with { Name = endless + " mbH & Co. KG", Address = sample.Buyer.Address with { Line2 = "Third floor, second door, behind the green staircase, care of the department of everything else" } },
            ContractTitle = "Emergency engineering, maintenance and everything that the annexes of the framework agreement of 2019 list",
            Groups = [.. sample.Groups.Select((g, i) => i > 0 ? g : g with
            {
                Title = "Checkout returns 502 after " + endless,
                Lines = [.. g.Lines.Select(l => l with { Engineer = "Wolfeschlegelsteinhausenbergerdorff the Elder of Upper Lower Saxony", Amount = l.Amount * 100000 })],
                Slices = [.. g.Slices.Select(s => s with { Engineer = "Wolfeschlegelsteinhausenbergerdorff the Elder of Upper Lower Saxony" })],
            })],
            Totals = new(12345678.90m, 19m, 2345678.99m, 14691357.89m),
        };
    }

    public static InvoiceSnapshot Snapshot(string language, IReadOnlyList<InvoiceGroup> groups, string currency = "EUR")
    {
        var net = groups.SelectMany(g => g.Lines).Sum(l => l.Amount);
        return new()
        {
            Language = language, Number = "2026-0042", IssuedOn = new(2026, 12, 1), DueOn = new(2026, 12, 31), Period = "2026-11",
            ServiceFrom = new(2026, 11, 1), ServiceTo = new(2026, 11, 30), Currency = currency, TimeZone = "Europe/Berlin", TimeZoneVersion = "2026a",
            Seller = new("Ana Ruiz EI", "Software engineering · Lyon", new("rue Mercière", "12", null, "69002", "Lyon", null, "FR"), "FR64812345678", "SIREN 812 345 678", "ana@example.org", "+33 6 12 34 56 78"),
            Buyer = new("Nordwind Retail GmbH", null, new("Speicherstraße", "8", null, "20457", "Hamburg", null, "DE"), "DE298765432", null, "rechnung@nordwind.example", null),
            ContractCode = "NW-2026", ContractTitle = "Emergency engineering", OrderNumber = "PO-7731", Groups = groups,
            Totals = new(net, 0, 0, net),
            Payment = new("Ana Ruiz", "FR7630006000011234567890189", "AGRIFRPP", "Crédit Agricole", "2026-0042"),
            Clauses =
            [
                "An hour costs €100.00.", "Nights from 22:00 to 06:00 count ×1.5.", "Saturdays count ×1.5.", "Sundays and public holidays count ×2.",
                "Beyond 4 hours on one incident every further hour counts ×2. The highest of all that apply counts, they are never multiplied with each other.",
                "Time is rounded up to the next quarter of an hour.", "A call-out is billed at least one hour.", "Starting within 30 minutes of the alert costs €200.00.",
                "One incident never costs more than €1,375.00.",
            ],
            Notes = ["Reverse charge: VAT is due by the recipient (art. 196, Directive 2006/112/EC).", "Late payment: ECB rate + 10 points, and a fixed recovery fee of €40."],
        };
    }

    public static InvoiceSlice Slice(string engineer, Instant start, Instant stop, decimal multiplier, IReadOnlyList<string> reasons, IReadOnlyList<int> clauses, int position, string? description) =>
        new(engineer, start, stop, (long)(stop - start).TotalSeconds, multiplier, reasons, clauses, position, description);

    public static InvoiceLine Work(InvoiceSlice s, decimal rate) => new(s.Position, "work", s.Reasons, s.Clauses, s.Engineer, s.Seconds, rate, s.Multiplier, false,
        decimal.Round(s.Seconds * rate * s.Multiplier / 3600, 2, MidpointRounding.AwayFromZero), s.Start, s.Stop);

    /// <summary>Local to Berlin, November 2026.</summary>
    public static Instant At(int day, int hour, int minute) => new LocalDateTime(2026, 11, day, hour, minute).InZoneLeniently(Berlin).ToInstant();

    private static InvoiceGroup Checkout()
    {
        const string first = "The message broker dropped acknowledgements after its update; the shop retried each order until its connections ran out.";
        const string second = "The update was rolled back, retries are now limited.";
        var slices = new[]
        {
            Slice("Ana Ruiz", At(20, 21, 14), At(20, 22, 0), 1m, [], [1], 1, first),
            Slice("Ana Ruiz", At(20, 22, 0), At(21, 0, 0), 1.5m, ["Night"], [2], 2, first),
            Slice("Ana Ruiz", At(21, 0, 0), At(21, 1, 14), 1.5m, ["Night", "Saturday"], [2, 3], 3, first),
            Slice("Ana Ruiz", At(21, 1, 30), At(21, 3, 24), 2m, ["Long incident > 240"], [5], 4, second),
            new InvoiceSlice("Ana Ruiz", At(21, 3, 24), At(21, 3, 24), 360, 2m, ["Long incident > 240"], [5], 4, second) { AdjustedBy = 6 },
        };
        return new("INC-0042", "Checkout returns 502", "critical", At(20, 21, 6), At(21, 3, 24),
        [
            Work(slices[0], 100m), Work(slices[1], 100m), Work(slices[2], 100m),
            Work(slices[3], 100m) with { Seconds = 7200, Amount = 400m, Clauses = [5, 6] },
            new(5, "fee", [], [8], null, null, null, null, false, 200m, At(20, 21, 14), null),
            new(6, "cap", [], [9], null, null, null, null, false, -100m, null, null),
        ], slices);
    }

    private static InvoiceGroup Backup()
    {
        var slices = new[]
        {
            Slice("Bo Lindqvist", At(24, 6, 10), At(24, 6, 40), 1m, [], [1], 7, "Nightly backup failed: disk full. Old snapshots removed, retention shortened to 14 days."),
            new InvoiceSlice("Bo Lindqvist", At(24, 6, 10), At(24, 6, 10), 1800, 1m, [], [1], 8, null) { AdjustedBy = 7 },
        };
        return new("INC-0043", "Backup did not finish", "high", At(24, 5, 58), At(24, 6, 40),
            [Work(slices[0], 100m), new(8, "minimum", [], [1, 7], "Bo Lindqvist", 1800, 100m, 1m, false, 50m, At(24, 6, 10), At(24, 6, 10))], slices);
    }

    private static InvoiceGroup Other(int sessions)
    {
        string[] done = ["Deployment pipeline moved to the new runners", "Review of the order service", "Alert thresholds tuned with the team → fewer false alarms", "On-call handbook updated"];
        var slices = Enumerable.Range(0, sessions)
            .Select(i => Slice("Ana Ruiz", At(2 + 3 * i, 9, 0), At(2 + 3 * i, 11, i == 4 ? 7 : 0), 1m, [], [1], i == 0 ? 9 : 10, done[i % done.Length])).ToList();
        var rest = slices.Skip(1).Sum(s => s.Seconds);
        return new(null, null, null, null, null,
        [
            Work(slices[0], 100m) with { Covered = true, Amount = 0 },
            new(10, "work", [], [1], "Ana Ruiz", rest, 100m, 1m, false, decimal.Round(rest * 100m / 3600, 2, MidpointRounding.AwayFromZero), slices[1].Start, slices[^1].Stop),
            new(11, "fee", ["On-call standby"], [], null, null, null, null, false, 300m, At(1, 0, 0), null),
        ], slices);
    }
}
