using System.Globalization;
using Billing.Documents.Text;
using Billing.Domain.Invoicing;
using NodaTime;

namespace Billing.Documents.Invoices;

/// <summary>The words of one invoice: its labels, its formats and its zone, put together.</summary>
internal sealed class InvoiceText
{
    private const string ThresholdMark = " > ";

    private readonly DateTimeZone zone;

    /// <exception cref="ArgumentException">The snapshot names a language or a time zone that we do not know.</exception>
    public InvoiceText(InvoiceSnapshot snapshot)
    {
        Snapshot = snapshot;
        Format = ReaderFormat.Of(snapshot.Language);
        Labels = InvoiceLabels.Of(snapshot.Language);
        zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(snapshot.TimeZone)
            ?? throw new ArgumentException($"Unknown time zone '{snapshot.TimeZone}'.", nameof(snapshot));
        SeveralEngineers = snapshot.Groups.SelectMany(g => g.Lines).Select(l => l.Engineer).Where(e => e is not null).Distinct(StringComparer.Ordinal).Count() > 1;
    }

    public InvoiceSnapshot Snapshot { get; }

    public ReaderFormat Format { get; }

    public InvoiceLabels Labels { get; }

    /// <summary>Whether lines must say who worked.</summary>
    public bool SeveralEngineers { get; }

    /// <summary>Whether lines must say which VAT they have.</summary>
    public bool SeveralVats => Snapshot.Totals.Groups.Count > 1;

    /// <summary>A rate of VAT, or why there is none: <c>VAT 20%</c>, <c>Reverse charge</c>.</summary>
    public string Vat(VatTreatment treatment) => treatment.Category switch
    {
        VatCategory.SmallBusiness => Labels.SmallBusiness,
        VatCategory.Exempt => Labels.Exempt,
        VatCategory.ReverseCharge => Labels.ReverseCharge,
        VatCategory.OutsideScope => Labels.OutsideScope,
        _ => InvoiceLabels.Fill(Labels.Vat, Format.Percent(treatment.Rate)),
    };

    /// <summary>An amount of the invoice's currency.</summary>
    public string Money(decimal amount) => Format.Money(amount, Snapshot.Currency);

    /// <summary>The local date of an instant.</summary>
    public LocalDate DateOf(Instant instant) => instant.InZone(zone).Date;

    /// <summary>Whether this is the first midnight of the service: work that stands there was cut by the month and began before.</summary>
    public bool OpensThePeriod(Instant instant) => instant == Snapshot.ServiceFrom.AtStartOfDayInZone(zone).ToInstant();

    /// <summary><c>Fri 20 Nov 21:14</c>, never broken.</summary>
    public string DayAndTime(Instant instant) => (Format.WeekdayDate(DateOf(instant)) + " " + Clock(instant)).Replace(' ', '\u00A0');

    /// <summary><c>21:14</c>; in an hour that the clocks repeat, with the zone's abbreviation.</summary>
    public string Clock(Instant instant)
    {
        var local = instant.InZone(zone);
        var time = Format.Time(local.TimeOfDay);
        return zone.MapLocal(local.LocalDateTime).Count > 1 ? time + " " + local.GetZoneInterval().Name : time;
    }

    /// <summary><c>Fri 20 Nov 21:14–22:00</c>. A stop at midnight is 24:00 of the day before.</summary>
    public string Stretch(Instant start, Instant stop)
    {
        if (start == stop) return DayAndTime(start);
        var (first, last) = (DateOf(start), DateOf(stop));
        if (first == last) return DayAndTime(start) + "–" + Clock(stop);
        if (last == first.PlusDays(1) && stop.InZone(zone).TimeOfDay == LocalTime.Midnight) return DayAndTime(start) + "–24:00";
        return DayAndTime(start) + " – " + DayAndTime(stop);
    }

    /// <summary>What a line or a slice was priced by: <c>Night, Long incident, beyond 4 h</c>; the base rate where nothing else.</summary>
    public string Reasons(IReadOnlyList<string> reasons) => reasons.Count == 0 ? Labels.BaseRate : string.Join(", ", reasons.Select(Reason));

    /// <summary>A label of ours within a sentence. German nouns keep their capital.</summary>
    public string Inline(string label) => Format.Language == "de" ? label : char.ToLowerInvariant(label[0]) + label[1..];

    /// <summary>A clause's name; a step of a threshold with its length.</summary>
    public string Reason(string reason)
    {
        var mark = reason.LastIndexOf(ThresholdMark, StringComparison.Ordinal);
        return mark > 0 && decimal.TryParse(reason.AsSpan(mark + ThresholdMark.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var minutes)
            ? InvoiceLabels.Fill(Labels.Beyond, reason[..mark], Format.Minutes(minutes))
            : reason;
    }

    /// <summary><c>clauses 2 and 3</c>; null where there is none.</summary>
    public string? Clauses(IReadOnlyList<int> clauses)
    {
        if (clauses.Count == 0) return null;
        var numbers = clauses.Select(c => c.ToString(CultureInfo.InvariantCulture)).ToList();
        if (numbers.Count == 1) return InvoiceLabels.Fill(Labels.Clause, numbers[0]);
        return InvoiceLabels.Fill(Labels.Clauses, string.Join(", ", numbers[..^1]) + " " + Labels.And + " " + numbers[^1]);
    }

    /// <summary>The time with its clauses' numbers and names: <c>2 Night, 3 Saturday, 8 rounded up</c>.</summary>
    /// <param name="slice">The time.</param>
    /// <param name="adjustment">What <see cref="InvoiceSlice.AdjustedBy"/> did to it.</param>
    public string NumberedReasons(InvoiceSlice slice, string adjustment)
    {
        var names = slice.Reasons.Count == 0 ? [Inline(Labels.BaseRate)] : slice.Reasons.Select(Reason).ToList();
        var adjusted = slice.AdjustedBy is { } clause ? ", " + Numbered(clause, adjustment) : "";
        if (slice.Clauses.Count == names.Count) return string.Join(", ", names.Select((name, i) => Numbered(slice.Clauses[i], name))) + adjusted;
        return string.Join(", ", names) + (Clauses(slice.Clauses) is { } numbers ? " (" + numbers + ")" : "") + adjusted;
    }

    /// <summary>A group as its heading says it: the incident, a title as typed, or what its lines are.</summary>
    public string GroupName(InvoiceGroup group) => group.Subject() switch
    {
        GroupSubject.Monthly => group.Title ?? Labels.MonthlyCharges,
        GroupSubject.Other => group.Title ?? Labels.OtherCharges,
        GroupSubject.Work => group.Title ?? Labels.WithoutIncident,
        _ => Joined(" ", group.IncidentCode, group.Title),
    };

    /// <summary>A severity in the reader's words, or as typed.</summary>
    public string Severity(string severity) =>
        Labels.Severities.TryGetValue(severity, out var word) ? word : severity.Length == 0 ? severity : char.ToUpperInvariant(severity[0]) + severity[1..];

    /// <summary>An address on one line or on several.</summary>
    public IReadOnlyList<string> Address(PostalAddress address)
    {
        var street = Countries.NumberFirst(address.Country) ? Joined(" ", address.Number, address.Street) : Joined(" ", address.Street, address.Number);
        var town = Countries.PostcodeLast(address.Country)
            ? Joined(" ", Joined(", ", address.Town, address.Region), address.Postcode)
            : Joined(", ", Joined(" ", address.Postcode, address.Town), address.Region);
        return [.. new[] { street, address.Line2, town, Countries.Name(address.Country, Snapshot.Language) }.Where(l => !string.IsNullOrWhiteSpace(l)).Select(l => l!)];
    }

    private static string Numbered(int clause, string name) => clause.ToString(CultureInfo.InvariantCulture) + "\u00A0" + name;

    /// <summary>Puts together what there is.</summary>
    public static string Joined(string between, params ReadOnlySpan<string?> parts)
    {
        var there = new List<string>();
        foreach (var part in parts)
            if (!string.IsNullOrWhiteSpace(part)) there.Add(part);
        return string.Join(between, there);
    }
}
