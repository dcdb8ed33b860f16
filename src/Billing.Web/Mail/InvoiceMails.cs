using Billing.Documents.Text;
using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.Domain.Mail;
using Billing.Web.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web.Mail;

/// <summary>Writes the mails that bring an issued invoice to its client, and the copy to oneself, into the outbox.</summary>
public sealed class InvoiceMails(MailTemplates templates, IClock clock)
{
    private static readonly Func<BillingDb, CancellationToken, Task<MailSettings?>> Settings = EF.CompileAsyncQuery(
        (BillingDb db, CancellationToken _) => db.MailSettings.AsNoTracking().SingleOrDefault());

    /// <summary>Kind of the document that goes with it.</summary>
    public const string Document = "pdf";

    /// <summary>Adds the mails of an invoice to the transaction at hand; saves nothing.</summary>
    /// <param name="db">In the business's scope.</param>
    /// <param name="invoice">Issued, or about to be in the same transaction.</param>
    /// <param name="snapshot">Its facts: the texts are made of them, in their language.</param>
    /// <param name="client">Whom it goes to.</param>
    /// <param name="by">Who asked; null when the program did.</param>
    /// <param name="ordinal">1 when it is issued; one more each time a person sends it again.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>How many: none when the business has no mail set up. A refusal says why the invoice cannot be mailed; it is issued all the same.</returns>
    public async Task<Result<int>> AddAsync(BillingDb db, Invoice invoice, InvoiceSnapshot snapshot, Client client, Id<Member>? by = null, int ordinal = 1, CancellationToken cancel = default)
    {
        if (await Settings(db, cancel) is not { } settings) return 0;
        var mails = For(invoice, snapshot, client, settings, by, ordinal);
        if (!mails.IsOk) return mails.Refusals[0];
        db.Outbox.AddRange(mails.Value);
        return mails.Value.Count;
    }

    /// <summary>The mails of an invoice: one to the client, and one to oneself where the business wants it.</summary>
    /// <returns>A refusal when the client has no address that we can write to, or a template is missing.</returns>
    public Result<IReadOnlyList<OutboxMessage>> For(Invoice invoice, InvoiceSnapshot snapshot, Client client, MailSettings settings, Id<Member>? by = null, int ordinal = 1)
    {
        if (string.IsNullOrWhiteSpace(client.Email))
            return new Refusal("no-address", $"{client.Name} has no e-mail address, so invoice {invoice.Number} was not mailed. Enter one, then mail the invoice from its page.");
        var address = MailAddresses.Parse(client.Email);
        if (!address.IsOk) return address.Refusals[0];
        var facts = InvoiceMailFacts.Of(snapshot, client.ContactName);
        var mails = new List<OutboxMessage>();
        foreach (var (recipient, name, copyOf) in Recipients(address.Value, client, settings))
        {
            var text = templates.Fill(MailPurpose.Invoice, snapshot.Language, facts.Values(copyOf));
            if (!text.IsOk) return text.Refusals[0];
            mails.Add(Mail(invoice, snapshot, settings, text.Value, by, ordinal, recipient, name, copyOf is not null));
        }

        return mails;
    }

    // Who reads the client's mail anyway needs no copy.
    private static IEnumerable<(string Recipient, string? Name, string? CopyOf)> Recipients(string address, Client client, MailSettings settings)
    {
        yield return (address, MailText.OneLine(client.ContactName ?? client.Name), null);
        if (settings.CopyTo is { } own && !string.Equals(own, address, StringComparison.OrdinalIgnoreCase)) yield return (own, null, address);
    }

    private OutboxMessage Mail(
        Invoice invoice, InvoiceSnapshot snapshot, MailSettings settings, MailText text, Id<Member>? by, int ordinal, string recipient, string? name, bool isCopy)
    {
        var now = clock.WholeSecond();
        return new()
        {
            BusinessId = invoice.BusinessId, Purpose = MailPurpose.Invoice, About = invoice.Id.ToString(), Ordinal = ordinal, Recipient = recipient, RecipientName = name, IsCopy = isCopy,
            Language = snapshot.Language, Subject = text.Subject, TextBody = text.Text, HtmlBody = text.Html, AttachedInvoiceId = invoice.Id, AttachedKind = Document,
            AttachedName = $"{invoice.Number.Replace('/', '-')}.pdf", MessageId = MessageIds.New(settings.FromAddress), CreatedAt = now, CreatedBy = by, NextAttemptAt = now,
        };
    }
}

/// <summary>What the mail of an invoice says.</summary>
/// <param name="Language">The reader's.</param>
/// <param name="Business">Who writes.</param>
/// <param name="Contact">Whom it addresses; null when nobody is named.</param>
/// <param name="Number">The invoice's.</param>
/// <param name="Contract">Code and title.</param>
/// <param name="From">First day of service, inclusive.</param>
/// <param name="To">Last day of service, inclusive.</param>
/// <param name="DueOn">Last day to pay.</param>
/// <param name="Gross">Major units.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Reference">To be named in the payment.</param>
public sealed record InvoiceMailFacts(
    string Language, string Business, string? Contact, string Number, string Contract, LocalDate From, LocalDate To, LocalDate DueOn, decimal Gross, string Currency, string Reference)
{
    /// <summary>The facts of an issued invoice.</summary>
    public static InvoiceMailFacts Of(InvoiceSnapshot s, string? contact) => new(
        s.Language, s.Seller.Name, contact, s.Number, $"{s.ContractCode} {s.ContractTitle}", s.ServiceFrom, s.ServiceTo, s.DueOn, s.Totals.Gross, s.Currency, s.Payment.Reference);

    /// <summary>Every name that a template may use. Dates and money are written as the reader's language does.</summary>
    /// <param name="copyOf">Whom the mail went to of which this is one's own copy; null for the mail itself.</param>
    public IReadOnlyDictionary<string, object?> Values(string? copyOf)
    {
        var format = ReaderFormat.Of(Language);
        return new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["business"] = Business, ["contact"] = Contact, ["number"] = Number, ["contract"] = Contract, ["period"] = format.Range(From, To), ["dueOn"] = format.Date(DueOn),
            ["amount"] = format.Money(Gross, Currency), ["isToPay"] = Gross > 0, ["reference"] = Reference, ["copyOf"] = copyOf,
        };
    }
}

/// <summary>Names of mails as RFC 5322 wants them.</summary>
internal static class MessageIds
{
    /// <summary>A new one, of the sender's own domain.</summary>
    public static string New(string fromAddress)
    {
        var domain = fromAddress[(fromAddress.LastIndexOf('@') + 1)..];
        return $"<{Guid.CreateVersion7():N}@{(domain.All(char.IsAscii) ? domain : "billing.invalid")}>";
    }
}
