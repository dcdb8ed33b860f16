using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Invoicing;
using Billing.Domain.Mail;
using Billing.Domain.Work;

namespace Billing.Web.Features.Shared;

/// <summary>Every address in the app, in one place, so that features link to each other without knowing each other.</summary>
public static class Links
{
    public const string Today = "/";
    public const string SignIn = "/sign-in";
    public const string SignOut = "/sign-out";
    public const string NotAllowed = "/not-allowed";
    public const string Welcome = "/welcome";
    public const string Error = "/error";
    public const string Clients = "/clients";
    public const string NewClient = "/clients/new";
    public const string Contracts = "/contracts";
    public const string Incidents = "/incidents";
    public const string NewIncident = "/incidents/new";
    public const string Timesheet = "/timesheet";
    public const string NewSession = "/timesheet/new";
    public const string StartClock = "/clock/start";
    public const string StopClock = "/clock/stop";
    public const string Meter = "/clock/meter";
    public const string Invoices = "/invoices";
    public const string Runs = "/runs";
    public const string RunNow = "/runs/now";
    public const string PreviewRun = "/runs/preview";
    public const string ApproveAll = "/runs/drafts/approve";
    public const string Settings = "/settings";
    public const string Identity = "/settings/identity";
    public const string Bank = "/settings/bank";
    public const string Numbering = "/settings/numbering";
    public const string Vat = "/settings/vat";
    public const string ExchangeRates = "/settings/exchange-rates";
    public const string DeleteExchangeRate = "/settings/exchange-rates/delete";
    public const string Members = "/settings/members";
    public const string You = "/settings/you";
    public const string MailSettings = "/settings/mail";
    public const string TestMail = "/settings/mail/test";
    public const string MailOff = "/settings/mail/off";
    public const string MailTexts = "/settings/mail/texts";
    public const string Outbox = "/mail";

    public static string Client(Id<Client> id) => $"/clients/{id}";

    public static string EditClient(Id<Client> id) => $"/clients/{id}/edit";

    public static string NewContract(Id<Client> client) => $"/contracts/new?client={client}";

    public static string Contract(Id<Contract> id) => $"/contracts/{id}";

    public static string EditContract(Id<Contract> id) => $"/contracts/{id}/edit";

    public static string ContractState(Id<Contract> id) => $"/contracts/{id}/state";

    public static string NewTerms(Id<Contract> id) => $"/contracts/{id}/terms";

    public static string TermsPreview(Id<Contract> id) => $"/contracts/{id}/terms/preview";

    public static string TermsDraft(Id<Contract> id) => $"/contracts/{id}/terms/draft";

    public static string Incident(Id<Incident> id) => $"/incidents/{id}";

    public static string EditIncident(Id<Incident> id) => $"/incidents/{id}/edit";

    public static string IncidentState(Id<Incident> id) => $"/incidents/{id}/state";

    public static string NewIncidentOn(Id<Contract> id) => $"/incidents/new?contract={id}";

    public static string NewRecurrence(Id<Incident> of) => $"/incidents/new?recurs={of}";

    public static string NewSessionOn(Id<Incident> id) => $"/timesheet/new?incident={id}";

    public static string EditSession(Id<WorkSession> id) => $"/timesheet/{id}";

    public static string DeleteSession(Id<WorkSession> id) => $"/timesheet/{id}/delete";

    public static string ConfirmSession(Id<WorkSession> id) => $"/timesheet/{id}/confirm";

    public static string Invoice(Id<Invoice> id) => $"/invoices/{id}";

    public static string InvoicePdf(Id<Invoice> id) => $"/invoices/{id}/pdf";

    public static string MailInvoice(Id<Invoice> id) => $"/invoices/{id}/mail";

    public static string MailAgain(Id<OutboxMessage> id) => $"/mail/{id}/again";

    public static string CancelMail(Id<OutboxMessage> id) => $"/mail/{id}/cancel";

    public static string Run(Id<BillingRun> id) => $"/runs/{id}";

    public static string RunSoFar(Id<BillingRun> id) => $"/runs/{id}/so-far";

    public static string Retry(Id<Contract> id) => $"/runs/retry/{id}";

    public static string Draft(Id<Contract> contract, BillingPeriod period) => $"/runs/drafts/{contract}/{period}";

    public static string InvoiceNow(Id<Contract> contract) => $"/contracts/{contract}/invoice";

    public static string WithdrawInvitation(Id<Invitation> id) => $"/settings/invitations/{id}/withdraw";

    public static string Cost(Id<Contract> id) => $"/contracts/{id}/cost";

    public static string CostAnswer(Id<Contract> id) => $"/contracts/{id}/cost/answer";

    public static string NewFreeLine(Id<Contract> id) => $"/contracts/{id}/lines/new";

    public static string FreeLine(Id<FreeLine> id) => $"/lines/{id}";

    public static string DeleteFreeLine(Id<FreeLine> id) => $"/lines/{id}/delete";

    public static string Receipt(Id<FreeLine> id) => $"/lines/{id}/receipt";

    public static string Invitation(string secret) => $"/join/{secret}";
}
