using Billing.Domain.Rating;
using Billing.Domain.Work;
using NodaTime;

namespace Billing.Domain.Invoicing;

/// <summary>The charges of a proposal, and what it leaves out.</summary>
/// <param name="Months">Service months that were looked at, rising.</param>
/// <param name="Charges">What is to be billed, month by month.</param>
/// <param name="Rated">The months as rated, as far as there was work in them; without what is withheld.</param>
/// <param name="Counted">What was rated.</param>
/// <param name="Withheld">Work of these months that waits.</param>
/// <param name="Credits">Months that documents hold too much of.</param>
/// <param name="OpenMonths">Those of the months that withheld work or a credit keeps open.</param>
internal sealed record ProposedCharges(
    IReadOnlyList<BillingPeriod> Months, IReadOnlyList<Charge> Charges, IReadOnlyDictionary<BillingPeriod, RatedPeriod> Rated, RatingInput Counted,
    IReadOnlyList<WithheldSession> Withheld, IReadOnlyList<CreditOwed> Credits, IReadOnlySet<BillingPeriod> OpenMonths)
{
    public static Result<ProposedCharges> Of(ProposalFacts facts, ProposalRequest request, Instant now)
    {
        var withheld = Withholding.Of(facts.Work, facts.Members, HeldSessions(facts), now);
        var waits = withheld.Select(w => w.Session.Id).ToHashSet();
        var input = (facts.Work with { Sessions = [.. facts.Work.Sessions.Where(s => !waits.Contains(s.Id))] }).ToInput(null);
        var months = MonthsOf(facts, request, now);
        List<Charge> charges = [];
        List<CreditOwed> credits = [];
        Dictionary<BillingPeriod, RatedPeriod> rates = [];
        foreach (var month in months)
        {
            var rated = Rater.Rate(input, month);
            if (!rated.IsOk) return new Refusal(rated.Errors[0].Code, $"The work cannot be rated: {rated.Errors[0].Message}");
            if (rated.Periods.FirstOrDefault(p => p.Period == month) is { } found) rates.Add(month, found);
            Add(month, Owed(facts, request, month, rates.GetValueOrDefault(month), now));
        }

        if (request.Kind != ProposalKind.Incident) charges.AddRange(FreeLines.Of(facts.FreeLines, facts.Contract.Currency, charges.Sum(c => c.Amount)));
        var within = withheld.Select(w => (Session: w, Months: SessionChange.Months(w.Session.Start, w.Session.Stop, now, facts.Work.Zone).Where(months.Contains).ToList())).Where(w => w.Months.Count > 0).ToList();
        return new ProposedCharges(months, charges, rates, input, [.. within.Select(w => w.Session)], credits, within.SelectMany(w => w.Months).Concat(credits.Select(c => c.Month)).ToHashSet());

        void Add(BillingPeriod month, IReadOnlyList<Charge> owed)
        {
            var held = facts.Held.Where(h => h.Month == month && IsWanted(h.Key, request)).ToList();
            var left = Unbilled.Of(owed, held, facts.Contract.Currency);
            var net = left.Sum(c => c.Amount);

            // Net per service month (DESIGN §5, Late facts): what balances out is no business of the client's, what is too much is a credit note's.
            if (held.Count > 0 && net < 0m) credits.Add(new(month, -net));
            else if (held.Count == 0 || net > 0m) charges.AddRange(left.Select(c => c with { Vat = held.LastOrDefault()?.Vat }));
        }
    }

    private static HashSet<string> HeldSessions(ProposalFacts facts) =>
        facts.Held.SelectMany(h => h.Slices).GroupBy(s => s.Session, StringComparer.Ordinal).Where(g => g.Sum(s => s.Seconds) > 0).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);

    private static IReadOnlyList<BillingPeriod> MonthsOf(ProposalFacts facts, ProposalRequest request, Instant now) => request.Kind == ProposalKind.Incident
        ? [.. facts.Work.Sessions.Where(s => s.IncidentId == request.Incident).SelectMany(s => SessionChange.Months(s.Start, s.Stop, now, facts.Work.Zone)).Distinct().Order()]
        : [.. facts.Changed.Where(m => m < request.Period).Append(request.Period).Distinct().Order()];

    private static IReadOnlyList<Charge> Owed(ProposalFacts facts, ProposalRequest request, BillingPeriod month, RatedPeriod? rated, Instant now)
    {
        var charges = (rated?.Lines ?? []).Select(l => Charge.Of(l, month)).Where(c => IsWanted(c.Key, request)).ToList();

        // What is owed whatever happens is owed when the month, or the contract, is over.
        var isOver = month.EndIn(facts.Work.Zone) <= now || (request.Kind == ProposalKind.Final && month == request.Period);
        if (isOver && request.Kind != ProposalKind.Incident) charges.AddRange(RecurringCharges.Of(facts.Contract, facts.Work.Terms, month));
        return charges;
    }

    private static bool IsWanted(ChargeKey key, ProposalRequest request) => request.Kind != ProposalKind.Incident || key.Incident == request.Incident?.ToString();
}
