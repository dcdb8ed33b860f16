using System.Diagnostics.CodeAnalysis;
using Billing.Web.Features.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Billing.Web.Features.Account;

/// <summary>What people see when a page is not there or the program has a bug: a sentence and an id for the log, never a stack trace.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
public sealed class ProblemController : Controller
{
    [Route(Links.Error)]
    [SuppressMessage("Security", "CA5391", Justification = "Shows a page and changes nothing.")]
    public IActionResult Error() => View("Problem", ("Something went wrong on our side", $"Nothing you did was lost that was saved before. Try again; if it happens again, give this id to whoever runs the app: {HttpContext.TraceIdentifier}"));

    [Route("/status/{code:int}")]
    [SuppressMessage("Security", "CA5391", Justification = "Shows a page and changes nothing.")]
    public IActionResult Status([FromRoute] int code) => View("Problem", code switch
    {
        404 => ("There is nothing here", "The address is wrong, or what it named is gone, or it belongs to someone else."),
        400 => ("That did not arrive as it should", "The page was open for long, or in two tabs with different people signed in. Go back, reload the page and send it again."),
        405 => ("That cannot be done here", "Go back to where you came from and use the page's own buttons."),
        413 => ("That is too large", "A request may have at most 10 MB."),
        _ => ("That did not work", $"The server answered {code.ToString(System.Globalization.CultureInfo.InvariantCulture)}."),
    });
}
