using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using NodaTime;

namespace Billing.Web.Data;

/// <summary>For <c>dotnet ef migrations add</c>, which must not start the app.</summary>
internal sealed class DesignTimeBillingDb : IDesignTimeDbContextFactory<BillingDb>
{
    public BillingDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<BillingDb>();
        SqliteConnections.Use(options, "design-time.db");
        return new(options.Options, new BusinessScope(), new NeverClock(), new WriteGate(new DataFolder(Path.GetTempPath())));
    }

    /// <summary>For contexts that never save.</summary>
    public sealed class NeverClock : IClock
    {
        public Instant GetCurrentInstant() => throw new NotSupportedException("Design time has no clock.");
    }
}
