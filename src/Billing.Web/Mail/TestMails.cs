using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Mail;
using Billing.Web.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web.Mail;

/// <summary>Tries the settings: a mail to the person who asks, sent while they wait.</summary>
public sealed class TestMails(MailTemplates templates, OutboxSender sender, IClock clock)
{
    /// <summary>Writes the mail, sends it, and tells what the server answered.</summary>
    /// <param name="db">In the scope of the member's business.</param>
    /// <param name="member">Who asks.</param>
    public async Task<Result<string>> SendAsync(BillingDb db, Member member)
    {
        var to = await db.Users.Where(p => p.Id == member.PersonId).Select(p => p.Email).SingleAsync();
        var written = await db.WriteAsync(() => WriteAsync(db, member, to!));
        if (!written.IsOk) return written.Refusals[0];
        await sender.SendAsync(member.BusinessId, written.Value.Id);
        var mail = await db.Outbox.AsNoTracking().SingleAsync(m => m.Id == written.Value.Id);
        return mail.State switch
        {
            MailState.Sent => $"The server accepted the test mail to {to}. Look whether it arrived.",
            MailState.Failed => new Refusal("not-sent", $"The test mail was not sent. {mail.LastAnswer}"),
            MailState.Unknown => new Refusal("unknown", $"Nobody knows whether the test mail was sent. {mail.LastAnswer}"),
            _ => new Refusal("not-yet", $"The test mail waits in the outbox. {mail.LastAnswer}"),
        };
    }

    private async Task<Result<OutboxMessage>> WriteAsync(BillingDb db, Member member, string to)
    {
        if (await db.MailSettings.AsNoTracking().SingleOrDefaultAsync() is not { } settings) return new Refusal("not-set-up", "Save the mail settings first, then send a test mail.");
        var address = MailAddresses.Parse(to);
        if (!address.IsOk) return address.Refusals[0];
        var business = await db.Businesses.Select(b => b.Name).SingleAsync();
        var text = templates.Fill(MailPurpose.Test, "en", MailExamples.TestValues(business, settings.Host));
        if (!text.IsOk) return text.Refusals[0];
        var (about, now) = (member.Id.ToString(), clock.WholeSecond());
        var last = await db.Outbox.Where(m => m.Purpose == MailPurpose.Test && m.About == about).MaxAsync(m => (int?)m.Ordinal) ?? 0;
        var message = new OutboxMessage
        {
            BusinessId = member.BusinessId, Purpose = MailPurpose.Test, About = about, Ordinal = last + 1, Recipient = address.Value, RecipientName = MailText.OneLine(member.Name), IsCopy = false,
            Language = "en", Subject = text.Value.Subject, TextBody = text.Value.Text, HtmlBody = text.Value.Html, MessageId = MessageIds.New(settings.FromAddress), CreatedAt = now,
            CreatedBy = member.Id, NextAttemptAt = now,
        };
        db.Add(message);
        await db.SaveChangesAsync();
        return message;
    }
}
