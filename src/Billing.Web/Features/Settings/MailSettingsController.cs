using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Mail;
using Billing.Web.Data;
using Billing.Web.Features.Shared;
using Billing.Web.Mail;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web.Features.Settings;

/// <summary>What stands beside the form.</summary>
/// <param name="IsSetUp">True once it was saved.</param>
/// <param name="HasPassword">True when one is stored.</param>
/// <param name="BusinessName">Stands in for the sender's name.</param>
/// <param name="TestTo">Where a test mail would go.</param>
public sealed record MailPage(bool IsSetUp, bool HasPassword, string BusinessName, string TestTo);

/// <summary>One template with example values, or why it cannot be used.</summary>
public sealed record MailPreview(MailPurpose Purpose, Result<MailText> Text);

/// <summary>Every template in one language.</summary>
public sealed record MailTextsPage(string Language, IReadOnlyList<MailPreview> Previews);

/// <summary>How the business sends mail: the server, a test, the texts.</summary>
[ForRoles(Role.Owner)]
public sealed class MailSettingsController(BillingDb db, BusinessScope scope, MailPasswords passwords, MailTemplates templates, TestMails tests, IClock clock) : Controller
{
    [HttpGet(Links.MailSettings)]
    public async Task<IActionResult> Mail() =>
        await PageAsync(await db.MailSettings.AsNoTracking().SingleOrDefaultAsync() is { } settings ? MailForm.Of(settings) : new MailForm { StartTls = true });

    [HttpPost(Links.MailSettings)]
    public async Task<IActionResult> Mail(MailForm form)
    {
        var read = new FormReading(ModelState);
        var values = form.Read(read, await db.MailSettings.AsNoTracking().SingleOrDefaultAsync());
        if (!read.IsOk) return await PageAsync(form);
        await db.WriteAsync(() => SaveAsync(values));
        return this.Then("Mail is set up. Send yourself a test mail to see that it works.", Links.MailSettings);
    }

    // Where a form with errors is shown: who reloads that page comes back here.
    [HttpGet(Links.TestMail), HttpGet(Links.MailOff)]
    public IActionResult Form() => Redirect(Links.MailSettings);

    [HttpPost(Links.TestMail)]
    public async Task<IActionResult> Test() => this.Then(await tests.SendAsync(db, scope.Member!), Links.MailSettings);

    [HttpPost(Links.MailOff)]
    public async Task<IActionResult> Off()
    {
        if (await db.MailSettings.SingleOrDefaultAsync() is not { } settings) return Redirect(Links.MailSettings);
        db.Remove(settings);
        await db.SaveChangesAsync();
        return this.Then("Mail is off, and user and password are forgotten. What waits in the outbox waits until mail is set up again, or you cancel it.", Links.MailSettings);
    }

    [HttpGet(Links.MailTexts)]
    public async Task<IActionResult> Texts(string language = "en")
    {
        if (!MailTemplates.Languages.Contains(language, StringComparer.Ordinal)) language = "en";
        var business = await db.Businesses.Select(b => b.Name).SingleAsync();
        return View("MailTexts", new MailTextsPage(
            language, [.. Enum.GetValues<MailPurpose>().Select(p => new MailPreview(p, templates.Fill(p, language, MailExamples.Of(p, language, business))))]));
    }

    private async Task<int> SaveAsync(MailValues values)
    {
        var (business, now) = (scope.RequiredBusinessId, clock.WholeSecond());
        if (await db.MailSettings.SingleOrDefaultAsync() is not { } settings) db.Add(settings = new(business, values.Host, values.Port, values.FromAddress));
        (settings.Host, settings.Port, settings.StartTls, settings.User) = (values.Host, values.Port, values.StartTls, values.User);
        (settings.FromAddress, settings.FromName, settings.CopyTo) = (values.FromAddress, values.FromName, values.CopyTo);
        if (values.User is null) (settings.ProtectedPassword, settings.PasswordSetAt) = (null, null);
        else if (values.Password is { } typed) (settings.ProtectedPassword, settings.PasswordSetAt) = (passwords.Protect(business, typed), now);

        // What waits for a server that did not let us in need not wait for its hour.
        foreach (var waiting in await db.Outbox.Where(m => m.State == MailState.Pending && m.NextAttemptAt > now).ToListAsync()) waiting.NextAttemptAt = now;
        return await db.SaveChangesAsync();
    }

    private async Task<ViewResult> PageAsync(MailForm form)
    {
        var settings = await db.MailSettings.AsNoTracking().SingleOrDefaultAsync();
        var person = scope.Member!.PersonId;
        ViewData["Page"] = new MailPage(
            settings is not null, settings?.ProtectedPassword is not null, await db.Businesses.Select(b => b.Name).SingleAsync(), await db.Users.Where(p => p.Id == person).Select(p => p.Email!).SingleAsync());
        return View("Mail", form);
    }
}
