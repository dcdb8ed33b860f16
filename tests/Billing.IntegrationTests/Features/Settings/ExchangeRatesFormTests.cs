using System.Net;
using Billing.Domain;
using Billing.Domain.Invoicing;
using Billing.IntegrationTests.App;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.IntegrationTests.Features.Settings;

public sealed class ExchangeRatesFormTests(FilledApp filled) : IClassFixture<FilledApp>
{
    private const string Page = "/settings/exchange-rates";

    [Theory]
    [InlineData("From", "", "There is no currency “”. Enter three letters, for example EUR.")]
    [InlineData("From", "XYZ", "There is no currency “XYZ”. Enter three letters, for example EUR.")]
    [InlineData("From", "KWD", "KWD has three decimals, and invoices can carry two at most. Choose another currency.")]
    [InlineData("To", "usd", "Choose another currency than USD.")]
    [InlineData("Date", "", "Enter the day of the rate as a date, for example 2026-11-21.")]
    [InlineData("Date", "1926-10-30", "Check the year of the day of the rate.")]
    [InlineData("Date", "2026-10-31", "Enter a day up to today: a rate of a later day is not known yet.")]
    [InlineData("Rate", "", "Enter the rate as a number, for example 0.92.")]
    [InlineData("Rate", "0", "Enter the rate of at least 0.00000001.")]
    [InlineData("Rate", "-1", "Enter the rate of at least 0.00000001.")]
    [InlineData("Rate", "1000001", "Enter the rate of at most 1000000.")]
    [InlineData("Rate", "0.123456789", "Enter the rate with at most 8 decimals.")]
    [InlineData("Rate", "1,082", "Write the rate without the comma, as 1082, or with a decimal point, as 1.082: “1,082” could be either.")]
    public Task Add_WithBadInput_SaysSoKeepsItAndWritesNothing(string field, string typed, string sentence) =>
        filled.RefusesAsync(Page, null, new(Good("2026-10-30")) { [field] = typed }, field, sentence);

    [Fact]
    public async Task Add_WithGoodInput_SavesItAndShowsItInTheList()
    {
        var said = await filled.SavesAsync(Page, null, Good("2026-10-29"));

        Assert.StartsWith("Saved: on 29 Oct 2026 one USD was 0.92134567 EUR.", said, StringComparison.Ordinal);
        var rate = await filled.App.AsAsync(db => db.ExchangeRates.SingleAsync(r => r.Date == new LocalDate(2026, 10, 29)));
        Assert.Equal(("USD", "EUR", 0.92134567m), (rate.From.Code, rate.To.Code, rate.Rate));
        Assert.Contains("29 Oct 20261 USD0.92134567 EUR", string.Concat(filled.Ana.Page.QuerySelectorAll("td").Select(c => c.TextContent.Trim())), StringComparison.Ordinal);
        Assert.Equal(("added", "ExchangeRate", "USD/EUR/2026-10-29"), (await filled.LastAuditAsync()) is var a ? (a.Action, a.Subject, a.SubjectId) : default);
    }

    [Fact]
    public async Task Add_OfADayThatIsThereAlready_IsRefusedWithWhatIsThere()
    {
        await filled.SavesAsync(Page, null, Good("2026-10-28"));
        await filled.RefusesAsync(Page, null, new(Good("2026-10-28")) { ["Rate"] = "0.93" }, "Rate", "The rate of that day is in the list already, as 0.92134567. If that is wrong, delete it first.");
    }

    [Fact]
    public async Task Delete_OfARateThatNoInvoiceUsed_DeletesIt()
    {
        await filled.SavesAsync(Page, null, Good("2026-10-27"));
        await filled.Ana.PostAsync(Page + "/delete", ("From", "USD"), ("To", "EUR"), ("Date", "2026-10-27"));

        Assert.StartsWith("The rate from USD to EUR of 27 Oct 2026 is deleted.", filled.Ana.Notice, StringComparison.Ordinal);
        Assert.Equal(0, await filled.App.AsAsync(db => db.ExchangeRates.CountAsync(r => r.Date == new LocalDate(2026, 10, 27))));
        Assert.Equal(("deleted", "ExchangeRate"), (await filled.LastAuditAsync()) is var a ? (a.Action, a.Subject) : default);
    }

    [Theory]
    [InlineData("2026-10-01")]
    [InlineData("yesterday")]
    public async Task Delete_OfARateThatIsNotThere_FindsNothing(string day)
    {
        await filled.Ana.GetAsync(Page);
        await filled.Ana.PostAsync(Page + "/delete", ("From", "USD"), ("To", "EUR"), ("Date", day));
        Assert.Equal(HttpStatusCode.NotFound, filled.Ana.Status);
    }

    [Fact]
    public async Task Rates_OfAnotherBusiness_AreNeitherSeenNorDeleted()
    {
        await filled.SavesAsync(Page, null, Good("2026-10-26"));
        var stranger = await filled.Example.StrangerAsync();
        Assert.Equal(0, await filled.App.AsAsync(db => db.ExchangeRates.CountAsync(), stranger));
        using var browser = await filled.App.SignedInAsync("stranger@example.org");
        await browser.GetAsync(Page);
        Assert.DoesNotContain("USD", string.Concat(browser.Page.QuerySelectorAll("td").Select(c => c.TextContent)), StringComparison.Ordinal);

        await browser.PostAsync(Page + "/delete", ("From", "USD"), ("To", "EUR"), ("Date", "2026-10-26"));

        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
        Assert.Equal(1, await filled.App.AsAsync(db => db.ExchangeRates.CountAsync(r => r.Date == new LocalDate(2026, 10, 26))));
        await browser.GetAsync(Page);
        await browser.SubmitAsync(Good("2026-10-26"));
        Assert.StartsWith("Saved:", browser.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Index_WithManyRates_ShowsThemByPage()
    {
        await filled.App.SaveAsync([.. Enumerable.Range(1, 60).Select(i => new ExchangeRate(filled.App.Owner.BusinessId, Currency.Of("GBP"), Currency.Of("CHF"), new LocalDate(2025, 1, 1).PlusDays(i), 1.1m))]);
        await filled.Ana.GetAsync(Page);
        Assert.Equal(51, filled.Ana.Page.QuerySelectorAll("table tr").Length);
        await filled.Ana.GetAsync(Page + "?page=2");
        Assert.InRange(filled.Ana.Page.QuerySelectorAll("table tr").Length, 11, 51);
        await filled.Ana.GetAsync(Page + "?page=99");
        Assert.Contains("The list ends before this page.", filled.Ana.Text, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Good(string day) => new() { ["From"] = "usd", ["To"] = "EUR", ["Date"] = day, ["Rate"] = "0.92134567" };
}
