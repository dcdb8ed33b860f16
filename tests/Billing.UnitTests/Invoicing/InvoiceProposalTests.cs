using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Invoicing;
using Billing.Domain.Work;
using NodaTime;

namespace Billing.UnitTests.Invoicing;

public sealed class InvoiceProposalTests : ProposalExample
{
    private static readonly Instant Later = At("2026-02-10T00:00:00Z");

    private readonly List<ExchangeRate> rates = [];

    public InvoiceProposalTests()
        : base("de", "2026-01-10T08:00:00Z")
    {
        Contract.PaymentDays = 14;
        Terms.Add(TermsFrom(new(2026, 1, 1)));
    }

    [Fact]
    public void Make_OfAnIncidentAndOtherWork_GroupsByIncidentWithOtherWorkLast()
    {
        Work("2026-01-05T09:00:00Z", "2026-01-05T10:00:00Z", null);
        Work("2026-01-10T08:00:00Z", "2026-01-10T14:00:00Z", Incident);

        var snapshot = Propose().Numbered("2026-0007", new(2026, 2, 1));

        Assert.Equal(["INC-0042", null], snapshot.Groups.Select(g => g.IncidentCode));
        Assert.Equal([1, 2, 3], snapshot.Groups.SelectMany(g => g.Lines).Select(l => l.Position));
        Assert.Equal([400m, 300m, 100m], snapshot.Groups.SelectMany(g => g.Lines).Select(l => l.Amount));
        Assert.Equal([["Long > 240"]], snapshot.Groups[0].Lines.Skip(1).Select(l => l.Reasons));
        Assert.Equal("Checkout returns 502", snapshot.Groups[0].Title);
        Assert.Equal(("2026-0007", new LocalDate(2026, 2, 1), new LocalDate(2026, 2, 15)), (snapshot.Number, snapshot.IssuedOn, snapshot.DueOn));
        Assert.Equal((new LocalDate(2026, 1, 1), new LocalDate(2026, 1, 31)), (snapshot.ServiceFrom, snapshot.ServiceTo));
        Assert.Equal("2026-0007", snapshot.Payment.Reference);
    }

    [Theory]
    [InlineData(20, 1.20)]
    [InlineData(5.5, 1.06)]
    [InlineData(0.5, 1.01)]
    public void Make_WithThisVatRate_RoundsVatOnceHalfAwayFromZero(double rate, double gross)
    {
        Business.VatRate = (decimal)rate;
        Terms[0] = TermsFrom(new(2026, 1, 1), 1m);
        Work("2026-01-05T09:00:00Z", "2026-01-05T10:00:00Z", null);
        var totals = Propose().Totals;
        Assert.Equal((1m, (decimal)gross), (totals.Net, totals.Gross));
        Assert.Equal(totals.Gross - totals.Net, totals.Vat);
    }

    [Fact]
    public void Make_WithTheClientsOwnCategory_UsesItOnEveryLineAndPrintsItsReason()
    {
        (Client.VatCategory, Client.VatNote, Client.VatId, Business.Footer) = (VatCategory.ReverseCharge, "Reverse charge", "DE298765435", "Late payment costs.");
        Work("2026-01-05T09:00:00Z", "2026-01-05T10:00:00Z", null);
        Work("2026-01-10T08:00:00Z", "2026-01-10T14:00:00Z", Incident);
        var snapshot = Propose().Numbered("1", new(2026, 2, 1));
        Assert.Equal(new InvoiceTotals(800m, 0m, 0m, 800m), snapshot.Totals with { Groups = [] });
        Assert.Equal([new VatGroup(VatCategory.ReverseCharge, 0m, 800m, 0m, "Reverse charge")], snapshot.Totals.Groups);
        Assert.All(snapshot.Groups.SelectMany(g => g.Lines), l => Assert.Equal(new VatTreatment(VatCategory.ReverseCharge, 0m), l.Vat));
        Assert.Equal(["Late payment costs."], snapshot.Notes);
        Assert.Equal(2, snapshot.Format);
    }

    [Fact]
    public void Make_OfAMonthCutShort_TakesTheRateByTheLastDayOfService()
    {
        (Business.TaxCurrency, Contract.EndsOn) = (Currency.Of("GBP"), new LocalDate(2026, 1, 20));
        Work("2026-01-05T09:00:00Z", "2026-01-05T10:00:00Z", null);
        Assert.Equal("Enter the rate from EUR to GBP of 20 January 2026 in Settings.", Assert.Single(InvoiceProposal.Make(Rated(), new(January), Later).Refusals).Message);
        rates.Add(new(Business.Id, Contract.Currency, Currency.Of("GBP"), new(2026, 1, 21), 0.9m));
        Assert.False(InvoiceProposal.Make(Rated(), new(January), Later).IsOk);
        rates.Add(new(Business.Id, Contract.Currency, Currency.Of("GBP"), new(2026, 1, 19), 0.8725m));
        Assert.Equal(new TaxCurrencyVat("GBP", 0.8725m, new(2026, 1, 19), 17.45m), Propose().Totals.TaxCurrency);
    }

    [Fact]
    public void Make_OfAMonthWithTwoTerms_NumbersTheClausesOfBothAndSaysFromWhen()
    {
        Terms.Add(TermsFrom(new(2026, 1, 15), 120m));
        Work("2026-01-05T09:00:00Z", "2026-01-05T10:00:00Z", null);
        Work("2026-01-20T09:00:00Z", "2026-01-20T10:00:00Z", null);

        var snapshot = Propose().Numbered("1", new(2026, 2, 1));

        var lines = snapshot.Groups.Single().Lines;
        Assert.Equal([1], lines[0].Clauses);
        Assert.StartsWith("Ab dem 1. Januar 2026: Eine Stunde kostet", snapshot.Clauses[0], StringComparison.Ordinal);
        Assert.StartsWith("Ab dem 15. Januar 2026: Eine Stunde kostet", snapshot.Clauses[lines[1].Clauses.Single() - 1], StringComparison.Ordinal);
    }

    [Fact]
    public void Make_OfAMonthWithoutBillableWork_OwesNothing()
    {
        Work("2026-01-05T09:00:00Z", "2026-01-05T10:00:00Z", null).Billable = false;
        Work("2026-02-05T09:00:00Z", "2026-02-05T10:00:00Z", null);
        var made = InvoiceProposal.Make(Rated(), new(January), Later);
        Assert.True(made.IsOk);
        Assert.True(made.Value.IsNothing);
    }

    [Theory]
    [InlineData("not-active")]
    [InlineData("no-terms")]
    [InlineData("no-address")]
    [InlineData("currency")]
    [InlineData("no-vat")]
    [InlineData("no-vat-id")]
    [InlineData("no-client-vat-id")]
    [InlineData("no-vat-note")]
    [InlineData("no-exchange-rate")]
    public void Make_WithSomethingMissing_RefusesWithASentence(string code)
    {
        Work("2026-01-05T09:00:00Z", "2026-01-05T10:00:00Z", null);
        switch (code)
        {
            case "not-active": Contract.State = ContractState.Offered; break;
            case "no-terms": Terms.Clear(); break;
            case "no-address": Business.Address = null; break;
            case "currency": Contract.Currency = Currency.Of("KWD"); break;
            case "no-vat": Business.VatRate = 0m; break;
            case "no-vat-id": Business.VatId = null; break;
            case "no-client-vat-id": (Client.VatCategory, Client.VatNote) = (VatCategory.ReverseCharge, "Reverse charge"); break;
            case "no-vat-note": Client.VatCategory = VatCategory.Exempt; break;
            default: Business.TaxCurrency = Currency.Of("GBP"); break;

        }

        var refusal = Assert.Single(InvoiceProposal.Make(Rated(), new(January), Later).Refusals);
        Assert.Equal(code, refusal.Code);
        Assert.EndsWith(".", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Make_OfWorkThatWouldNotRate_RefusesWithTheRatersSentence()
    {
        Terms[0] = TermsFrom(new(2026, 1, 10), 100m);
        Work("2026-01-05T09:00:00Z", "2026-01-05T10:00:00Z", null);
        Assert.Equal("no-terms", Assert.Single(InvoiceProposal.Make(Rated(), new(January), Later).Refusals).Code);
    }

    [Fact]
    public void Make_OfARecurrence_CountsOnOnlyWhereTheTermsSaySo()
    {
        var again = new Incident(Business.Id, Contract.Id, 43, "Checkout returns 502 again", "critical", At("2026-01-20T08:00:00Z"), Ana.Id) { RecursId = Incident.Id };
        Work("2026-01-10T08:00:00Z", "2026-01-10T12:00:00Z", Incident);
        Work("2026-01-20T08:00:00Z", "2026-01-20T09:00:00Z", again);

        Assert.Equal(500m, Propose(again).Totals.Net);
        Terms[0] = Terms[0] with { RecurrenceCountsOn = true };
        Assert.Equal(550m, Propose(again).Totals.Net);
    }

    [Fact]
    public void Snapshot_WrittenAndRead_IsTheSameAndItsTextToo()
    {
        Work("2026-01-10T08:00:00Z", "2026-01-10T14:00:00Z", Incident);
        var json = SnapshotJson.Write(Propose().Numbered("2026-0007", new(2026, 2, 1)));
        Assert.Equal(json, SnapshotJson.Write(SnapshotJson.Read(json)));
        Assert.Equal(SnapshotJson.Sha256(json), SnapshotJson.Sha256(SnapshotJson.Write(SnapshotJson.Read(json))));
    }

    private InvoiceProposal Propose(params Incident[] others) => InvoiceProposal.Make(Rated(others), new(January), Later).Value;

    private ProposalFacts Rated(params Incident[] others) => Facts(others) with { ExchangeRates = rates };
}
