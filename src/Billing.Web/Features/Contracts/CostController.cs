using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Web.Data;
using Billing.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;

namespace Billing.Web.Features.Contracts;

/// <summary>What work would cost before anyone does it, and what past work would have cost under other terms. Writes nothing.</summary>
[ForRoles(Role.Owner, Role.Engineer, Role.Bookkeeper)]
public sealed class CostController(BillingDb db, CostAnswers answers) : Controller
{
    [HttpGet("/contracts/{id}/cost")]
    public Task<IActionResult> Cost(Id<Contract> id, [FromQuery] CostForm form, CancellationToken cancel) => PageAsync(id, WithoutDraft(form), cancel);

    /// <summary>With a draft, which only those see who write terms, and which is too long for an address.</summary>
    [HttpPost("/contracts/{id}/cost"), ForRoles(Role.Owner)]
    public Task<IActionResult> Draft(Id<Contract> id, CostForm form, CancellationToken cancel) => PageAsync(id, form, cancel);

    /// <summary>The answer alone, while the question is being typed.</summary>
    [HttpGet("/contracts/{id}/cost/answer")]
    public Task<IActionResult> Answer(Id<Contract> id, [FromQuery] CostForm form, CancellationToken cancel) => AnswerAsync(id, WithoutDraft(form), cancel);

    [HttpPost("/contracts/{id}/cost/answer"), ForRoles(Role.Owner)]
    public Task<IActionResult> DraftAnswer(Id<Contract> id, CostForm form, CancellationToken cancel) => AnswerAsync(id, form, cancel);

    private static CostForm WithoutDraft(CostForm form)
    {
        form.Draft = null;
        return form;
    }

    private async Task<IActionResult> PageAsync(Id<Contract> id, CostForm form, CancellationToken cancel)
    {
        if (await TermsFacts.LoadAsync(db, id, cancel) is not { } known) return NotFound();
        ViewData["Page"] = await answers.OfAsync(known, form, ModelState, cancel);
        return View("Cost", form);
    }

    private async Task<IActionResult> AnswerAsync(Id<Contract> id, CostForm form, CancellationToken cancel)
    {
        if (await TermsFacts.LoadAsync(db, id, cancel) is not { } known) return NotFound();
        return PartialView("_CostLive", await answers.OfAsync(known, form, ModelState, cancel));
    }
}
