using System.Globalization;
using Billing.Domain.Contracts;
using Billing.Web.Features.Shared;
using static System.FormattableString;

namespace Billing.Web.Features.Contracts;

/// <summary>One monthly charge as it is being written; nothing in both fields is none.</summary>
public sealed class RecurringForm
{
    // More would be a list that nobody accepts, and more fields than a form may send.
    private const int Most = 20;

    private const decimal MostMoney = 999_999_999m;

    public string? Name { get; set; }

    public string? Amount { get; set; }

    private bool IsEmpty => string.IsNullOrWhiteSpace(Name) && string.IsNullOrWhiteSpace(Amount);

    /// <summary>The form of a charge that is there already.</summary>
    public static RecurringForm Of(RecurringCharge charge) => new() { Name = charge.Name, Amount = Show.Rate(charge.Amount) };

    /// <summary>Does what a button says: <c>add</c>, or <c>remove-0</c>.</summary>
    internal static void Press(List<RecurringForm> charges, string button)
    {
        if (button == "add" && charges.Count < Most) charges.Add(new());
        else if (button.StartsWith("remove-", StringComparison.Ordinal) && int.TryParse(button.AsSpan(7), NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < charges.Count) charges.RemoveAt(at);
    }

    /// <summary>The charges as far as they could be read; rows without anything in them are none.</summary>
    internal static IReadOnlyList<RecurringCharge> Read(List<RecurringForm> charges, FormReading read)
    {
        // Empty rows stay, at the end, where one can still type: so a row's number in the form is its number in the terms.
        var empty = charges.FindAll(c => c.IsEmpty);
        charges.RemoveAll(c => c.IsEmpty);
        RecurringCharge[] filled =
        [
            .. charges.Select((charge, i) => new RecurringCharge(
                read.Required(Invariant($"Recurring[{i}].Name"), charge.Name, "a name, as invoices should call it", 60),
                read.Decimal(Invariant($"Recurring[{i}].Amount"), charge.Amount, "the amount each month", 0.01m, MostMoney))),
        ];
        charges.AddRange(empty);
        return filled;
    }
}
