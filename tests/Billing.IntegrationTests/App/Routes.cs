using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ActionConstraints;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.IntegrationTests.App;

/// <summary>The app's routes as the app itself knows them.</summary>
public static class Routes
{
    /// <summary>Every method and template, e.g. <c>GET /clients/{id}</c>; <c>ANY</c> where the method does not matter.</summary>
    public static IReadOnlyList<(string Method, string Template)> Of(TestApp app) =>
        [.. app.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items
            .SelectMany(
                action => action.ActionConstraints?.OfType<HttpMethodActionConstraint>().SelectMany(c => c.HttpMethods) ?? ["ANY"],
                (action, method) => (Method: method, Template: "/" + (action.AttributeRouteInfo?.Template ?? throw new InvalidOperationException($"{action.DisplayName} has no address of its own."))))
            .Distinct().OrderBy(r => r.Template, StringComparer.Ordinal).ThenBy(r => r.Method, StringComparer.Ordinal)];
}
