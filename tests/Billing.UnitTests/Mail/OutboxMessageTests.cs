using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Mail;
using NodaTime;

namespace Billing.UnitTests.Mail;

public sealed class OutboxMessageTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 12, 1, 8, 0);
    private static readonly Instant Until = Now + Duration.FromMinutes(10);
    private static readonly Delivery Later = new(DeliveryKind.NotNow, "451 later");

    [Fact]
    public void Waits_AfterEachAttempt_AreMinutesThenHoursThenNoMore()
    {
        string[] waits = [.. Enumerable.Range(0, 12).Select(n => MailBackoff.After(n)?.ToString("-H:mm", null) ?? "-")];
        Assert.Equal(["-", "0:01", "0:05", "0:15", "1:00", "2:00", "4:00", "8:00", "16:00", "16:00", "-", "-"], waits);
    }

    [Fact]
    public void Claim_WhileSomeoneHoldsIt_IsABug()
    {
        var mail = Mail();
        mail.Claim("a", Now, Until);

        Assert.False(mail.IsDue(Now));
        Assert.Throws<InvalidOperationException>(() => mail.Claim("b", Now, Until));
        Assert.True(mail.IsDue(Until));
    }

    [Theory]
    [InlineData("a", 9, true)]
    [InlineData("a", 10, false)]
    [InlineData("b", 1, false)]
    public void Begin_OnlyWithinTheLeaseOfWhoAsks_IsGranted(string lease, int minutes, bool granted)
    {
        var mail = Mail();
        mail.Claim("a", Now, Until);

        Assert.Equal(granted, mail.Begin(lease, Now + Duration.FromMinutes(minutes)));
        Assert.Equal((granted ? MailState.Sending : MailState.Pending, granted ? 1 : 0), (mail.State, mail.Attempts));
    }

    [Fact]
    public void Begin_AfterAnotherTookOver_IsRefusedToTheFirst()
    {
        var mail = Mail();
        mail.Claim("a", Now, Until);
        mail.Claim("b", Until, Until + Duration.FromMinutes(10));

        Assert.False(mail.Begin("a", Until));
        Assert.True(mail.Begin("b", Until));
        Assert.False(mail.Begin("b", Until));
    }

    [Theory]
    [InlineData(DeliveryKind.Accepted, MailState.Sent)]
    [InlineData(DeliveryKind.NotNow, MailState.Pending)]
    [InlineData(DeliveryKind.Refused, MailState.Failed)]
    [InlineData(DeliveryKind.Unanswered, MailState.Unknown)]
    public void Finish_OfAnAttempt_SettlesItByWhatWasAnswered(DeliveryKind kind, MailState state)
    {
        var mail = Begun();

        Assert.True(mail.Finish("a", new(kind, "so be it"), Now));

        Assert.Equal((state, "so be it"), (mail.State, mail.LastAnswer));
        Assert.Equal(kind == DeliveryKind.Accepted ? Now : null, mail.SentAt);
        Assert.False(mail.Finish("a", new(DeliveryKind.Accepted, "again"), Now));
    }

    [Theory]
    [InlineData(DeliveryKind.Accepted, MailState.Sent)]
    [InlineData(DeliveryKind.NotNow, MailState.Failed)]
    [InlineData(DeliveryKind.Refused, MailState.Failed)]
    [InlineData(DeliveryKind.Unanswered, MailState.Unknown)]
    public void Finish_OfOneTakenForLost_TellsTheTruthButNeverTriesAgain(DeliveryKind kind, MailState state)
    {
        var mail = Begun();
        Assert.True(mail.Lose("lost"));

        Assert.False(mail.Finish("b", new(kind, "late"), Now));
        Assert.True(mail.Finish("a", new(kind, "late"), Now));

        Assert.Equal((state, "late"), (mail.State, mail.LastAnswer));
    }

    [Fact]
    public void Finish_OfATest_IsNeverTriedAgain()
    {
        var mail = Begun(MailPurpose.Test);
        mail.Finish("a", Later, Now);
        Assert.Equal((MailState.Failed, "451 later"), (mail.State, mail.LastAnswer));
    }

    [Fact]
    public void Finish_WithALongAnswer_KeepsItsBeginning()
    {
        var mail = Begun();
        mail.Finish("a", new(DeliveryKind.Refused, new string('x', 600)), Now);
        Assert.Equal((OutboxMessage.LongestAnswer, 'x', '…'), (mail.LastAnswer!.Length, mail.LastAnswer[0], mail.LastAnswer[^1]));
    }

    [Fact]
    public void Cancel_WhileSomeoneIsAboutToSendIt_IsRefused()
    {
        var mail = Mail();
        mail.Claim("a", Now, Until);
        Assert.False(mail.Cancel(Now));
        Assert.True(mail.Cancel(Until));
        Assert.False(mail.Begin("a", Now));
        Assert.False(mail.IsDue(Until));
        Assert.False(mail.Cancel(Until));
    }

    [Fact]
    public void Lose_OfOneThatIsNotOnItsWay_DoesNothing()
    {
        var mail = Mail();
        Assert.False(mail.Lose("lost"));
        Assert.Equal(MailState.Pending, mail.State);
    }

    [Fact]
    public void Again_OfOneThatNobodyKnowsOf_IsTheSameMailWithTheNextOrdinal()
    {
        var (mail, by) = (Begun(), Id<Member>.New());
        Assert.Null(mail.Again(by, Now));
        mail.Lose("lost");

        var again = mail.Again(by, Until)!;

        Assert.Equal((2, mail.MessageId, mail.Recipient, mail.TextBody, by, MailState.Pending), (again.Ordinal, again.MessageId, again.Recipient, again.TextBody, again.CreatedBy, again.State));
        Assert.NotEqual(mail.Id, again.Id);
        Assert.True(again.IsDue(Until));
        Assert.Equal(MailState.Unknown, mail.State);
    }

    [Theory]
    [InlineData(DeliveryKind.Accepted)]
    [InlineData(DeliveryKind.NotNow)]
    public void Again_OfOneThatWasSentOrWillBe_IsRefused(DeliveryKind kind)
    {
        var mail = Begun();
        mail.Finish("a", new(kind, "x"), Now);
        Assert.Null(mail.Again(Id<Member>.New(), Now));
    }

    private static OutboxMessage Begun(MailPurpose purpose = MailPurpose.Invoice)
    {
        var mail = Mail(purpose);
        mail.Claim("a", Now, Until);
        Assert.True(mail.Begin("a", Now));
        return mail;
    }

    private static OutboxMessage Mail(MailPurpose purpose = MailPurpose.Invoice) => new()
    {
        BusinessId = Id<Business>.New(), Purpose = purpose, About = "x", Ordinal = 1, Recipient = "a@example.org", RecipientName = null, IsCopy = false, Language = "en", Subject = "s",
        TextBody = "t", HtmlBody = "h", MessageId = "<m@example.org>", CreatedAt = Now, CreatedBy = null, NextAttemptAt = Now,
    };
}
