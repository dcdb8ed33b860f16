using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Billing.Web.Features.Shared;

/// <summary>
/// Where someone whose sign-in ran out comes back to. After a click on a button that is the page with the button, since its own address
/// answers no one who merely looks.
/// </summary>
internal static class SignInReturn
{
    public static Task LeadAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        var back = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) ? request.Path + request.QueryString : PageOf(request);
        context.Response.Redirect(Links.SignIn + QueryString.Create("returnUrl", back));
        return Task.CompletedTask;
    }

    // Referrers come from browsers: only one of this very site counts, and only its path.
    private static string PageOf(HttpRequest request) =>
        Uri.TryCreate(request.Headers.Referer, UriKind.Absolute, out var referrer) && referrer.Authority == request.Host.Value ? referrer.PathAndQuery : Links.Today;
}
