using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.IntegrationTests.App;
using Microsoft.EntityFrameworkCore;

namespace Billing.IntegrationTests.Features.Incidents;

public sealed class IncidentFormTests(FilledApp filled) : IClassFixture<FilledApp>
{
    private const string Twice = "02:30 on 25 Oct 2026 came twice in Europe/Paris: the clocks went back. Choose whether you mean the earlier or the later one.";
    private const string NoMoment = "Enter when the alert came as date and time, for example 2026-11-21 21:14.";
    private const string LongAgo = "This is long ago. Check the year.";
    private const string ToCome = "This is still to come. Enter when the alert came, or leave it empty.";

    [Theory]
    [InlineData("Title", "", "Enter a title, for example: checkout returns 502.")]
    [InlineData("Title", "x*201", "A title can have at most 200 characters; this has 201.")]
    [InlineData("Title", "\\a", "Remove the control characters.")]
    [InlineData("Severity", "", "Choose how severe it is.")]
    [InlineData("Severity", "apocalyptic", "Choose how severe it is.")]
    [InlineData("AlertedAt", "yesterday", NoMoment)]
    [InlineData("AlertedAt", "2026-02-29T10:00", NoMoment)]
    [InlineData("AlertedAt", "2026-10-30T14:00", ToCome)]
    [InlineData("AlertedAt", "1999-12-31T23:00", LongAgo)]
    [InlineData("AlertedAt", "9999-12-31T23:59", NoMoment)]
    [InlineData("AlertedAt", "0001-01-01T00:00", LongAgo)]
    [InlineData("AlertedAt", "-9998-01-01T00:00", NoMoment)]
    [InlineData("AlertedAt", "2026-03-29T02:30", "02:30 on 29 Mar 2026 did not exist in Europe/Paris: the clocks went forward. Enter a time before or after the change.")]
    [InlineData("AlertedAt", "2026-10-25T02:30", Twice)]
    public async Task Incident_WithBadInput_SaysSoKeepsItAndWritesNothing(string field, string typed, string sentence)
    {
        Dictionary<string, string> values = new() { ["Title"] = "Mails do not arrive", ["Severity"] = "medium", ["AlertedAt"] = "2026-10-30 12:30:15", [field] = FilledApp.Typed(typed) };
        await filled.RefusesAsync("/incidents/new", null, new(values) { ["Recurs"] = "INC-0001" }, field, sentence);
        await filled.RefusesAsync($"/incidents/{filled.Incident.Id}/edit", null, values, field, sentence);
    }

    [Theory]
    [InlineData("Recurs", "INC-9999", "There is no INC-9999.")]
    [InlineData("Recurs", "the last one", "Enter the earlier incident's code, for example INC-0012, or nothing.")]
    [InlineData("Recurs", "INC-99999999999", "Enter the earlier incident's code, for example INC-0012, or nothing.")]
    [InlineData("Contract", "", "Choose a contract.")]
    [InlineData("Contract", "nobody", "Choose a contract.")]
    [InlineData("Contract", "01930000-0000-7000-8000-000000000000", "Choose a contract.")]
    public Task New_WithBadInput_SaysSoKeepsItAndWritesNothing(string field, string typed, string sentence) =>
        filled.RefusesAsync("/incidents/new", null, new() { ["Title"] = "Mails do not arrive", ["Severity"] = "medium", [field] = typed }, field, sentence);

    [Fact]
    public async Task New_OnAContractThatEnded_NamesIt()
    {
        var contract = await filled.Example.ContractAsync(filled.Client, state: ContractState.Ended);
        await filled.RefusesAsync(
            "/incidents/new", null, new() { ["Title"] = "Mails do not arrive", ["Contract"] = contract.Id.ToString() }, "Contract", $"{contract.Code} has ended. Choose another contract, or make a new one first.");
    }

    [Fact]
    public async Task New_RecurringAnotherContractsIncident_NamesBoth()
    {
        var contract = await filled.Example.ContractAsync(filled.Client);
        await filled.RefusesAsync(
            "/incidents/new", null, new() { ["Title"] = "Mails do not arrive", ["Contract"] = contract.Id.ToString(), ["Recurs"] = "inc-1" }, "Recurs", $"INC-0001 belongs to another contract than {contract.Code}.");
    }

    [Theory]
    [InlineData("earlier", "2026-10-25T00:30:00Z")]
    [InlineData("later", "2026-10-25T01:30:00Z")]
    public async Task Edit_InTheHourThatCameTwice_TakesTheAnswer(string which, string instant)
    {
        var incident = await NewAsync("2026-10-25T03:00:00Z");
        await filled.RefusesAsync($"/incidents/{incident.Id}/edit", null, new() { ["AlertedAt"] = "2026-10-25T02:30" }, "AlertedAt", Twice);

        await filled.Ana.SubmitAsync(new() { ["AlertedWhich"] = which });

        Assert.Equal($"{incident.Code} is changed.", filled.Ana.Notice);
        Assert.Equal(Example.At(instant), await filled.App.AsAsync(db => db.Incidents.Where(i => i.Id == incident.Id).Select(i => i.AlertedAt).SingleAsync()));
        await filled.Ana.GetAsync($"/incidents/{incident.Id}/edit");
        Assert.Equal(("2026-10-25T02:30", which), (filled.Ana.Value("AlertedAt"), filled.Ana.Value("AlertedWhich")));
    }

    [Fact]
    public async Task New_WithGoodInput_OpensItAndTheTwinClickLeadsThere()
    {
        Dictionary<string, string> values = new()
        {
            ["Title"] = " Mails <do> not arrive ", ["Severity"] = "medium", ["Recurs"] = "inc-1", ["AlertedAt"] = "2026-10-30T12:30:15", ["Contract"] = filled.Contract.Id.ToString(),
        };
        var said = await filled.SavesAsync("/incidents/new", null, values, null, "StartClock");

        var incident = await filled.App.AsAsync(db => db.Incidents.SingleAsync(i => i.Title == "Mails <do> not arrive"));
        Assert.Equal($"{incident.Code} is open.", said);
        Assert.Equal($"/incidents/{incident.Id}", filled.Ana.Path);
        Assert.Equal(("medium", IncidentState.Investigating, filled.Incident.Id), (incident.Severity, incident.State, incident.RecursId!.Value));
        Assert.Equal((Example.At("2026-10-30T11:30:15Z"), filled.App.Clock.Now), (incident.AlertedAt!.Value, incident.OpenedAt));
        Assert.Equal(("added", "Incident"), ((await filled.LastAuditAsync()).Action, (await filled.LastAuditAsync()).Subject));
        Assert.Equal(0, await filled.App.AsAsync(db => db.Sessions.CountAsync(s => s.Stop == null)));

        var rows = await filled.RowsAsync();
        await filled.SavesAsync("/incidents/new", null, values, null, "StartClock");
        Assert.Equal($"/incidents/{incident.Id}", filled.Ana.Path);
        Assert.Equal(rows, await filled.RowsAsync());
    }

    [Fact]
    public async Task Edit_WithGoodInput_SavesItAndTheAuditKeepsWhatItWas()
    {
        var incident = await NewAsync("2026-10-21T08:00:00Z");
        var said = await filled.SavesAsync($"/incidents/{incident.Id}/edit", null, new() { ["Title"] = "Only the second host", ["Severity"] = "low" });

        Assert.Equal($"{incident.Code} is changed.", said);
        var audit = await filled.LastAuditAsync();
        Assert.Equal("""{"Severity":"critical","Title":"Checkout returns 502"}""", audit.Before);
        Assert.Equal("""{"Severity":"low","Title":"Only the second host"}""", audit.After);
    }

    [Fact]
    public async Task State_ThatCannotFollow_IsRefusedInOneSentence()
    {
        var incident = await NewAsync("2026-10-22T08:00:00Z");
        await filled.Ana.GetAsync($"/incidents/{incident.Id}");
        await filled.Ana.PostAsync($"/incidents/{incident.Id}/state", ("state", "closed"));
        Assert.Equal($"{incident.Code} is closed.", filled.Ana.Notice);
        await filled.Ana.PostAsync($"/incidents/{incident.Id}/state", ("state", "watching"));
        Assert.Equal($"{incident.Code} is closed now. Look at it again before you change it.", filled.Ana.Notice);
        await filled.Ana.PostAsync($"/incidents/{incident.Id}/state", ("state", "17"));
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, filled.Ana.Status);
    }

    private async Task<Incident> NewAsync(string openedAt)
    {
        var number = await filled.App.AsAsync(db => db.Incidents.MaxAsync(i => i.Number)) + 1;
        var incident = new Incident(filled.App.Owner.BusinessId, filled.Contract.Id, number, "Checkout returns 502", "critical", Example.At(openedAt), filled.App.Owner.Id);
        await filled.App.SaveAsync(incident);
        return incident;
    }
}
