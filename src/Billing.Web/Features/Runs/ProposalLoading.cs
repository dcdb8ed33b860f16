using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Invoicing;
using Billing.Domain.Work;
using Billing.Web.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web.Features.Runs;

/// <summary>Gathers the facts of a proposal, by indexes, for one contract.</summary>
public sealed class ProposalLoading(BillingDb db, RatingFacts ratingFacts, HeldCharges held, IClock clock)
{
    private static readonly Func<BillingDb, Id<Client>, CancellationToken, Task<Parties>> PartiesOf = EF.CompileAsyncQuery(
        (BillingDb db, Id<Client> id, CancellationToken _) => db.Clients.AsNoTracking().Where(c => c.Id == id).SelectMany(_ => db.Businesses, (client, business) => new Parties(business, client)).Single());

    private static readonly Func<BillingDb, IAsyncEnumerable<MemberName>> Names = EF.CompileAsyncQuery((BillingDb db) => db.Members.Select(m => new MemberName(m.Id, m.Name)));

    /// <summary>Facts for proposing this.</summary>
    /// <param name="contractId">Whose.</param>
    /// <param name="request">What is to be proposed.</param>
    /// <param name="state">Of the month asked for, as read in the same transaction.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="InvalidOperationException">The contract is not this business's.</exception>
    public async Task<ProposalFacts> ReadAsync(Id<Contract> contractId, ProposalRequest request, MonthState state, CancellationToken cancel)
    {
        var drafted = state.HasDrafts ? await LastDraftedAsync(contractId, request.Period, cancel) : null;
        var changed = state.HasChangedMonths && drafted is null ? await ChangedAsync(contractId, request, cancel) : [];
        var since = changed.Count > 0 && changed[0] < request.Period ? changed[0] : request.Period;
        var facts = (request.Incident is { } incident ? await ratingFacts.OfIncidentAsync(incident, cancel) : await ratingFacts.SinceAsync(contractId, since, cancel))
            ?? throw new InvalidOperationException($"Contract {contractId} is gone.");
        var (business, client) = await PartiesOf(db, facts.Contract.ClientId, cancel);
        var members = await Names(db).ToDictionaryAsync(m => m.Id, m => m.Name, cancellationToken: cancel);
        return new(business, client, facts, members)
        {
            Changed = changed,
            ExchangeRates = await RatesAsync(facts.Contract, business, request.Period, cancel),
            FreeLines = state.HasFreeLines ? await FreeLinesAsync(facts.Contract, request, drafted, cancel) : [],
            Held = await held.OfAsync(facts.Contract, MonthsOf(facts, request, changed), cancel),
        };
    }

    private async Task<IReadOnlyList<BillingPeriod>> ChangedAsync(Id<Contract> contractId, ProposalRequest request, CancellationToken cancel)
    {
        if (request.Kind == ProposalKind.Incident) return [];

        // Of invoices issued before there was a ledger nothing is held, so their months are never proposed again.
        var months = await db.ChangedMonths.AsNoTracking()
            .Where(m => m.ContractId == contractId && !db.Invoices.Any(i => i.ContractId == contractId && i.Period == m.Period && !db.BilledLines.Any(l => l.InvoiceId == i.Id)))
            .Select(m => m.Period).ToListAsync(cancel);
        return [.. months.Where(m => m < request.Period).Order()];
    }

    // A draft of an earlier month takes along what is left of billed ones, and what people typed until its end; two must not.
    private async Task<BillingPeriod?> LastDraftedAsync(Id<Contract> contractId, BillingPeriod period, CancellationToken cancel)
    {
        var drafts = await db.Drafts.AsNoTracking().Where(d => d.ContractId == contractId).Select(d => d.Period).ToListAsync(cancel);
        return drafts.Where(d => d < period).Select(d => (BillingPeriod?)d).Max();
    }

    // Every month that the request may look at; too many do no harm.
    private static List<BillingPeriod> MonthsOf(ContractFacts facts, ProposalRequest request, IReadOnlyList<BillingPeriod> changed) => request.Incident is { } incident
        ? [.. facts.Sessions.Where(s => s.IncidentId == incident).SelectMany(s => SessionChange.Months(s.Start, s.Stop, s.Start, facts.Zone)).Append(request.Period).Distinct()]
        : [.. changed, request.Period];

    // What people typed is held whole or not at all, so it is loaded only while no document holds it.
    private async Task<IReadOnlyList<FreeLine>> FreeLinesAsync(Contract contract, ProposalRequest request, BillingPeriod? drafted, CancellationToken cancel)
    {
        if (request.Kind == ProposalKind.Incident) return [];
        var today = clock.GetCurrentInstant().InZone(DateTimeZoneProviders.Tzdb[contract.TimeZone]).Date;
        var last = request.Kind == ProposalKind.SoFar ? LocalDate.Min(today, request.Period.LastDay) : request.Period.LastDay;
        var first = drafted?.Next.FirstDay ?? LocalDate.MinIsoValue;
        return await db.FreeLines.AsNoTracking().Where(l => l.ContractId == contract.Id && l.Date >= first && l.Date <= last && !db.BilledLines.Any(b => b.FreeLineId == l.Id)).ToListAsync(cancel);
    }

    // A contract that ended within the month may need one of the month before.
    private async Task<IReadOnlyList<ExchangeRate>> RatesAsync(Contract contract, Business business, BillingPeriod period, CancellationToken cancel)
    {
        var (from, to, first, last) = (contract.Currency, business.TaxCurrency, period.FirstDay.PlusDays(-ExchangeRate.OldestDays), period.LastDay);
        if (to is null || to == from) return [];
        return await db.ExchangeRates.AsNoTracking().Where(r => r.From == from && r.To == to && r.Date >= first && r.Date <= last).ToListAsync(cancel);
    }

    private sealed record Parties(Business Business, Client Client);

    private sealed record MemberName(Id<Member> Id, string Name);
}
