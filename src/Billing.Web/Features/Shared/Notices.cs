using Billing.Domain;
using Microsoft.AspNetCore.Mvc;

namespace Billing.Web.Features.Shared;

/// <summary>Sentences for the next page: <c>Said</c> when something was done, <c>Refused</c> when it was not.</summary>
public static class Notices
{
    /// <summary>Tells what became of it on the next page, and goes there.</summary>
    public static RedirectResult Then(this Controller controller, Result<string> outcome, string next)
    {
        controller.TempData[outcome.IsOk ? "Said" : "Refused"] = outcome.IsOk ? outcome.Value : outcome.Refusals[0].Message;
        return controller.Redirect(next);
    }

    /// <summary>Tells what was done on the next page, and goes there.</summary>
    public static RedirectResult Then(this Controller controller, string said, string next)
    {
        controller.TempData["Said"] = said;
        return controller.Redirect(next);
    }
}
