namespace Billing.UnitTests.Demo;

/// <summary>Where the demo's files are in the source tree.</summary>
internal static class DemoFolder
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Billing.sln")))
        {
            folder = folder.Parent;
        }

        return System.IO.Path.Combine(folder?.FullName ?? throw new InvalidOperationException("Billing.sln is above no folder of the tests"), "templates", "demo");
    }
}
