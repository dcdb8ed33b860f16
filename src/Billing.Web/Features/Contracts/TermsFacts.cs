using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.Domain.Rating;
using Billing.Web.Features.Shared;
using NodaTime;
using NodaTime.Text;
using static System.FormattableString;

namespace Billing.Web.Features.Contracts;

/// <summary>One stored version of a contract's terms.</summary>
/// <param name="Key"><c>date.version</c>.</param>
/// <param name="Terms">What it says.</param>
internal sealed record StoredTerms(string Key, ContractTerms Terms);

/// <summary>What decides whether new terms can be kept.</summary>
/// <param name="Contract">Whose.</param>
/// <param name="Engineers">Who may have an own rate, by name.</param>
/// <param name="Versions">Everything stored.</param>
/// <param name="LastBilled">The last month with an invoice; null when there is none.</param>
internal sealed record TermsFacts(Contract Contract, IReadOnlyList<Member> Engineers, IReadOnlyList<TermsVersion> Versions, BillingPeriod? LastBilled)
{
    private static readonly LocalDatePattern FullDate = LocalDatePattern.CreateWithInvariantCulture("d MMMM uuuu");

    /// <summary>The last version of each date, rising.</summary>
    public IReadOnlyList<StoredTerms> InForce { get; } =
        [.. Versions.GroupBy(v => v.EffectiveFrom).OrderBy(g => g.Key).Select(g => Stored(g.MaxBy(v => v.Version)!))];

    /// <summary>Names by id.</summary>
    public IReadOnlyDictionary<string, string> EngineerNames { get; } = Engineers.ToDictionary(e => e.Id.ToString(), e => e.Name, StringComparer.Ordinal);

    /// <summary>From when new terms most likely hold: while it is not agreed yet, the same day again; else the next month that is not billed.</summary>
    public LocalDate SuggestedDate(LocalDate today)
    {
        if (InForce.Count == 0) return Contract.StartsOn;
        var latest = InForce[^1].Terms.EffectiveFrom;
        if (LastBilled is null && Contract.State is ContractState.Draft or ContractState.Offered) return latest;
        return LocalDate.Max(latest, (LastBilled is { } billed && billed > BillingPeriod.Of(today) ? billed : BillingPeriod.Of(today)).Next.FirstDay);
    }

    /// <summary>The version a form began from; the latest when it does not say.</summary>
    public ContractTerms? Based(string? key) =>
        Versions.Where(v => string.Equals(KeyOf(v), key, StringComparison.Ordinal)).Select(v => Stored(v).Terms).FirstOrDefault() ?? InForce.LastOrDefault()?.Terms;

    /// <summary>Clauses that the form does not show and that are taken over from those terms.</summary>
    public IReadOnlyList<ClauseView> Kept(string? key)
    {
        if (Based(key) is not { } terms) return [];
        var hidden = new ContractTerms
        {
            EffectiveFrom = terms.EffectiveFrom,
            HourlyRate = terms.HourlyRate,
            Increment = terms.Increment,
            MinimumCallOut = terms.MinimumCallOut,
            ResponseFee = terms.ResponseFee,
            Cap = terms.Cap,
            Retainer = terms.Retainer,
        };
        return [.. ClauseView.Of(hidden, Contract.Currency, EngineerNames).Skip(1)];
    }

    /// <summary>The version that terms of this date get.</summary>
    public int NextVersion(LocalDate date) => Versions.Where(v => v.EffectiveFrom == date).Select(v => v.Version).DefaultIfEmpty(0).Max() + 1;

    /// <summary>Why terms cannot be kept beside what is there; empty when they can.</summary>
    public IEnumerable<Refusal> Refuse(ContractTerms terms)
    {
        if (terms.EffectiveFrom == default) yield break;
        if (LastBilled is { } billed && terms.EffectiveFrom <= billed.LastDay)
            yield return new("billed", $"{Show.Month(billed)} is billed with the present terms; choose a date from {FullDate.Format(billed.Next.FirstDay)}.", "effectiveFrom");
        if (terms.EffectiveFrom > Contract.StartsOn && !InForce.Any(t => t.Terms.EffectiveFrom <= Contract.StartsOn))
            yield return new("first-terms", $"The contract starts on {FullDate.Format(Contract.StartsOn)}; its first terms must hold from that day or earlier.", "effectiveFrom");
        var others = InForce.Select(t => t.Terms).Where(t => t.EffectiveFrom != terms.EffectiveFrom);
        foreach (var refusal in TermsValidation.CheckAll([.. others, terms]).Where(r => string.Equals(r.Code, RatingErrorCodes.MixedScope, StringComparison.Ordinal))) yield return refusal;
    }

    private static StoredTerms Stored(TermsVersion version) => new(KeyOf(version), RatingJson.ReadTerms(version.Clauses));

    private static string KeyOf(TermsVersion version) => Invariant($"{LocalDatePattern.Iso.Format(version.EffectiveFrom)}.{version.Version}");
}
