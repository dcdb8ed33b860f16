using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Web.Data;
using Billing.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web.Features.Settings;

/// <summary>Who works in the business, and invitations to it.</summary>
[ForRoles(Role.Owner)]
public sealed class MembersController(BillingDb db, BusinessScope scope, IClock clock) : Controller
{
    private const int PageSize = 50;

    // All of them are on one page, and each is a key to the business.
    private const int MostOpenInvitations = 50;

    private static readonly Duration Lifetime = Duration.FromDays(7);

    [HttpGet(Links.Members)]
    public async Task<IActionResult> Index(int page = 1) => await MembersAsync(page, new());

    [HttpPost(Links.Members)]
    public async Task<IActionResult> Invite(InviteForm form)
    {
        var read = new FormReading(ModelState);
        var (name, role) = (read.Required(nameof(form.Name), form.Name, "a name", 100), read.Choice<Role>(nameof(form.Role), form.Role, "a role"));
        if (!read.IsOk) return await MembersAsync(1, form);
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        if (!await InviteAsync(name, role, secret))
        {
            read.Refuse("", "There are 50 open invitations. Withdraw one that is not needed, then invite again.");
            return await MembersAsync(1, form);
        }

        // Kept only in the encrypted cookie of this one redirect: after the next page nobody can see it again.
        (TempData["InvitationName"], TempData["InvitationLink"]) = (name, $"{Request.Scheme}://{Request.Host}{Links.Invitation(secret)}");
        return Redirect(Links.Members);
    }

    [HttpPost("/settings/invitations/{id}/withdraw")]
    public async Task<IActionResult> Withdraw(Id<Invitation> id)
    {
        // Under the write lock, so that somebody who joins at this moment either has joined or cannot any more.
        var withdrawn = await db.WriteAsync(async () =>
        {
            if (await db.Invitations.SingleOrDefaultAsync(i => i.Id == id && i.UsedAt == null) is not { } invitation) return null;
            db.Invitations.Remove(invitation);
            await db.SaveChangesAsync();
            return invitation.Name;
        });
        if (withdrawn is null) return NotFound();
        TempData["Said"] = $"The invitation for {withdrawn} is withdrawn. Its link no longer works.";
        return Redirect(Links.Members);
    }

    private Task<bool> InviteAsync(string name, Role role, string secret) => db.WriteAsync(async () =>
    {
        var now = clock.WholeSecond();

        // To the minute, as the page shows it.
        var until = Instant.FromUnixTimeSeconds((now + Lifetime).ToUnixTimeSeconds() / 60 * 60);
        if (await Open(now).CountAsync() >= MostOpenInvitations) return false;
        db.Invitations.Add(new(scope.RequiredBusinessId, name, role, SHA256.HashData(Encoding.UTF8.GetBytes(secret)), scope.MemberId, now, until));
        await db.SaveChangesAsync();
        return true;
    });

    private IQueryable<Invitation> Open(Instant now) => db.Invitations.Where(i => i.UsedAt == null && i.ExpiresAt > now);

    private async Task<ViewResult> MembersAsync(int page, InviteForm form)
    {
        page = Math.Clamp(page, 1, 100_000);
        var members = await db.Members.AsNoTracking().OrderBy(m => m.Name).ThenBy(m => m.Id).Skip((page - 1) * PageSize).Take(PageSize + 1)
            .Select(m => new MemberRow(m.Id, m.Name, m.Role, m.TimeZone)).ToListAsync();
        var invitations = await Open(clock.GetCurrentInstant()).AsNoTracking().OrderBy(i => i.ExpiresAt).ThenBy(i => i.Id).Take(MostOpenInvitations)
            .Select(i => new InvitationRow(i.Id, i.Name, i.Role, i.ExpiresAt)).ToListAsync();
        var link = TempData["InvitationLink"] is string made ? new NewInvitation(TempData["InvitationName"] as string ?? "", made) : null;
        var zone = DateTimeZoneProviders.Tzdb[scope.Member!.TimeZone];
        ViewData["Page"] = new MembersPage([.. members.Take(PageSize)], invitations, link, zone, page, members.Count > PageSize);
        return View("Members", form);
    }
}
