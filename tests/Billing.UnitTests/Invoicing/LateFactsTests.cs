using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Invoicing;
using Billing.Domain.Work;
using NodaTime;

namespace Billing.UnitTests.Invoicing;

/// <summary>What is withheld, and what is billed of it later.</summary>
public sealed class LateFactsTests : ProposalExample
{
    private static readonly BillingPeriod February = new(2026, 2);

    private readonly List<HeldCharge> held = [];

    public LateFactsTests()
        : base("en", "2026-01-10T08:00:00Z")
    {
        (Business.VatCategory, Business.VatRate, Business.VatId) = (VatCategory.OutsideScope, 0m, null);
        Terms.Add(TermsFrom(new(2026, 1, 1)));
    }

    [Fact]
    public void Make_WithAConfirmedSessionOfABilledMonth_BillsTheDifferenceWithItsOwnMonthAndDates()
    {
        Work("2026-01-10T08:00:00Z", "2026-01-10T10:00:00Z");
        var late = Work("2026-01-20T00:00:00Z", "2026-01-20T13:00:00Z", null);
        var first = Issue(January, "2026-02-01T00:00:00Z");
        Assert.Equal((200m, 1), (first.Totals.Net, first.Withheld.Count));
        Assert.Equal([January], first.OpenMonths);

        late.LengthConfirmed = true;
        Work("2026-02-05T09:00:00Z", "2026-02-05T10:00:00Z", null);
        var second = Issue(February, "2026-03-01T00:00:00Z", January);

        Assert.Equal(1400m, second.Totals.Net);
        Assert.Equal([("2026-01", 1300m), (null, 100m)], second.Lines.Select(l => (l.Line.ServiceMonth, l.Line.Amount)));
        Assert.Equal((late.Start, late.Stop), (second.Lines[0].Line.From!.Value, second.Lines[0].Line.To));
        Assert.Empty(second.OpenMonths);
    }

    [Fact]
    public void Make_WhenTheLateSessionCameFirst_MovesWhatItPushesAboveTheStep()
    {
        var early = Work("2026-01-10T08:00:00Z", null);
        Work("2026-01-12T08:00:00Z", "2026-01-12T11:00:00Z");
        Assert.Equal(300m, Issue(January, "2026-02-01T00:00:00Z").Totals.Net);

        early.StopAt(At("2026-01-10T11:00:00Z"));
        var late = Issue(February, "2026-03-01T00:00:00Z", January);

        // Three hours more at the base rate, but two of the billed ones are above four hours now: 3 h + 2 h × ½.
        Assert.Equal(400m, late.Totals.Net);
        Assert.Equal([(3600L, 100m), (7200L, 300m)], late.Lines.Select(l => (l.Line.Seconds!.Value, l.Line.Amount)));
        Assert.Equal(700m, held.Sum(h => h.Amount));
    }

    [Fact]
    public void Make_WhenRoundedPartsLeaveACentOver_BillsItAsALineOfItsOwn()
    {
        Terms[0] = Terms[0] with { HourlyRate = 100.01m, Premiums = [] };
        Work("2026-01-10T08:00:00Z", "2026-01-10T08:20:00Z", null);
        var late = Work("2026-01-11T08:00:00Z", null, null);
        Issue(January, "2026-02-01T00:00:00Z");
        late.StopAt(At("2026-01-11T08:20:00Z"));

        var second = Issue(February, "2026-03-01T00:00:00Z", January);

        Assert.Equal([("work", (long?)1200, 33.34m), ("cent", null, -0.01m)], second.Lines.Select(l => (l.Line.Kind, l.Line.Seconds, l.Line.Amount)));
        Assert.Equal(66.67m, held.Sum(h => h.Amount));
    }

    [Fact]
    public void Make_WhenLessIsOwedThanWasBilled_LeavesACreditAndTakesItOffNothingElse()
    {
        var gone = Work("2026-01-10T08:00:00Z", "2026-01-10T10:00:00Z");
        Work("2026-02-10T08:00:00Z", "2026-02-10T09:00:00Z", null);
        Issue(January, "2026-02-01T00:00:00Z");
        Sessions.Remove(gone);

        var second = Issue(February, "2026-03-01T00:00:00Z", January);

        Assert.Equal(100m, second.Totals.Net);
        Assert.Equal([new CreditOwed(January, 200m)], second.Credits);
        Assert.Equal([January], second.OpenMonths);
    }

    [Theory]
    [InlineData("2026-01-31T23:00:00Z", 1)]
    [InlineData("2026-02-01T00:30:00Z", 1)]
    [InlineData("2026-02-01T00:30:01Z", 0)]
    public void Make_WhileACallOutCanStillGrow_WithholdsIt(string now, int withheld)
    {
        Terms[0] = Terms[0] with { MinimumCallOut = new(60m, 120m) };
        Work("2026-01-31T22:30:00Z", "2026-01-31T22:50:00Z");
        Work("2026-01-05T22:30:00Z", "2026-01-05T22:50:00Z", null);

        var proposal = Propose(January, now);

        Assert.Equal(withheld, proposal.Withheld.Count);
        Assert.Equal(withheld == 0 ? 133.33m : 33.33m, proposal.Totals.Net);
    }

    [Fact]
    public void Make_WithARunningSessionInACallOut_WithholdsTheWholeCallOut()
    {
        Terms[0] = Terms[0] with { MinimumCallOut = new(60m, 120m) };
        Work("2026-01-20T08:00:00Z", "2026-01-20T08:10:00Z");
        Work("2026-01-20T09:00:00Z", null);
        var proposal = Propose(January, "2026-02-01T00:00:00Z");
        Assert.Equal(2, proposal.Withheld.Count);
        Assert.True(proposal.IsNothing);
    }

    [Fact]
    public void Make_OfTheMonthSoFarAndThenTheMonth_BillsEachSecondOnce()
    {
        Terms[0] = Terms[0] with { Recurring = [new("Standby", 310m)] };
        Work("2026-01-10T08:00:00Z", "2026-01-10T13:00:00Z");
        var soFar = Issue(new ProposalRequest(January, ProposalKind.SoFar), "2026-01-15T00:00:00Z");
        Assert.Equal(550m, soFar.Totals.Net);

        Work("2026-01-20T08:00:00Z", "2026-01-20T09:00:00Z");
        var rest = Issue(January, "2026-02-01T00:00:00Z");

        Assert.Equal([150m, 310m], rest.Lines.Select(l => l.Line.Amount));
        Assert.True(Propose(January, "2026-02-01T00:00:00Z").IsNothing);
    }

    [Fact]
    public void Make_OfOneIncident_TakesAllItsMonthsAndNothingElse()
    {
        Work("2026-01-31T22:00:00Z", "2026-02-01T02:00:00Z");
        Work("2026-01-10T08:00:00Z", "2026-01-10T09:00:00Z", null);
        var alone = Issue(new ProposalRequest(February, ProposalKind.Incident, Incident.Id), "2026-02-01T03:00:00Z");
        Assert.Equal([("2026-01", 100m), (null, 300m)], alone.Lines.Select(l => (l.Line.ServiceMonth, l.Line.Amount)));
        Assert.Equal(100m, Issue(January, "2026-02-01T03:00:00Z").Totals.Net);
        Assert.True(Issue(February, "2026-03-01T00:00:00Z").IsNothing);
    }

    [Fact]
    public void Make_OfOneIncidentWhereAMonthIsCapped_SaysWhyNot()
    {
        Terms[0] = Terms[0] with { Cap = new(100m, CapScope.Month) };
        Work("2026-01-10T08:00:00Z", "2026-01-10T09:00:00Z");
        var refused = InvoiceProposal.Make(Facts([]), new(January, ProposalKind.Incident, Incident.Id), At("2026-01-11T00:00:00Z"));
        Assert.Equal("inseparable", Assert.Single(refused.Refusals).Code);
    }

    [Fact]
    public void Make_OfAFinalInvoice_ProratesWhatIsDueEachMonthToTheLastDay()
    {
        Terms[0] = Terms[0] with { Recurring = [new("Standby", 310m)] };
        Contract.EndsOn = new(2026, 1, 10);
        Work("2026-01-10T08:00:00Z", "2026-01-10T09:00:00Z");
        Assert.Equal([100m, 100m], Propose(new ProposalRequest(January, ProposalKind.Final), "2026-01-10T12:00:00Z").Lines.Select(l => l.Line.Amount));
    }

    private InvoiceProposal Issue(BillingPeriod period, string now, params BillingPeriod[] changed) => Issue(new ProposalRequest(period), now, changed);

    // What the ledger keeps of a document.
    private InvoiceProposal Issue(ProposalRequest request, string now, params BillingPeriod[] changed)
    {
        var proposal = Propose(request, now, changed);
        held.AddRange(proposal.Lines.Select(l => new HeldCharge(ChargeKey.Parse(l.Charge.Key.ToString()), l.Charge.Month, l.Charge.Seconds, l.Charge.Amount, l.Charge.Slices, l.Line.Vat!.Value)));
        return proposal;
    }

    private InvoiceProposal Propose(BillingPeriod period, string now) => Propose(new ProposalRequest(period), now);

    private InvoiceProposal Propose(ProposalRequest request, string now, params BillingPeriod[] changed) => InvoiceProposal.Make(Facts(changed), request, At(now)).Value;

    private ProposalFacts Facts(BillingPeriod[] changed) => Facts() with { Changed = changed, Held = held };

    private WorkSession Work(string start, string? stop) => Work(start, stop, Incident);
}
