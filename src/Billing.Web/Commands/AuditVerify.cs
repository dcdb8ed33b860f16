using Billing.Web.Data;
using Billing.Web.Features.Runs;
using Microsoft.EntityFrameworkCore;

namespace Billing.Web.Commands;

/// <summary>Reads every business's audit trail and says whether anyone changed it.</summary>
internal static class AuditVerify
{
    public static async Task<int> RunAsync(DataFolder folder, CancellationToken cancel)
    {
        await using var app = await Prepared.BuildAsync(folder, cancel);
        var broken = 0;
        foreach (var business in await app.Services.GetRequiredService<BillingRunner>().BusinessesAsync(cancel))
        {
            await using var scope = app.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<BusinessScope>().Enter(business);
            var db = scope.ServiceProvider.GetRequiredService<BillingDb>();
            var name = await db.Businesses.Select(b => b.Name).SingleAsync(cancel);
            var problem = await AuditTrail.VerifyAsync(db, cancel);
            if (problem is not null) broken++;
            Console.WriteLine($"{name}: {problem ?? "whole"}");
        }

        return broken == 0 ? 0 : 1;
    }
}
