using System.Net;
using System.Security.Cryptography;
using Billing.Web.Data;

namespace Billing.Web.Features.Account;

/// <summary>
/// Whether the instance has an owner yet. Until it has, whoever sits at the machine may found the business;
/// anyone else needs the one-time code that the console printed (DESIGN §8).
/// </summary>
public sealed class FirstVisit(DataFolder folder)
{
    private volatile bool founded;

    /// <summary>Ten digits, made anew at each start.</summary>
    public string Code { get; } = RandomNumberGenerator.GetString("0123456789", 10);

    /// <summary>True once there is a person; asked of the database only until then.</summary>
    public bool IsFounded => founded || (founded = QuickLook.HasPeople(folder));

    /// <summary>True when this request may found without the code. A proxy on the same machine brings strangers, and says so in its headers.</summary>
    public static bool IsAtTheMachine(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("Forwarded");

    /// <summary>Compares in constant time.</summary>
    public bool IsCode(string? typed) =>
        CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes((typed ?? "").Trim()), System.Text.Encoding.UTF8.GetBytes(Code));
}

/// <summary>Leads every page to the welcome page until there is an owner.</summary>
internal sealed class FirstVisitMiddleware(RequestDelegate next, FirstVisit first)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!first.IsFounded && !context.Request.Path.StartsWithSegments(Shared.Links.Welcome, StringComparison.Ordinal)) context.Response.Redirect(Shared.Links.Welcome);
        else await next(context);
    }
}
