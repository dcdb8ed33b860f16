using Billing.Domain.Contracts;
using Microsoft.AspNetCore.Mvc;

namespace Billing.Web.Features.FreeLines;

/// <summary>What a contract's page shows of its free lines.</summary>
public sealed class FreeLinesViewComponent(FreeLinePages pages) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(Contract contract) =>
        View("/Features/FreeLines/_FreeLines.cshtml", await pages.OfAsync(contract, HttpContext.RequestAborted));
}
