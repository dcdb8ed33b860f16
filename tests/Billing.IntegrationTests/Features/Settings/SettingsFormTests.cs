using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.IntegrationTests.App;
using Microsoft.EntityFrameworkCore;

namespace Billing.IntegrationTests.Features.Settings;

public sealed class SettingsFormTests(FilledApp filled) : IClassFixture<FilledApp>
{
    private const string NoZone = "There is no time zone “Europe/Pariss”. Choose one from the list, for example Europe/Paris.";
    private const string SeqOnce = "Use the number exactly once, as {seq} or with leading zeros as {seq:0000}.";
    private const string FirstWrong = "Enter the first number as a whole number from 1 to 9999999.";
    private const string BicWrong = "A BIC has 8 or 11 letters and digits, for example AGRIFRPP.";

    [Theory]
    [InlineData("identity", "Identity.Name", "", "Enter the name of your business.")]
    [InlineData("identity", "Identity.Name", "x*201", "The name of your business can have at most 200 characters; this has 201.")]
    [InlineData("identity", "Identity.Tagline", "x*201", "The line can have at most 200 characters; this has 201.")]
    [InlineData("identity", "Identity.Address.Street", "", "Enter a street.")]
    [InlineData("identity", "Identity.Address.Postcode", "", "Enter a postcode.")]
    [InlineData("identity", "Identity.Address.Town", "x*101", "A town can have at most 100 characters; this has 101.")]
    [InlineData("identity", "Identity.Address.Country", "", "Choose a country.")]
    [InlineData("identity", "Identity.VatId", "?", "A VAT number begins with the two letters of its country, then 2 to 13 letters or digits, for example FR19812345676.")]
    [InlineData("identity", "Identity.RegistrationId", "x*201", "The registration number can have at most 200 characters; this has 201.")]
    [InlineData("identity", "Identity.Email", "ana@", "Enter an e-mail address, for example ana@example.org.")]
    [InlineData("identity", "Identity.Phone", "1*51", "The phone number can have at most 50 characters; this has 51.")]
    [InlineData("identity", "Identity.Footer", "x*501", "The sentence can have at most 500 characters; this has 501.")]
    [InlineData("identity", "Identity.TimeZone", "", "Enter a time zone, for example Europe/Paris.")]
    [InlineData("identity", "Identity.TimeZone", "Europe/Pariss", NoZone)]
    [InlineData("bank", "Bank.AccountName", "x*201", "The holder's name can have at most 200 characters; this has 201.")]
    [InlineData("bank", "Bank.Iban", "FR7630006000011234567890188", "This IBAN is mistyped: its check digits do not fit. Compare it with your bank's letter.")]
    [InlineData("bank", "Bank.Iban", "FR76", "An IBAN has 15 to 34 letters and digits. Check that nothing is missing or twice.")]
    [InlineData("bank", "Bank.Iban", "FR76-3000-6000-0112-3456-7890-189", "An IBAN has letters and digits only. Check what stands between them.")]
    [InlineData("bank", "Bank.Iban", "1*35", "An account number can have at most 34 characters.")]
    [InlineData("bank", "Bank.Bic", "AGRIFRP", BicWrong)]
    [InlineData("bank", "Bank.Bic", "AGRI-FRP", BicWrong)]
    [InlineData("bank", "Bank.BankName", "x*201", "The bank's name can have at most 200 characters; this has 201.")]
    [InlineData("numbering", "Numbering.Format", "", SeqOnce)]
    [InlineData("numbering", "Numbering.Format", "{yyyy}", SeqOnce)]
    [InlineData("numbering", "Numbering.Format", "{yyyy}-{seq}-{seq}", SeqOnce)]
    [InlineData("numbering", "Numbering.Format", "{seq:0000}", "Use the year, as {yyyy} or {yy}: counting begins anew each year, and without it numbers would repeat.")]
    [InlineData("numbering", "Numbering.Format", "{yyyy}-{seq", "Close every brace: the parts are {yyyy}, {yy}, {seq} and {seq:0000}.")]
    [InlineData("numbering", "Numbering.Format", "{yyyy}-{month}-{seq}", "There is no part {month}. The parts are {yyyy}, {yy}, {seq} and {seq:0000}.")]
    [InlineData("numbering", "Numbering.Format", "{yyyy} {seq}", "Leave “ ” out. Besides the parts in braces, letters A to Z, digits and + - _ / can be used.")]
    [InlineData("numbering", "Numbering.Format", "INVOICES-OF-THE-YEAR-{yyyy}-{seq}", "Make it shorter: a number can have at most 35 characters, and 10 of them are kept for counting.")]
    [InlineData("numbering", "Numbering.FirstNumber", "", FirstWrong)]
    [InlineData("numbering", "Numbering.FirstNumber", "0", FirstWrong)]
    [InlineData("numbering", "Numbering.FirstNumber", "-3", FirstWrong)]
    [InlineData("numbering", "Numbering.FirstNumber", "1.5", FirstWrong)]
    [InlineData("numbering", "Numbering.FirstNumber", "10000000", FirstWrong)]
    [InlineData("vat", "Vat.Rate", "", "Enter a VAT rate as a number, for example 20.")]
    [InlineData("vat", "Vat.Rate", "-0.01", "Enter a VAT rate of at least 0.")]
    [InlineData("vat", "Vat.Rate", "101", "Enter a VAT rate of at most 100.")]
    [InlineData("vat", "Vat.Rate", "0", "Enter a VAT rate above 0, or choose why you charge none.")]
    [InlineData("vat", "Vat.Category", "ReverseCharge", "Choose whether you charge VAT.")]
    [InlineData("vat", "Vat.Category", "", "Choose whether you charge VAT.")]
    [InlineData("vat", "Vat.TaxCurrency", "EURO", "There is no currency “EURO”. Enter three letters, for example EUR.")]
    [InlineData("vat", "Vat.TaxCurrency", "KWD", "KWD has three decimals, and invoices can carry two at most. Choose another currency.")]
    [InlineData("vat", "Vat.Note", "x*501", "The note can have at most 500 characters; this has 501.")]
    [InlineData("members", "Name", "", "Enter a name.")]
    [InlineData("members", "Name", "x*101", "A name can have at most 100 characters; this has 101.")]
    [InlineData("members", "Role", "", "Choose a role.")]
    [InlineData("members", "Role", "Chief", "Choose a role.")]
    [InlineData("you", "Name", "", "Enter your name.")]
    [InlineData("you", "Name", "x*101", "Your name can have at most 100 characters; this has 101.")]
    [InlineData("you", "TimeZone", "", "Enter a time zone, for example Europe/Paris.")]
    [InlineData("you", "TimeZone", "Europe/Pariss", NoZone)]
    public Task Settings_WithBadInput_SaysSoKeepsItAndWritesNothing(string form, string field, string typed, string sentence)
    {
        Dictionary<string, string> values = form switch
        {
            "bank" => new() { ["Bank.AccountName"] = "Ana Ruiz", ["Bank.BankName"] = "Crédit Agricole" },
            "numbering" => new() { ["Numbering.Format"] = "R{yy}/{seq:000}", ["Numbering.FirstNumber"] = "12" },
            "vat" => new() { ["Vat.Note"] = "Art. 293 B\ndu CGI" },
            "members" => new() { ["Name"] = "Jonas", ["Role"] = "Engineer" },
            "you" => new() { ["Name"] = "Ana R.", ["TimeZone"] = "Asia/Tokyo" },
            _ => new() { ["Identity.Tagline"] = "Keeps it up", ["Identity.Footer"] = "Late payment:\nten percent." },
        };
        values[field] = FilledApp.Typed(typed);
        var page = form is "members" or "you" ? $"/settings/{form}" : "/settings";
        return filled.RefusesAsync(page, $"/settings/{form}", values, field, sentence);
    }

    [Fact]
    public Task Vat_OfASmallBusinessWithoutItsSentence_IsAskedForIt() => filled.RefusesAsync(
        "/settings", "/settings/vat", new() { ["Vat.Category"] = "SmallBusiness", ["Vat.Rate"] = "", ["Vat.Note"] = " " }, "Vat.Note",
        "Enter the sentence that your country asks of small businesses. Invoices without VAT have to say why.");

    [Theory]
    [InlineData("identity")]
    [InlineData("bank")]
    [InlineData("numbering")]
    [InlineData("vat")]
    public async Task Settings_AfterBadInput_TheirAddressLeadsToThePage(string form)
    {
        // The address bar shows the form's own address then: reloading it, or stopping the clock there, must not end on an error page.
        await filled.Ana.GetAsync($"/settings/{form}");
        Assert.Equal((System.Net.HttpStatusCode.OK, "/settings"), (filled.Ana.Status, filled.Ana.Path));
    }

    [Fact]
    public async Task Identity_WithGoodInput_SavesItAsTyped()
    {
        var said = await filled.SavesAsync("/settings", "/settings/identity", new()
        {
            ["Identity.Name"] = "Ruiz & Keller", ["Identity.Tagline"] = "Keeps it up", ["Identity.Address.Street"] = "rue Mercière", ["Identity.Address.Number"] = "14",
            ["Identity.VatId"] = "fr 19 812345676", ["Identity.RegistrationId"] = "SIREN 812345676", ["Identity.Email"] = "bills@example.org", ["Identity.Phone"] = "+33 4 72 00 00 00",
            ["Identity.Footer"] = "Late payment:\nten percent.", ["Identity.TimeZone"] = "Europe/Paris",
        });

        Assert.Equal("Your business is saved. Invoices issued before stay as they are.", said);
        var business = await BusinessAsync();
        Assert.Equal(("Ruiz & Keller", "Keeps it up", "FR19812345676", "SIREN 812345676"), (business.Name, business.Tagline, business.VatId, business.RegistrationId));
        Assert.Equal(("bills@example.org", "+33 4 72 00 00 00", "Europe/Paris"), (business.Email, business.Phone, business.TimeZone));
        Assert.Equal("Late payment:\nten percent.", business.Footer!.ReplaceLineEndings("\n"));
        Assert.Equal(Example.Lyon with { Number = "14" }, business.Address);
        Assert.Contains("Ruiz & Keller", await filled.App.AsAsync(db => db.Audit.Where(a => a.Subject == "Business" && a.Action == "changed").OrderBy(a => a.Sequence).Select(a => a.After).LastAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bank_WithGoodInput_SavesItAsTyped()
    {
        var said = await filled.SavesAsync("/settings", "/settings/bank", new() { ["Bank.AccountName"] = "Ana Ruiz", ["Bank.Iban"] = "de89 3704 0044 0532 0130 00", ["Bank.Bic"] = "cobadeff xxx", ["Bank.BankName"] = "Commerzbank" });

        Assert.Equal("Your bank account is saved. The next invoices carry it.", said);
        var business = await BusinessAsync();
        Assert.Equal(("Ana Ruiz", "DE89370400440532013000", "COBADEFFXXX", "Commerzbank"), (business.AccountName, business.Iban, business.Bic, business.BankName));
        Assert.Equal(("changed", "Business"), ((await filled.LastAuditAsync()).Action, (await filled.LastAuditAsync()).Subject));
    }

    [Fact]
    public async Task Numbering_WithGoodInput_SavesItAndTellsTheNextNumber()
    {
        var said = await filled.SavesAsync("/settings", "/settings/numbering", new() { ["Numbering.Format"] = "R{yy}/{seq:000}", ["Numbering.FirstNumber"] = "42" });

        Assert.Equal("Saved. The next invoice will be R26/042.", said);
        var business = await BusinessAsync();
        Assert.Equal(("R{yy}/{seq:000}", 42), (business.NumberFormat, business.FirstNumber));
        Assert.Contains("R{yy}", (await filled.LastAuditAsync()).After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Vat_WithGoodInput_SavesItAsTyped()
    {
        var said = await filled.SavesAsync("/settings", "/settings/vat", new() { ["Vat.Rate"] = "8,1", ["Vat.Note"] = "Art. 293 B", ["Vat.TaxCurrency"] = "chf" });

        Assert.Equal("VAT is saved. Clients with VAT of their own keep it.", said);
        var business = await BusinessAsync();
        Assert.Equal((VatCategory.Standard, 8.1m, "Art. 293 B", "CHF"), (business.VatCategory, business.VatRate, business.VatNote, business.TaxCurrency?.Code));
        Assert.Contains("8.1", (await filled.LastAuditAsync()).After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invite_WithGoodInput_ShowsTheLinkOnceAndWithdrawalEndsIt()
    {
        await filled.SavesAsync("/settings/members", "/settings/members", new() { ["Name"] = "Jonas", ["Role"] = "Bookkeeper" });

        var invitation = await filled.App.AsAsync(db => db.Invitations.SingleAsync());
        Assert.Equal(("Jonas", Role.Bookkeeper, filled.App.Clock.Now + NodaTime.Duration.FromDays(7)), (invitation.Name, invitation.Role, invitation.ExpiresAt));
        Assert.Equal(("added", "Invitation"), ((await filled.LastAuditAsync()).Action, (await filled.LastAuditAsync()).Subject));
        var link = filled.Ana.Page.QuerySelector(".copy")!.TextContent;
        using var guest = await filled.App.Browser().GetAsync(link);
        Assert.Contains("You are invited as bookkeeper", guest.Text, StringComparison.Ordinal);
        await filled.Ana.GetAsync("/settings/members");
        Assert.Null(filled.Ana.Page.QuerySelector(".copy"));

        await filled.Ana.SubmitAsync([], "/withdraw");

        Assert.Equal("The invitation for Jonas is withdrawn. Its link no longer works.", filled.Ana.Notice);
        Assert.Equal(("deleted", "Invitation"), ((await filled.LastAuditAsync()).Action, (await filled.LastAuditAsync()).Subject));
        await guest.GetAsync(link);
        Assert.Contains("no longer works", guest.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task You_WithGoodInput_SavesItAsTyped()
    {
        var said = await filled.SavesAsync("/settings/you", "/settings/you", new() { ["Name"] = "Ana María Ruiz", ["TimeZone"] = "Europe/Madrid" });

        Assert.Equal("Saved. Times that you type are read in Europe/Madrid from now on.", said);
        var member = await filled.App.AsAsync(db => db.Members.SingleAsync());
        Assert.Equal(("Ana María Ruiz", "Europe/Madrid"), (member.Name, member.TimeZone));
        Assert.Equal(("changed", "Member"), ((await filled.LastAuditAsync()).Action, (await filled.LastAuditAsync()).Subject));
    }

    private Task<Business> BusinessAsync() => filled.App.AsAsync(db => db.Businesses.SingleAsync());
}
