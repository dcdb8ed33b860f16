using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.Web.Data;
using Billing.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace Billing.Web.Features.Settings;

/// <summary>Exchange rates typed in, for VAT that is declared in another currency than the invoice's. One that an invoice used is never changed.</summary>
[ForRoles(Role.Owner)]
public sealed class ExchangeRatesController(BillingDb db, BusinessScope scope, IClock clock) : Controller
{
    private const int PageSize = 50;
    private const int MostDecimals = 8;
    private const decimal Least = 0.00000001m;
    private const decimal Most = 1_000_000m;

    [HttpGet(Links.ExchangeRates)]
    public async Task<IActionResult> Index(int page = 1)
    {
        var tax = await db.Businesses.AsNoTracking().Select(b => b.TaxCurrency).SingleAsync();
        return await PageAsync(page, new() { To = tax?.Code, Date = LocalDatePattern.Iso.Format(Today()) });
    }

    [HttpPost(Links.ExchangeRates)]
    public async Task<IActionResult> Add(ExchangeRateForm form)
    {
        var read = new FormReading(ModelState);
        var (from, to) = (read.Currency(nameof(form.From), form.From), read.Currency(nameof(form.To), form.To));
        if (read.IsOk && from == to) read.Refuse(nameof(form.To), $"Choose another currency than {from.Code}.");
        var date = read.Date(nameof(form.Date), form.Date, "the day of the rate");
        if (date > Today()) read.Refuse(nameof(form.Date), "Enter a day up to today: a rate of a later day is not known yet.");
        var rate = read.Decimal(nameof(form.Rate), form.Rate, "the rate", Least, Most, MostDecimals);
        if (!read.IsOk) return await PageAsync(1, form);
        if (await AddAsync(new(scope.RequiredBusinessId, from, to, date, rate)) is { } there)
        {
            read.Refuse(nameof(form.Rate), $"The rate of that day is in the list already, as {Show.ExchangeRate(there.Rate)}. If that is wrong, delete it first.");
            return await PageAsync(1, form);
        }

        TempData["Said"] = $"Saved: on {Show.Date(date)} one {from.Code} was {Show.ExchangeRate(rate)} {to.Code}.";
        return Redirect(Links.ExchangeRates);
    }

    // Where a deletion leads that was sent with an old token: who reloads that page comes back here.
    [HttpGet(Links.DeleteExchangeRate)]
    public IActionResult Delete() => Redirect(Links.ExchangeRates);

    [HttpPost(Links.DeleteExchangeRate)]
    public async Task<IActionResult> Delete(ExchangeRateForm form)
    {
        var read = new FormReading(ModelState);
        var (from, to, date) = (read.Currency(nameof(form.From), form.From), read.Currency(nameof(form.To), form.To), read.Date(nameof(form.Date), form.Date, "the day of the rate"));
        if (!read.IsOk) return NotFound();

        // Under the write lock, so that no invoice is issued with it in between.
        var said = await db.WriteAsync(async () =>
        {
            if (await db.ExchangeRates.SingleOrDefaultAsync(r => r.From == from && r.To == to && r.Date == date) is not { } rate) return null;
            if (await Used().AnyAsync(i => i.Currency == from && i.TaxCurrency == to && i.TaxRateOn == date)) return "An issued invoice has used this rate, so it stays.";
            db.ExchangeRates.Remove(rate);
            await db.SaveChangesAsync();
            return $"The rate from {from.Code} to {to.Code} of {Show.Date(date)} is deleted.";
        });
        if (said is null) return NotFound();
        TempData["Said"] = said;
        return Redirect(Links.ExchangeRates);
    }

    // The one that is there already, if so; under the write lock, so that two clicks do not make two.
    private Task<ExchangeRate?> AddAsync(ExchangeRate rate) => db.WriteAsync(async () =>
    {
        var there = await db.ExchangeRates.AsNoTracking().SingleOrDefaultAsync(r => r.From == rate.From && r.To == rate.To && r.Date == rate.Date);
        if (there is not null) return there;
        db.ExchangeRates.Add(rate);
        await db.SaveChangesAsync();
        return null;
    });

    private IQueryable<Invoice> Used() => db.Invoices.AsNoTracking().Where(i => i.TaxRateOn != null);

    private async Task<ViewResult> PageAsync(int page, ExchangeRateForm form)
    {
        page = Math.Clamp(page, 1, 100_000);
        var tax = await db.Businesses.AsNoTracking().Select(b => b.TaxCurrency).SingleAsync();
        var used = Used();
        var rates = await db.ExchangeRates.AsNoTracking().OrderByDescending(r => r.Date).ThenBy(r => r.From).ThenBy(r => r.To).Skip((page - 1) * PageSize).Take(PageSize + 1)
            .Select(r => new { Rate = r, IsUsed = used.Any(i => i.TaxRateOn == r.Date && i.Currency == r.From && i.TaxCurrency == r.To) }).ToListAsync();
        ViewData["Page"] = new ExchangeRatesPage(
            [.. rates.Take(PageSize).Select(r => new ExchangeRateRow(r.Rate.From.Code, r.Rate.To.Code, r.Rate.Date, r.Rate.Rate, r.IsUsed))], tax?.Code, page, rates.Count > PageSize);
        return View("ExchangeRates", form);
    }

    private LocalDate Today() => clock.GetCurrentInstant().InZone(DateTimeZoneProviders.Tzdb[scope.Member!.TimeZone]).Date;
}
