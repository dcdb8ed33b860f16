using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.Domain.Rating;
using Billing.Domain.Work;
using Billing.Web.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web.Features.Runs;

/// <summary>Proposes a contract's month, and issues it in one write transaction: facts, number, slices, snapshot and audit commit together or not at all.</summary>
public sealed class InvoiceIssuing(BillingDb db, RatingFacts ratingFacts, IClock clock)
{
    /// <summary>Issues a month, settles it as nothing owed, or says why neither.</summary>
    /// <returns>Null when it is settled already and nothing more is owed.</returns>
    public Task<ContractOutcome?> IssueAsync(RunRecord run, Id<Contract> contractId, BillingPeriod period, CancellationToken cancel) =>
        db.WriteAsync(async () =>
        {
            var before = await db.SettledPeriods.AsNoTracking().Where(p => p.ContractId == contractId && p.Period == period).ToListAsync(cancel);
            if (before.Exists(p => p.InvoiceId is not null)) return null;
            var facts = await LoadAsync(contractId, period, cancel);
            var proposed = InvoiceProposal.Make(facts, period, clock.GetCurrentInstant());
            if (!proposed.IsOk) return Refused(facts.Contract, period, proposed.Refusals[0]);
            if (proposed.Value is null && before.Count > 0) return null;
            var sequence = before.Count + 1;
            var invoice = proposed.Value is { } proposal ? await InvoiceAsync(run, facts, proposal, sequence, cancel) : null;
            var outcome = Settled(facts.Contract, period, invoice);
            run.Settle(db, outcome);
            var (from, to) = (period.StartIn(facts.Work.Zone), period.EndIn(facts.Work.Zone));
            db.SettledPeriods.Add(new(facts.Contract.BusinessId, contractId, period, sequence, invoice?.Id, run.Run.Id, from, to, from - WorkSession.LongestReach));
            await db.SaveChangesAsync(cancel);
            return outcome;
        }, cancel);

    /// <summary>What <see cref="IssueAsync"/> would do now. Writes nothing.</summary>
    public async Task<ContractOutcome> PreviewAsync(Contract contract, BillingPeriod period, CancellationToken cancel)
    {
        var proposed = InvoiceProposal.Make(await LoadAsync(contract.Id, period, cancel), period, clock.GetCurrentInstant());
        if (!proposed.IsOk) return Refused(contract, period, proposed.Refusals[0]);
        return proposed.Value is { } proposal
            ? new(contract.Id, contract.Code, period, Outcome.Issued, null, null, Money.Round(proposal.Totals.Gross, contract.Currency), null)
            : Settled(contract, period, null);
    }

    private async Task<ProposalFacts> LoadAsync(Id<Contract> contractId, BillingPeriod period, CancellationToken cancel)
    {
        var facts = await ratingFacts.SinceAsync(contractId, period, cancel) ?? throw new InvalidOperationException($"Contract {contractId} is gone.");
        var business = await db.Businesses.AsNoTracking().SingleAsync(cancel);
        var client = await db.Clients.AsNoTracking().SingleAsync(c => c.Id == facts.Contract.ClientId, cancel);
        var members = await db.Members.AsNoTracking().ToDictionaryAsync(m => m.Id, m => m.Name, cancel);
        return new(business, client, facts, members) { ExchangeRates = await RatesAsync(facts.Contract, business, period, cancel) };
    }

    // A contract that ended within the month may need one of the month before.
    private async Task<IReadOnlyList<ExchangeRate>> RatesAsync(Contract contract, Business business, BillingPeriod period, CancellationToken cancel)
    {
        var (from, to, first, last) = (contract.Currency, business.TaxCurrency, period.FirstDay.PlusDays(-ExchangeRate.OldestDays), period.LastDay);
        if (to is null || to == from) return [];
        return await db.ExchangeRates.AsNoTracking().Where(r => r.From == from && r.To == to && r.Date >= first && r.Date <= last).ToListAsync(cancel);
    }

    private async Task<Invoice> InvoiceAsync(RunRecord run, ProposalFacts facts, InvoiceProposal proposal, int sequence, CancellationToken cancel)
    {
        var now = clock.WholeSecond();
        var issuedOn = now.InZone(DateTimeZoneProviders.Tzdb[facts.Contract.TimeZone]).Date;
        var snapshot = proposal.Numbered(await NumberAsync(facts.Business, issuedOn.Year, cancel), issuedOn);
        var invoice = InvoiceOf(run, facts, proposal, sequence, snapshot, now);
        db.Invoices.Add(invoice);
        db.BilledSlices.AddRange(SlicesOf(invoice, proposal));
        return invoice;
    }

    private static Invoice InvoiceOf(RunRecord run, ProposalFacts facts, InvoiceProposal proposal, int sequence, InvoiceSnapshot snapshot, Instant now)
    {
        var json = SnapshotJson.Write(snapshot);
        var currency = facts.Contract.Currency;
        return new()
        {
            BusinessId = facts.Business.Id,
            ContractId = facts.Contract.Id,
            ClientId = facts.Client.Id,
            Period = proposal.Period,
            Sequence = sequence,
            Number = snapshot.Number,
            IssuedOn = snapshot.IssuedOn,
            DueOn = snapshot.DueOn,
            Currency = currency,
            NetMinor = Money.Round(proposal.Totals.Net, currency).Minor,
            VatMinor = Money.Round(proposal.Totals.Vat, currency).Minor,
            GrossMinor = Money.Round(proposal.Totals.Gross, currency).Minor,
            TaxCurrency = snapshot.Totals.TaxCurrency is { } tax ? Currency.Of(tax.Currency) : null,
            TaxRateOn = snapshot.Totals.TaxCurrency?.RateOn,
            Snapshot = json,
            SnapshotSha256 = SnapshotJson.Sha256(json),
            IssuedAt = now,
            RunId = run.Run.Id,
        };
    }

    // Gapless in each business, series and year, since the counter moves in the transaction that issues.
    private async Task<string> NumberAsync(Business business, int year, CancellationToken cancel)
    {
        var counter = await db.Counters.SingleOrDefaultAsync(c => c.Series == "invoice" && c.Year == year, cancel);
        if (counter is null)
        {
            counter = new() { BusinessId = business.Id, Series = "invoice", Year = year };
            if (!await db.Invoices.AnyAsync(cancel)) counter.StartAt(business.FirstNumber);
            db.Counters.Add(counter);
        }

        return InvoiceNumberFormat.Parse(business.NumberFormat).Value.Format(year, counter.Take());
    }

    private static IEnumerable<BilledSlice> SlicesOf(Invoice invoice, InvoiceProposal proposal)
    {
        var lineOf = proposal.Positions;
        return proposal.Rated.Slices.Select((slice, ordinal) => new BilledSlice
        {
            BusinessId = invoice.BusinessId,
            InvoiceId = invoice.Id,
            Ordinal = ordinal,
            Line = lineOf[slice],
            SessionId = Id<WorkSession>.Parse(slice.Session, null),
            IncidentId = slice.Incident is null ? null : Id<Domain.Incidents.Incident>.Parse(slice.Incident, null),
            MemberId = Id<Member>.Parse(slice.Engineer, null),
            Start = slice.Start,
            Stop = slice.Stop,
            Seconds = slice.Seconds,
            HourlyRate = slice.HourlyRate,
            Multiplier = slice.Multiplier,
        });
    }

    private static ContractOutcome Settled(Contract contract, BillingPeriod period, Invoice? invoice) => invoice is null
        ? new(contract.Id, contract.Code, period, Outcome.Nothing, null, null, null, null)
        : new(contract.Id, contract.Code, period, Outcome.Issued, invoice.Id, invoice.Number, invoice.Gross, null);

    private static ContractOutcome Refused(Contract contract, BillingPeriod period, Refusal refusal) =>
        new(contract.Id, contract.Code, period, refusal.Code == "waiting" ? Outcome.Waiting : Outcome.Parked, null, null, null, refusal.Message);
}
