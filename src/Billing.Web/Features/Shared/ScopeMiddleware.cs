using System.Security.Claims;
using Billing.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Billing.Web.Features.Shared;

/// <summary>Finds the member behind a signed-in person, on every request, so that leaving a business takes effect at once.</summary>
internal sealed class ScopeMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, BusinessScope scope)
    {
        scope.From = context.Connection.RemoteIpAddress?.ToString();
        if (Guid.TryParse(context.User.FindFirstValue(ClaimTypes.NameIdentifier), out var person))
        {
            // Asked for only here, so that a page for anyone does not wait for the database's model.
            var db = context.RequestServices.GetRequiredService<BillingDb>();
            var member = await db.Members.IgnoreQueryFilters().AsNoTracking().Where(m => m.PersonId == person).OrderBy(m => m.Id).FirstOrDefaultAsync(context.RequestAborted);
            if (member is not null) scope.Enter(member);
        }

        await next(context);
    }
}
