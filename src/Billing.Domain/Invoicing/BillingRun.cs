using Billing.Domain.Contracts;
using NodaTime;

namespace Billing.Domain.Invoicing;

/// <summary>One pass that brings every contract's owed periods to invoices.</summary>
public sealed class BillingRun : IOwned
{
    public BillingRun(Id<Business> businessId, string origin, Id<Member>? startedBy, Instant startedAt) =>
        (BusinessId, Origin, StartedBy, StartedAt) = (businessId, origin, startedBy, startedAt);

    public Id<Business> BusinessId { get; private set; }

    public Id<BillingRun> Id { get; private set; } = Id<BillingRun>.New();

    /// <summary><c>schedule</c>, <c>page</c>, <c>command</c> or <c>demo</c>.</summary>
    public string Origin { get; private set; }

    /// <summary>Null when nobody did.</summary>
    public Id<Member>? StartedBy { get; private set; }

    public Instant StartedAt { get; private set; }

    /// <summary>Null while it runs, or when it was cut short.</summary>
    public Instant? FinishedAt { get; set; }
}

/// <summary>What became of one contract's month in a run.</summary>
public enum Outcome
{
    /// <summary>An invoice was issued.</summary>
    Issued,

    /// <summary>Nothing was owed; the month is settled without a number.</summary>
    Nothing,

    /// <summary>It waits for something that settles itself, e.g. a clock that still runs.</summary>
    Waiting,

    /// <summary>It cannot be billed until a person does something.</summary>
    Parked,

    /// <summary>A bug; the log has it under the correlation id in the message.</summary>
    Failed,
}

/// <summary>What became of one contract's month in a run.</summary>
public sealed class RunOutcome : IOwned
{
    public required Id<Business> BusinessId { get; init; }

    public required Id<BillingRun> RunId { get; init; }

    /// <summary>1, 2, … within the run.</summary>
    public required int Ordinal { get; init; }

    public required Id<Contract> ContractId { get; init; }

    /// <summary>Null when no month could be named, e.g. a contract without terms.</summary>
    public required BillingPeriod? Period { get; init; }

    public required Outcome Outcome { get; init; }

    public Id<Invoice>? InvoiceId { get; init; }

    /// <summary>For the person: what happened or what to do; null when there is nothing to say.</summary>
    public string? Message { get; init; }
}
