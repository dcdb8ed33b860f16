using System.Globalization;
using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Work;
using Billing.Web.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web.Features.Shared;

/// <summary>The running clock in words, as pages show it and the browser fetches it again.</summary>
/// <param name="What">The incident with its code, or the contract.</param>
/// <param name="Link">Where that is.</param>
/// <param name="Client">For whom, and since when.</param>
/// <param name="Since">Seconds since 1970 at which it started.</param>
/// <param name="Now">Seconds since 1970 of this reading, by the server's clock.</param>
/// <param name="Earned">By this session; empty when nothing prices it.</param>
/// <param name="Total">By its incident, where that is another amount; else empty.</param>
/// <param name="Price">E.g. <c>×1.5 Night</c>; empty when nothing prices it.</param>
/// <param name="Next">The next change before its time, e.g. <c>×2</c>; empty when none comes.</param>
/// <param name="NextAt">Seconds since 1970 of that change.</param>
/// <param name="NextIn">E.g. <c>in 0:23</c>, or the weekday when it is over a day away.</param>
/// <param name="NextWhy">E.g. <c>· beyond 4 h</c>.</param>
public sealed record MeterWords(
    string What, string Link, string Client, long Since, long Now, string Earned, string Total, string Price, string Next, long? NextAt, string NextIn, string NextWhy)
{
    /// <summary>Time between start and reading.</summary>
    public string Elapsed => Show.Clock(Duration.FromSeconds(Math.Max(0, Now - Since)));
}

/// <summary>Reads the member's running session, if there is one.</summary>
/// <remarks>Without a running session this is one look-up by index; with one, its contract's facts are loaded once.</remarks>
public sealed class RunningMeter(BillingDb db, BusinessScope scope, RatingFacts facts, IClock clock, IDateTimeZoneProvider zones)
{
    public async Task<MeterWords?> ReadAsync(CancellationToken cancel)
    {
        if (scope.Member is not { Role: not Role.Bookkeeper } member) return null;
        var running = await (
            from session in db.Sessions.Where(s => s.MemberId == member.Id && s.Stop == null)
            join contract in db.Contracts on session.ContractId equals contract.Id
            join client in db.Clients on contract.ClientId equals client.Id
            from incident in db.Incidents.Where(i => i.Id == session.IncidentId).DefaultIfEmpty()
            select new { session.Id, session.Start, Contract = contract.Code + " " + contract.Title, ContractId = contract.Id, contract.TimeZone, Client = client.Name, Incident = incident }).AsNoTracking().FirstOrDefaultAsync(cancel);
        if (running is null) return null;
        var now = clock.WholeSecond();
        var zone = zones[member.TimeZone];
        var known = running.Incident is { } worked
            ? await facts.OfIncidentAsync(worked.Id, cancel)
            : await facts.SinceAsync(running.ContractId, Billing.Domain.Invoicing.BillingPeriod.Of(running.Start, zones[running.TimeZone]), cancel);

        // The clock may have been stopped between the two looks.
        if (known is null || known.Sessions.All(s => s.Id != running.Id)) return null;
        var words = new MeterWords(
            running.Incident is { } i ? $"{i.Code} {i.Title}" : running.Contract, running.Incident is { } open ? Links.Incident(open.Id) : Links.Contract(running.ContractId),
            $"{running.Client} · since {Show.Time(running.Start, zone)}", running.Start.ToUnixTimeSeconds(), now.ToUnixTimeSeconds(), "", "", "", "", null, "", "");
        return In(words, Meter.Read(known, running.Id, now), known.Contract.Currency, now, zone);
    }

    private static MeterWords In(MeterWords words, MeterReading reading, Currency currency, Instant now, DateTimeZone zone)
    {
        if (reading is not { Price: { } price, Session: { } earned }) return words;
        words = words with
        {
            Earned = Show.Money(earned, currency),
            Total = reading.Incident is { } incident && incident != earned ? $"incident {Show.Money(incident, currency)}" : "",
            Price = reading.AtMaximum ? $"{Named(price)} · maximum reached" : Named(price),
        };
        return reading.Next is not { } next ? words : words with
        {
            Next = next.Price.Covered ? "included" : next.Price.HourlyRate == price.HourlyRate ? Show.Multiplier(next.Price.Multiplier) : $"{Show.Multiplier(next.Price.Multiplier)} of {Show.Money(next.Price.HourlyRate, currency)}",
            NextAt = next.At.ToUnixTimeSeconds(),
            NextIn = Until(next.At, now, zone),
            NextWhy = "· " + Why(next.Price, price),
        };
    }

    private static string Named(MeterPrice price) =>
        $"{Show.Multiplier(price.Multiplier)} {(price.Reasons.Count == 0 ? "base rate" : string.Join(" + ", price.Reasons.Select(r => Bands.InWords(r, named: true))))}{(price.Covered ? " · in retainer" : "")}";

    // What is new says why; where something only ends, what remains does.
    private static string Why(MeterPrice next, MeterPrice now)
    {
        if (now.Covered != next.Covered) return now.Covered ? "retainer used up" : "in retainer";
        var added = next.Reasons.Except(now.Reasons, StringComparer.Ordinal).ToList();
        if (added.Count == 0) added = [.. next.Reasons];
        return added.Count == 0 ? "base rate" : string.Join(" + ", added.Select(r => Bands.InWords(r, named: false)));
    }

    // A countdown in hours and minutes, rounded up, so that it reads 0:00 only when the change is here.
    private static string Until(Instant at, Instant now, DateTimeZone zone)
    {
        var minutes = (long)Math.Ceiling((at - now).TotalMinutes);
        return minutes < 24 * 60 ? string.Create(CultureInfo.InvariantCulture, $"in {minutes / 60}:{minutes % 60:00}") : Show.DayAndTime(at, zone);
    }
}
