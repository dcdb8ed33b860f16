using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Billing.Domain.Payments;

/// <summary>
/// Proposes for which invoices money came: by the invoice's number in what the payer wrote, else by the exact amount and the payer's name, else by an amount that
/// only one open invoice has. It proposes; a person says yes.
/// </summary>
public static class PaymentMatching
{
    /// <summary>A proposal for each entry, in their order. No invoice is proposed twice on amount alone.</summary>
    public static IReadOnlyList<PaymentMatch> Propose(IReadOnlyList<BankEntry> entries, IReadOnlyList<OpenInvoice> open)
    {
        var patterns = open.Select(i => (Invoice: i, Pattern: PatternOf(i.Number))).ToList();
        var named = entries.Select(e => Named(e, patterns)).ToList();
        var taken = named.SelectMany(n => n).Select(i => i.Id).ToHashSet();
        return [.. entries.Select((entry, i) => named[i].Count > 0 ? new(entry, named[i], MatchReason.Reference) : ByAmount(entry, open, taken))];
    }

    /// <summary>How an entry is spread over the invoices it is for: each gets what is open, oldest due first; what is left over goes to the last.</summary>
    /// <returns>Amounts in minor units, in the order given; they add up to the entry.</returns>
    public static IReadOnlyList<long> Spread(Money amount, IReadOnlyList<OpenInvoice> invoices)
    {
        var left = amount.Minor;
        var shares = new long[invoices.Count];
        foreach (var i in Enumerable.Range(0, invoices.Count).OrderBy(i => invoices[i].DueOn).ThenBy(i => invoices[i].Number, StringComparer.Ordinal))
        {
            shares[i] = Math.Min(left, invoices[i].Open.Minor);
            left -= shares[i];
        }

        if (shares.Length > 0) shares[^1] += left;
        return shares;
    }

    private static List<OpenInvoice> Named(BankEntry entry, List<(OpenInvoice Invoice, Regex Pattern)> open) =>
        [.. open.Where(i => i.Invoice.Open.Currency == entry.Amount.Currency && i.Pattern.IsMatch(entry.Text)).Select(i => i.Invoice)];

    // People and banks leave out or add blanks, dashes and slashes. A number within a longer one is not it.
    private static Regex PatternOf(string number)
    {
        var signs = number.Where(char.IsLetterOrDigit).Select(c => Regex.Escape(c.ToString()));
        return new(@"(?<!\d)" + string.Join(@"[\s\-/._]*", signs) + @"(?!\d)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }

    private static PaymentMatch ByAmount(BankEntry entry, IReadOnlyList<OpenInvoice> open, HashSet<Id<Invoicing.Invoice>> taken)
    {
        var same = open.Where(i => i.Open == entry.Amount && !taken.Contains(i.Id)).OrderBy(i => i.DueOn).ToList();
        var payer = Names(entry.Name + ' ' + entry.Text);
        var byName = same.Where(i => Names(i.Client).Overlaps(payer)).ToList();
        if (byName.Count > 0) return Taken(entry, byName[0], MatchReason.AmountAndName, taken);
        return same.Count == 1 ? Taken(entry, same[0], MatchReason.Amount, taken) : new(entry, [], null);
    }

    private static PaymentMatch Taken(BankEntry entry, OpenInvoice invoice, MatchReason reason, HashSet<Id<Invoicing.Invoice>> taken)
    {
        taken.Add(invoice.Id);
        return new(entry, [invoice], reason);
    }

    // Words that say nothing about who: too short, or every company's.
    private static HashSet<string> Names(string text)
    {
        string[] common = ["GMBH", "LTD", "LIMITED", "INC", "SARL", "SAS", "COMPANY", "GROUP", "HOLDING", "AND", "UND", "THE", "LLC", "CORP"];
        var words = new string([.. Plain(text).Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Where(w => w.Length > 2).Except(common, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
    }

    // Banks write ü as ue, as u or as it is: the marks are dropped on both sides.
    private static string Plain(string text)
    {
        var spelled = text.Replace("ß", "ss", StringComparison.Ordinal);
        return new([.. spelled.Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)]);
    }
}
