using Microsoft.AspNetCore.Mvc;

namespace Billing.Web.Features.Shared;

/// <summary>Shows the member's running session on every page, if there is one.</summary>
public sealed class MeterViewComponent(RunningMeter meter) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync() =>
        await meter.ReadAsync(HttpContext.RequestAborted) is { } words ? View("/Features/Shared/_Meter.cshtml", words) : Content("");
}
