using System.Globalization;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using NodaTime;

namespace Billing.Domain.Mail;

/// <summary>What a mail is for.</summary>
public enum MailPurpose
{
    /// <summary>An issued invoice goes to its client.</summary>
    Invoice,

    /// <summary>The owner tries the settings.</summary>
    Test,
}

/// <summary>How far a mail has come.</summary>
public enum MailState
{
    /// <summary>Not sent yet; will be, at <see cref="OutboxMessage.NextAttemptAt"/>.</summary>
    Pending,

    /// <summary>On its way at this moment. Found at start, it is <see cref="Unknown"/>.</summary>
    Sending,

    /// <summary>The server accepted it.</summary>
    Sent,

    /// <summary>The server refused it for good, or was tried for too long.</summary>
    Failed,

    /// <summary>It was handed over and no answer came: it may have arrived. Only a person sends it again.</summary>
    Unknown,

    /// <summary>A person took it back before it was sent.</summary>
    Cancelled,
}

/// <summary>
/// One mail to one recipient, written in the transaction that wants it sent (DESIGN §5). What it says never changes; how far it has come does.
/// It is handed to a server at most once per attempt, and a new attempt begins only where the last one certainly delivered nothing.
/// </summary>
public sealed class OutboxMessage : IOwned
{
    /// <summary>Longest <see cref="LastAnswer"/>, in characters.</summary>
    public const int LongestAnswer = 500;

    /// <summary>The business it belongs to.</summary>
    public required Id<Business> BusinessId { get; init; }

    /// <summary>Its identity.</summary>
    public Id<OutboxMessage> Id { get; init; } = Id<OutboxMessage>.New();

    /// <summary>What it is for.</summary>
    public required MailPurpose Purpose { get; init; }

    /// <summary>Id of what it is about, as text: the invoice of an invoice's mail, the member of a test.</summary>
    public required string About { get; init; }

    /// <summary>1, or one more than the last when a person sent it again. Unique with purpose, subject and recipient.</summary>
    public required int Ordinal { get; init; }

    /// <summary>One address; its part before the @ is ASCII.</summary>
    public required string Recipient { get; init; }

    /// <summary>Shown beside the address; null when nobody typed it.</summary>
    public required string? RecipientName { get; init; }

    /// <summary>True for the copy to oneself, which says nothing about whether the client got its own.</summary>
    public required bool IsCopy { get; init; }

    /// <summary>Of the texts: <c>en</c>, <c>fr</c> or <c>de</c>.</summary>
    public required string Language { get; init; }

    /// <summary>The subject line, without control characters.</summary>
    public required string Subject { get; init; }

    /// <summary>The text part.</summary>
    public required string TextBody { get; init; }

    /// <summary>The HTML part, a whole document.</summary>
    public required string HtmlBody { get; init; }

    /// <summary>The invoice whose document goes with it; null when nothing does.</summary>
    public Id<Invoice>? AttachedInvoiceId { get; init; }

    /// <summary>Kind of that document, e.g. <c>pdf</c>.</summary>
    public string? AttachedKind { get; init; }

    /// <summary>File name that the recipient sees.</summary>
    public string? AttachedName { get; init; }

    /// <summary>RFC 5322, with its angle brackets. Fixed here, so that every attempt is the same mail.</summary>
    public required string MessageId { get; init; }

    /// <summary>When it was written; whole seconds.</summary>
    public required Instant CreatedAt { get; init; }

    /// <summary>Who asked for it; null when the program did.</summary>
    public required Id<Member>? CreatedBy { get; init; }

    /// <summary>How far it has come.</summary>
    public MailState State { get; private set; } = MailState.Pending;

    /// <summary>Not before this instant; whole seconds. Means nothing once it is no longer pending.</summary>
    public required Instant NextAttemptAt { get; set; }

    /// <summary>Who holds it; null when nobody does.</summary>
    public string? LeaseOwner { get; private set; }

    /// <summary>Exclusive end of the lease; whole seconds.</summary>
    public Instant? LeaseUntil { get; private set; }

    /// <summary>Attempts begun, and those that a server's silence spared it.</summary>
    public int Attempts { get; private set; }

    /// <summary>What the server said last, or why nothing was heard; null before the first attempt.</summary>
    public string? LastAnswer { get; private set; }

    /// <summary>When the server accepted it; whole seconds; null until then.</summary>
    public Instant? SentAt { get; private set; }

    /// <summary>True when it may be claimed now.</summary>
    public bool IsDue(Instant now) => State == MailState.Pending && NextAttemptAt <= now && !IsLeased(now);

    /// <summary>True while someone prepares or sends it.</summary>
    public bool IsLeased(Instant now) => LeaseUntil is { } until && until > now;

    /// <summary>Takes it for oneself. A lease is a word that nobody else uses, ever.</summary>
    /// <exception cref="InvalidOperationException">It is not due: a bug.</exception>
    public void Claim(string lease, Instant now, Instant until)
    {
        if (!IsDue(now)) throw new InvalidOperationException($"Mail {Id} is not due.");
        (LeaseOwner, LeaseUntil) = (lease, until);
    }

    /// <summary>Says that its first byte is about to be sent. To be committed before it is.</summary>
    /// <returns>False when the lease has passed to someone else, or ended.</returns>
    public bool Begin(string lease, Instant now)
    {
        if (State != MailState.Pending || LeaseOwner != lease || !IsLeased(now)) return false;
        (State, Attempts) = (MailState.Sending, Attempts + 1);
        return true;
    }

    /// <summary>Gives a claimed mail back unsent; no attempt was made.</summary>
    /// <returns>False when the lease has passed to someone else.</returns>
    public bool Wait(string lease, Instant until, string reason)
    {
        if (State != MailState.Pending || LeaseOwner != lease) return false;
        (NextAttemptAt, LastAnswer) = (until, Short(reason));
        Release();
        return true;
    }

    /// <summary>Notes what became of the attempt that holds this lease, even if it was taken for lost meanwhile.</summary>
    /// <returns>False when it was not this attempt's.</returns>
    public bool Finish(string lease, Delivery delivery, Instant now)
    {
        if (LeaseOwner != lease || State is not (MailState.Sending or MailState.Unknown)) return false;
        LastAnswer = Short(delivery.Answer);
        switch (delivery.Kind)
        {
            case DeliveryKind.Accepted: (State, SentAt) = (MailState.Sent, now); break;
            case DeliveryKind.Unanswered: State = MailState.Unknown; break;

            // Taken for lost, it is not tried again by itself: somebody may have sent it again by hand.
            case DeliveryKind.NotNow when State == MailState.Sending: TryLater(delivery, now); break;
            default: State = MailState.Failed; break;
        }

        Release();
        return true;
    }

    /// <summary>Spares it an attempt at a server that has just not answered another mail of the business.</summary>
    public void Spare(Delivery delivery, Instant now)
    {
        if (!IsDue(now)) return;
        Attempts++;
        TryLater(delivery, now);
    }

    /// <summary>It was on its way when its sender was lost: nobody knows whether it arrived.</summary>
    /// <returns>False when it is not on its way.</returns>
    public bool Lose(string reason)
    {
        if (State != MailState.Sending) return false;
        (State, LastAnswer) = (MailState.Unknown, Short(reason));
        return true;
    }

    /// <summary>Takes it back.</summary>
    /// <returns>False when it is too late, or someone is about to send it.</returns>
    public bool Cancel(Instant now)
    {
        if (State != MailState.Pending || IsLeased(now)) return false;
        State = MailState.Cancelled;
        Release();
        return true;
    }

    /// <summary>The same mail, to be sent once more because a person wants it.</summary>
    /// <returns>Null unless it failed or nobody knows what became of it.</returns>
    /// <remarks>It keeps its Message-ID: where the first one did arrive, mailboxes may show the two as one.</remarks>
    public OutboxMessage? Again(Id<Member> by, Instant now) => State is not (MailState.Failed or MailState.Unknown) ? null : new()
    {
        BusinessId = BusinessId, Purpose = Purpose, About = About, Ordinal = Ordinal + 1, Recipient = Recipient, RecipientName = RecipientName, IsCopy = IsCopy, Language = Language,
        Subject = Subject, TextBody = TextBody, HtmlBody = HtmlBody, AttachedInvoiceId = AttachedInvoiceId, AttachedKind = AttachedKind, AttachedName = AttachedName,
        MessageId = MessageId, CreatedAt = now, CreatedBy = by, NextAttemptAt = now,
    };

    // Who tries the settings waits for the answer; nothing is gained by a second attempt an hour later.
    private void TryLater(Delivery delivery, Instant now)
    {
        LastAnswer = Short(delivery.Answer);
        if (Purpose == MailPurpose.Test) State = MailState.Failed;
        else if (MailBackoff.After(Attempts) is { } wait) (State, NextAttemptAt) = (MailState.Pending, now + wait);
        else (State, LastAnswer) = (MailState.Failed, Short(string.Create(CultureInfo.InvariantCulture, $"Given up after {Attempts} attempts in two days. The last answer: {delivery.Answer}")));
    }

    private void Release() => (LeaseOwner, LeaseUntil) = (null, null);

    private static string Short(string text) => text.Length <= LongestAnswer ? text : text[..(LongestAnswer - 1)] + "…";
}
