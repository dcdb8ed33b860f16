using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Rating;
using Billing.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using NodaTime;
using static System.FormattableString;

namespace Billing.Web.Features.Contracts;

/// <summary>Turns the form of terms into terms; what cannot be read is refused beside its field.</summary>
internal sealed class TermsReading(TermsForm form, ModelStateDictionary errors)
{
    /// <summary>The largest rate or amount, in major units.</summary>
    public const decimal MostMoney = 999_999_999m;

    private const decimal MostTimes = 999m;

    private readonly FormReading read = new(errors);

    /// <summary>True while nothing was refused.</summary>
    public bool IsOk => read.IsOk;

    /// <summary>The terms as far as they could be read; whole where <see cref="IsOk"/>.</summary>
    /// <param name="kept">Own rates of those who left are taken over from here.</param>
    /// <param name="engineers">Ids that may have an own rate.</param>
    public ContractTerms Read(ContractTerms? kept, IReadOnlySet<string> engineers)
    {
        var terms = new ContractTerms
        {
            EffectiveFrom = read.Date(nameof(form.EffectiveFrom), form.EffectiveFrom, "the day they hold from"),
            HourlyRate = read.Decimal(nameof(form.HourlyRate), form.HourlyRate, "the hourly rate", 0m, MostMoney),
            EngineerRates = Rates(kept, engineers),
            Premiums = [.. form.Premiums.Select((p, i) => Premium(p, Invariant($"Premiums[{i}]")))],
            Stacking = read.Choice<Stacking>(nameof(form.Stacking), form.Stacking, "what happens where several apply"),
            MaximumMultiplier = read.OptionalDecimal(nameof(form.MaximumMultiplier), form.MaximumMultiplier, "the largest multiplier", 0m, MostTimes),
            Increment = form.Increment.Read(read, nameof(form.Increment)),
            MinimumCallOut = form.MinimumCallOut.Read(read, nameof(form.MinimumCallOut)),
            ResponseFee = form.ResponseFee.Read(read, nameof(form.ResponseFee)),
            Cap = form.Cap.Read(read, nameof(form.Cap)),
            Retainer = form.Retainer.Read(read, nameof(form.Retainer)),
            RecurrenceCountsOn = form.RecurrenceCountsOn,
            Recurring = RecurringForm.Read(form.Recurring, read),
        };
        RefuseTooHigh(terms);
        Refuse(TermsValidation.Check(terms));
        return terms;
    }

    /// <summary>Shows refusals of the domain beside the fields that their paths name, but for parts of the form that could not even be read.</summary>
    public void Refuse(IEnumerable<Refusal> refusals)
    {
        var unread = errors.Where(e => e.Value!.Errors.Count > 0).Select(e => PartOf(e.Key)).ToHashSet(StringComparer.Ordinal);
        foreach (var refusal in refusals)
        {
            var field = FieldOf(refusal.Field ?? "");
            if (field.Length == 0 || !unread.Contains(PartOf(field))) read.Refuse(new(refusal.Code, WithoutDate(refusal.Message), field));
        }
    }

    // A clause is one part: what is wrong between its fields shows only once each of them can be read.
    private static string PartOf(string field) => field.Split('.')[0];

    // Thirty clauses of ×999 multiplied are a number that no money can hold, and a slip of the pen must not come to it.
    private void RefuseTooHigh(ContractTerms terms)
    {
        if (terms.Stacking != Stacking.Multiply) return;
        var product = 1m;
        foreach (var group in terms.Premiums.Select((p, i) => (Premium: p, Group: p.Group ?? Invariant($"{i} alone"))).GroupBy(p => p.Group, StringComparer.Ordinal))
            product = Math.Min(product * Math.Max(1m, group.Max(p => Highest(p.Premium))), MostTimes + 1m);
        if (product > MostTimes) read.Refuse(nameof(form.Stacking), Invariant($"Multiplied, these clauses can come to more than ×{MostTimes}. Lower a multiplier, or choose another way."));
    }

    private static decimal Highest(Premium premium) =>
        premium is ThresholdPremium threshold ? threshold.Steps.Select(s => s.Multiplier).DefaultIfEmpty(1m).Max() : ((FlatPremium)premium).Multiplier;

    // "In the terms from 2026-11-01, the steps …": this form is about one set of terms only, and its date stands above.
    private static string WithoutDate(string message)
    {
        if (!message.StartsWith("In the terms from ", StringComparison.Ordinal)) return message;
        var rest = message[(message.IndexOf(',', StringComparison.Ordinal) + 2)..];
        return char.ToUpperInvariant(rest[0]) + rest[1..];
    }

    private Dictionary<string, decimal> Rates(ContractTerms? kept, IReadOnlySet<string> engineers)
    {
        // Someone who left has no field here; the agreed rate stays for the work that was done.
        var rates = (kept?.EngineerRates ?? new Dictionary<string, decimal>(StringComparer.Ordinal)).Where(r => !engineers.Contains(r.Key)).ToDictionary(StringComparer.Ordinal);
        for (var i = 0; i < form.Engineers.Count; i++)
        {
            var rate = read.OptionalDecimal(Invariant($"Engineers[{i}].Rate"), form.Engineers[i].Rate, "the hourly rate", 0m, MostMoney);
            if (rate is { } own && form.Engineers[i].Member is { } member && engineers.Contains(member)) rates[member] = own;
        }

        return rates;
    }

    private Premium Premium(PremiumForm premium, string at)
    {
        var name = read.Required($"{at}.Name", premium.Name, "a name, as invoices should call it", 60);
        var group = read.Optional($"{at}.Group", premium.Group, "the group", 60);
        return premium.KnownKind switch
        {
            PremiumKind.Threshold => new ThresholdPremium(
                name, group, read.Choice<ThresholdScope>($"{at}.Scope", premium.Scope, "what is counted"),
                read.Choice<ThresholdBasis>($"{at}.Basis", premium.Basis, "whose time is counted"),
                read.Choice<ThresholdMode>($"{at}.Mode", premium.Mode, "which time it applies to"),
                Steps(premium, at)),
            PremiumKind.Window => new WindowPremium(
                name, group, Days(premium, at), read.Time($"{at}.From", premium.From, "the beginning"), read.Time($"{at}.To", premium.To, "the end"), Times($"{at}.Multiplier", premium.Multiplier)),
            PremiumKind.Holiday => new HolidayPremium(name, group, Times($"{at}.Multiplier", premium.Multiplier)),
            _ => new SeverityPremium(name, group, Severities(premium, at), Times($"{at}.Multiplier", premium.Multiplier)),
        };
    }

    private List<ThresholdStep> Steps(PremiumForm premium, string at)
    {
        var steps = new List<ThresholdStep>();
        for (var i = 0; i < premium.Steps.Count; i++)
        {
            if (premium.Steps[i].IsEmpty) continue;
            var after = HoursText.Read(premium.Steps[i].After);
            if (after is null) read.Refuse(Invariant($"{at}.Steps[{i}].After"), "Enter after how long, for example 4, 4.5 or 4:30.");
            steps.Add(new(after ?? 0m, Times(Invariant($"{at}.Steps[{i}].Multiplier"), premium.Steps[i].Multiplier)));
        }

        if (steps.Count == 0) read.Refuse($"{at}.Steps[0].After", "Enter at least one step: after how long, and the multiplier.");
        return steps;
    }

    private HashSet<IsoDayOfWeek> Days(PremiumForm premium, string at)
    {
        var days = premium.Days.Select(d => Enum.TryParse<IsoDayOfWeek>(d, true, out var day) ? day : IsoDayOfWeek.None).Where(d => d is >= IsoDayOfWeek.Monday and <= IsoDayOfWeek.Sunday).ToHashSet();
        if (days.Count == 0) read.Refuse($"{at}.Days", "Choose at least one day of the week.");
        return days;
    }

    private HashSet<string> Severities(PremiumForm premium, string at)
    {
        var severities = premium.Severities.Select(s => s.Trim()).Where(s => s.Length is > 0 and <= 60).ToHashSet(StringComparer.Ordinal);
        if (severities.Count == 0) read.Refuse($"{at}.Severities", "Choose at least one severity.");
        return severities;
    }

    private decimal Times(string field, string? text) => read.Decimal(field, (text ?? "").Trim().TrimStart('×', 'x'), "the multiplier", 0m, MostTimes);

    // The domain names premiums[1].steps[0].afterMinutes and cap.scope what the form names Premiums[1].Steps[0].After and Cap.Scope.
    private string FieldOf(string path)
    {
        if (path.StartsWith("engineerRates.", StringComparison.Ordinal))
        {
            var at = form.Engineers.FindIndex(e => path.EndsWith(e.Member ?? " ", StringComparison.Ordinal));
            return at < 0 ? "" : Invariant($"Engineers[{at}].Rate");
        }

        if (path.Length == 0) return "";
        var field = string.Join('.', path.Split('.').Select(NameOf));
        return field.EndsWith(".Steps", StringComparison.Ordinal) ? field + "[0].After" : field.EndsWith(']') ? field + ".From" : field;
    }

    // Lengths are minutes to the domain, and to the form whatever was typed.
    private static string NameOf(string part)
    {
        var name = char.ToUpperInvariant(part[0]) + part[1..];
        return name.EndsWith("Minutes", StringComparison.Ordinal) && name.Length > "Minutes".Length ? name[..^"Minutes".Length] : name;
    }
}
