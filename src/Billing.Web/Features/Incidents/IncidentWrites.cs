using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Web.Data;
using Billing.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web.Features.Incidents;

/// <summary>Opens, changes and moves incidents.</summary>
public sealed class IncidentWrites(BillingDb db, BusinessScope scope, IClock clock)
{
    private static readonly Duration SecondClick = Duration.FromSeconds(10);

    private Instant Now => clock.WholeSecond();

    /// <summary>Opens one with the business's next number.</summary>
    /// <param name="contractId">For which contract.</param>
    /// <param name="facts">What was said about it.</param>
    /// <param name="recurs">Code of the earlier incident as typed; empty when it is a new one.</param>
    public Task<Result<Incident>> OpenAsync(Id<Contract> contractId, IncidentFacts facts, string? recurs) => db.WriteAsync<Result<Incident>>(async () =>
    {
        var contract = await db.Contracts.AsNoTracking().SingleOrDefaultAsync(c => c.Id == contractId);
        if (contract is null) return new Refusal("contract", "Choose a contract.", nameof(IncidentForm.Contract));
        if (contract.State == ContractState.Ended) return new Refusal("contract-ended", $"{contract.Code} has ended. Choose another contract, or make a new one first.", nameof(IncidentForm.Contract));
        if (await TwinAsync(contractId, facts.Title) is { } twin) return twin;
        var earlier = await EarlierAsync(contract, recurs);
        if (!earlier.IsOk) return earlier.Refusals.ToList();
        var number = (await db.Incidents.MaxAsync(i => (int?)i.Number) ?? 0) + 1;
        var incident = new Incident(scope.RequiredBusinessId, contractId, number, facts.Title, facts.Severity, Now, scope.MemberId) { AlertedAt = facts.AlertedAt, RecursId = earlier.Value };
        db.Incidents.Add(incident);
        await db.SaveChangesAsync();
        return incident;
    });

    /// <summary>Changes what was said about it.</summary>
    public Task<Result<string>> ChangeAsync(Id<Incident> id, IncidentFacts facts) => db.WriteAsync<Result<string>>(async () =>
    {
        if (await db.Incidents.SingleOrDefaultAsync(i => i.Id == id) is not { } incident) return Gone();
        (incident.Title, incident.Severity, incident.AlertedAt) = (facts.Title, facts.Severity, facts.AlertedAt);
        await db.SaveChangesAsync();
        return $"{incident.Code} is changed.";
    });

    /// <summary>Moves it to another state.</summary>
    public Task<Result<string>> MoveAsync(Id<Incident> id, IncidentState state) => db.WriteAsync<Result<string>>(async () =>
    {
        if (await db.Incidents.SingleOrDefaultAsync(i => i.Id == id) is not { } incident) return Gone();
        var atWork = await (
            from session in db.Sessions.Where(s => s.IncidentId == id && s.Stop == null)
            join member in db.Members on session.MemberId equals member.Id
            select member.Name).ToListAsync();
        if (IncidentMoves.WhyNot(incident, state, atWork) is { } refusal) return refusal;
        incident.MoveTo(state, Now);
        await db.SaveChangesAsync();
        return $"{incident.Code} is {Show.Word(state)}{(state == IncidentState.Investigating ? " again" : "")}.";
    });

    private static Refusal Gone() => new("not-found", "This incident is not there any more.");

    // The second click on the same button: it leads to what the first one opened.
    private async Task<Incident?> TwinAsync(Id<Contract> contractId, string title)
    {
        var since = Now - SecondClick;
        return await db.Incidents.AsNoTracking().FirstOrDefaultAsync(i => i.ContractId == contractId && i.OpenedBy == scope.MemberId && i.Title == title && i.OpenedAt >= since);
    }

    private async Task<Result<Id<Incident>?>> EarlierAsync(Contract contract, string? recurs)
    {
        if (string.IsNullOrWhiteSpace(recurs)) return (Id<Incident>?)null;
        if (!IncidentMoves.TryReadCode(recurs, out var number)) return new Refusal("recurs", "Enter the earlier incident's code, for example INC-0012, or nothing.", nameof(IncidentForm.Recurs));
        var earlier = await db.Incidents.AsNoTracking().SingleOrDefaultAsync(i => i.Number == number);
        if (earlier is null) return new Refusal("recurs", $"There is no {Incident.CodeOf(number)}.", nameof(IncidentForm.Recurs));
        return earlier.ContractId == contract.Id
            ? (Id<Incident>?)earlier.Id
            : new Refusal("recurs", $"{earlier.Code} belongs to another contract than {contract.Code}.", nameof(IncidentForm.Recurs));
    }
}
