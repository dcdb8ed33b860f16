using Billing.Domain.Contracts;
using Billing.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;

namespace Billing.Web.Features.Today;

/// <summary>The first page: what runs, what is open, what is owed.</summary>
[ForRoles(Role.Owner, Role.Engineer, Role.Bookkeeper)]
public sealed class TodayController(TodayPages pages) : Controller
{
    [HttpGet(Links.Today)]
    public async Task<IActionResult> Index() => View(await pages.ReadAsync(HttpContext.RequestAborted));
}
