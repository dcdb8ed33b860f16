using Billing.Web.Data;

namespace Billing.Web.Commands;

/// <summary>Fills a folder with an example business.</summary>
internal static class Demo
{
    public static Task<int> RunAsync(DataFolder folder, string? urls, bool serve, CancellationToken cancel) => throw new NotSupportedException();
}
