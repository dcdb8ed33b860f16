using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using NodaTime;
using NodaTime.Text;

namespace Billing.Domain.Invoicing;

/// <summary>What is missing before a month can be billed, as a sentence that says what to do.</summary>
internal static class Readiness
{
    private static readonly LocalDatePattern LongDate = LocalDatePattern.CreateWithInvariantCulture("d MMMM uuuu");

    /// <summary>The first thing missing, or null.</summary>
    public static Refusal? Missing(ProposalFacts facts, ProposalRequest request)
    {
        if (facts.Contract.State is ContractState.Draft or ContractState.Offered)
            return new("not-active", "The contract is not active. Activate it on its page once the client has agreed.");
        if (facts.Work.Terms.Count == 0) return new("no-terms", "The contract has no terms. Add them on its page.");
        if (facts.Business.Address is null) return new("no-address", "Your business has no address. Enter it in Settings.");
        if (facts.Contract.Currency is { MinorDigits: > 2 } currency)
            return new("currency", $"Amounts in {currency.Code} have three decimals, and invoices can carry two at most. Make a contract in another currency.");
        return UsualVatMissing(facts) ?? (request.Incident is { } incident ? Inseparable(facts, incident) : null);
    }

    /// <summary>The first thing missing for what is charged under these treatments, or null.</summary>
    public static Refusal? VatMissing(ProposalFacts facts, IReadOnlyCollection<VatTreatment> treatments)
    {
        var (business, client, categories) = (facts.Business, facts.Client, treatments.Select(t => t.Category).ToHashSet());
        if (categories.Contains(VatCategory.Standard) && business.VatId is null)
            return new("no-vat-id", "VAT is charged, but your business has no VAT number. Enter it in Settings.");

        // Both numbers have to stand on it (Directive 2006/112/EC, article 226; EN 16931 BR-AE-2).
        if (categories.Contains(VatCategory.ReverseCharge) && business.VatId is null)
            return new("no-vat-id", "Reverse charge needs your business's VAT number. Enter it in Settings.");
        if (categories.Contains(VatCategory.ReverseCharge) && client.VatId is null)
            return new("no-client-vat-id", $"Reverse charge needs the VAT number of {client.Name}. Enter it on the client's page.");
        return categories.Any(c => NeedsReason(c) && Vat.NoteOf(c, business, client) is null)
            ? new("no-vat-note", $"No VAT is charged to {client.Name}, and invoices have to say why. Enter it {(client.VatCategory is null ? "in Settings" : "on the client's page")}.")
            : null;
    }

    /// <summary>That there is no exchange rate for VAT.</summary>
    public static Refusal RateMissing(Currency from, Currency to, LocalDate lastDay) =>
        new("no-exchange-rate", $"Enter the rate from {from.Code} to {to.Code} of {LongDate.Format(lastDay)} in Settings.");

    // A rate of 0 in the settings is one that nobody has entered yet.
    private static Refusal? UsualVatMissing(ProposalFacts facts)
    {
        var usual = Vat.TreatmentOf(facts.Business, facts.Client);
        if (usual is not { Category: VatCategory.Standard, Rate: 0m }) return VatMissing(facts, [usual]);
        return new("no-vat", facts.Client.VatCategory is null
            ? "Your business has neither a VAT rate nor a reason to charge none. Enter one in Settings."
            : $"{facts.Client.Name} has no VAT rate. Enter it on the client's page.");
    }

    // Outside the scope also stands for a business that is not registered, and that owes nobody an explanation.
    private static bool NeedsReason(VatCategory category) => category is VatCategory.SmallBusiness or VatCategory.Exempt or VatCategory.ReverseCharge;

    // What a month has in common, or a family of incidents, cannot be told for one incident of it before all of it is done.
    private static Refusal? Inseparable(ProposalFacts facts, Id<Incident> incident)
    {
        var terms = facts.Work.Terms;
        if (terms.Any(t => t.Retainer is not null || t.Cap is { Scope: not CapScope.Incident } || t.Increment is { Scope: IncrementScope.Day }))
            return new("inseparable", "The terms include time, cap a day or month, or round whole days, so one incident has no price of its own. Invoice the month so far instead.");
        var hasFamily = facts.Work.Incidents.Any(i => i.RecursId == incident || (i.Id == incident && i.RecursId is not null));
        return hasFamily && terms.Any(t => t.Cap is not null) && terms.Any(t => t.RecurrenceCountsOn)
            ? new("inseparable", "This incident and its recurrences have one maximum together, so none has a price of its own. Invoice the month so far instead.")
            : null;
    }
}
