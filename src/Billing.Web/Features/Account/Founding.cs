using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Web.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web.Features.Account;

/// <summary>Makes people and their memberships; pages, commands and the demo all come through here.</summary>
public sealed class Founding(BillingDb db, UserManager<Person> people, BusinessScope scope, IClock clock)
{
    /// <summary>Founds the instance's first business with its owner and enters it. Refused once there is a person.</summary>
    public Task<Result<Member>> FoundAsync(string businessName, string timeZone, string name, string email, string password) =>
        db.WriteAsync<Result<Member>>(async () =>
        {
            // Two first visits at once: the second finds the first one's person, since it reads under the write lock.
            if (await db.Users.AnyAsync()) return new Refusal("founded", "Someone else founded this instance a moment ago. Ask them for an invitation.");
            var person = await PersonAsync(email, password);
            if (!person.IsOk) return person.Refusals.ToList();
            var business = new Business(businessName, timeZone) { Email = email };
            scope.Enter(business.Id);
            db.Businesses.Add(business);
            return await JoinAsync(new(business.Id, person.Value.Id, name, Role.Owner, timeZone));
        });

    /// <summary>Uses an invitation up and enters its business.</summary>
    public Task<Result<Member>> JoinAsync(Invitation invitation, string name, string email, string password, string timeZone) =>
        db.WriteAsync<Result<Member>>(async () =>
        {
            var now = clock.GetCurrentInstant();
            scope.Enter(invitation.BusinessId);
            await db.Entry(invitation).ReloadAsync();
            if (!invitation.IsOpen(now)) return new Refusal("invitation-used", "This invitation was used or has expired. Ask for a new one.");
            var person = await PersonAsync(email, password);
            if (!person.IsOk) return person.Refusals.ToList();
            if (await db.Members.AnyAsync(m => m.PersonId == person.Value.Id)) return new Refusal("member", "You are a member already. Sign in instead.", "Email");
            invitation.Use(now);
            return await JoinAsync(new(invitation.BusinessId, person.Value.Id, name, invitation.Role, timeZone));
        });

    /// <summary>Adds a member for a person who may be new.</summary>
    public Task<Result<Member>> AddMemberAsync(string name, Role role, string timeZone, string email, string password) =>
        db.WriteAsync<Result<Member>>(async () =>
        {
            var person = await PersonAsync(email, password);
            return person.IsOk ? await JoinAsync(new(scope.RequiredBusinessId, person.Value.Id, name, role, timeZone)) : person.Refusals.ToList();
        });

    private async Task<Result<Member>> JoinAsync(Member member)
    {
        db.Members.Add(member);
        await db.SaveChangesAsync();
        scope.Enter(member);
        return member;
    }

    // Who has an account already joins with it, by its own password.
    private async Task<Result<Person>> PersonAsync(string email, string password)
    {
        if (await people.FindByEmailAsync(email) is { } known)
            return await people.CheckPasswordAsync(known, password) ? known : new Refusal("password", "There is an account with this e-mail address, and this is not its password.", "Password");
        var person = new Person { UserName = email, Email = email };
        var made = await people.CreateAsync(person, password);
        return made.Succeeded ? person : made.Errors.Select(Refused).ToList();
    }

    private static Refusal Refused(IdentityError error) => error.Code switch
    {
        "PasswordTooShort" => new("password", "Choose a password of at least 12 characters.", "Password"),
        "InvalidEmail" or "InvalidUserName" => new("email", "Enter an e-mail address, for example ana@example.org.", "Email"),
        "DuplicateEmail" or "DuplicateUserName" => new("email", "There is an account with this e-mail address already.", "Email"),
        _ => new("account", error.Description),
    };
}
