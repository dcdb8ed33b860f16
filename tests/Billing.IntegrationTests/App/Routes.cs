using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.IntegrationTests.App;

/// <summary>The app's routes as the app itself knows them.</summary>
public static class Routes
{
    /// <summary>Every method and template, e.g. <c>GET /clients/{id}</c>; <c>ANY</c> where the method does not matter.</summary>
    public static IReadOnlyList<(string Method, string Template)> Of(TestApp app) =>
        [.. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.Cast<RouteEndpoint>()
            .SelectMany(
                endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["ANY"],
                (endpoint, method) => (Method: method, Template: "/" + endpoint.RoutePattern.RawText!.TrimStart('/')))
            .Distinct().OrderBy(r => r.Template, StringComparer.Ordinal).ThenBy(r => r.Method, StringComparer.Ordinal)];
}
