using System.Globalization;
using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Web.Features.Shared;
using NodaTime;
using NodaTime.Text;
using static System.FormattableString;

namespace Billing.Web.Features.Contracts;

/// <summary>The kinds of clause that raise or lower the rate.</summary>
public enum PremiumKind { Threshold, Window, Holiday, Severity }

/// <summary>Terms as they are being written.</summary>
public sealed class TermsForm
{
    public string? EffectiveFrom { get; set; }

    public string? HourlyRate { get; set; }

    public List<EngineerRateForm> Engineers { get; set; } = [];

    public List<PremiumForm> Premiums { get; set; } = [];

    public string? Stacking { get; set; } = nameof(Domain.Contracts.Stacking.Highest);

    public string? MaximumMultiplier { get; set; }

    public bool RecurrenceCountsOn { get; set; }

    public IncrementForm Increment { get; set; } = new();

    public MinimumCallOutForm MinimumCallOut { get; set; } = new();

    public ResponseFeeForm ResponseFee { get; set; } = new();

    public CapForm Cap { get; set; } = new();

    public RetainerForm Retainer { get; set; } = new();

    public List<RecurringForm> Recurring { get; set; } = [];

    /// <summary>True once the person began, so that templates are no longer offered.</summary>
    public bool Begun { get; set; }

    /// <summary>The form of terms that are there already.</summary>
    public static TermsForm Of(ContractTerms terms, IEnumerable<Member> engineers) => new()
    {
        EffectiveFrom = LocalDatePattern.Iso.Format(terms.EffectiveFrom),
        HourlyRate = Show.Rate(terms.HourlyRate),
        Engineers = [.. engineers.Select(e => new EngineerRateForm { Member = e.Id.ToString(), Rate = terms.EngineerRates.TryGetValue(e.Id.ToString(), out var rate) ? Show.Rate(rate) : "" })],
        Premiums = [.. terms.Premiums.Select(PremiumForm.Of)],
        Stacking = terms.Stacking.ToString(),
        MaximumMultiplier = terms.MaximumMultiplier is { } maximum ? Show.Number(maximum) : "",
        RecurrenceCountsOn = terms.RecurrenceCountsOn,
        Increment = IncrementForm.Of(terms.Increment),
        MinimumCallOut = MinimumCallOutForm.Of(terms.MinimumCallOut),
        ResponseFee = ResponseFeeForm.Of(terms.ResponseFee),
        Cap = CapForm.Of(terms.Cap),
        Retainer = RetainerForm.Of(terms.Retainer),
        Recurring = [.. terms.Recurring.Select(RecurringForm.Of)],
        Begun = true,
    };
}

/// <summary>One engineer's own rate; empty is the common one.</summary>
public sealed class EngineerRateForm
{
    public string? Member { get; set; }

    public string? Rate { get; set; }
}

/// <summary>One clause as it is being written. Each kind uses only its own fields.</summary>
public sealed class PremiumForm
{
    /// <summary>What the form offers; terms with more steps show them all.</summary>
    public const int StepsOffered = 4;

    public string? Kind { get; set; }

    public string? Name { get; set; }

    public string? Group { get; set; }

    public string? Multiplier { get; set; }

    public string? Scope { get; set; }

    public string? Basis { get; set; }

    public string? Mode { get; set; }

    public List<StepForm> Steps { get; set; } = [];

    public List<string> Days { get; set; } = [];

    public string? From { get; set; }

    public string? To { get; set; }

    public List<string> Severities { get; set; } = [];

    /// <summary>Its kind; a threshold where the browser sent none we know.</summary>
    public PremiumKind KnownKind => Enum.TryParse<PremiumKind>(Kind, true, out var kind) && Enum.IsDefined(kind) ? kind : PremiumKind.Threshold;

    /// <summary>A new clause of this kind, with what is most often agreed.</summary>
    public static PremiumForm New(PremiumKind kind) => kind switch
    {
        PremiumKind.Threshold => Of(new ThresholdPremium("Long incident", null, ThresholdScope.Incident, ThresholdBasis.Engineer, ThresholdMode.Graduated, [new(240m, 1.5m)])),
        PremiumKind.Window => Of(new WindowPremium("Night", null, TermsTemplates.EveryDay, new(22, 0), new(6, 0), 1.5m)),
        PremiumKind.Holiday => Of(new HolidayPremium("Public holiday", null, 2m)),
        _ => Of(new SeverityPremium("Drop everything", null, new HashSet<string>(StringComparer.Ordinal) { "critical" }, 1.5m)),
    };

    /// <summary>The form of a clause that is there already.</summary>
    public static PremiumForm Of(Premium premium)
    {
        var form = new PremiumForm { Name = premium.Name, Group = premium.Group };
        switch (premium)
        {
            case ThresholdPremium t:
                (form.Kind, form.Scope, form.Basis, form.Mode) = (nameof(PremiumKind.Threshold), t.Scope.ToString(), t.Basis.ToString(), t.Mode.ToString());
                form.Steps = [.. t.Steps.Select(s => new StepForm { After = HoursText.Write(s.AfterMinutes), Multiplier = Show.Number(s.Multiplier) })];
                break;
            case WindowPremium w:
                (form.Kind, form.From, form.To, form.Multiplier) = (nameof(PremiumKind.Window), Show.Time(w.From), Show.Time(w.To), Show.Number(w.Multiplier));
                form.Days = [.. w.Days.Order().Select(d => d.ToString())];
                break;
            case HolidayPremium h:
                (form.Kind, form.Multiplier) = (nameof(PremiumKind.Holiday), Show.Number(h.Multiplier));
                break;
            case SeverityPremium s:
                (form.Kind, form.Multiplier, form.Severities) = (nameof(PremiumKind.Severity), Show.Number(s.Multiplier), [.. s.Severities]);
                break;
            default:
                throw new InvalidOperationException($"Premiums of type {premium.GetType().Name} have no form.");
        }

        return form;
    }
}

/// <summary>One step of a threshold; nothing in both is no step.</summary>
public sealed class StepForm
{
    public string? After { get; set; }

    public string? Multiplier { get; set; }

    public bool IsEmpty => string.IsNullOrWhiteSpace(After) && string.IsNullOrWhiteSpace(Multiplier);
}

/// <summary>Lengths of time as people type them: <c>4</c>, <c>4.5</c> or <c>4 h</c>, <c>4:30</c>, <c>4:30:15</c>, or <c>270 min</c>.</summary>
public static class HoursText
{
    private const decimal Most = 100_000m * 60m;

    // All the digits of a decimal, its point and a sign: what Write makes of twenty seconds must be readable again.
    private const int LongestNumber = 31;

    /// <summary>In minutes, exactly as <see cref="Read"/> takes it back.</summary>
    public static string Write(decimal minutes)
    {
        if (minutes % 60m == 0) return Show.Number(minutes / 60m);
        if (minutes % 1m == 0) return Invariant($"{decimal.Floor(minutes / 60m)}:{minutes % 60m:00}");
        var seconds = minutes * 60m;
        return seconds % 1m == 0
            ? Invariant($"{decimal.Floor(seconds / 3600m)}:{decimal.Floor(seconds / 60m) % 60m:00}:{seconds % 60m:00}")
            : minutes.ToString(CultureInfo.InvariantCulture) + " min";
    }

    /// <summary>Minutes, or null when it is no length of time.</summary>
    public static decimal? Read(string? text)
    {
        var typed = (text ?? "").Trim().TrimEnd('h', 'H');
        var minutes = typed.EndsWith("min", StringComparison.OrdinalIgnoreCase) ? Number(typed[..^3]) : typed.Contains(':', StringComparison.Ordinal) ? Clock(typed.Split(':')) : Number(typed) * 60m;
        return minutes is >= 0 and <= Most ? minutes : null;
    }

    private static decimal? Clock(string[] parts)
    {
        if (parts.Length > 3 || !Array.TrueForAll(parts, p => p.Length is > 0 and <= 6 && p.All(char.IsAsciiDigit))) return null;
        var numbers = Array.ConvertAll(parts, p => decimal.Parse(p, NumberStyles.None, CultureInfo.InvariantCulture));
        return numbers.Skip(1).Any(n => n > 59) ? null : numbers[0] * 60m + numbers[1] + (numbers.Length == 3 ? numbers[2] / 60m : 0m);
    }

    private static decimal? Number(string text)
    {
        var typed = text.Trim().Replace(',', '.');
        return typed.Length <= LongestNumber && decimal.TryParse(typed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null;
    }
}

/// <summary>What the terms that are being written say, as far as they can be read.</summary>
/// <param name="Clauses">In their order.</param>
/// <param name="Map">The week under them.</param>
public sealed record TermsPreview(IReadOnlyList<ClauseView> Clauses, RateMapPicture Map);

/// <summary>What stands around the terms' form.</summary>
/// <param name="Contract">Whose terms.</param>
/// <param name="Engineers">Who may have an own rate, by id.</param>
/// <param name="Preview">Null while the terms cannot be read.</param>
/// <param name="IsFirst">No terms yet.</param>
public sealed record TermsFormPage(Contract Contract, IReadOnlyDictionary<string, string> Engineers, TermsPreview? Preview, bool IsFirst);
