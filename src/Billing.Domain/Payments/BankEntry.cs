using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Billing.Domain.Invoicing;
using NodaTime;
using NodaTime.Text;

namespace Billing.Domain.Payments;

/// <summary>Money that came in, as a bank statement has it.</summary>
/// <param name="On">Day of value, else of booking.</param>
/// <param name="Amount">Above 0 for what came in.</param>
/// <param name="Name">Who paid; empty when the bank does not say.</param>
/// <param name="Text">What they wrote; empty when nothing.</param>
/// <param name="BankReference">The bank's own number of the entry; null where it has none.</param>
/// <param name="Occurrence">0, 1, … among entries of one statement that are alike in everything else.</param>
public sealed record BankEntry(LocalDate On, Money Amount, string Name, string Text, string? BankReference, int Occurrence = 0)
{
    /// <summary>The same for the same entry in every export that holds it: by the bank's number where there is one, else by all that is known.</summary>
    public string Key
    {
        get
        {
            var told = BankReference is { Length: > 0 } own
                ? string.Join('\n', own, LocalDatePattern.Iso.Format(On), Amount.ToString())
                : string.Join('\n', LocalDatePattern.Iso.Format(On), Amount.ToString(), Name, Text, Occurrence.ToString(CultureInfo.InvariantCulture));
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(told)))[..32];
        }
    }
}

/// <summary>An invoice of which something is open, as matching sees it.</summary>
/// <param name="Id">Which.</param>
/// <param name="Number">BT-1.</param>
/// <param name="Client">Its client's name.</param>
/// <param name="Open">Above 0.</param>
/// <param name="DueOn">Last day to pay.</param>
public sealed record OpenInvoice(Id<Invoice> Id, string Number, string Client, Money Open, LocalDate DueOn);

/// <summary>Why a payment seems to be for an invoice, the surest first.</summary>
public enum MatchReason { Reference, AmountAndName, Amount }

/// <summary>What a bank entry seems to be for.</summary>
/// <param name="Entry">What came.</param>
/// <param name="Invoices">Most likely first; several when one payment names several invoices, and none when nothing fits.</param>
/// <param name="Reason">Null when nothing fits.</param>
public sealed record PaymentMatch(BankEntry Entry, IReadOnlyList<OpenInvoice> Invoices, MatchReason? Reason);
