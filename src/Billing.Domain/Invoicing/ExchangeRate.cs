using Billing.Domain.Contracts;
using NodaTime;

namespace Billing.Domain.Invoicing;

/// <summary>What a unit of one currency was worth in another on a day, as the business typed it in.</summary>
/// <param name="BusinessId">The business it belongs to.</param>
/// <param name="From">The currency billed in.</param>
/// <param name="To">The currency that VAT is declared in.</param>
/// <param name="Date">The day it was published for.</param>
/// <param name="Rate">Units of <paramref name="To"/> for one of <paramref name="From"/>, greater than 0; at most eight decimals.</param>
public sealed record ExchangeRate(Id<Business> BusinessId, Currency From, Currency To, LocalDate Date, decimal Rate) : IOwned
{
    /// <summary>How many days before the last day of service a rate may be from.</summary>
    public const int OldestDays = 31;

    /// <summary>The rate that counts for what was supplied until this day; null when there is none.</summary>
    /// <remarks>
    /// VAT falls due with the service, for a service billed by periods at the end of each (Directive 2006/112/EC, articles 63 and 64), and
    /// article 91(2) asks for the latest rate at that time, of the market or of the European Central Bank: so for the newest rate from the last
    /// day of service or before it. That it is at most 31 days old is a rule of ours: rates published by the month count, forgotten ones do not.
    /// </remarks>
    /// <param name="rates">In any order.</param>
    /// <param name="from">The invoice's currency.</param>
    /// <param name="to">The tax currency.</param>
    /// <param name="lastDay">Last day of service, inclusive.</param>
    public static ExchangeRate? For(IEnumerable<ExchangeRate> rates, Currency from, Currency to, LocalDate lastDay) => rates
        .Where(r => r.From == from && r.To == to && r.Date <= lastDay && r.Date >= lastDay.PlusDays(-OldestDays)).MaxBy(r => r.Date);
}
