using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Invoicing;
using Billing.Domain.Work;
using NodaTime;

namespace Billing.Web.Features.Runs;

/// <summary>A proposal as the rows that issue it: the document, its lines and its slices.</summary>
internal static class InvoiceRows
{
    /// <summary>The document itself.</summary>
    public static Invoice Invoice(ProposalFacts facts, InvoiceProposal proposal, InvoiceSnapshot snapshot, int sequence, Id<BillingRun> run, Instant now)
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
            RunId = run,
        };
    }

    /// <summary>What proposals of later months, or of this one again, subtract.</summary>
    public static IEnumerable<BilledLine> Lines(Invoice invoice, InvoiceProposal proposal) => proposal.Lines.Select(l => new BilledLine
    {
        BusinessId = invoice.BusinessId,
        InvoiceId = invoice.Id,
        Position = l.Line.Position,
        ContractId = invoice.ContractId,
        ServiceMonth = l.Charge.Month,
        Key = l.Charge.Key.ToString(),
        Seconds = l.Charge.Seconds,
        AmountMinor = Money.Round(l.Charge.Amount, invoice.Currency).Minor,
        VatCategory = l.Line.Vat!.Value.Category,
        VatRate = l.Line.Vat.Value.Rate,
        FreeLineId = l.Charge.Key is { Kind: "fixed" or "expense" or "discount", Label: { } id } ? Id<FreeLine>.Parse(id, null) : null,
    });

    /// <summary>Whose time it is.</summary>
    public static IEnumerable<BilledSlice> Slices(Invoice invoice, InvoiceProposal proposal)
    {
        var ordinal = 0;
        foreach (var (line, charge) in proposal.Lines)
        {
            foreach (var slice in charge.Slices)
            {
                yield return new()
                {
                    BusinessId = invoice.BusinessId,
                    InvoiceId = invoice.Id,
                    Ordinal = ordinal++,
                    Line = line.Position,
                    SessionId = Id<WorkSession>.Parse(slice.Session, null),
                    IncidentId = charge.Key.Incident is null ? null : Id<Incident>.Parse(charge.Key.Incident, null),
                    MemberId = Id<Member>.Parse(charge.Key.Engineer!, null),
                    Start = slice.Start,
                    Stop = slice.Stop,
                    Seconds = slice.Seconds,
                    HourlyRate = line.HourlyRate!.Value,
                    Multiplier = line.Multiplier!.Value,
                };
            }
        }
    }
}
