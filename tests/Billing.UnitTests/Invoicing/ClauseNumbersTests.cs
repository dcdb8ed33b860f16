using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Invoicing;
using Billing.Domain.Work;
using NodaTime;
using NodaTime.Text;

namespace Billing.UnitTests.Invoicing;

/// <summary>Which clauses the lines of an invoice cite.</summary>
public sealed class ClauseNumbersTests : ProposalExample
{
    private static readonly BillingPeriod February = new(2026, 2);

    public ClauseNumbersTests()
        : base("en", "2026-01-10T08:50:00Z") => Incident.AlertedAt = Incident.OpenedAt;

    // 20 minutes are rounded to 30 and made up to 60; 25 are included, of equal start the work first. 35 minutes at 100 and 200 are 8.33 above 250.
    [Fact]
    public void Line_CitesItsPremiumsAndWhateverMadeItsTimeOrAmount()
    {
        Terms.Add(TermsFrom(new(2026, 1, 1)) with
        {
            Increment = new(15, IncrementRounding.Up, IncrementScope.Session), MinimumCallOut = new(60m, 120m), ResponseFee = new(200m, 30m), Cap = new(250m, CapScope.Incident), Retainer = new(25m, false),
        });
        Work("2026-01-10T09:00:00Z", "2026-01-10T09:20:00Z", Incident);

        var snapshot = Propose(January);
        Assert.Equal(
            [("work", true, "1 7"), ("work", false, "1 3"), ("minimum", true, "1 4 7"), ("minimum", false, "1 4"), ("fee", false, "5"), ("cap", false, "6")],
            snapshot.Groups[0].Lines.OrderBy(l => Array.IndexOf(["work", "minimum", "fee", "cap"], l.Kind)).ThenBy(l => !l.Covered).Select(l => (l.Kind, l.Covered, string.Join(' ', l.Clauses))));
        Assert.Equal([-8.33m], snapshot.Groups[0].Lines.Where(l => l.Kind == "cap").Select(l => l.Amount));
        Assert.Equal([("work", null, "1"), ("rounding", 3, "1"), ("minimum", 4, "1"), ("minimum", 4, "1")], Slices(snapshot).Select(s => (s.Kind!, s.AdjustedBy, string.Join(' ', s.Clauses))));
        Assert.Equal(At("2026-01-10T09:00:00Z"), snapshot.Groups[0].Lines.Single(l => l.Kind == "fee").From);
        Assert.Equal(["An hour", "From 4 ", "Time is", "An engi", "Startin", "One inc", "Each mo"], snapshot.Clauses.Select(c => c[..7]));
    }

    // 67 minutes of a day become 60: the last session loses 7, the first nothing.
    [Fact]
    public void Slice_WithTimeTakenOffBehindIt_SaysHowMuchAndByWhichClause()
    {
        Terms.Add(TermsFrom(new(2026, 1, 1)) with { Increment = new(30, IncrementRounding.Down, IncrementScope.Day) });
        Work("2026-01-05T09:00:00Z", "2026-01-05T09:20:00Z", null);
        Work("2026-01-05T10:00:00Z", "2026-01-05T10:47:00Z", null);
        Work("2026-01-06T10:00:00Z", "2026-01-06T11:00:00Z", null);

        var snapshot = Propose(January);
        Assert.Equal([(null, null), (3, 420L), (null, null)], Slices(snapshot).Select(s => (s.AdjustedBy, s.TakenOff)));
        Assert.Equal([1, 3], snapshot.Groups[0].Lines.Single().Clauses);
    }

    // The session began under January's terms, which round; its end lies in February.
    [Fact]
    public void Line_RoundedByTermsOfTheMonthBefore_CitesAndPrintsThem()
    {
        Terms.Add(TermsFrom(new(2026, 1, 1)) with { Increment = new(15, IncrementRounding.Up, IncrementScope.Session) });
        Terms.Add(TermsFrom(new(2026, 2, 1)));
        Work("2026-01-31T22:50:00Z", "2026-01-31T23:25:00Z", null);

        Assert.Equal([1], Propose(January).Groups[0].Lines.Single().Clauses);
        var snapshot = Propose(February);
        Assert.Equal([3, 4], snapshot.Groups[0].Lines.Single().Clauses);
        Assert.StartsWith("Time is rounded up", snapshot.Clauses[2], StringComparison.Ordinal);
        Assert.StartsWith("From 1 February 2026: An hour costs", snapshot.Clauses[3], StringComparison.Ordinal);
        Assert.Equal([null, 3], Slices(snapshot).Select(s => s.AdjustedBy));
    }

    [Fact]
    public void Line_WithoutAnythingOfTheMonthBefore_PrintsItsOwnTermsOnly()
    {
        Terms.Add(TermsFrom(new(2026, 1, 1)) with { Increment = new(15, IncrementRounding.Up, IncrementScope.Session) });
        Terms.Add(TermsFrom(new(2026, 2, 1)));
        Work("2026-02-05T09:00:00Z", "2026-02-05T09:25:00Z", null);
        Assert.Equal(2, Propose(February).Clauses.Count);
    }

    // An incident's maximum is that of its first work, also where a recurrence in another month reaches it.
    [Fact]
    public void Cap_OfAChainBegunUnderEarlierTerms_CitesTheirMaximum()
    {
        Terms.Add(TermsFrom(new(2026, 1, 1)) with { Cap = new(150m, CapScope.Incident), RecurrenceCountsOn = true });
        Terms.Add(TermsFrom(new(2026, 2, 1)) with { RecurrenceCountsOn = true });
        var again = new Incident(Business.Id, Contract.Id, 43, "Checkout returns 502 again", "critical", At("2026-02-03T08:00:00Z"), Ana.Id) { RecursId = Incident.Id };
        Work("2026-01-10T09:00:00Z", "2026-01-10T10:00:00Z", Incident);
        Work("2026-02-03T09:00:00Z", "2026-02-03T10:00:00Z", again);

        var snapshot = Propose(February, again);
        var cap = snapshot.Groups.SelectMany(g => g.Lines).Single(l => l.Kind == "cap");
        Assert.Equal((-50m, 3), (cap.Amount, cap.Clauses.Single()));
        Assert.Equal("One incident never costs more than €150.00.", snapshot.Clauses[2]);
    }

    [Theory]
    [InlineData(CapScope.Day, "2026-01-04T23:00:00Z", "2026-01-05T23:00:00Z")]
    [InlineData(CapScope.Month, null, null)]
    public void Cap_OfADayOrMonth_CitesItsClauseAndADayItsTimes(CapScope scope, string? from, string? to)
    {
        Terms.Add(TermsFrom(new(2026, 1, 1)) with { Cap = new(150m, scope) });
        Work("2026-01-05T09:00:00Z", "2026-01-05T11:00:00Z", null);
        var cap = Propose(January).Groups[0].Lines.Single(l => l.Kind == "cap");
        Assert.Equal([3], cap.Clauses);
        Assert.Equal((from is null ? null : At(from), to is null ? null : At(to)), (cap.From, cap.To));
    }

    [Fact]
    public void MonthlyCharge_CitesTheClauseThatNamesIt()
    {
        Terms.Add(TermsFrom(new(2026, 1, 1)) with { Recurring = [new("Support", 300m), new("Standby", 500m)], RecurrenceCountsOn = true });
        var snapshot = Propose(January);
        Assert.Equal([("Support", 3), ("Standby", 4)], snapshot.Groups[0].Lines.Select(l => (l.Description!, l.Clauses.Single())));
        Assert.Contains("Standby", snapshot.Clauses[3], StringComparison.Ordinal);
    }

    // Months are numbered through: the late fact of January was priced by terms that February no longer has.
    [Fact]
    public void Line_OfAnEarlierMonth_CitesTheTermsOfThatMonth()
    {
        Terms.Add(TermsFrom(new(2026, 1, 1)));
        Terms.Add(TermsFrom(new(2026, 2, 1), 120m));
        Work("2026-01-05T09:00:00Z", "2026-01-05T10:00:00Z", null);
        Work("2026-02-05T09:00:00Z", "2026-02-05T10:00:00Z", null);
        var snapshot = InvoiceProposal.Make(Facts() with { Changed = [January] }, new(February), At("2026-03-10T00:00:00Z")).Value.Numbered("1", new(2026, 3, 1));
        Assert.Equal([(100m, 1), (120m, 3)], snapshot.Groups[0].Lines.Select(l => (l.HourlyRate!.Value, l.Clauses.Single())));
        Assert.Equal(["From 1 January 2026", "From 1 February 2026"], new[] { 0, 2 }.Select(i => snapshot.Clauses[i].Split(':')[0]));
    }

    private static IEnumerable<InvoiceSlice> Slices(InvoiceSnapshot snapshot) => snapshot.Groups[0].Slices.OrderBy(s => s.SessionStart).ThenBy(s => Array.IndexOf(["work", "rounding", "minimum"], s.Kind));

    private InvoiceSnapshot Propose(BillingPeriod period, params Incident[] others) =>
        InvoiceProposal.Make(Facts(others), new(period), At("2026-03-10T00:00:00Z")).Value.Numbered("1", new(2026, 3, 1));
}
