using NodaTime;

namespace Billing.Domain.Payments;

/// <summary>Where an invoice's account stands.</summary>
public enum BalanceState { Open, PartlyPaid, Paid, Overpaid, WrittenOff, Credited }

/// <summary>What is open of an invoice, worked out from what was issued, credited and paid. Minor units of its currency.</summary>
/// <param name="Gross">BT-112 of the invoice.</param>
/// <param name="Credited">Of it, by credit notes; not negative.</param>
/// <param name="Paid">Received less paid back.</param>
/// <param name="WrittenOff">Not waited for any more.</param>
public readonly record struct InvoiceBalance(long Gross, long Credited, long Paid, long WrittenOff)
{
    /// <summary>Still to come; negative when more came than was owed.</summary>
    public long Open => Gross - Credited - Paid - WrittenOff;

    /// <summary>In a word. What is fully credited was never owed, so nothing of it is paid.</summary>
    public BalanceState State => Open switch
    {
        < 0 => BalanceState.Overpaid,
        0 when WrittenOff > 0 => BalanceState.WrittenOff,
        0 when Gross > 0 && Credited == Gross => BalanceState.Credited,
        0 => BalanceState.Paid,
        _ => Paid > 0 || Credited > 0 || WrittenOff > 0 ? BalanceState.PartlyPaid : BalanceState.Open,
    };

    /// <summary>True when something is open after the last day to pay.</summary>
    /// <param name="dueOn">Last day to pay.</param>
    /// <param name="today">In the reader's zone.</param>
    public bool IsOverdue(LocalDate dueOn, LocalDate today) => Open > 0 && dueOn < today;

    /// <summary>Days since the last day to pay; 0 while it is not overdue.</summary>
    /// <param name="dueOn">Last day to pay.</param>
    /// <param name="today">In the reader's zone.</param>
    public int DaysOverdue(LocalDate dueOn, LocalDate today) => IsOverdue(dueOn, today) ? Period.DaysBetween(dueOn, today) : 0;
}
