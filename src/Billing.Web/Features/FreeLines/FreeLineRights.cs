using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;

namespace Billing.Web.Features.FreeLines;

/// <summary>
/// Who writes what. Fixed prices and discounts are agreed with the client, so they are the owner's. Expenses are also the bookkeeper's, who has the
/// receipts, and an engineer writes their own.
/// </summary>
internal static class FreeLineRights
{
    /// <summary>The kinds that a member may add, the likeliest first.</summary>
    public static IReadOnlyList<FreeLineKind> Kinds(Member member) =>
        member.Role == Role.Owner ? [FreeLineKind.Fixed, FreeLineKind.Expense, FreeLineKind.Discount] : [FreeLineKind.Expense];

    /// <summary>Whether a member may open, change and delete a line.</summary>
    public static bool MayWrite(Member member, FreeLine line) => MayWrite(member, line.Kind, line.MadeBy == member.Id);

    /// <summary>Whether a member may see a line's receipt: those who may change it, and the bookkeeper, who books it.</summary>
    public static bool MaySeeReceipt(Member member, FreeLine line) => member.Role == Role.Bookkeeper || MayWrite(member, line);

    private static bool MayWrite(Member member, FreeLineKind kind, bool isOwn) => member.Role switch
    {
        Role.Owner => true,
        Role.Bookkeeper => kind == FreeLineKind.Expense,
        _ => kind == FreeLineKind.Expense && isOwn,
    };
}
