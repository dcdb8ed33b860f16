using Microsoft.AspNetCore.Identity;

namespace Billing.Web.Data;

/// <summary>Who signs in. A person belongs to no business; members do (DESIGN §8).</summary>
public sealed class Person : IdentityUser<Guid>
{
    /// <summary>A person with an id of its own from the start: the database makes none.</summary>
    public Person() => Id = Guid.CreateVersion7();
}
