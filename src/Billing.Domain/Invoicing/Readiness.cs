using Billing.Domain.Contracts;
using Billing.Domain.Work;
using NodaTime;

namespace Billing.Domain.Invoicing;

/// <summary>What is missing before a month can be billed, as a sentence that says what to do.</summary>
internal static class Readiness
{
    /// <summary>The first thing missing, or null.</summary>
    public static Refusal? Missing(ProposalFacts facts, BillingPeriod period, Instant now)
    {
        if (facts.Contract.State is ContractState.Draft or ContractState.Offered)
            return new("not-active", "The contract is not active. Activate it on its page once the client has agreed.");
        if (facts.Work.Terms.Count == 0) return new("no-terms", "The contract has no terms. Add them on its page.");
        if (facts.Business.Address is null) return new("no-address", "Your business has no address. Enter it in Settings.");
        if ((facts.Client.VatRate ?? facts.Business.VatRate) > 0 && facts.Business.VatId is null)
            return new("no-vat-id", "VAT is charged, but your business has no VAT number. Enter it in Settings.");
        return Unfinished(facts, period, now);
    }

    private static Refusal? Unfinished(ProposalFacts facts, BillingPeriod period, Instant now)
    {
        var zone = DateTimeZoneProviders.Tzdb[facts.Contract.TimeZone];
        var (from, to) = (period.StartIn(zone), period.EndIn(zone));
        foreach (var session in facts.Work.Sessions.Where(s => s.Billable && s.Start < to && (s.Stop ?? now) > from).OrderBy(s => s.Start))
        {
            var who = facts.Members.GetValueOrDefault(session.MemberId, "Someone");
            if (session.IsRunning) return new("waiting", $"{who}'s clock still runs since {Day(session, zone)}. It is billed when the clock has stopped.");
            if (session.NeedsConfirmation(now)) return new("unconfirmed", $"{who}'s session of {Day(session, zone)} is longer than twelve hours. Confirm it in the timesheet.");
        }

        return null;
    }

    private static string Day(WorkSession session, DateTimeZone zone) => NodaTime.Text.LocalDatePattern.Iso.Format(session.Start.InZone(zone).Date);
}
