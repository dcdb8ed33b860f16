using System.Net;
using Billing.Domain.Contracts;
using Billing.Domain.Rating;
using Billing.IntegrationTests.App;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.IntegrationTests.Features.Contracts;

public sealed class ContractFormTests(FilledApp filled) : IClassFixture<FilledApp>
{
    private const string DayWrong = "Enter the billing day as a whole number from 1 to 28.";
    private const string PaymentWrong = "Enter the days to pay as a whole number from 0 to 365.";

    [Theory]
    [InlineData("Code", "", "Enter a code, for example NW-2026.")]
    [InlineData("Code", "x*31", "A code can have at most 30 characters; this has 31.")]
    [InlineData("Code", "taken", "TAKEN is already the code of “Support”. Choose another.")]
    [InlineData("Title", "", "Enter a title.")]
    [InlineData("Title", "x*201", "A title can have at most 200 characters; this has 201.")]
    [InlineData("Currency", "", "There is no currency “”. Enter three letters, for example EUR.")]
    [InlineData("Currency", "XQZ", "There is no currency “XQZ”. Enter three letters, for example EUR.")]
    [InlineData("Currency", "KWD", "KWD has three decimals, and invoices can carry two at most. Choose another currency.")]
    [InlineData("TimeZone", "", "Enter a time zone, for example Europe/Paris.")]
    [InlineData("TimeZone", "Paris", "There is no time zone “Paris”. Choose one from the list, for example Europe/Paris.")]
    [InlineData("StartsOn", "", "Enter the first day as a date, for example 2026-11-21.")]
    [InlineData("StartsOn", "2026-02-29", "Enter the first day as a date, for example 2026-11-21.")]
    [InlineData("StartsOn", "21.11.2026", "Enter the first day as a date, for example 2026-11-21.")]
    [InlineData("EndsOn", "never", "Enter the last day as a date, for example 2026-11-21.")]
    [InlineData("EndsOn", "2025-12-31", "The last day must not be before the first, 1 Jan 2026.")]
    [InlineData("BillingDay", "", DayWrong)]
    [InlineData("BillingDay", "0", DayWrong)]
    [InlineData("BillingDay", "29", DayWrong)]
    [InlineData("BillingDay", "1.0", DayWrong)]
    [InlineData("PaymentDays", "-1", PaymentWrong)]
    [InlineData("PaymentDays", "366", PaymentWrong)]
    [InlineData("PaymentDays", "soon", PaymentWrong)]
    [InlineData("OrderNumber", "x*101", "The order number can have at most 100 characters; this has 101.")]
    [InlineData("Holidays", "2026-12-25\\nChristmas", "Line 2, “Christmas”, is not a date. Write it as 2026-12-25.")]
    [InlineData("Holidays", "2026-13-01", "Line 1, “2026-13-01”, is not a date. Write it as 2026-12-25.")]
    public async Task Contract_WithBadInput_SaysSoKeepsItAndWritesNothing(string field, string typed, string sentence)
    {
        await TakenAsync();
        await filled.RefusesAsync("/contracts/new", null, new(Good()) { [field] = FilledApp.Typed(typed) }, field, sentence);
        var edited = new Dictionary<string, string>(Good()) { [field] = FilledApp.Typed(typed) };
        edited.Remove("Client");
        await filled.RefusesAsync($"/contracts/{filled.Contract.Id}/edit", null, edited, field, sentence);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nobody")]
    [InlineData("01930000-0000-7000-8000-000000000000")]
    public Task New_WithoutAClientOfOurs_AsksForOne(string client) =>
        filled.RefusesAsync("/contracts/new", null, new(Good()) { ["Client"] = client }, "Client", "Choose the client.");

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    [InlineData("-0044-03-15")]
    public Task Contract_OfAnotherAge_IsASlip(string startsOn) =>
        filled.RefusesAsync("/contracts/new", null, new(Good()) { ["StartsOn"] = startsOn, ["EndsOn"] = "" }, "StartsOn", "Check the year of the first day.");

    [Fact]
    public async Task Contract_WithThreeHundredWrongLines_IsRefusedAndKeepsThem()
    {
        var lines = string.Join('\n', Enumerable.Range(1, 300).Select(i => $"holiday {i}"));
        var before = await filled.RowsAsync();
        await filled.Ana.GetAsync("/contracts/new");
        await filled.Ana.SubmitAsync(new(Good()) { ["Holidays"] = lines });
        Assert.Equal(HttpStatusCode.OK, filled.Ana.Status);
        Assert.Equal("Line 1, “holiday 1”, is not a date. Write it as 2026-12-25.", filled.Ana.Errors[0]);
        Assert.Equal(lines, filled.Ana.Value("Holidays"));
        Assert.Equal(before, await filled.RowsAsync());
    }

    [Fact]
    public async Task Contract_WithHolidaysOfAnotherAge_LeavesEveryPageWhole()
    {
        var contract = await filled.Example.ContractAsync(filled.Client);
        var session = await filled.Example.WorkAsync(contract, "2026-10-28T08:00:00Z", "2026-10-28T09:00:00Z");
        await filled.Ana.GetAsync($"/contracts/{contract.Id}/edit");
        await filled.Ana.SubmitAsync(new() { ["Holidays"] = "9999-12-31\n0001-01-01\n-9998-01-01" });
        foreach (var page in (string[])[$"/contracts/{contract.Id}", $"/contracts/{contract.Id}/edit", "/", "/timesheet?week=2026-W44", "/runs", "/runs/preview"])
        {
            await filled.Ana.GetAsync(page);
            Assert.Equal((page, HttpStatusCode.OK), (page, filled.Ana.Status));
        }

        Assert.DoesNotContain("Not everything is priced", filled.Ana.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_WithGoodInput_SavesItAsTyped()
    {
        var said = await filled.SavesAsync("/contracts/new", null, new(Good()) { ["Code"] = "NY-1", ["Currency"] = "usd", ["TimeZone"] = "America/New_York" });

        Assert.Equal("Contract NY-1 is a draft. Its terms come next.", said);
        var contract = await filled.App.AsAsync(db => db.Contracts.SingleAsync(c => c.Code == "NY-1"));
        Assert.Equal($"/contracts/{contract.Id}", filled.Ana.Path);
        Assert.Equal(("On call", "USD", "America/New_York", ContractState.Draft), (contract.Title, contract.Currency.Code, contract.TimeZone, contract.State));
        Assert.Equal((new LocalDate(2026, 1, 1), new LocalDate(2026, 12, 31), 15, 14, "PO 4711"), (contract.StartsOn, contract.EndsOn!.Value, contract.BillingDay, contract.PaymentDays, contract.OrderNumber));
        Assert.Equal([new LocalDate(2026, 5, 1), new LocalDate(2026, 12, 25)], contract.Holidays);
        Assert.Equal(("added", "Contract"), ((await filled.LastAuditAsync()).Action, (await filled.LastAuditAsync()).Subject));
    }

    [Fact]
    public async Task Edit_WithGoodInput_SavesItAndTheAuditKeepsWhatItWas()
    {
        var contract = await filled.Example.ContractAsync(filled.Client);
        var said = await filled.SavesAsync($"/contracts/{contract.Id}/edit", null, new() { ["Title"] = "Nights", ["Holidays"] = "2026-12-26\n\n2026-12-25\n2026-12-25" });

        Assert.Equal($"Contract {contract.Code} is saved.", said);
        var saved = await filled.App.AsAsync(db => db.Contracts.SingleAsync(c => c.Id == contract.Id));
        Assert.Equal("Nights", saved.Title);
        Assert.Equal([new LocalDate(2026, 12, 25), new LocalDate(2026, 12, 26)], saved.Holidays);
        var audit = await filled.LastAuditAsync();
        Assert.Equal("""{"Holidays":"2026-12-25 2026-12-26","Title":"Nights"}""", audit.After);
        Assert.Contains("\"Title\":\"Support\"", audit.Before, StringComparison.Ordinal);
    }

    [Fact]
    public async Task State_ThatCannotFollow_IsRefusedInOneSentence()
    {
        var contract = await filled.Example.ContractAsync(filled.Client, state: ContractState.Draft, withTerms: false);
        await filled.Ana.GetAsync($"/contracts/{contract.Id}");
        await filled.Ana.PostAsync($"/contracts/{contract.Id}/state", ("to", "active"));
        Assert.Equal($"{contract.Code} has no terms yet, so nothing says what an hour costs. Add its terms, then activate it.", filled.Ana.Notice);
        Assert.Equal(ContractState.Draft, await filled.App.AsAsync(db => db.Contracts.Where(c => c.Id == contract.Id).Select(c => c.State).SingleAsync()));

        await filled.Ana.PostAsync($"/contracts/{contract.Id}/state", ("to", "gone"));
        Assert.Equal(HttpStatusCode.BadRequest, filled.Ana.Status);
    }

    [Fact]
    public async Task State_FromDraftToItsEndAndBack_IsSaidEachTimeAndInTheAudit()
    {
        var contract = await filled.Example.ContractAsync(filled.Client, state: ContractState.Draft);
        foreach (var (to, said) in ((string, string)[])
        [
            ("offered", "is offered. Activate it when the client accepts."), ("active", "is active. Its months are billed from January 2026 on."),
            ("ended", "is ended; its last day is 30 Oct 2026, and the work until then is billed as usual."), ("active", "is active again, without a last day."),
        ])
        {
            await filled.Ana.GetAsync($"/contracts/{contract.Id}");
            await filled.Ana.SubmitAsync([], "/state", $"to={to}");
            Assert.Equal($"{contract.Code} {said}", filled.Ana.Notice);
            Assert.Equal(("changed", "Contract"), ((await filled.LastAuditAsync()).Action, (await filled.LastAuditAsync()).Subject));
            Assert.Equal(to, (await filled.App.AsAsync(db => db.Contracts.Where(c => c.Id == contract.Id).Select(c => c.State).SingleAsync())).ToString().ToLowerInvariant());
        }
    }

    // The code that another contract has, in other letters.
    private async Task TakenAsync()
    {
        if (await filled.App.AsAsync(db => db.Contracts.AnyAsync(c => c.Code == "TAKEN"))) return;
        var contract = await filled.Example.ContractAsync(filled.Client);
        await filled.App.AsAsync(async db =>
        {
            (await db.Contracts.SingleAsync(c => c.Id == contract.Id)).Code = "TAKEN";
            return await db.SaveChangesAsync();
        });
    }

    private Dictionary<string, string> Good() => new()
    {
        ["Client"] = filled.Client.Id.ToString(), ["Code"] = "NW-2026", ["Title"] = "On call", ["Currency"] = "CHF", ["TimeZone"] = "Europe/Zurich", ["StartsOn"] = "2026-01-01", ["EndsOn"] = "2026-12-31",
        ["BillingDay"] = "15", ["PaymentDays"] = "14", ["OrderNumber"] = "PO 4711", ["Holidays"] = "2026-12-25\n2026-05-01",
    };
}
