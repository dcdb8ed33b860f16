using System.Security.Cryptography;
using System.Text;
using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Web.Data;
using Billing.Web.Features.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web.Features.Account;

/// <summary>Coming in and going out.</summary>
[AllowAnonymous]
public sealed class AccountController(BillingDb db, FirstVisit first, Founding founding, SignInManager<Person> signIn, UserManager<Person> people, IClock clock) : Controller
{
    [HttpGet(Links.Welcome)]
    public IActionResult Welcome() => first.IsFounded
        ? Redirect(Links.Today)
        : WelcomePage(new() { TimeZone = "Europe/Paris" });

    [HttpPost(Links.Welcome)]
    public async Task<IActionResult> Welcome(WelcomeForm form)
    {
        if (first.IsFounded) return Redirect(Links.SignIn);
        var read = new FormReading(ModelState);
        var business = read.Required(nameof(form.BusinessName), form.BusinessName, "the name of your business");
        var zone = read.Zone(nameof(form.TimeZone), form.TimeZone);
        var (name, email, password) = Person(read, form.Name, form.Email, form.Password);
        if (!FirstVisit.IsAtTheMachine(HttpContext) && !first.IsCode(form.Code))
            read.Refuse(nameof(form.Code), "Enter the one-time code that the console printed when the app started.");
        if (!read.IsOk) return WelcomePage(form);
        var founded = await founding.FoundAsync(business, zone, name, email, password);
        return await EnterAsync(founded, read, () => WelcomePage(form), Links.Settings);
    }

    [HttpGet(Links.SignIn)]
    public IActionResult SignIn() => View(new SignInForm());

    [HttpPost(Links.SignIn)]
    public async Task<IActionResult> SignIn(SignInForm form, string? returnUrl)
    {
        var person = await people.FindByEmailAsync((form.Email ?? "").Trim());
        var result = person is null ? Microsoft.AspNetCore.Identity.SignInResult.Failed : await signIn.PasswordSignInAsync(person, form.Password ?? "", isPersistent: true, lockoutOnFailure: true);
        if (result.Succeeded) return Url.IsLocalUrl(returnUrl) ? Redirect(returnUrl) : Redirect(Links.Today);
        new FormReading(ModelState).Refuse("", result.IsLockedOut
            ? "Too many wrong passwords. Wait five minutes, then try again."
            : "This e-mail address and password do not belong together. Check both.");
        return View(form);
    }

    [HttpPost(Links.SignOut)]
    public async Task<IActionResult> Leave()
    {
        await signIn.SignOutAsync();
        return Redirect(Links.SignIn);
    }

    [HttpGet("/join/{secret}")]
    public async Task<IActionResult> Join(string secret) => await FindAsync(secret) is { } invitation
        ? await JoinPageAsync(invitation, new() { Name = invitation.Name })
        : View("InvitationGone");

    [HttpPost("/join/{secret}")]
    public async Task<IActionResult> Join(string secret, [Bind(Prefix = "Form")] JoinForm form)
    {
        if (await FindAsync(secret) is not { } invitation) return View("InvitationGone");
        var read = new FormReading(ModelState);
        var zone = read.Zone("Form.TimeZone", form.TimeZone);
        var (name, email, password) = Person(read, form.Name, form.Email, form.Password, "Form.");
        if (!read.IsOk) return await JoinPageAsync(invitation, form);
        var joined = await founding.JoinAsync(invitation, name, email, password, zone);
        if (joined.IsOk) return await EnterAsync(joined, read, () => View(), Links.Today);
        foreach (var refusal in joined.Refusals) read.Refuse(refusal with { Field = refusal.Field is null ? null : "Form." + refusal.Field });
        return await JoinPageAsync(invitation, form);
    }

    [HttpGet(Links.NotAllowed)]
    public IActionResult NotAllowed()
    {
        Response.StatusCode = StatusCodes.Status403Forbidden;
        return View();
    }

    private static (string Name, string Email, string Password) Person(FormReading read, string? name, string? email, string? password, string prefix = "")
    {
        var result = (read.Required(prefix + "Name", name, "your name", 100), read.Required(prefix + "Email", email, "your e-mail address", 200), password ?? "");
        if (result.Item2.Length > 0 && !System.Net.Mail.MailAddress.TryCreate(result.Item2, out _)) read.Refuse(prefix + "Email", "Enter an e-mail address, for example ana@example.org.");
        if (result.Item3.Length < 12) read.Refuse(prefix + "Password", "Choose a password of at least 12 characters.");
        return result;
    }

    private async Task<IActionResult> EnterAsync(Result<Member> member, FormReading read, Func<IActionResult> again, string next)
    {
        if (!member.IsOk)
        {
            foreach (var refusal in member.Refusals) read.Refuse(refusal);
            return again();
        }

        var person = await people.FindByIdAsync(member.Value.PersonId.ToString());
        await signIn.SignInAsync(person!, isPersistent: true);
        return Redirect(next);
    }

    private ViewResult WelcomePage(WelcomeForm form)
    {
        ViewData["NeedsCode"] = !FirstVisit.IsAtTheMachine(HttpContext);
        return View("Welcome", form);
    }

    private async Task<IActionResult> JoinPageAsync(Invitation invitation, JoinForm form)
    {
        var business = await db.Businesses.IgnoreQueryFilters().AsNoTracking().SingleAsync(b => b.Id == invitation.BusinessId);
        form.TimeZone ??= business.TimeZone;
        return View("Join", new JoinPage(business.Name, Show.Word(invitation.Role), form));
    }

    private async Task<Invitation?> FindAsync(string secret)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(secret));
        var invitation = await db.Invitations.IgnoreQueryFilters().SingleOrDefaultAsync(i => i.SecretHash == hash);
        return invitation?.IsOpen(clock.GetCurrentInstant()) == true ? invitation : null;
    }
}
