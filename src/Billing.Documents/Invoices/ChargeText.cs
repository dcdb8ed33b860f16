using Billing.Documents.Text;
using Billing.Domain;
using Billing.Domain.Invoicing;

namespace Billing.Documents.Invoices;

/// <summary>What is said of lines that are no work: monthly charges, fixed prices, expenses, discounts, and what rounding leaves over.</summary>
internal static class ChargeText
{
    private const int NamesTogether = 3;

    public static string Title(InvoiceText text, InvoiceLine line) => line switch
    {
        { Kind: "cent" } => text.Labels.RoundingDifference,
        { Description: { } description } when !string.IsNullOrWhiteSpace(description) => description.Trim(),
        { Kind: "discount" } => text.Labels.Discount,
        { Kind: "expense" } => text.Labels.Expense,
        _ => text.Labels.OtherCharges,
    };

    /// <summary>The first names of what a group charges besides work, for a page that has no room for all of it; null for work.</summary>
    public static string? Names(InvoiceText text, InvoiceGroup group)
    {
        if (group.Subject() is not (GroupSubject.Monthly or GroupSubject.Other)) return null;
        var names = group.Lines.Select(l => Title(text, l)).ToList();
        return string.Join("; ", names.Take(NamesTogether)) + (names.Count > NamesTogether ? "; …" : "");
    }

    public static string Details(InvoiceText text, InvoiceLine line) => InvoiceText.Joined(", ",
        line.Kind switch { "expense" => text.Labels.Expense, "discount" => text.Labels.Discount, _ => null }, Calculation(text, line), When(text, line), Month(text, line), text.Clauses(line.Clauses));

    /// <summary>Which month a line belongs to, where that is not the invoice's own; null where it is.</summary>
    public static string? Month(InvoiceText text, InvoiceLine line)
    {
        if (!BillingPeriod.TryParse(line.ServiceMonth, out var period)) return null;
        var month = text.Format.Month(period);
        return line.Kind == "cent" ? month : InvoiceLabels.Fill(line.TakesBack() ? text.Labels.TakenBack : text.Labels.BilledLater, month);
    }

    private static string? Calculation(InvoiceText text, InvoiceLine line)
    {
        if (!line.TellsQuantity(Currency.Of(text.Snapshot.Currency))) return null;
        var (format, labels, sold, price, unit) = (text.Format, text.Labels, line.Sold()!.Value, line.UnitPrice!.Value, line.Unit!);
        if (unit == "P1") return InvoiceLabels.Fill(labels.PercentOf, format.Percent(sold), text.Money(price));
        if (line is { Kind: "recurring", Days: not null } && unit == "DAY")
            return InvoiceLabels.Fill(labels.PartOfMonth, format.Number(sold, 0), format.Number(line.UnitsPriced(), 0), text.Money(price), format.Counted(sold, labels.Units[unit]));
        return format.Counted(sold, labels.Units.GetValueOrDefault(unit, (unit, unit))) + " × " + text.Money(price);
    }

    // A whole month of the invoice's own needs no dates: they stand in its head.
    private static string? When(InvoiceText text, InvoiceLine line) => line.Days switch
    {
        null => null,
        { } days when days.First == days.Last => text.Format.WeekdayDate(days.First),
        { } days => line.Unit == "MON" ? null : text.Format.ShortRange(days.First, days.Last),
    };
}
