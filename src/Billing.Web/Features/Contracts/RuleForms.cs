using System.Globalization;
using Billing.Domain.Contracts;
using Billing.Web.Features.Shared;

namespace Billing.Web.Features.Contracts;

/// <summary>Steps in which time is counted, as they are being written; nothing in both is no clause.</summary>
public sealed class IncrementForm
{
    private const int MostMinutes = 24 * 60;

    public string? Minutes { get; set; }

    public string? Rounding { get; set; }

    public string? Scope { get; set; } = nameof(IncrementScope.Session);

    /// <summary>True where there is something to read.</summary>
    public bool IsUsed => !string.IsNullOrWhiteSpace(Minutes) || !string.IsNullOrWhiteSpace(Rounding);

    /// <summary>The form of a clause that is there already, or an empty one.</summary>
    public static IncrementForm Of(Increment? increment) => increment is null
        ? new()
        : new() { Minutes = increment.Minutes.ToString(CultureInfo.InvariantCulture), Rounding = increment.Rounding.ToString(), Scope = increment.Scope.ToString() };

    /// <summary>The clause, or null without one; half of one is refused.</summary>
    public Increment? Read(FormReading read, string at)
    {
        if (!IsUsed) return null;
        var rounding = read.Choice<IncrementRounding>($"{at}.Rounding", Rounding, "which way time is rounded, or leave the minutes empty");
        var scope = read.Choice<IncrementScope>($"{at}.Scope", Scope, "what is rounded as one");

        // Time that is not rounded has no step, but the domain wants one.
        if (rounding == IncrementRounding.None && string.IsNullOrWhiteSpace(Minutes)) return new(1, rounding, scope);
        var minutes = MinutesOf(Minutes);
        if (minutes is null) read.Refuse($"{at}.Minutes", "Enter whole minutes from 1 to 1440, for example 15.");
        return new(minutes ?? 1, rounding, scope);
    }

    // Here a bare number is minutes, since that is how such steps are spoken of: 15 is never fifteen hours.
    private static int? MinutesOf(string? text)
    {
        var typed = (text ?? "").Trim();
        var minutes = HoursText.Read(typed.All(c => char.IsAsciiDigit(c) || c is '.' or ',') ? typed + " min" : typed);
        return minutes is >= 1 and <= MostMinutes && minutes % 1m == 0 ? (int)minutes : null;
    }
}

/// <summary>The least that a call-out is billed, as it is being written; nothing in both is no clause.</summary>
public sealed class MinimumCallOutForm
{
    /// <summary>See <see cref="HoursText"/>, as all lengths here.</summary>
    public string? Minutes { get; set; }

    public string? JoinWithin { get; set; }

    /// <summary>True where there is something to read.</summary>
    public bool IsUsed => !string.IsNullOrWhiteSpace(Minutes) || !string.IsNullOrWhiteSpace(JoinWithin);

    /// <summary>The form of a clause that is there already, or an empty one.</summary>
    public static MinimumCallOutForm Of(MinimumCallOut? callOut) =>
        callOut is null ? new() : new() { Minutes = HoursText.Write(callOut.Minutes), JoinWithin = HoursText.Write(callOut.JoinWithinMinutes) };

    /// <summary>The clause, or null without one; half of one is refused.</summary>
    public MinimumCallOut? Read(FormReading read, string at)
    {
        if (!IsUsed) return null;
        var (least, join) = (HoursText.Read(Minutes), HoursText.Read(JoinWithin));
        if (least is null) read.Refuse($"{at}.Minutes", "Enter the least that is billed, for example 1, 1.5 or 0:30.");
        if (join is null) read.Refuse($"{at}.JoinWithin", "Enter how soon later work still belongs to the call-out, for example 2 or 1:30.");
        return new(least ?? 0m, join ?? 0m);
    }
}

/// <summary>A fee for starting soon after the alert, as it is being written; nothing in both is no clause.</summary>
public sealed class ResponseFeeForm
{
    public string? Amount { get; set; }

    public string? Within { get; set; }

    /// <summary>True where there is something to read.</summary>
    public bool IsUsed => !string.IsNullOrWhiteSpace(Amount) || !string.IsNullOrWhiteSpace(Within);

    /// <summary>The form of a clause that is there already, or an empty one.</summary>
    public static ResponseFeeForm Of(ResponseFee? fee) => fee is null ? new() : new() { Amount = Show.Rate(fee.Amount), Within = HoursText.Write(fee.WithinMinutes) };

    /// <summary>The clause, or null without one; half of one is refused.</summary>
    public ResponseFee? Read(FormReading read, string at)
    {
        if (!IsUsed) return null;
        var amount = read.Decimal($"{at}.Amount", Amount, "the fee", 0m, TermsReading.MostMoney);
        var within = HoursText.Read(Within);
        if (within is null) read.Refuse($"{at}.Within", "Enter how soon after the alert, for example 0:30 or 2.");
        return new(amount, within ?? 0m);
    }
}

/// <summary>The most that something costs, as it is being written; nothing in both is no clause.</summary>
public sealed class CapForm
{
    public string? Amount { get; set; }

    public string? Scope { get; set; }

    /// <summary>True where there is something to read.</summary>
    public bool IsUsed => !string.IsNullOrWhiteSpace(Amount) || !string.IsNullOrWhiteSpace(Scope);

    /// <summary>The form of a clause that is there already, or an empty one.</summary>
    public static CapForm Of(Cap? cap) => cap is null ? new() : new() { Amount = Show.Rate(cap.Amount), Scope = cap.Scope.ToString() };

    /// <summary>The clause, or null without one; half of one is refused.</summary>
    public Cap? Read(FormReading read, string at) => !IsUsed ? null : new(
        read.Decimal($"{at}.Amount", Amount, "the most it may cost", 0m, TermsReading.MostMoney),
        read.Choice<CapScope>($"{at}.Scope", Scope, "what the limit is for, or leave the amount empty"));
}

/// <summary>Time included each month, as it is being written; nothing in both is no clause.</summary>
public sealed class RetainerForm
{
    public string? Included { get; set; }

    public bool Weighted { get; set; }

    /// <summary>True where there is something to read.</summary>
    public bool IsUsed => !string.IsNullOrWhiteSpace(Included) || Weighted;

    /// <summary>The form of a clause that is there already, or an empty one.</summary>
    public static RetainerForm Of(Retainer? retainer) => retainer is null ? new() : new() { Included = HoursText.Write(retainer.IncludedMinutes), Weighted = retainer.Weighted };

    /// <summary>The clause, or null without one; half of one is refused.</summary>
    public Retainer? Read(FormReading read, string at)
    {
        if (!IsUsed) return null;
        var included = HoursText.Read(Included);
        if (included is null) read.Refuse($"{at}.Included", "Enter the hours that each month includes, for example 10 or 7:30.");
        return new(included ?? 0m, Weighted);
    }
}
