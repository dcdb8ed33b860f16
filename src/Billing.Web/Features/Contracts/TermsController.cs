using System.Globalization;
using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Rating;
using Billing.Web.Data;
using Billing.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;

namespace Billing.Web.Features.Contracts;

/// <summary>Writes a contract's terms. Every button of the form sends all of it; only Save keeps something.</summary>
[ForRoles(Role.Owner)]
public sealed class TermsController(BillingDb db, BusinessScope scope, CostAnswers answers, IClock clock) : Controller
{
    [HttpGet("/contracts/{id}/terms")]
    public async Task<IActionResult> Terms(Id<Contract> id)
    {
        if (await TermsFacts.LoadAsync(db, id) is not { } facts) return NotFound();
        return Page(facts, Fresh(facts));
    }

    [HttpPost("/contracts/{id}/terms")]
    public async Task<IActionResult> Terms(Id<Contract> id, TermsForm form, [FromForm(Name = "Do")] string? button, CancellationToken cancel)
    {
        if (string.Equals(button, TermsButtons.Save, StringComparison.Ordinal)) return await SaveAsync(id, form);
        if (await TermsFacts.LoadAsync(db, id, cancel) is not { } facts) return NotFound();
        if (TermsButtons.Press(form, button))
        {
            ModelState.Clear();
            return Page(facts, form);
        }

        var terms = ReadTerms(form, facts);
        if (!ModelState.IsValid || !string.Equals(button, TermsButtons.Cost, StringComparison.Ordinal)) return Page(facts, form);
        var question = new CostForm { Draft = TermsDraft.Write(terms) };
        ViewData["Page"] = await answers.OfAsync(facts, question, ModelState, cancel);
        return View("Cost", question);
    }

    /// <summary>The sentences and the map alone, while the form is being typed.</summary>
    [HttpPost("/contracts/{id}/terms/preview")]
    public async Task<IActionResult> Preview(Id<Contract> id, TermsForm form)
    {
        if (await TermsFacts.LoadAsync(db, id) is not { } facts) return NotFound();
        ReadTerms(form, facts);
        return PartialView("_TermsLive", PreviewOf(facts, form));
    }

    /// <summary>Back from “What would it cost?”, with everything as it was.</summary>
    [HttpPost("/contracts/{id}/terms/draft")]
    public async Task<IActionResult> Draft(Id<Contract> id, string? draft)
    {
        if (await TermsFacts.LoadAsync(db, id) is not { } facts) return NotFound();
        var terms = TermsDraft.Read(draft, facts);
        if (terms.IsOk) return Page(facts, TermsForm.Of(terms.Value, facts.Engineers));
        ModelState.AddModelError("", terms.Refusals[0].Message);
        return Page(facts, Fresh(facts));
    }

    private async Task<IActionResult> SaveAsync(Id<Contract> id, TermsForm form)
    {
        // What is billed is decided with the write lock held, so that no invoice is issued in between.
        var (facts, saved) = await db.WriteAsync<(TermsFacts?, ContractTerms?)>(async () =>
        {
            if (await TermsFacts.LoadAsync(db, id) is not { } facts) return (null, null);
            var terms = ReadTerms(form, facts);
            if (!ModelState.IsValid) return (facts, null);
            await AddAsync(facts, terms);
            return (facts, terms);
        });
        if (facts is null) return NotFound();
        if (saved is null) return Page(facts, form);
        TempData["Said"] = $"The terms of {facts.Contract.Code} hold from {Show.Date(saved.EffectiveFrom)}.";
        return Redirect(Links.Contract(id));
    }

    private async Task AddAsync(TermsFacts facts, ContractTerms terms)
    {
        // Pressed twice, or nothing changed: equal terms are equal text, and no version says the same as the one before.
        var clauses = RatingJson.WriteTerms(terms);
        if (facts.Versions.Where(v => v.EffectiveFrom == terms.EffectiveFrom).MaxBy(v => v.Version)?.Clauses == clauses) return;
        var now = clock.WholeSecond();
        db.Terms.Add(new(scope.RequiredBusinessId, facts.Contract.Id, terms.EffectiveFrom, facts.NextVersion(terms.EffectiveFrom), clauses, scope.MemberId, now));
        await db.SaveChangesAsync();
    }

    private ContractTerms ReadTerms(TermsForm form, TermsFacts facts)
    {
        var reading = new TermsReading(form, ModelState);
        var terms = facts.Read(reading);
        reading.Refuse(facts.Refuse(terms));
        return terms;
    }

    // The latest terms to change, or an empty form.
    private TermsForm Fresh(TermsFacts facts)
    {
        var latest = facts.InForce.LastOrDefault();
        var form = TermsForm.Of(latest ?? new() { EffectiveFrom = default, HourlyRate = 0m }, facts.Engineers);
        if (latest is null) (form.HourlyRate, form.Begun) = ("", false);
        form.EffectiveFrom = LocalDatePattern.Iso.Format(facts.SuggestedDate(Now(facts.Contract).Date));
        return form;
    }

    // Terms are said as soon as they can be read, also where something else keeps them from being saved.
    private TermsPreview? PreviewOf(TermsFacts facts, TermsForm form)
    {
        var reading = new TermsReading(form, new());
        var terms = facts.Read(reading);
        return reading.IsOk ? new(ClauseView.Of(terms, facts.Contract.Currency, facts.EngineerNames), RateMapPicture.Of(terms, Now(facts.Contract))) : null;
    }

    private ZonedDateTime Now(Contract contract) => clock.GetCurrentInstant().InZone(DateTimeZoneProviders.Tzdb[contract.TimeZone]);

    private ViewResult Page(TermsFacts facts, TermsForm form)
    {
        // A member who joined since the form was opened gets a field as well.
        foreach (var id in facts.EngineerNames.Keys.Where(id => !form.Engineers.Exists(e => string.Equals(e.Member, id, StringComparison.Ordinal))).ToList()) form.Engineers.Add(new() { Member = id });
        ViewData["Page"] = new TermsFormPage(facts.Contract, facts.EngineerNames, PreviewOf(facts, form), facts.InForce.Count == 0);
        return View("Terms", form);
    }
}

/// <summary>The buttons that change the form and keep nothing.</summary>
internal static class TermsButtons
{
    public const string Save = "save";

    public const string Preview = "preview";

    public const string Cost = "cost";

    /// <summary>More would be a list that nobody accepts, and more fields than a form may send.</summary>
    public const int MostPremiums = 30;

    /// <summary>Does what the button says to the form; false for the buttons that read it.</summary>
    public static bool Press(TermsForm form, string? button)
    {
        var parts = (button ?? "").Split('-', 2);
        if (parts.Length < 2) return false;
        var at = int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n < form.Premiums.Count ? n : -1;
        switch (parts[0])
        {
            case "add" when Enum.TryParse<PremiumKind>(parts[1], true, out var kind) && Enum.IsDefined(kind):
                if (form.Premiums.Count < MostPremiums) form.Premiums.Add(PremiumForm.New(kind));
                break;
            case "remove" when at >= 0:
                form.Premiums.RemoveAt(at);
                break;
            case "up" when at > 0:
                (form.Premiums[at - 1], form.Premiums[at]) = (form.Premiums[at], form.Premiums[at - 1]);
                break;
            case "recurring":
                RecurringForm.Press(form.Recurring, parts[1]);
                break;
            case "template" when TermsTemplates.All.FirstOrDefault(t => string.Equals(t.Key, parts[1], StringComparison.Ordinal)) is { } template:
                form.Premiums = [.. template.Premiums.Select(PremiumForm.Of)];
                (form.Increment, form.MinimumCallOut) = (IncrementForm.Of(template.Increment), MinimumCallOutForm.Of(template.MinimumCallOut));
                form.Retainer = RetainerForm.Of(template.Retainer);
                break;
        }

        form.Begun = true;
        return true;
    }
}
