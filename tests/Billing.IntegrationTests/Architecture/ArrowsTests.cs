using System.Reflection;
using System.Text.RegularExpressions;
using Billing.Web;

namespace Billing.IntegrationTests.Architecture;

/// <summary>Guards the arrows of the house: Domain ← Documents ← Web, features apart, one place that knows the scheduler and one that knows the database.</summary>
public sealed partial class ArrowsTests
{
    private static readonly string Source = Path.Combine(Root(), "src");

    [Fact]
    public void Domain_ReferencesNothingButNodaTime()
    {
        var references = typeof(Domain.Money).Assembly.GetReferencedAssemblies().Select(a => a.Name!).Where(n => !IsFramework(n));
        Assert.Equal(["NodaTime"], references.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Documents_ReferencesDomainNodaTimeAndQrCoderOnly()
    {
        var references = typeof(Documents.RenderedDocument).Assembly.GetReferencedAssemblies().Select(a => a.Name!).Where(n => !IsFramework(n));
        Assert.Subset(new HashSet<string>(["Billing.Domain", "NodaTime", "QRCoder"], StringComparer.Ordinal), references.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public void Features_NeverReferenceEachOther()
    {
        var features = Directory.GetDirectories(Path.Combine(Source, "Billing.Web", "Features")).Select(d => Path.GetFileName(d)!).Where(n => n != "Shared").ToList();
        var wrong = from feature in features
                    from file in Files(Path.Combine(Source, "Billing.Web", "Features", feature))
                    from other in Named(file, "Billing.Web.Features.")
                    where other != feature && other != "Shared" && features.Contains(other)
                    select $"{Path.GetFileName(file)} names {other}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void Shared_NamesNoFeature() =>
        Assert.DoesNotContain(Files(Path.Combine(Source, "Billing.Web", "Features", "Shared")), f => Named(f, "Billing.Web.Features.").Any(n => n != "Shared"));

    [Theory]
    [InlineData("Quartz", "Scheduling")]
    [InlineData("Microsoft.Data.Sqlite", "Data")]
    [InlineData("SQLitePCL", "Data")]
    [InlineData("UseSqlite", "Data")]
    [InlineData("SmtpClient", "Mail")]
    [InlineData("HandlebarsDotNet", "Mail")]
    [InlineData("Markdig", "Mail")]
    public void Word_IsNamedInOneFolderOnly(string word, string folder)
    {
        var allowed = Path.Combine(Source, "Billing.Web", folder) + Path.DirectorySeparatorChar;
        var wrong = Files(Source).Where(f => !f.StartsWith(allowed, StringComparison.Ordinal) && File.ReadAllText(f).Contains(word, StringComparison.Ordinal));
        Assert.Empty(wrong);
    }

    [Fact]
    public void Data_NeverReferencesFeatures()
    {
        foreach (var folder in (string[])["Data", "Mail"])
            Assert.DoesNotContain(Files(Path.Combine(Source, "Billing.Web", folder)), f => File.ReadAllText(f).Contains("Billing.Web.Features", StringComparison.Ordinal));
    }

    [Fact]
    public void Types_OfOneAssembly_AreSealedOrAbstractOrStatic()
    {
        var open = new[] { typeof(Domain.Money).Assembly, typeof(Documents.RenderedDocument).Assembly, typeof(BillingApp).Assembly }
            .SelectMany(a => a.GetTypes()).Where(t => t is { IsClass: true, IsSealed: false, IsAbstract: false } && t.Namespace?.StartsWith("Billing", StringComparison.Ordinal) == true
                && t.GetCustomAttribute<System.Runtime.CompilerServices.CompilerGeneratedAttribute>() is null && !t.Namespace.Contains("Migrations", StringComparison.Ordinal));
        Assert.Empty(open.Select(t => t.FullName));
    }

    internal static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Billing.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("Billing.sln is not above the tests.");
    }

    private static bool IsFramework(string name) => name.StartsWith("System", StringComparison.Ordinal) || name.StartsWith("Microsoft.Extensions", StringComparison.Ordinal) || name is "netstandard" or "mscorlib";

    private static IEnumerable<string> Files(string folder) => !Directory.Exists(folder) ? [] : ((string[])["*.cs", "*.cshtml"])
        .SelectMany(p => Directory.EnumerateFiles(folder, p, SearchOption.AllDirectories))
        .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !f.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static IEnumerable<string> Named(string file, string prefix) =>
        Name().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value);

    [GeneratedRegex(@"Billing\.Web\.Features\.(\w+)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Name();
}
