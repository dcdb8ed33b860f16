using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.Web.Data;
using Billing.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web.Features.Settings;

/// <summary>The business: who it is, where it is paid, how it numbers, which VAT it charges. Each form saves alone.</summary>
[ForRoles(Role.Owner)]
public sealed class SettingsController(BillingDb db, BusinessScope scope, IClock clock) : Controller
{
    private const int LargestFirstNumber = 9_999_999;

    [HttpGet(Links.Settings)]
    [ForRoles(Role.Owner, Role.Engineer, Role.Bookkeeper)]
    public async Task<IActionResult> Index()
    {
        if (scope.Member?.Role != Role.Owner) return Redirect(Links.You);
        return View("Index", await PageAsync(await db.Businesses.AsNoTracking().SingleAsync()));
    }

    // Where a form with errors is shown: who reloads that page or stops the clock on it comes back here.
    [HttpGet(Links.Identity), HttpGet(Links.Bank), HttpGet(Links.Numbering), HttpGet(Links.Vat)]
    public IActionResult Form() => Redirect(Links.Settings);

    [HttpPost(Links.Identity)]
    public async Task<IActionResult> Identity([Bind(Prefix = "Identity")] IdentityForm form)
    {
        var (business, read) = (await db.Businesses.SingleAsync(), new FormReading(ModelState));
        var name = read.Required("Identity.Name", form.Name, "the name of your business");
        var tagline = read.Optional("Identity.Tagline", form.Tagline, "the line");
        var address = read.Address("Identity.Address", form.Address);
        var vatId = read.Optional("Identity.VatId", form.VatId, VatId.Parse);
        var registration = read.Optional("Identity.RegistrationId", form.RegistrationId, "the registration number");
        var (email, phone) = (read.OptionalEmail("Identity.Email", form.Email), read.Optional("Identity.Phone", form.Phone, "the phone number", 50));
        var footer = read.Optional("Identity.Footer", form.Footer, "the sentence", 500);
        var zone = read.Zone("Identity.TimeZone", form.TimeZone);
        if (!read.IsOk) return await AgainAsync(business, "Identity", page => page.Identity = form);
        (business.Name, business.Tagline, business.VatId, business.RegistrationId) = (name, tagline, vatId?.Text, registration);
        (business.Email, business.Phone, business.Footer, business.TimeZone) = (email, phone, footer, zone);

        // An equal address stays as it is, so that the audit tells only of changes.
        if (business.Address != address) business.Address = address;
        return await SavedAsync("Your business is saved. Invoices issued before stay as they are.");
    }

    [HttpPost(Links.Bank)]
    public async Task<IActionResult> Bank([Bind(Prefix = "Bank")] BankForm form)
    {
        var (business, read) = (await db.Businesses.SingleAsync(), new FormReading(ModelState));
        var holder = read.Optional("Bank.AccountName", form.AccountName, "the holder's name");
        var account = read.Optional("Bank.Iban", form.Iban, BankAccount.Parse);
        var bic = read.Optional("Bank.Bic", form.Bic, Bic.Parse);
        var bank = read.Optional("Bank.BankName", form.BankName, "the bank's name");
        if (!read.IsOk) return await AgainAsync(business, "Bank", page => page.Bank = form);
        (business.AccountName, business.Iban, business.Bic, business.BankName) = (holder, account?.Number, bic?.Text, bank);
        return await SavedAsync(account is null ? "Saved. Invoices carry no bank account now." : "Your bank account is saved. The next invoices carry it.");
    }

    [HttpPost(Links.Numbering)]
    public async Task<IActionResult> Numbering([Bind(Prefix = "Numbering")] NumberingForm form)
    {
        var (business, read) = (await db.Businesses.SingleAsync(), new FormReading(ModelState));
        var format = InvoiceNumberFormat.Parse((form.Format ?? "").Trim());
        foreach (var refusal in format.Refusals) read.Refuse("Numbering.Format", refusal.Message);

        // Once there is an invoice, the form has no first number any more, and it would count for nothing.
        var first = await db.Invoices.AnyAsync() ? business.FirstNumber : read.Whole("Numbering.FirstNumber", form.FirstNumber, "the first number", 1, LargestFirstNumber);
        if (!read.IsOk) return await AgainAsync(business, "Numbering", page => page.Numbering = form);
        (business.NumberFormat, business.FirstNumber) = (format.Value.Pattern, first);
        return await SavedAsync($"Saved. The next invoice will be {await NextNumberAsync(business)}.");
    }

    [HttpPost(Links.Vat)]
    public async Task<IActionResult> Vat([Bind(Prefix = "Vat")] VatForm form)
    {
        var (business, read) = (await db.Businesses.SingleAsync(), new FormReading(ModelState));
        var category = VatForm.Categories.Any(c => c.Value == form.Category) ? Enum.Parse<VatCategory>(form.Category!) : (VatCategory?)null;
        if (category is null) read.Refuse("Vat.Category", "Choose whether you charge VAT.");
        var rate = category == VatCategory.Standard ? read.Decimal("Vat.Rate", form.Rate, "a VAT rate", 0, 100) : read.OptionalDecimal("Vat.Rate", form.Rate, "a VAT rate", 0, 100) ?? 0m;
        if (read.IsOk && category == VatCategory.Standard && rate == 0) read.Refuse("Vat.Rate", "Enter a VAT rate above 0, or choose why you charge none.");
        var note = read.Optional("Vat.Note", form.Note, "the note", 500);
        if (read.IsOk && category == VatCategory.SmallBusiness && note is null) read.Refuse("Vat.Note", "Enter the sentence that your country asks of small businesses. Invoices without VAT have to say why.");
        var currency = read.OptionalCurrency("Vat.TaxCurrency", form.TaxCurrency);
        if (!read.IsOk) return await AgainAsync(business, "Vat", page => page.Vat = form);
        (business.VatCategory, business.VatRate, business.VatNote, business.TaxCurrency) = (category!.Value, rate, note, currency);
        return await SavedAsync("VAT is saved. Clients with VAT of their own keep it.");
    }

    private async Task<RedirectResult> SavedAsync(string said)
    {
        await db.SaveChangesAsync();
        TempData["Said"] = said;
        return Redirect(Links.Settings);
    }

    private async Task<ViewResult> AgainAsync(Business business, string wrong, Action<SettingsPage> typed)
    {
        var page = await PageAsync(business, wrong);
        typed(page);
        return View("Index", page);
    }

    private async Task<SettingsPage> PageAsync(Business business, string? wrong = null) => new()
    {
        Identity = IdentityForm.Of(business),
        Bank = BankForm.Of(business),
        Numbering = NumberingForm.Of(business),
        Vat = VatForm.Of(business),
        Wrong = wrong,
        NextNumber = await NextNumberAsync(business),
        HasIssued = await db.Invoices.AnyAsync(),
        Missing = [.. Missing(business)],
    };

    private static IEnumerable<(string What, string Form)> Missing(Business business)
    {
        if (business.Address is null) yield return ("your address, which every invoice must carry", "identity");
        if (business is { VatCategory: VatCategory.Standard, VatRate: 0 }) yield return ("your VAT rate, or why you charge none", "vat");
        if (business is { VatCategory: VatCategory.Standard, VatRate: > 0, VatId: null }) yield return ("your VAT number, since you charge VAT", "identity");
        if (business.Iban is null) yield return ("your bank account, so that clients can pay", "bank");
    }

    // What issuing would do now: the year's counter; without one, the first number if nothing was ever issued, else 1.
    private async Task<string> NextNumberAsync(Business business)
    {
        var year = clock.GetCurrentInstant().InZone(DateTimeZoneProviders.Tzdb[business.TimeZone]).Year;
        var next = await db.Counters.AsNoTracking().Where(c => c.Series == "invoice" && c.Year == year).Select(c => (int?)c.Next).SingleOrDefaultAsync()
            ?? (await db.Invoices.AnyAsync() ? 1 : business.FirstNumber);
        return InvoiceNumberFormat.Parse(business.NumberFormat).Value.Format(year, next);
    }
}
