using Billing.Domain.Contracts;
using Billing.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;

namespace Billing.Web.Features.Clock;

/// <summary>The meter again, for a page that stays open.</summary>
[ForRoles(Role.Owner, Role.Engineer)]
public sealed class MeterController(RunningMeter meter) : Controller
{
    /// <summary>The reading as JSON, or nothing (204) when no clock runs.</summary>
    [HttpGet(Links.Meter)]
    public async Task<IActionResult> Now() => await meter.ReadAsync(HttpContext.RequestAborted) is { } words ? Json(words) : NoContent();
}
