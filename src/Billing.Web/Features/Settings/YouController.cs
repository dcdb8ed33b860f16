using Billing.Domain.Contracts;
using Billing.Web.Data;
using Billing.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Billing.Web.Features.Settings;

/// <summary>A member's own name and time zone.</summary>
[ForRoles(Role.Owner, Role.Engineer, Role.Bookkeeper)]
public sealed class YouController(BillingDb db, BusinessScope scope) : Controller
{
    [HttpGet(Links.You)]
    public IActionResult You() => View("You", new YouForm { Name = scope.Member!.Name, TimeZone = scope.Member.TimeZone });

    [HttpPost(Links.You)]
    public async Task<IActionResult> You(YouForm form)
    {
        var read = new FormReading(ModelState);
        var (name, zone) = (read.Required(nameof(form.Name), form.Name, "your name", 100), read.Zone(nameof(form.TimeZone), form.TimeZone));
        if (!read.IsOk) return View("You", form);
        var id = scope.MemberId;
        var member = await db.Members.SingleAsync(m => m.Id == id);
        (member.Name, member.TimeZone) = (name, zone);
        await db.SaveChangesAsync();
        TempData["Said"] = $"Saved. Times that you type are read in {zone} from now on.";
        return Redirect(Links.You);
    }
}
