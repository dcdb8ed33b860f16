using NodaTime;

namespace Billing.Domain.Contracts;

/// <summary>What a member may do (DESIGN §2).</summary>
public enum Role
{
    /// <summary>Everything.</summary>
    Owner,

    /// <summary>Own time, incidents; clients' contracts to read.</summary>
    Engineer,

    /// <summary>Invoices, payments, exports; no timers.</summary>
    Bookkeeper,
}

/// <summary>A person in a business.</summary>
public sealed class Member : IOwned
{
    /// <summary>A new member.</summary>
    public Member(Id<Business> businessId, Guid personId, string name, Role role, string timeZone) =>
        (BusinessId, PersonId, Name, Role, TimeZone) = (businessId, personId, name, role, timeZone);

    /// <summary>The business it belongs to.</summary>
    public Id<Business> BusinessId { get; private set; }

    /// <summary>Its identity.</summary>
    public Id<Member> Id { get; private set; } = Id<Member>.New();

    /// <summary>Who signs in.</summary>
    public Guid PersonId { get; private set; }

    /// <summary>As printed on invoices.</summary>
    public string Name { get; set; }

    /// <summary>What this person may do.</summary>
    public Role Role { get; set; }

    /// <summary>IANA zone in which this person types times.</summary>
    public string TimeZone { get; set; }
}

/// <summary>A link that lets one person join a business. Only the hash of its secret is kept.</summary>
public sealed class Invitation : IOwned
{
    /// <summary>A new invitation; its secret is known to nobody but its maker. Instants are whole seconds.</summary>
    public Invitation(Id<Business> businessId, string name, Role role, byte[] secretHash, Id<Member> madeBy, Instant madeAt, Instant expiresAt) =>
        (BusinessId, Name, Role, SecretHash, MadeBy, MadeAt, ExpiresAt) = (businessId, name, role, secretHash, madeBy, madeAt, expiresAt);

    /// <summary>The business it belongs to.</summary>
    public Id<Business> BusinessId { get; private set; }

    /// <summary>Its identity.</summary>
    public Id<Invitation> Id { get; private set; } = Id<Invitation>.New();

    /// <summary>Who is meant, as its maker typed it.</summary>
    public string Name { get; private set; }

    /// <summary>What this person may do.</summary>
    public Role Role { get; private set; }

    /// <summary>SHA-256 of the 256-bit secret in the link.</summary>
    public byte[] SecretHash { get; private set; }

    /// <summary>Who made it.</summary>
    public Id<Member> MadeBy { get; private set; }

    /// <summary>When it was made; whole seconds.</summary>
    public Instant MadeAt { get; private set; }

    /// <summary>From then on the link no longer works.</summary>
    public Instant ExpiresAt { get; private set; }

    /// <summary>When someone joined by it; null until then.</summary>
    public Instant? UsedAt { get; private set; }

    /// <summary>True while the link works.</summary>
    public bool IsOpen(Instant now) => UsedAt is null && now < ExpiresAt;

    /// <summary>Uses the link up.</summary>
    /// <exception cref="InvalidOperationException">It is used or expired.</exception>
    public void Use(Instant now) =>
        UsedAt = IsOpen(now) ? now : throw new InvalidOperationException("The invitation is used or expired.");
}
