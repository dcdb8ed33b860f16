using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.Domain.Rating;
using Billing.Web.Data;
using Billing.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace Billing.Web.Features.Contracts;

/// <summary>What decides whether new terms can be kept.</summary>
/// <param name="Contract">Whose.</param>
/// <param name="Engineers">Who may have an own rate, by name.</param>
/// <param name="Versions">Everything stored.</param>
/// <param name="LastBilled">The last month of which an invoice holds work or a monthly charge; null when there is none.</param>
internal sealed record TermsFacts(Contract Contract, IReadOnlyList<Member> Engineers, IReadOnlyList<TermsVersion> Versions, BillingPeriod? LastBilled)
{
    private static readonly LocalDatePattern FullDate = LocalDatePattern.CreateWithInvariantCulture("d MMMM uuuu");

    /// <summary>The last version of each date, rising.</summary>
    public IReadOnlyList<ContractTerms> InForce { get; } =
        [.. Versions.GroupBy(v => v.EffectiveFrom).OrderBy(g => g.Key).Select(g => RatingJson.ReadTerms(g.MaxBy(v => v.Version)!.Clauses))];

    /// <summary>Names by id.</summary>
    public IReadOnlyDictionary<string, string> EngineerNames { get; } = Engineers.ToDictionary(e => e.Id.ToString(), e => e.Name, StringComparer.Ordinal);

    /// <summary>Everything that is stored of one contract; null when it is not this business's.</summary>
    public static async Task<TermsFacts?> LoadAsync(BillingDb db, Id<Contract> id, CancellationToken cancel = default)
    {
        var contract = await db.Contracts.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel);
        if (contract is null) return null;
        var members = await db.Members.AsNoTracking().OrderBy(m => m.Name).ToListAsync(cancel);
        var versions = await db.Terms.AsNoTracking().Where(t => t.ContractId == id).ToListAsync(cancel);
        return new(contract, members.FindAll(m => m.Role != Role.Bookkeeper), versions, await LastBilledAsync(db, id, cancel));
    }

    // A month that is billed so far, or one incident of it, has used its terms as well as one that is settled.
    private static async Task<BillingPeriod?> LastBilledAsync(BillingDb db, Id<Contract> id, CancellationToken cancel)
    {
        var settled = await db.SettledPeriods.Where(p => p.ContractId == id && p.InvoiceId != null).OrderByDescending(p => p.Period).Select(p => (BillingPeriod?)p.Period).FirstOrDefaultAsync(cancel);
        var held = await db.BilledLines.Where(l => l.ContractId == id && l.FreeLineId == null).OrderByDescending(l => l.ServiceMonth).Select(l => (BillingPeriod?)l.ServiceMonth).FirstOrDefaultAsync(cancel);
        return settled is { } one && held is { } other ? (one > other ? one : other) : settled ?? held;
    }

    /// <summary>From when new terms most likely hold: while it is not agreed yet, the same day again; else the next month that is not billed.</summary>
    public LocalDate SuggestedDate(LocalDate today)
    {
        if (InForce.Count == 0) return Contract.StartsOn;
        var latest = InForce[^1].EffectiveFrom;
        if (LastBilled is null && Contract.State is ContractState.Draft or ContractState.Offered) return latest;
        return LocalDate.Max(latest, (LastBilled is { } billed && billed > BillingPeriod.Of(today) ? billed : BillingPeriod.Of(today)).Next.FirstDay);
    }

    /// <summary>Reads a form as terms of this contract.</summary>
    public ContractTerms Read(TermsReading reading) => reading.Read(InForce.LastOrDefault(), EngineerNames.Keys.ToHashSet(StringComparer.Ordinal));

    /// <summary>The version that terms of this date get.</summary>
    public int NextVersion(LocalDate date) => Versions.Where(v => v.EffectiveFrom == date).Select(v => v.Version).DefaultIfEmpty(0).Max() + 1;

    /// <summary>Why terms cannot be kept beside what is there; empty when they can.</summary>
    public IEnumerable<Refusal> Refuse(ContractTerms terms)
    {
        if (terms.EffectiveFrom == default) yield break;
        if (LastBilled is { } billed && terms.EffectiveFrom <= billed.LastDay)
            yield return new("billed", $"{Show.Month(billed)} is billed with the present terms; choose a date from {FullDate.Format(billed.Next.FirstDay)}.", "effectiveFrom");
        if (terms.EffectiveFrom > Contract.StartsOn && !InForce.Any(t => t.EffectiveFrom <= Contract.StartsOn))
            yield return new("first-terms", $"The contract starts on {FullDate.Format(Contract.StartsOn)}; its first terms must hold from that day or earlier.", "effectiveFrom");
        var others = InForce.Where(t => t.EffectiveFrom != terms.EffectiveFrom).ToList();
        if (others.Find(t => t.Increment is { } other && terms.Increment is { } mine && other.Scope != mine.Scope) is { } rounded)
            yield return Mixed("increment.scope", rounded, "round " + RoundedWords(rounded.Increment!.Scope), "round the same thing", "rounding");
        if (others.Find(t => t.Cap is { } other && terms.Cap is { } mine && other.Scope != mine.Scope) is { } capped)
            yield return Mixed("cap.scope", capped, "limit " + CappedWords(capped.Cap!.Scope), "limit the same thing", "limit");
    }

    /// <summary>What is rounded as one, after “round”.</summary>
    public static string RoundedWords(IncrementScope scope) =>
        scope switch { IncrementScope.Session => "each session", IncrementScope.Day => "each engineer's day", _ => "each engineer's work on one incident" };

    /// <summary>What a cap is for, after “limit”.</summary>
    public static string CappedWords(CapScope scope) => scope switch { CapScope.Incident => "one incident", CapScope.Day => "one day", _ => "one month" };

    // Counters and caps run on across terms, so all of a contract's must count the same thing (RATING §2).
    private static Refusal Mixed(string field, ContractTerms other, string does, string all, string clause) => new(
        RatingErrorCodes.MixedScope, $"The terms from {FullDate.Format(other.EffectiveFrom)} {does}, and all terms of a contract must {all}. Choose that here too, or leave the {clause} out.", field);
}
