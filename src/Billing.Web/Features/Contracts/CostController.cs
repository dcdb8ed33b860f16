using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Web.Data;
using Billing.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web.Features.Contracts;

/// <summary>The page of “What would it cost?”.</summary>
/// <param name="Contract">The contract.</param>
/// <param name="Versions">Terms to compare with.</param>
/// <param name="Present">Under the terms as agreed; null while the question is not sound.</param>
/// <param name="Other">Under the other terms; null without any.</param>
/// <param name="Replay">Null without other terms.</param>
/// <param name="Holidays">Days of the work that are public holidays.</param>
/// <param name="HasOwnRates">Some engineers have a rate of their own, which the estimate leaves out.</param>
public sealed record CostPage(
    Contract Contract, IReadOnlyList<SelectListItem> Versions, CostEstimate? Present, CostEstimate? Other, CostReplay? Replay, IReadOnlyList<LocalDate> Holidays, bool HasOwnRates)
{
    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[Contract.TimeZone];
}

/// <summary>What work would cost before anyone does it, and what past work would have cost under other terms. Writes nothing.</summary>
[ForRoles(Role.Owner, Role.Engineer, Role.Bookkeeper)]
public sealed class CostController(BillingDb db, RatingFacts facts, IClock clock) : Controller
{
    [HttpGet("/contracts/{id}/cost")]
    public async Task<IActionResult> Cost(Id<Contract> id, [FromQuery] CostForm form, CancellationToken cancel)
    {
        if (await db.Contracts.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel) is not { } contract) return NotFound();
        var zone = DateTimeZoneProviders.Tzdb[contract.TimeZone];
        var today = clock.GetCurrentInstant().InZone(zone).Date;
        var stored = (await db.Terms.AsNoTracking().Where(t => t.ContractId == id).ToListAsync(cancel)).OrderByDescending(t => t.EffectiveFrom).ThenByDescending(t => t.Version).ToList();
        if (!form.IsAsked) return Page(CostForm.New(today), new(contract, Choices(stored), null, null, null, [], false));

        var question = form.Read(new(ModelState), zone);
        var other = Chosen(form, stored);
        var terms = await facts.TermsAsync(id, cancel);
        var present = question is null ? null : Estimate(contract, terms, question);
        var compared = question is null || other is null ? null : CostEstimate.Of(contract, CostReplay.Throughout(other), question);
        var replay = other is null ? null : await ReplayAsync(id, other, today, cancel);
        return Page(form, new(contract, Choices(stored), present, compared, replay, question is null ? [] : Holidays(contract, question, zone), terms.Any(t => t.EngineerRates.Count > 0)));
    }

    private CostEstimate? Estimate(Contract contract, IReadOnlyList<ContractTerms> terms, CostQuestion question)
    {
        var estimate = CostEstimate.Of(contract, terms, question);
        if (estimate.Problem is null) return estimate;
        ModelState.AddModelError(nameof(CostForm.Start), estimate.Problem);
        return null;
    }

    private ContractTerms? Chosen(CostForm form, List<TermsVersion> stored)
    {
        if (string.IsNullOrWhiteSpace(form.With)) return null;
        var version = stored.Find(v => string.Equals(CostTerms.KeyOf(v), form.With, StringComparison.Ordinal));
        if (version is null) ModelState.AddModelError(nameof(CostForm.With), "Choose terms of this contract.");
        return version is null ? null : Domain.Rating.RatingJson.ReadTerms(version.Clauses);
    }

    private async Task<CostReplay?> ReplayAsync(Id<Contract> id, ContractTerms other, LocalDate today, CancellationToken cancel) =>
        await facts.SinceAsync(id, CostReplay.First(today), cancel) is { } known ? CostReplay.Of(known, other, today) : null;

    private static List<SelectListItem> Choices(List<TermsVersion> stored) => [new("Nothing", ""), .. stored.Select(v => new SelectListItem(CostTerms.NameOf(v), CostTerms.KeyOf(v)))];

    private static List<LocalDate> Holidays(Contract contract, CostQuestion asked, DateTimeZone zone)
    {
        var last = (asked.Start + Duration.FromSeconds(asked.Seconds - 1)).InZone(zone).Date;
        return [.. contract.Holidays.Where(d => d >= asked.Start.InZone(zone).Date && d <= last)];
    }

    private ViewResult Page(CostForm form, CostPage page)
    {
        ViewData["Page"] = page;
        return View("Cost", form);
    }
}

/// <summary>How the page names stored terms.</summary>
internal static class CostTerms
{
    /// <summary><c>date.version</c>.</summary>
    public static string KeyOf(TermsVersion version) => FormattableString.Invariant($"{version.EffectiveFrom:uuuu-MM-dd}.{version.Version}");

    /// <summary>For people.</summary>
    public static string NameOf(TermsVersion version) => $"The terms from {Show.Date(version.EffectiveFrom)}{(version.Version > 1 ? ", version " + Show.Number(version.Version) : "")}";
}
