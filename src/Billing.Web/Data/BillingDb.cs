using Billing.Domain;
using Billing.Domain.Audit;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Invoicing;
using Billing.Domain.Mail;
using Billing.Domain.Work;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web.Data;

/// <summary>The database, as one business sees it: queries are filtered by business, writes are checked against it and audited.</summary>
public sealed class BillingDb(DbContextOptions<BillingDb> options, BusinessScope scope, IClock clock, WriteGate gate)
    : IdentityUserContext<Person, Guid>(options)
{
    private readonly AppendedRows appended = new();
    private bool isWriting;

    public DbSet<Business> Businesses => Set<Business>();

    public DbSet<Member> Members => Set<Member>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<Client> Clients => Set<Client>();

    public DbSet<ExchangeRate> ExchangeRates => Set<ExchangeRate>();

    public DbSet<Contract> Contracts => Set<Contract>();

    public DbSet<TermsVersion> Terms => Set<TermsVersion>();

    public DbSet<Incident> Incidents => Set<Incident>();

    public DbSet<WorkSession> Sessions => Set<WorkSession>();

    public DbSet<Invoice> Invoices => Set<Invoice>();

    public DbSet<SettledPeriod> SettledPeriods => Set<SettledPeriod>();

    public DbSet<BilledLine> BilledLines => Set<BilledLine>();

    public DbSet<ChangedMonth> ChangedMonths => Set<ChangedMonth>();

    public DbSet<Draft> Drafts => Set<Draft>();

    public DbSet<ParkedContract> Parked => Set<ParkedContract>();

    public DbSet<BilledSlice> BilledSlices => Set<BilledSlice>();

    public DbSet<FreeLine> FreeLines => Set<FreeLine>();

    public DbSet<Receipt> Receipts => Set<Receipt>();

    public DbSet<StoredDocument> Documents => Set<StoredDocument>();

    public DbSet<NumberCounter> Counters => Set<NumberCounter>();

    public DbSet<BillingRun> Runs => Set<BillingRun>();

    public DbSet<RunOutcome> RunOutcomes => Set<RunOutcome>();

    public DbSet<MailSettings> MailSettings => Set<MailSettings>();

    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    /// <summary>For whom this context works.</summary>
    public BusinessScope Scope => scope;

    // What the query filters compare with. Nobody's id is all zeros, which no row has.
    private Id<Business> Current => scope.BusinessId ?? default;

    /// <summary>Builds the model, which every context of this process then shares. Touches no database.</summary>
    public static void Warm(DataFolder folder)
    {
        var options = new DbContextOptionsBuilder<BillingDb>();
        SqliteConnections.Use(options, folder.Database);
        using var gate = new WriteGate(folder);
        using var db = new BillingDb(options.Options, new BusinessScope(), new DesignTimeBillingDb.NeverClock(), gate);
        _ = db.Model;
    }

    /// <summary>Runs work in one write transaction that holds the write lock from its beginning.</summary>
    /// <remarks>Whatever it read is still true when it commits. After an exception nothing is written and this context must be thrown away.</remarks>
    public async Task<T> WriteAsync<T>(Func<Task<T>> work, CancellationToken cancel = default)
    {
        if (isWriting) return await work();
        await Database.OpenConnectionAsync(cancel);
        try
        {
            using var turn = await gate.BeginAsync((SqliteConnection)Database.GetDbConnection(), cancel);

            // The turn is the transaction: saving must not begin one of its own.
            (isWriting, Database.AutoTransactionsEnabled) = (true, false);
            var result = await work();
            turn.Commit();
            return result;
        }
        finally
        {
            (isWriting, Database.AutoTransactionsEnabled) = (false, true);
            await Database.CloseConnectionAsync();
        }
    }

    /// <summary>Adds rows to what the next save writes, after everything that is tracked: for rows by the dozen that nobody audits and nothing here reads again.</summary>
    /// <exception cref="ArgumentException">Changes of such rows are audited.</exception>
    public void Append<T>(IEnumerable<T> rows)
        where T : class, IOwned
    {
        if (AuditTrail.IsAudited(typeof(T))) throw new ArgumentException($"A {typeof(T).Name} is audited; add it.", nameof(rows));
        appended.Add([.. rows]);
    }

    /// <inheritdoc/>
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default) =>
        appended.Any || ChangeTracker.HasChanges()
            ? WriteAsync(() => SaveCheckedAsync(acceptAllChangesOnSuccess, cancellationToken), cancellationToken)
            : Task.FromResult(0);

    /// <summary>Not to be used: saving waits for the write lock, and a thread must not.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override int SaveChanges(bool acceptAllChangesOnSuccess) => throw new NotSupportedException("Use SaveChangesAsync.");

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => Conventions.Apply(configurationBuilder);

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(BillingDb).Assembly);
        builder.Entity<Business>().HasQueryFilter(b => b.Id == Current);
        Filter<Member>(builder);
        Filter<Invitation>(builder);
        Filter<Client>(builder);
        Filter<ExchangeRate>(builder);
        Filter<Contract>(builder);
        Filter<TermsVersion>(builder);
        Filter<Incident>(builder);
        Filter<WorkSession>(builder);
        Filter<Invoice>(builder);
        Filter<SettledPeriod>(builder);
        Filter<BilledLine>(builder);
        Filter<ChangedMonth>(builder);
        Filter<Draft>(builder);
        Filter<ParkedContract>(builder);
        Filter<BilledSlice>(builder);
        Filter<FreeLine>(builder);
        Filter<Receipt>(builder);
        Filter<StoredDocument>(builder);
        Filter<NumberCounter>(builder);
        Filter<BillingRun>(builder);
        Filter<RunOutcome>(builder);
        Filter<MailSettings>(builder);
        Filter<OutboxMessage>(builder);
        Filter<AuditEntry>(builder);
    }

    private void Filter<T>(ModelBuilder builder)
        where T : class, IOwned => builder.Entity<T>().HasQueryFilter(row => row.BusinessId == Current);

    // Changes are searched for once: each of the looks that follow would search every row again.
    private async Task<int> SaveCheckedAsync(bool accept, CancellationToken cancel)
    {
        ChangeTracker.DetectChanges();
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            OwnershipGuard.Check(ChangeTracker, scope.BusinessId);
            await AuditTrail.AppendAsync(this, clock.GetCurrentInstant(), cancel);
            return await base.SaveChangesAsync(accept, cancel) + await appended.WriteAsync(this, cancel);
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }
}
