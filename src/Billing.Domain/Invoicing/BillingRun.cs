using Billing.Domain.Contracts;
using NodaTime;

namespace Billing.Domain.Invoicing;

/// <summary>One pass that brings every contract's owed periods to invoices.</summary>
public sealed class BillingRun : IOwned
{
    /// <summary>A run that begins now. Instants are whole seconds.</summary>
    public BillingRun(Id<Business> businessId, string origin, Id<Member>? startedBy, Instant startedAt) =>
        (BusinessId, Origin, StartedBy, StartedAt) = (businessId, origin, startedBy, startedAt);

    /// <summary>The business it belongs to.</summary>
    public Id<Business> BusinessId { get; private set; }

    /// <summary>Its identity.</summary>
    public Id<BillingRun> Id { get; private set; } = Id<BillingRun>.New();

    /// <summary><c>schedule</c>, <c>page</c>, <c>command</c> or <c>demo</c>.</summary>
    public string Origin { get; private set; }

    /// <summary>Null when nobody did.</summary>
    public Id<Member>? StartedBy { get; private set; }

    /// <summary>When it began; whole seconds.</summary>
    public Instant StartedAt { get; private set; }

    /// <summary>Contracts it has to look at, for its progress; null when nobody waits for it.</summary>
    public int? Planned { get; set; }

    /// <summary>Null while it runs, or when it was cut short.</summary>
    public Instant? FinishedAt { get; set; }
}

/// <summary>A contract that cannot be billed until something happens. The row goes when it is billed.</summary>
public sealed class ParkedContract : IOwned
{
    /// <summary>The business it belongs to.</summary>
    public required Id<Business> BusinessId { get; init; }

    /// <summary>Which contract.</summary>
    public required Id<Contract> ContractId { get; init; }

    /// <summary>The month that comes next and cannot be billed.</summary>
    public required BillingPeriod Period { get; set; }

    /// <summary><see cref="Invoicing.Outcome.Parked"/> or <see cref="Invoicing.Outcome.Failed"/>.</summary>
    public required Outcome Outcome { get; set; }

    /// <summary>What to do.</summary>
    public required string Message { get; set; }

    /// <summary>Since when; whole seconds.</summary>
    public required Instant Since { get; set; }
}

/// <summary>What became of one contract's month in a run.</summary>
public enum Outcome
{
    /// <summary>An invoice was issued.</summary>
    Issued,

    /// <summary>Nothing was owed; the month is settled without a number.</summary>
    Nothing,

    /// <summary>A draft was made or made anew; someone has to approve it.</summary>
    Drafted,

    /// <summary>Only in runs of earlier versions, which let a whole month wait for one session.</summary>
    Waiting,

    /// <summary>It cannot be billed until a person does something.</summary>
    Parked,

    /// <summary>A bug; the log has it under the correlation id in the message.</summary>
    Failed,
}

/// <summary>What became of one contract's month in a run.</summary>
public sealed class RunOutcome : IOwned
{
    /// <summary>The business it belongs to.</summary>
    public required Id<Business> BusinessId { get; init; }

    /// <summary>The run it came from.</summary>
    public required Id<BillingRun> RunId { get; init; }

    /// <summary>1, 2, … within the run.</summary>
    public required int Ordinal { get; init; }

    /// <summary>The contract it belongs to.</summary>
    public required Id<Contract> ContractId { get; init; }

    /// <summary>Null when no month could be named, e.g. a contract without terms.</summary>
    public required BillingPeriod? Period { get; init; }

    /// <summary>What became of it.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>The invoice it belongs to.</summary>
    public Id<Invoice>? InvoiceId { get; init; }

    /// <summary>For the person: what happened or what to do; null when there is nothing to say.</summary>
    public string? Message { get; init; }

    /// <summary>Work that was left out for now, one sentence a line; null when none was.</summary>
    public string? Withheld { get; init; }
}
