using Billing.Domain.Contracts;
using Billing.Domain.Rating;
using Billing.Web.Data;
using Billing.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using NodaTime;

namespace Billing.Web.Features.Contracts;

/// <summary>The page of “What would it cost?”.</summary>
/// <param name="Contract">The contract.</param>
/// <param name="Versions">Terms to compare with; empty while a draft is compared.</param>
/// <param name="Present">Under the terms as agreed; null without any, and while the question is not sound.</param>
/// <param name="Other">Under the draft or the other terms; null without them, and while the question is not sound.</param>
/// <param name="Replay">Null without other terms.</param>
/// <param name="Holidays">Days of the work that are public holidays.</param>
/// <param name="HasTerms">There are terms as agreed.</param>
/// <param name="HasOwnRates">Some engineers have a rate of their own, which the estimate leaves out.</param>
/// <param name="OtherName">What the other terms are called in the middle of a sentence.</param>
public sealed record CostPage(
    Contract Contract, IReadOnlyList<SelectListItem> Versions, CostEstimate? Present, CostEstimate? Other, CostReplay? Replay, IReadOnlyList<LocalDate> Holidays,
    bool HasTerms, bool HasOwnRates, string OtherName)
{
    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[Contract.TimeZone];
}

/// <summary>Answers “What would it cost?” for its own page and for the editor of terms. Writes nothing.</summary>
public sealed class CostAnswers(RatingFacts facts, IClock clock)
{
    /// <summary>The page around a form; one that asks nothing yet is filled with the usual question.</summary>
    /// <param name="known">Of the contract.</param>
    /// <param name="form">The question. A draft in it that cannot be read is taken out.</param>
    /// <param name="errors">Where refusals go.</param>
    /// <param name="cancel">Stops it.</param>
    internal async Task<CostPage> OfAsync(TermsFacts known, CostForm form, ModelStateDictionary errors, CancellationToken cancel)
    {
        var (contract, zone) = (known.Contract, DateTimeZoneProviders.Tzdb[known.Contract.TimeZone]);
        var today = clock.GetCurrentInstant().InZone(zone).Date;
        if (!form.IsAsked) form.Ask(known.InForce.Count == 0 ? today : LocalDate.Max(today, known.InForce[0].EffectiveFrom));
        var read = new FormReading(errors);
        var question = form.Read(read, zone);
        var isDraft = form.Draft is not null;
        var other = isDraft ? Draft(form, known, read) : Chosen(form, known, read);
        var present = question is null || known.InForce.Count == 0 ? null : Present(contract, known.InForce, question, read);
        var compared = question is null || other is null ? null : CostEstimate.Of(contract, CostReplay.Throughout(other), question);
        var replay = other is null ? null : await ReplayAsync(known, other, today, cancel);
        return new(
            contract, isDraft ? [] : Choices(known), present, compared, replay, question is null ? [] : Holidays(contract, question, zone),
            known.InForce.Count > 0, known.InForce.Append(other).Any(t => t?.EngineerRates.Count > 0), isDraft ? "the draft" : "the other terms");
    }

    private static CostEstimate? Present(Contract contract, IReadOnlyList<ContractTerms> terms, CostQuestion question, FormReading read)
    {
        var estimate = CostEstimate.Of(contract, terms, question);
        if (estimate.Problem is null) return estimate;
        read.Refuse(nameof(CostForm.Start), estimate.Problem);
        return null;
    }

    private static ContractTerms? Draft(CostForm form, TermsFacts known, FormReading read)
    {
        var draft = TermsDraft.Read(form.Draft, known);
        if (draft.IsOk) return draft.Value;
        read.Refuse(draft.Refusals[0]);
        form.Draft = null;
        return null;
    }

    private static ContractTerms? Chosen(CostForm form, TermsFacts known, FormReading read)
    {
        if (string.IsNullOrWhiteSpace(form.With)) return null;
        var version = known.Versions.FirstOrDefault(v => string.Equals(KeyOf(v), form.With, StringComparison.Ordinal));
        if (version is null) read.Refuse(nameof(CostForm.With), "Choose terms of this contract.");
        return version is null ? null : RatingJson.ReadTerms(version.Clauses);
    }

    private async Task<CostReplay?> ReplayAsync(TermsFacts known, ContractTerms other, LocalDate today, CancellationToken cancel) =>
        await facts.SinceAsync(known.Contract.Id, CostReplay.First(today), cancel) is { } work ? CostReplay.Of(work, other, today) : null;

    private static List<SelectListItem> Choices(TermsFacts known) =>
        [new("Nothing", ""), .. known.Versions.OrderByDescending(v => v.EffectiveFrom).ThenByDescending(v => v.Version).Select(v => new SelectListItem(NameOf(v), KeyOf(v)))];

    private static List<LocalDate> Holidays(Contract contract, CostQuestion asked, DateTimeZone zone)
    {
        var last = (asked.Start + Duration.FromSeconds(asked.Seconds - 1)).InZone(zone).Date;
        return [.. contract.Holidays.Where(d => d >= asked.Start.InZone(zone).Date && d <= last)];
    }

    private static string KeyOf(TermsVersion version) => FormattableString.Invariant($"{version.EffectiveFrom:uuuu-MM-dd}.{version.Version}");

    private static string NameOf(TermsVersion version) => $"The terms from {Show.Date(version.EffectiveFrom)}{(version.Version > 1 ? ", version " + Show.Number(version.Version) : "")}";
}
