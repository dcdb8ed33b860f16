using Billing.Domain;
using Billing.Domain.Audit;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Invoicing;
using Billing.Domain.Mail;
using Billing.Domain.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

// One configuration a table. Every key begins with the business's id, and so does every foreign key: a row cannot point into another business.
namespace Billing.Web.Data.Configurations;

internal sealed class BusinessTable : IEntityTypeConfiguration<Business>
{
    public void Configure(EntityTypeBuilder<Business> builder)
    {
        builder.HasKey(b => b.Id);
        builder.Property(b => b.Id).ValueGeneratedNever();
        builder.OwnsOne(b => b.Address);
    }
}

internal sealed class MemberTable : IEntityTypeConfiguration<Member>
{
    public void Configure(EntityTypeBuilder<Member> builder)
    {
        builder.HasKey(m => new { m.BusinessId, m.Id });
        builder.HasIndex(m => new { m.PersonId, m.BusinessId }).IsUnique();
        builder.HasOne<Business>().WithMany().HasForeignKey(m => m.BusinessId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(m => m.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class InvitationTable : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.HasKey(i => new { i.BusinessId, i.Id });
        builder.HasIndex(i => i.SecretHash).IsUnique();
        builder.HasOne<Member>().WithMany().HasForeignKey(i => new { i.BusinessId, i.MadeBy }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ClientTable : IEntityTypeConfiguration<Client>
{
    public void Configure(EntityTypeBuilder<Client> builder)
    {
        builder.HasKey(c => new { c.BusinessId, c.Id });
        builder.HasIndex(c => new { c.BusinessId, c.Name });
        builder.OwnsOne(c => c.Address);
        builder.Navigation(c => c.Address).IsRequired();
        builder.HasOne<Member>().WithMany().HasForeignKey(c => new { c.BusinessId, c.MadeBy }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ExchangeRateTable : IEntityTypeConfiguration<ExchangeRate>
{
    public void Configure(EntityTypeBuilder<ExchangeRate> builder)
    {
        builder.HasKey(r => new { r.BusinessId, r.From, r.To, r.Date });
        builder.HasIndex(r => new { r.BusinessId, r.Date });
        builder.HasOne<Business>().WithMany().HasForeignKey(r => r.BusinessId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ContractTable : IEntityTypeConfiguration<Contract>
{
    public void Configure(EntityTypeBuilder<Contract> builder)
    {
        builder.HasKey(c => new { c.BusinessId, c.Id });
        builder.HasIndex(c => new { c.BusinessId, c.Code }).IsUnique();
        builder.HasIndex(c => new { c.BusinessId, c.ClientId });
        builder.HasIndex(c => new { c.BusinessId, c.State });
        builder.HasOne<Client>().WithMany().HasForeignKey(c => new { c.BusinessId, c.ClientId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(c => new { c.BusinessId, c.MadeBy }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class TermsTable : IEntityTypeConfiguration<TermsVersion>
{
    public void Configure(EntityTypeBuilder<TermsVersion> builder)
    {
        builder.ToTable("Terms").HasKey(t => new { t.BusinessId, t.ContractId, t.EffectiveFrom, t.Version });
        builder.HasOne<Contract>().WithMany().HasForeignKey(t => new { t.BusinessId, t.ContractId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(t => new { t.BusinessId, t.MadeBy }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class IncidentTable : IEntityTypeConfiguration<Incident>
{
    public void Configure(EntityTypeBuilder<Incident> builder)
    {
        builder.HasKey(i => new { i.BusinessId, i.Id });
        builder.Ignore(i => i.Code).Ignore(i => i.IsOpen);
        builder.HasIndex(i => new { i.BusinessId, i.Number }).IsUnique();
        builder.HasIndex(i => new { i.BusinessId, i.ContractId });
        builder.HasIndex(i => new { i.BusinessId, i.State });
        builder.HasOne<Contract>().WithMany().HasForeignKey(i => new { i.BusinessId, i.ContractId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Incident>().WithMany().HasForeignKey(i => new { i.BusinessId, i.RecursId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(i => new { i.BusinessId, i.OpenedBy }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class SessionTable : IEntityTypeConfiguration<WorkSession>
{
    public void Configure(EntityTypeBuilder<WorkSession> builder)
    {
        builder.ToTable("Sessions").HasKey(s => new { s.BusinessId, s.Id });
        builder.Ignore(s => s.IsRunning);

        // One running session per member, whatever tabs, devices or double clicks do (DESIGN §4).
        builder.HasIndex(s => new { s.BusinessId, s.MemberId }, "IX_Sessions_OneRunning").IsUnique().HasFilter("\"Stop\" IS NULL");
        builder.HasIndex(s => new { s.BusinessId, s.MemberId, s.Start }).IsUnique();
        builder.HasIndex(s => new { s.BusinessId, s.ContractId, s.Start });
        builder.HasIndex(s => new { s.BusinessId, s.IncidentId });
        builder.HasIndex(s => new { s.BusinessId, s.Start });
        builder.HasOne<Member>().WithMany().HasForeignKey(s => new { s.BusinessId, s.MemberId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Contract>().WithMany().HasForeignKey(s => new { s.BusinessId, s.ContractId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Incident>().WithMany().HasForeignKey(s => new { s.BusinessId, s.IncidentId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class InvoiceTable : IEntityTypeConfiguration<Invoice>
{
    public void Configure(EntityTypeBuilder<Invoice> builder)
    {
        builder.HasKey(i => new { i.BusinessId, i.Id });
        builder.Ignore(i => i.Net).Ignore(i => i.Vat).Ignore(i => i.Gross);
        builder.HasIndex(i => new { i.BusinessId, i.Number }).IsUnique();
        builder.HasIndex(i => new { i.BusinessId, i.ContractId, i.Period, i.Sequence }).IsUnique();
        builder.HasIndex(i => new { i.BusinessId, i.IssuedOn });
        builder.HasIndex(i => new { i.BusinessId, i.ClientId });
        builder.HasIndex(i => i.IssuedAt);
        builder.HasIndex(i => new { i.BusinessId, i.TaxRateOn }).HasFilter("\"TaxRateOn\" IS NOT NULL");
        builder.HasOne<Contract>().WithMany().HasForeignKey(i => new { i.BusinessId, i.ContractId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Client>().WithMany().HasForeignKey(i => new { i.BusinessId, i.ClientId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<BillingRun>().WithMany().HasForeignKey(i => new { i.BusinessId, i.RunId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class SettledPeriodTable : IEntityTypeConfiguration<SettledPeriod>
{
    public void Configure(EntityTypeBuilder<SettledPeriod> builder)
    {
        // The last guard: a month of a contract is settled once per sequence, whoever else settles it at the same time (DESIGN §5).
        builder.HasKey(p => new { p.BusinessId, p.ContractId, p.Period, p.Sequence });
        builder.HasOne<Contract>().WithMany().HasForeignKey(p => new { p.BusinessId, p.ContractId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Invoice>().WithMany().HasForeignKey(p => new { p.BusinessId, p.InvoiceId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<BillingRun>().WithMany().HasForeignKey(p => new { p.BusinessId, p.RunId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class BilledLineTable : IEntityTypeConfiguration<BilledLine>
{
    public void Configure(EntityTypeBuilder<BilledLine> builder)
    {
        builder.HasKey(l => new { l.BusinessId, l.InvoiceId, l.Position });
        builder.HasIndex(l => new { l.BusinessId, l.ContractId, l.ServiceMonth });
        builder.HasIndex(l => new { l.BusinessId, l.FreeLineId });
        builder.HasOne<Invoice>().WithMany().HasForeignKey(l => new { l.BusinessId, l.InvoiceId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Contract>().WithMany().HasForeignKey(l => new { l.BusinessId, l.ContractId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ChangedMonthTable : IEntityTypeConfiguration<ChangedMonth>
{
    public void Configure(EntityTypeBuilder<ChangedMonth> builder)
    {
        builder.HasKey(m => new { m.BusinessId, m.ContractId, m.Period });
        builder.HasOne<Contract>().WithMany().HasForeignKey(m => new { m.BusinessId, m.ContractId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class DraftTable : IEntityTypeConfiguration<Draft>
{
    public void Configure(EntityTypeBuilder<Draft> builder)
    {
        builder.HasKey(d => new { d.BusinessId, d.ContractId, d.Period });
        builder.Ignore(d => d.Gross);
        builder.HasOne<Contract>().WithMany().HasForeignKey(d => new { d.BusinessId, d.ContractId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ParkedContractTable : IEntityTypeConfiguration<ParkedContract>
{
    public void Configure(EntityTypeBuilder<ParkedContract> builder)
    {
        builder.HasKey(p => new { p.BusinessId, p.ContractId });
        builder.HasOne<Contract>().WithMany().HasForeignKey(p => new { p.BusinessId, p.ContractId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class BilledSliceTable : IEntityTypeConfiguration<BilledSlice>
{
    public void Configure(EntityTypeBuilder<BilledSlice> builder)
    {
        builder.HasKey(s => new { s.BusinessId, s.InvoiceId, s.Ordinal });
        builder.HasIndex(s => new { s.BusinessId, s.SessionId });
        builder.HasOne<Invoice>().WithMany().HasForeignKey(s => new { s.BusinessId, s.InvoiceId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class FreeLineTable : IEntityTypeConfiguration<FreeLine>
{
    public void Configure(EntityTypeBuilder<FreeLine> builder)
    {
        builder.HasKey(l => new { l.BusinessId, l.Id });
        builder.HasIndex(l => new { l.BusinessId, l.ContractId, l.Date });
        builder.HasOne<Contract>().WithMany().HasForeignKey(l => new { l.BusinessId, l.ContractId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(l => new { l.BusinessId, l.MadeBy }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ReceiptTable : IEntityTypeConfiguration<Receipt>
{
    public void Configure(EntityTypeBuilder<Receipt> builder)
    {
        builder.HasKey(r => new { r.BusinessId, r.FreeLineId });
        builder.HasOne<FreeLine>().WithOne().HasForeignKey<Receipt>(r => new { r.BusinessId, r.FreeLineId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class DocumentTable : IEntityTypeConfiguration<StoredDocument>
{
    public void Configure(EntityTypeBuilder<StoredDocument> builder)
    {
        builder.ToTable("Documents").HasKey(d => new { d.BusinessId, d.InvoiceId, d.Kind });
        builder.HasOne<Invoice>().WithMany().HasForeignKey(d => new { d.BusinessId, d.InvoiceId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CounterTable : IEntityTypeConfiguration<NumberCounter>
{
    public void Configure(EntityTypeBuilder<NumberCounter> builder)
    {
        builder.ToTable("Counters").HasKey(c => new { c.BusinessId, c.Series, c.Year });
        builder.Property(c => c.Year).ValueGeneratedNever();
    }
}

internal sealed class RunTable : IEntityTypeConfiguration<BillingRun>
{
    public void Configure(EntityTypeBuilder<BillingRun> builder)
    {
        builder.ToTable("Runs").HasKey(r => new { r.BusinessId, r.Id });
        builder.HasIndex(r => new { r.BusinessId, r.StartedAt });
    }
}

internal sealed class RunOutcomeTable : IEntityTypeConfiguration<RunOutcome>
{
    public void Configure(EntityTypeBuilder<RunOutcome> builder)
    {
        builder.HasKey(o => new { o.BusinessId, o.RunId, o.Ordinal });
        builder.HasOne<BillingRun>().WithMany().HasForeignKey(o => new { o.BusinessId, o.RunId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Contract>().WithMany().HasForeignKey(o => new { o.BusinessId, o.ContractId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class MailSettingsTable : IEntityTypeConfiguration<MailSettings>
{
    public void Configure(EntityTypeBuilder<MailSettings> builder)
    {
        builder.ToTable("MailSettings").HasKey(s => s.BusinessId);
        builder.HasOne<Business>().WithMany().HasForeignKey(s => s.BusinessId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class OutboxTable : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("Outbox").HasKey(m => new { m.BusinessId, m.Id });

        // The last guard: whoever adds the same mail at the same time, one of them is refused (DESIGN §5).
        builder.HasIndex(m => new { m.BusinessId, m.Purpose, m.About, m.Recipient, m.Ordinal }).IsUnique();
        builder.HasIndex(m => new { m.State, m.NextAttemptAt });
        builder.HasIndex(m => new { m.BusinessId, m.CreatedAt });
        builder.HasOne<Business>().WithMany().HasForeignKey(m => m.BusinessId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Invoice>().WithMany().HasForeignKey(m => new { m.BusinessId, m.AttachedInvoiceId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(m => new { m.BusinessId, m.CreatedBy }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class AuditTable : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("Audit").HasKey(a => new { a.BusinessId, a.Sequence });
        builder.Property(a => a.Sequence).ValueGeneratedNever();
        builder.HasIndex(a => new { a.BusinessId, a.Subject, a.SubjectId });
    }
}
