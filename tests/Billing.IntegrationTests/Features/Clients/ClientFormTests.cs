using Billing.IntegrationTests.App;
using Microsoft.EntityFrameworkCore;

namespace Billing.IntegrationTests.Features.Clients;

public sealed class ClientFormTests(FilledApp filled) : IClassFixture<FilledApp>
{
    private const string VatIdWrong = "A VAT number begins with the two letters of its country, then 2 to 13 letters or digits, for example FR19812345676.";

    [Theory]
    [InlineData("Name", "", "Enter the client's name.")]
    [InlineData("Name", "   ", "Enter the client's name.")]
    [InlineData("Name", "x*201", "The client's name can have at most 200 characters; this has 201.")]
    [InlineData("Name", "Nord\\awind", "Remove the control characters.")]
    [InlineData("Language", "la", "Choose a language.")]
    [InlineData("Address.Street", "", "Enter a street.")]
    [InlineData("Address.Street", "x*201", "A street can have at most 200 characters; this has 201.")]
    [InlineData("Address.Number", "1*21", "The number can have at most 20 characters; this has 21.")]
    [InlineData("Address.Line2", "x*201", "The second line can have at most 200 characters; this has 201.")]
    [InlineData("Address.Postcode", "", "Enter a postcode.")]
    [InlineData("Address.Postcode", "1*21", "A postcode can have at most 20 characters; this has 21.")]
    [InlineData("Address.Town", "", "Enter a town.")]
    [InlineData("Address.Town", "x*101", "A town can have at most 100 characters; this has 101.")]
    [InlineData("Address.Region", "x*101", "The region can have at most 100 characters; this has 101.")]
    [InlineData("Address.Country", "", "Choose a country.")]
    [InlineData("Address.Country", "XX", "Choose a country.")]
    [InlineData("VatId", "D", VatIdWrong)]
    [InlineData("VatId", "12345678901", VatIdWrong)]
    [InlineData("VatId", "DE1234567890123456", VatIdWrong)]
    [InlineData("VatId", "DE29-8765", VatIdWrong)]
    [InlineData("RegistrationId", "x*201", "The registration number can have at most 200 characters; this has 201.")]
    [InlineData("ContactName", "x*101", "The contact's name can have at most 100 characters; this has 101.")]
    [InlineData("Email", "finance", "Enter an e-mail address, for example ana@example.org.")]
    [InlineData("Email", "Finance <finance@example.org>", "Enter an e-mail address, for example ana@example.org.")]
    [InlineData("VatRate", "-1", "Enter a VAT rate of at least 0.")]
    [InlineData("VatRate", "100.5", "Enter a VAT rate of at most 100.")]
    [InlineData("VatRate", "none", "Enter a VAT rate as a number, for example 20.")]
    [InlineData("VatRate", "1,000.5", "Enter a VAT rate as a number, for example 20.")]
    [InlineData("VatRate", "19.00001", "Enter a VAT rate with at most four decimals.")]
    [InlineData("VatRate", "9*40", "Enter a VAT rate as a number, for example 20.")]
    [InlineData("VatCategory", "Sometimes", "Choose how VAT looks at this client.")]
    [InlineData("VatNote", "x*501", "The note can have at most 500 characters; this has 501.")]
    public async Task Client_WithBadInput_SaysSoKeepsItAndWritesNothing(string field, string typed, string sentence)
    {
        await filled.RefusesAsync("/clients/new", null, new(Good()) { [field] = FilledApp.Typed(typed) }, field, sentence);
        await filled.RefusesAsync($"/clients/{filled.Client.Id}/edit", null, new(Good()) { [field] = FilledApp.Typed(typed) }, field, sentence);
    }

    [Fact]
    public async Task Client_WithoutVatAndWithoutAReason_IsAskedForIt()
    {
        foreach (var category in (string[])["ReverseCharge", "Exempt", "OutsideScope"])
        {
            await filled.RefusesAsync(
                "/clients/new", null, new(Good()) { ["VatCategory"] = category, ["VatNote"] = "" }, "VatNote", "Enter why no VAT is charged, for example reverse charge. Invoices without VAT have to say so.");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    public Task Client_WithARateOfItsOwnThatIsNone_IsAskedForIt(string rate) => filled.RefusesAsync(
        "/clients/new", null, new(Good()) { ["VatRate"] = rate }, "VatRate", "Enter the client's VAT rate, or choose why it is charged none.");

    [Theory]
    [InlineData("", "20\u00a0%, as usual")]
    [InlineData("Standard", "0.5\u00a0%")]
    [InlineData("ReverseCharge", "reverse charge Line one")]
    [InlineData("Exempt", "exempt Line one")]
    [InlineData("OutsideScope", "none, outside the scope Line one")]
    public async Task Client_OfThisCategory_IsShownWithItAndItsFormAgain(string category, string shown)
    {
        await filled.SavesAsync("/clients/new", null, new(Good()) { ["Name"] = "Client " + category, ["VatCategory"] = category });

        Assert.StartsWith(shown, filled.Ana.Page.QuerySelectorAll(".facts dd").Last().TextContent, StringComparison.Ordinal);
        var client = await filled.App.AsAsync(db => db.Clients.SingleAsync(c => c.Name == ("Client " + category).Trim()));
        Assert.Equal(category, client.VatCategory?.ToString() ?? "");
        await filled.Ana.GetAsync($"/clients/{client.Id}/edit");
        Assert.Equal(category, filled.Ana.Value("VatCategory"));
    }

    [Fact]
    public async Task New_WithGoodInput_SavesItAsTyped()
    {
        var said = await filled.SavesAsync("/clients/new", null, Good());

        Assert.Equal("Südwind AG is saved. Next, a contract says what an hour costs.", said);
        var client = await filled.App.AsAsync(db => db.Clients.SingleAsync(c => c.Name == "Südwind AG"));
        Assert.Equal($"/clients/{client.Id}", filled.Ana.Path);
        Assert.Equal(("de", "DE298765435", "HRB 123456", "Jonas Keller", "finance@example.org"), (client.Language, client.VatId, client.RegistrationId, client.ContactName, client.Email));
        Assert.Equal((0.5m, "Line one\nline two <b>"), (client.VatRate, client.VatNote!.ReplaceLineEndings("\n")));
        Assert.Equal(new("Speicherstraße", "8b", "Haus 2", "20457", "Hamburg", "Hamburg", "DE"), client.Address);
        var audit = await filled.App.AsAsync(db => db.Audit.Where(a => a.SubjectId.Contains(client.Id.ToString())).ToListAsync());
        Assert.Contains(audit, a => a is { Action: "added", Subject: "Client" } && a.MemberId == filled.App.Owner.Id);
    }

    [Fact]
    public async Task Edit_WithGoodInput_SavesItAndTheAuditKeepsWhatItWas()
    {
        var client = await filled.Example.ClientAsync("Before AG");
        var said = await filled.SavesAsync($"/clients/{client.Id}/edit", null, new() { ["Name"] = "  After AG ", ["VatCategory"] = "Standard", ["VatRate"] = " 7,5 " });

        Assert.Equal("After AG is saved. Invoices issued before stay as they are.", said);
        var saved = await filled.App.AsAsync(db => db.Clients.SingleAsync(c => c.Id == client.Id));
        Assert.Equal(("After AG", 7.5m, client.Address), (saved.Name, saved.VatRate, saved.Address));
        var audit = await filled.LastAuditAsync();
        Assert.Equal(("changed", "Client"), (audit.Action, audit.Subject));
        Assert.Equal("""{"Name":"Before AG"}""", audit.Before);
        Assert.Equal("""{"Name":"After AG","VatCategory":"Standard","VatRate":"7.5"}""", audit.After);
    }

    private static Dictionary<string, string> Good() => new()
    {
        ["Name"] = "Südwind AG", ["Language"] = "de", ["Address.Street"] = "Speicherstraße", ["Address.Number"] = "8b", ["Address.Line2"] = "Haus 2", ["Address.Postcode"] = "20457",
        ["Address.Town"] = "Hamburg", ["Address.Region"] = "Hamburg", ["Address.Country"] = "DE", ["VatId"] = "de 298 765 435", ["RegistrationId"] = "HRB 123456",
        ["ContactName"] = "Jonas Keller", ["Email"] = "finance@example.org", ["VatCategory"] = "Standard", ["VatRate"] = "0.5", ["VatNote"] = "Line one\nline two <b>",
    };
}
