using System.Globalization;
using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.Domain.Rating;
using Billing.Web.Data;
using Billing.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace Billing.Web.Features.Contracts;

/// <summary>Writes a contract's terms. Every button of the form sends all of it; only Save keeps something.</summary>
[ForRoles(Role.Owner)]
public sealed class TermsController(BillingDb db, BusinessScope scope, IClock clock) : Controller
{
    [HttpGet("/contracts/{id}/terms")]
    public async Task<IActionResult> Terms(Id<Contract> id)
    {
        if (await LoadAsync(id) is not { } facts) return NotFound();
        var latest = facts.InForce.LastOrDefault();
        var form = latest is null ? TermsForm.Of(new() { EffectiveFrom = default, HourlyRate = 0m }, facts.Engineers) : TermsForm.Of(latest.Terms, facts.Engineers);
        if (latest is null) (form.HourlyRate, form.Begun) = ("", false);
        form.BasedOn = latest?.Key;
        form.EffectiveFrom = LocalDatePattern.Iso.Format(facts.SuggestedDate(Today(facts.Contract)));
        return Page(facts, form, latest?.Terms);
    }

    [HttpPost("/contracts/{id}/terms")]
    public async Task<IActionResult> Terms(Id<Contract> id, TermsForm form, [FromForm(Name = "Do")] string? button)
    {
        if (TermsButtons.Press(form, button))
        {
            ModelState.Clear();
            return await LoadAsync(id) is { } known ? Page(known, form, null) : NotFound();
        }

        return string.Equals(button, TermsButtons.Save, StringComparison.Ordinal) ? await SaveAsync(id, form) : await PreviewAsync(id, form);
    }

    private async Task<IActionResult> PreviewAsync(Id<Contract> id, TermsForm form)
    {
        if (await LoadAsync(id) is not { } facts) return NotFound();
        var terms = ReadTerms(form, facts);
        return Page(facts, form, ModelState.IsValid ? terms : null);
    }

    private async Task<IActionResult> SaveAsync(Id<Contract> id, TermsForm form)
    {
        // What is billed is decided with the write lock held, so that no invoice is issued in between.
        var (facts, saved) = await db.WriteAsync<(TermsFacts?, ContractTerms?)>(async () =>
        {
            if (await LoadAsync(id) is not { } facts) return (null, null);
            var terms = ReadTerms(form, facts);
            if (!ModelState.IsValid) return (facts, null);
            await AddAsync(facts, terms);
            return (facts, terms);
        });
        if (facts is null) return NotFound();
        if (saved is null) return Page(facts, form, null);
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
        var terms = reading.Read(facts.Based(form.BasedOn), facts.EngineerNames.Keys.ToHashSet(StringComparer.Ordinal));
        reading.Refuse(facts.Refuse(terms));
        return terms;
    }

    private LocalDate Today(Contract contract) => clock.GetCurrentInstant().InZone(DateTimeZoneProviders.Tzdb[contract.TimeZone]).Date;

    private async Task<TermsFacts?> LoadAsync(Id<Contract> id)
    {
        var contract = await db.Contracts.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id);
        if (contract is null) return null;
        var members = await db.Members.AsNoTracking().OrderBy(m => m.Name).ToListAsync();
        var versions = await db.Terms.AsNoTracking().Where(t => t.ContractId == id).ToListAsync();
        var billed = await db.SettledPeriods.AsNoTracking().Where(p => p.ContractId == id && p.InvoiceId != null).Select(p => p.Period).ToListAsync();
        return new(contract, members.FindAll(m => m.Role != Role.Bookkeeper), versions, billed.Count == 0 ? null : billed.Max());
    }

    private ViewResult Page(TermsFacts facts, TermsForm form, ContractTerms? preview)
    {
        // A member who joined since the form was opened gets a field as well.
        foreach (var id in facts.EngineerNames.Keys.Where(id => !form.Engineers.Exists(e => string.Equals(e.Member, id, StringComparison.Ordinal))).ToList()) form.Engineers.Add(new() { Member = id });
        ViewData["Page"] = new TermsFormPage(
            facts.Contract, facts.EngineerNames, facts.Kept(form.BasedOn),
            preview is null ? null : ClauseView.Of(preview, facts.Contract.Currency, facts.EngineerNames), facts.InForce.Count == 0);
        return View("Terms", form);
    }
}

/// <summary>The buttons that change the form and keep nothing.</summary>
internal static class TermsButtons
{
    public const string Save = "save";

    public const string Preview = "preview";

    // More would be a list that nobody accepts, and more fields than a form may send.
    private const int MostPremiums = 30;

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
                break;
        }

        form.Begun = true;
        return true;
    }
}
