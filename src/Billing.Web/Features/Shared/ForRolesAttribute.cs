using Billing.Domain.Contracts;
using Billing.Web.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Billing.Web.Features.Shared;

/// <summary>Who may come here. Someone signed in without a role named here is told so; someone without a business too.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class ForRolesAttribute(params Role[] roles) : Attribute, IAuthorizationFilter, IFilterMetadata
{
    /// <summary>The roles that may.</summary>
    public IReadOnlyList<Role> Roles { get; } = roles;

    /// <inheritdoc/>
    public void OnAuthorization(AuthorizationFilterContext context)
    {
        // The narrowest attribute speaks: one on the action replaces the controller's.
        if (context.FindEffectivePolicy<ForRolesAttribute>() != this) return;
        var member = context.HttpContext.RequestServices.GetRequiredService<BusinessScope>().Member;
        if (context.HttpContext.User.Identity?.IsAuthenticated != true) context.Result = new ChallengeResult();
        else if (member is null || !Roles.Contains(member.Role)) context.Result = new ForbidResult();
    }
}
