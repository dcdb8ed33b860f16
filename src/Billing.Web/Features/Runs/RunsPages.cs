using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.Domain.Mail;
using Billing.Web.Data;
using Billing.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web.Features.Runs;

/// <summary>A run in the list.</summary>
public sealed record RunRow(Id<BillingRun> Id, string Origin, string? By, Instant StartedAt, Instant? FinishedAt, int? Planned, int Issued, int Drafted, int Nothing, int Held)
{
    /// <summary>Outcomes so far.</summary>
    public int Done => Issued + Drafted + Nothing + Held;

    /// <summary>True while it goes on; a run without an end that began long ago was cut short, and the next look went on with it.</summary>
    public bool IsRunning(Instant now) => FinishedAt is null && now - StartedAt < Duration.FromHours(1);
}

/// <summary>When a contract's next month falls due.</summary>
public sealed record NextDue(Id<Contract> ContractId, string Contract, string Client, BillingPeriod Period, Instant At, string TimeZone);

/// <summary>A draft that waits for approval.</summary>
public sealed record DraftRow(Id<Contract> ContractId, string Contract, string Client, BillingPeriod Period, Money Gross, string Withheld, string Sha256);

/// <summary>A contract that cannot be billed.</summary>
public sealed record ParkedRow(Id<Contract> ContractId, string Contract, string Client, BillingPeriod Period, Outcome Outcome, string Message, Instant Since);

/// <summary>A billed month of which something is left.</summary>
public sealed record LeftRow(Id<Contract> ContractId, string Contract, string Client, BillingPeriod Period, string Reason);

/// <summary>The list of runs with what waits and what comes next.</summary>
public sealed record RunsPage(
    IReadOnlyList<RunRow> Runs, IReadOnlyList<DraftRow> Drafts, IReadOnlyList<ParkedRow> Parked, IReadOnlyList<LeftRow> Left, IReadOnlyList<NextDue> Next, bool IsDueNow, bool AnyContract, int Page, bool HasMore);

/// <summary>One outcome as shown.</summary>
public sealed record OutcomeRow(
    Id<Contract> ContractId, string Contract, string Client, BillingPeriod? Period, Outcome Outcome, Id<Invoice>? InvoiceId, string? Number, Money? Gross, string? Message, IReadOnlyList<string> Withheld, MailState? Mail);

/// <summary>One run.</summary>
public sealed record RunPage(RunRow Run, IReadOnlyList<OutcomeRow> Outcomes, int Page, bool HasMore, bool IsRunning);

/// <summary>Reads what the runs' pages show, a bounded number of rows each.</summary>
public sealed class RunsPages(BillingDb db)
{
    private const int PageSize = 50;
    private const int MostWaiting = 100;
    private const int Soon = 100;

    /// <summary>The list, newest first.</summary>
    public async Task<RunsPage> ListAsync(int page, Instant now)
    {
        var runs = await Rows(db.Runs.OrderByDescending(r => r.StartedAt).ThenByDescending(r => r.Id).Skip((page - 1) * PageSize).Take(PageSize + 1)).ToListAsync();
        var (drafts, parked) = (await DraftsAsync(), await ParkedAsync());

        // What waits already is shown as waiting, and not as due next.
        var next = await NextAsync(drafts.Select(d => (d.ContractId, d.Period)).Concat(parked.Select(p => (p.ContractId, p.Period))).ToHashSet());
        return new([.. runs.Take(PageSize)], drafts, parked, await LeftAsync(), next, next.Count > 0 && next[0].At <= now, await db.Contracts.AnyAsync(), page, runs.Count > PageSize);
    }

    /// <summary>One run with a page of its outcomes; null when it is not this business's.</summary>
    public async Task<RunPage?> OneAsync(Id<BillingRun> id, int page, Instant now)
    {
        if (await Rows(db.Runs.Where(r => r.Id == id)).SingleOrDefaultAsync() is not { } run) return null;
        var (after, until) = ((page - 1) * PageSize, page * PageSize);
        var outcomes = await (
            from outcome in db.RunOutcomes.Where(o => o.RunId == id && o.Ordinal > after && o.Ordinal <= until)
            join contract in db.Contracts on outcome.ContractId equals contract.Id
            join client in db.Clients on contract.ClientId equals client.Id
            from invoice in db.Invoices.Where(i => i.Id == outcome.InvoiceId).DefaultIfEmpty()
            orderby outcome.Ordinal
            select new
            {
                outcome.ContractId, Contract = contract.Code + " " + contract.Title, Client = client.Name, outcome.Period, outcome.Outcome, outcome.InvoiceId, outcome.Message, outcome.Withheld,
                Number = (string?)invoice.Number, Gross = (long?)invoice.GrossMinor, contract.Currency,
            }).AsNoTracking().ToListAsync();
        var mails = await MailWords.OfInvoicesAsync(db, outcomes.Select(o => o.InvoiceId).OfType<Id<Invoice>>());
        var drafts = await DraftedAsync(outcomes.Where(o => o.Outcome == Outcome.Drafted).Select(o => o.ContractId));
        var rows = outcomes.Select(o => new OutcomeRow(
            o.ContractId, o.Contract, o.Client, o.Period, o.Outcome, o.InvoiceId, o.Number,
            o.Gross is { } minor ? Money.FromMinor(minor, o.Currency) : o.Outcome == Outcome.Drafted && drafts.TryGetValue((o.ContractId, o.Period!.Value), out var waits) ? waits : null, o.Message, Lines(o.Withheld),
            o.InvoiceId is { } issued && mails.TryGetValue(issued, out var mail) ? mail : null));
        return new(run, [.. rows], page, run.Done > until, run.IsRunning(now));
    }

    /// <summary>Outcomes of a preview with the names that belong to them.</summary>
    public async Task<IReadOnlyList<OutcomeRow>> WithNamesAsync(IReadOnlyList<ContractOutcome> outcomes)
    {
        var ids = outcomes.Select(o => o.ContractId).Distinct().ToList();
        var names = await (from contract in db.Contracts.Where(c => ids.Contains(c.Id)) join client in db.Clients on contract.ClientId equals client.Id select new { contract.Id, contract.Title, Client = client.Name }).ToDictionaryAsync(c => c.Id);
        return [.. outcomes.Select(o => new OutcomeRow(o.ContractId, $"{o.Code} {names[o.ContractId].Title}", names[o.ContractId].Client, o.Period, o.Outcome, null, null, o.Gross, o.Message, o.Withheld, null))];
    }

    internal static IReadOnlyList<string> Lines(string? withheld) => string.IsNullOrEmpty(withheld) ? [] : withheld.Split('\n');

    private IQueryable<RunRow> Rows(IQueryable<BillingRun> runs) =>
        from run in runs.AsNoTracking()
        select new RunRow(
            run.Id, run.Origin, db.Members.Where(m => m.Id == run.StartedBy).Select(m => m.Name).FirstOrDefault(), run.StartedAt, run.FinishedAt, run.Planned,
            db.RunOutcomes.Count(o => o.RunId == run.Id && o.Outcome == Outcome.Issued),
            db.RunOutcomes.Count(o => o.RunId == run.Id && o.Outcome == Outcome.Drafted),
            db.RunOutcomes.Count(o => o.RunId == run.Id && o.Outcome == Outcome.Nothing),
            db.RunOutcomes.Count(o => o.RunId == run.Id && o.Outcome != Outcome.Issued && o.Outcome != Outcome.Nothing && o.Outcome != Outcome.Drafted));

    // What the drafts of these contracts come to, as they are now.
    private async Task<IReadOnlyDictionary<(Id<Contract>, BillingPeriod), Money>> DraftedAsync(IEnumerable<Id<Contract>> contracts)
    {
        var wanted = contracts.Distinct().ToList();
        var drafts = await db.Drafts.AsNoTracking().Where(d => wanted.Contains(d.ContractId)).Select(d => new { d.ContractId, d.Period, d.GrossMinor, d.Currency }).ToListAsync();
        return drafts.ToDictionary(d => (d.ContractId, d.Period), d => Money.FromMinor(d.GrossMinor, d.Currency));
    }

    private async Task<IReadOnlyList<DraftRow>> DraftsAsync()
    {
        var drafts = await (
            from draft in db.Drafts
            join contract in db.Contracts on draft.ContractId equals contract.Id
            join client in db.Clients on contract.ClientId equals client.Id
            orderby draft.Period, contract.Code
            select new { draft.ContractId, Contract = contract.Code + " " + contract.Title, Client = client.Name, draft.Period, draft.GrossMinor, draft.Currency, draft.Withheld, draft.Sha256 })
            .AsNoTracking().Take(MostWaiting).ToListAsync();
        return [.. drafts.Select(d => new DraftRow(d.ContractId, d.Contract, d.Client, d.Period, Money.FromMinor(d.GrossMinor, d.Currency), d.Withheld, Convert.ToHexStringLower(d.Sha256)))];
    }

    private async Task<IReadOnlyList<ParkedRow>> ParkedAsync() => await (
        from parked in db.Parked
        join contract in db.Contracts on parked.ContractId equals contract.Id
        join client in db.Clients on contract.ClientId equals client.Id
        orderby parked.Since
        select new ParkedRow(parked.ContractId, contract.Code + " " + contract.Title, client.Name, parked.Period, parked.Outcome, parked.Message, parked.Since)).AsNoTracking().Take(MostWaiting).ToListAsync();

    private async Task<IReadOnlyList<LeftRow>> LeftAsync() => await (
        from month in db.ChangedMonths
        join contract in db.Contracts on month.ContractId equals contract.Id
        join client in db.Clients on contract.ClientId equals client.Id
        orderby month.Since
        select new LeftRow(month.ContractId, contract.Code + " " + contract.Title, client.Name, month.Period, month.Reason)).AsNoTracking().Take(MostWaiting).ToListAsync();

    // The ten months that fall due next. Zones differ by hours only, so the first by month and billing day hold them.
    private async Task<IReadOnlyList<NextDue>> NextAsync(IReadOnlySet<(Id<Contract>, BillingPeriod)> waiting)
    {
        var contracts = await (
            from contract in db.Contracts.Where(c => c.State == ContractState.Active)
            join client in db.Clients on contract.ClientId equals client.Id
            select new { Contract = contract, Client = client.Name, Last = db.SettledPeriods.Where(p => p.ContractId == contract.Id).OrderByDescending(p => p.Period).Select(p => (BillingPeriod?)p.Period).FirstOrDefault() })
            .AsNoTracking().OrderBy(c => c.Last).ThenBy(c => c.Contract.StartsOn).ThenBy(c => c.Contract.BillingDay).Take(Soon).ToListAsync();
        return [.. (from c in contracts
                   let at = OwedPeriods.NextDue(c.Contract, c.Last)
                   let period = c.Last?.Next ?? BillingPeriod.Of(c.Contract.StartsOn)
                   where at is not null && !waiting.Contains((c.Contract.Id, period))
                   orderby at.Value
                   select new NextDue(c.Contract.Id, $"{c.Contract.Code} {c.Contract.Title}", c.Client, period, at.Value, c.Contract.TimeZone)).Take(10)];
    }
}
