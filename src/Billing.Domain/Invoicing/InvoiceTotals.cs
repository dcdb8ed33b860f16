using NodaTime;

namespace Billing.Domain.Invoicing;

/// <summary>Totals in major units.</summary>
/// <param name="Net">BT-109, Σ of line amounts.</param>
/// <param name="VatRate">In percent, e.g. 20, where everything has one rate; 0 where there are several, which <see cref="Groups"/> tells.</param>
/// <param name="Vat">BT-110, Σ of the groups' VAT.</param>
/// <param name="Gross">BT-112.</param>
public sealed record InvoiceTotals(decimal Net, decimal VatRate, decimal Vat, decimal Gross)
{
    /// <summary>BG-23, in the order printed; empty in documents issued before they were kept, which have one rate.</summary>
    public IReadOnlyList<VatGroup> Groups { get; init; } = [];

    /// <summary>BT-6 and BT-111; null where VAT is declared in the invoice's own currency, or none is charged.</summary>
    public TaxCurrencyVat? TaxCurrency { get; init; }

    /// <summary>What lines come to.</summary>
    /// <param name="lines">A line without a treatment of its own has the client's.</param>
    /// <param name="facts">Of whom and for whom.</param>
    /// <param name="lastDay">Last day of service, inclusive; an exchange rate counts by it.</param>
    /// <returns>A refusal with what to do where a fact is missing or categories do not go together.</returns>
    public static Result<InvoiceTotals> Of(IEnumerable<InvoiceLine> lines, ProposalFacts facts, LocalDate lastDay)
    {
        var (business, client, currency) = (facts.Business, facts.Client, facts.Contract.Currency);
        var usual = Invoicing.Vat.TreatmentOf(business, client);
        var parts = lines.Select(l => (Treatment: l.Vat ?? usual, l.Amount)).DefaultIfEmpty((Treatment: usual, Amount: 0m)).ToList();
        if (Readiness.VatMissing(facts, [.. parts.Select(p => p.Treatment).Distinct()]) is { } missing) return missing;
        var gathered = Invoicing.Vat.Groups(parts, currency, category => Invoicing.Vat.NoteOf(category, business, client));
        if (!gathered.IsOk) return gathered.Refusals[0];
        var (net, vat) = (gathered.Value.Sum(g => g.Base), gathered.Value.Sum(g => g.Vat));
        var totals = new InvoiceTotals(net, gathered.Value is [var only] ? only.Rate : 0m, vat, net + vat) { Groups = gathered.Value };
        if (vat == 0 || business.TaxCurrency is not { } tax || tax == currency) return totals;
        return ExchangeRate.For(facts.ExchangeRates, currency, tax, lastDay) is { } rate
            ? totals with { TaxCurrency = new(tax.Code, rate.Rate, rate.Date, tax.Round(vat * rate.Rate)) }
            : Readiness.RateMissing(currency, tax, lastDay);
    }
}

/// <summary>VAT in the currency that it is declared in, where that is not the invoice's (Directive 2006/112/EC, article 230).</summary>
/// <param name="Currency">BT-6, ISO 4217.</param>
/// <param name="Rate">Units of it for one unit of the invoice's currency.</param>
/// <param name="RateOn">The day of that rate.</param>
/// <param name="Vat">BT-111, major units: round(VAT × rate), once for the invoice.</param>
public sealed record TaxCurrencyVat(string Currency, decimal Rate, LocalDate RateOn, decimal Vat);
