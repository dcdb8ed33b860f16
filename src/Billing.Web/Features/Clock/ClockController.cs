using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;

namespace Billing.Web.Features.Clock;

/// <summary>What a start or stop button sends.</summary>
public sealed class ClockForm
{
    public string? Contract { get; set; }

    public string? Incident { get; set; }

    public string? Description { get; set; }

    public string? ReturnUrl { get; set; }
}

/// <summary>The two buttons that every page may carry.</summary>
[ForRoles(Role.Owner, Role.Engineer)]
public sealed class ClockController(ClockKeeper keeper) : Controller
{
    [HttpPost(Links.StartClock)]
    public async Task<IActionResult> Start(ClockForm form)
    {
        var incident = Id<Incident>.TryParse(form.Incident, null, out var i) ? i : (Id<Incident>?)null;
        var contract = Id<Contract>.TryParse(form.Contract, null, out var c) ? c : (Id<Contract>?)null;
        return this.Then(await keeper.StartAsync(contract, incident), Back(form));
    }

    [HttpPost(Links.StopClock)]
    public async Task<IActionResult> Stop(ClockForm form)
    {
        var read = new FormReading(ModelState);
        var description = read.Optional(nameof(form.Description), form.Description, "The description", 2000);

        // A clock that goes on costs money: it stops even when the description cannot be kept.
        return read.IsOk
            ? this.Then(await keeper.StopAsync(description), Back(form))
            : this.Then(new Refusal("description", $"{(await keeper.StopAsync(null)).Value} The description was not kept: {ModelState.First(f => f.Value!.Errors.Count > 0).Value!.Errors[0].ErrorMessage}"), Back(form));
    }

    private string Back(ClockForm form)
    {
        if (Url.IsLocalUrl(form.ReturnUrl)) return form.ReturnUrl;
        return Uri.TryCreate(Request.Headers.Referer, UriKind.Absolute, out var from) && string.Equals(from.Authority, Request.Host.Value, StringComparison.OrdinalIgnoreCase) && Url.IsLocalUrl(from.PathAndQuery)
            ? from.PathAndQuery
            : Links.Today;
    }
}
