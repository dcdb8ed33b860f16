using Billing.Domain;
using Billing.Domain.Contracts;

namespace Billing.Web.Data;

/// <summary>For whom the present request, command or job works. Every query and every write is held to it.</summary>
public sealed class BusinessScope
{
    /// <summary>Null before anyone is known; then no row of any business can be seen.</summary>
    public Id<Business>? BusinessId { get; private set; }

    /// <summary>Null when the program works by itself.</summary>
    public Member? Member { get; private set; }

    /// <summary>Network address of the request; null without one.</summary>
    public string? From { get; set; }

    /// <summary>The member's id, for rows that name who made them.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: a bug, since the page should have asked.</exception>
    public Id<Member> MemberId => Member?.Id ?? throw new InvalidOperationException("No member in this scope.");

    /// <summary>The business's id.</summary>
    /// <exception cref="InvalidOperationException">No business is known: a bug.</exception>
    public Id<Business> RequiredBusinessId => BusinessId ?? throw new InvalidOperationException("No business in this scope.");

    /// <summary>Works for this member from now on.</summary>
    public void Enter(Member member) => (BusinessId, Member) = (member.BusinessId, member);

    /// <summary>Works for this business without a person.</summary>
    public void Enter(Id<Business> business) => (BusinessId, Member) = (business, null);
}
