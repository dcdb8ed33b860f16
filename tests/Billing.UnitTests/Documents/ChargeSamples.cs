using Billing.Domain.Invoicing;
using NodaTime;

namespace Billing.UnitTests.Documents;

/// <summary>Invoices with lines that are no work, and with facts of an earlier month.</summary>
internal static class ChargeSamples
{
    private static readonly ServiceDays November = new(new(2026, 11, 1), new(2026, 11, 30));

    /// <summary>An incident with late work of October, time of it taken back, and every kind of charge.</summary>
    public static InvoiceSnapshot EveryKind(string language = "en") => Samples.Snapshot(language, [Samples.Realistic(language).Groups[0], Late(), Monthly(), Other()]);

    /// <summary>Nothing but monthly charges: a month in which nothing broke.</summary>
    public static InvoiceSnapshot OnlyMonthly(string language = "en") => Samples.Snapshot(language, [Monthly()]);

    /// <summary>Two hours of 20 October, of which the second was billed before.</summary>
    public static InvoiceSnapshot PartlyTakenBack()
    {
        var start = Instant.FromUtc(2026, 10, 20, 8, 0);
        var all = Samples.Slice("Ana Ruiz", start, start + Duration.FromHours(2), 1m, [], [1], 1, "Pool sizes halved");
        var back = Samples.Slice("Ana Ruiz", start + Duration.FromHours(1), start + Duration.FromHours(2), 1m, [], [1], 1, "Pool sizes halved") with { Seconds = -3600 };
        var line = Samples.Work(all, 100m) with { Seconds = 3600, Amount = 100m, ServiceMonth = "2026-10" };
        return Samples.Snapshot("en", [new("INC-0041", "Connections run out", "critical", null, null, [line], [all, back])]);
    }

    public static InvoiceLine Charge(int position, string kind, string? description, decimal quantity, string unit, decimal price, decimal amount, ServiceDays? days = null, string? month = null) =>
        new(position, kind, [], [], null, null, null, null, false, amount, null, null) { Description = description, Quantity = quantity, Unit = unit, UnitPrice = price, Days = days, ServiceMonth = month };

    public static ServiceDays On(int month, int day) => new(new(2026, month, day), new(2026, month, day));

    // Two hours of 20 October became ×1.5 afterwards: they are taken back at ×1 and billed at ×1.5.
    private static InvoiceGroup Late()
    {
        var (start, stop) = (Instant.FromUtc(2026, 10, 20, 8, 0), Instant.FromUtc(2026, 10, 20, 10, 0));
        var back = Samples.Slice("Ana Ruiz", start, stop, 1m, [], [1], 7, "Pool sizes halved") with { Seconds = -7200 };
        var anew = Samples.Slice("Ana Ruiz", start, stop, 1.5m, ["Drop everything"], [5], 8, "Pool sizes halved");
        return new("INC-0041", "Connections run out", "critical", null, null,
        [
            Samples.Work(back, 100m) with { ServiceMonth = "2026-10" }, Samples.Work(anew, 100m) with { ServiceMonth = "2026-10" },
            new(9, "cent", [], [], null, null, null, null, false, -0.01m, null, null) { ServiceMonth = "2026-10" },
        ], [back, anew]);
    }

    private static InvoiceGroup Monthly() => new(null, null, null, null, null,
    [
        Charge(10, "recurring", "Retainer", 1m, "MON", 1000m, 1000m, November) with { Clauses = [9] },
        Charge(11, "recurring", "Standby", 16m, "DAY", 500m, 266.67m, new(new(2026, 11, 15), new(2026, 11, 30))) with { Clauses = [10] },
        Charge(12, "recurring", "Monitoring", 17m, "DAY", 500m, 274.19m, new(new(2026, 10, 15), new(2026, 10, 31)), "2026-10") with { Clauses = [11] },
    ], []);

    private static InvoiceGroup Other() => new(null, null, null, null, null,
    [
        Charge(13, "fixed", "Migration of the order database, as offered on 2 November", 1m, "C62", 4800m, 4800m, On(11, 20)),
        Charge(14, "expense", "Hotel in Hamburg", 3m, "E48", 120m, 360m, On(11, 17)),
        Charge(15, "expense", "Car", 84.5m, "KMT", 0.52m, 43.94m, On(11, 18)),
        Charge(16, "expense", "Network cards", 2m, "C62", 39.9m, 79.8m, On(10, 30), "2026-10"),
        Charge(17, "expense", "Parking", -1m, "C62", 18m, -18m, On(10, 29), "2026-10"),
        Charge(18, "discount", "Thank you for three years", -10m, "P1", 1911.67m, -191.17m, On(11, 30)),
        Charge(19, "discount", "For the long wait on 20 November", -1m, "C62", 50m, -50m, On(11, 20)),
    ], []);
}
