using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Billing.Web.Data.Migrations
{
    public partial class BillingRuns : Migration
    {
        private const string NoteOfBusiness = "(SELECT b.\"VatNote\" FROM \"Businesses\" b WHERE b.\"Id\" = \"Clients\".\"BusinessId\")";
        private const string NoteOfClient = "COALESCE(\"VatNote\", " + NoteOfBusiness + ", '')";
        private const string RateOfBusiness = "(SELECT CAST(b.\"VatRate\" AS REAL) FROM \"Businesses\" b WHERE b.\"Id\" = \"Clients\".\"BusinessId\")";
        private const string RateOfClient = "COALESCE(CAST(\"VatRate\" AS REAL), " + RateOfBusiness + ")";

        private static readonly string SaysReverseCharge = Says(NoteOfClient, "reverse_charge", "autoliquidation", "steuerschuldnerschaft");
        private static readonly string SaysOutsideScope = Says(NoteOfClient, "outside%scope", "not subject to", "hors%champ", "non soumis", "nicht steuerbar");

        private static readonly string[] Categories =
        [
            $"UPDATE \"Clients\" SET \"VatCategory\" = 'Standard' WHERE CAST(\"VatRate\" AS REAL) > 0",
            $"UPDATE \"Clients\" SET \"VatCategory\" = 'ReverseCharge', \"VatNote\" = {NoteOfClient} WHERE {RateOfClient} = 0 AND {SaysReverseCharge}",
            $"UPDATE \"Clients\" SET \"VatCategory\" = 'OutsideScope', \"VatNote\" = {NoteOfClient} WHERE \"VatCategory\" IS NULL AND CAST(\"VatRate\" AS REAL) = 0 AND {SaysOutsideScope}",
            $"UPDATE \"Clients\" SET \"VatCategory\" = 'Exempt', \"VatNote\" = COALESCE(\"VatNote\", {NoteOfBusiness}) WHERE \"VatCategory\" IS NULL AND CAST(\"VatRate\" AS REAL) = 0 AND {RateOfBusiness} > 0",
            $"UPDATE \"Businesses\" SET \"VatCategory\" = 'OutsideScope' WHERE CAST(\"VatRate\" AS REAL) = 0 AND \"VatNote\" IS NULL AND EXISTS (SELECT 1 FROM \"Invoices\" i WHERE i.\"BusinessId\" = \"Businesses\".\"Id\")",
            $"UPDATE \"Businesses\" SET \"VatCategory\" = 'OutsideScope' WHERE CAST(\"VatRate\" AS REAL) = 0 AND {Says("\"VatNote\"", "outside%scope", "not subject to", "hors%champ", "non soumis", "nicht steuerbar")}",
            $"UPDATE \"Businesses\" SET \"VatCategory\" = 'SmallBusiness' WHERE \"VatCategory\" = 'Standard' AND CAST(\"VatRate\" AS REAL) = 0 AND \"VatNote\" IS NOT NULL AND NOT {Says("\"VatNote\"", "reverse_charge", "autoliquidation", "steuerschuldnerschaft")}",
        ];

        private static string Says(string note, params string[] words) => "(" + string.Join(" OR ", Array.ConvertAll(words, w => $"{note} LIKE '%{w}%'")) + ")";

        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Planned",
                table: "Runs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Withheld",
                table: "RunOutcomes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TaxCurrency",
                table: "Invoices",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TaxRateOn",
                table: "Invoices",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "BillingMode",
                table: "Contracts",
                type: "TEXT",
                nullable: false,
                defaultValue: "Automatic");

            migrationBuilder.AddColumn<string>(
                name: "VatCategory",
                table: "Clients",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TaxCurrency",
                table: "Businesses",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "VatCategory",
                table: "Businesses",
                type: "TEXT",
                nullable: false,
                defaultValue: "Standard");

            // What was said with a rate of 0 and a note becomes a category; what invoices carry stays the same.
            foreach (var statement in Categories) migrationBuilder.Sql(statement);

            migrationBuilder.CreateTable(
                name: "BilledLines",
                columns: table => new
                {
                    BusinessId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    InvoiceId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    ContractId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ServiceMonth = table.Column<string>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    Seconds = table.Column<long>(type: "INTEGER", nullable: true),
                    AmountMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    VatCategory = table.Column<string>(type: "TEXT", nullable: false),
                    VatRate = table.Column<decimal>(type: "TEXT", nullable: false),
                    FreeLineId = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BilledLines", x => new { x.BusinessId, x.InvoiceId, x.Position });
                    table.ForeignKey(
                        name: "FK_BilledLines_Contracts_BusinessId_ContractId",
                        columns: x => new { x.BusinessId, x.ContractId },
                        principalTable: "Contracts",
                        principalColumns: new[] { "BusinessId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_BilledLines_Invoices_BusinessId_InvoiceId",
                        columns: x => new { x.BusinessId, x.InvoiceId },
                        principalTable: "Invoices",
                        principalColumns: new[] { "BusinessId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ChangedMonths",
                columns: table => new
                {
                    BusinessId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ContractId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Period = table.Column<string>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    Since = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChangedMonths", x => new { x.BusinessId, x.ContractId, x.Period });
                    table.ForeignKey(
                        name: "FK_ChangedMonths_Contracts_BusinessId_ContractId",
                        columns: x => new { x.BusinessId, x.ContractId },
                        principalTable: "Contracts",
                        principalColumns: new[] { "BusinessId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Drafts",
                columns: table => new
                {
                    BusinessId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ContractId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Period = table.Column<string>(type: "TEXT", nullable: false),
                    Currency = table.Column<string>(type: "TEXT", nullable: false),
                    NetMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    VatMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    GrossMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    Snapshot = table.Column<string>(type: "TEXT", nullable: false),
                    Sha256 = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Withheld = table.Column<string>(type: "TEXT", nullable: false),
                    MadeAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Drafts", x => new { x.BusinessId, x.ContractId, x.Period });
                    table.ForeignKey(
                        name: "FK_Drafts_Contracts_BusinessId_ContractId",
                        columns: x => new { x.BusinessId, x.ContractId },
                        principalTable: "Contracts",
                        principalColumns: new[] { "BusinessId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ExchangeRates",
                columns: table => new
                {
                    BusinessId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    From = table.Column<string>(type: "TEXT", nullable: false),
                    To = table.Column<string>(type: "TEXT", nullable: false),
                    Date = table.Column<string>(type: "TEXT", nullable: false),
                    Rate = table.Column<decimal>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExchangeRates", x => new { x.BusinessId, x.From, x.To, x.Date });
                    table.ForeignKey(
                        name: "FK_ExchangeRates_Businesses_BusinessId",
                        column: x => x.BusinessId,
                        principalTable: "Businesses",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FreeLines",
                columns: table => new
                {
                    BusinessId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ContractId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    Date = table.Column<string>(type: "TEXT", nullable: false),
                    Description = table.Column<string>(type: "TEXT", nullable: false),
                    Quantity = table.Column<decimal>(type: "TEXT", nullable: false),
                    Unit = table.Column<string>(type: "TEXT", nullable: false),
                    UnitPrice = table.Column<decimal>(type: "TEXT", nullable: false),
                    VatRate = table.Column<decimal>(type: "TEXT", nullable: true),
                    Percent = table.Column<decimal>(type: "TEXT", nullable: true),
                    ReceiptName = table.Column<string>(type: "TEXT", nullable: true),
                    MadeBy = table.Column<byte[]>(type: "BLOB", nullable: false),
                    MadeAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FreeLines", x => new { x.BusinessId, x.Id });
                    table.ForeignKey(
                        name: "FK_FreeLines_Contracts_BusinessId_ContractId",
                        columns: x => new { x.BusinessId, x.ContractId },
                        principalTable: "Contracts",
                        principalColumns: new[] { "BusinessId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FreeLines_Members_BusinessId_MadeBy",
                        columns: x => new { x.BusinessId, x.MadeBy },
                        principalTable: "Members",
                        principalColumns: new[] { "BusinessId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "MailSettings",
                columns: table => new
                {
                    BusinessId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Host = table.Column<string>(type: "TEXT", nullable: false),
                    Port = table.Column<int>(type: "INTEGER", nullable: false),
                    StartTls = table.Column<bool>(type: "INTEGER", nullable: false),
                    User = table.Column<string>(type: "TEXT", nullable: true),
                    ProtectedPassword = table.Column<byte[]>(type: "BLOB", nullable: true),
                    PasswordSetAt = table.Column<long>(type: "INTEGER", nullable: true),
                    FromAddress = table.Column<string>(type: "TEXT", nullable: false),
                    FromName = table.Column<string>(type: "TEXT", nullable: true),
                    CopyTo = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MailSettings", x => x.BusinessId);
                    table.ForeignKey(
                        name: "FK_MailSettings_Businesses_BusinessId",
                        column: x => x.BusinessId,
                        principalTable: "Businesses",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Outbox",
                columns: table => new
                {
                    BusinessId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Purpose = table.Column<string>(type: "TEXT", nullable: false),
                    About = table.Column<string>(type: "TEXT", nullable: false),
                    Ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    Recipient = table.Column<string>(type: "TEXT", nullable: false),
                    RecipientName = table.Column<string>(type: "TEXT", nullable: true),
                    IsCopy = table.Column<bool>(type: "INTEGER", nullable: false),
                    Language = table.Column<string>(type: "TEXT", nullable: false),
                    Subject = table.Column<string>(type: "TEXT", nullable: false),
                    TextBody = table.Column<string>(type: "TEXT", nullable: false),
                    HtmlBody = table.Column<string>(type: "TEXT", nullable: false),
                    AttachedInvoiceId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    AttachedKind = table.Column<string>(type: "TEXT", nullable: true),
                    AttachedName = table.Column<string>(type: "TEXT", nullable: true),
                    MessageId = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    CreatedBy = table.Column<byte[]>(type: "BLOB", nullable: true),
                    State = table.Column<string>(type: "TEXT", nullable: false),
                    NextAttemptAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LeaseOwner = table.Column<string>(type: "TEXT", nullable: true),
                    LeaseUntil = table.Column<long>(type: "INTEGER", nullable: true),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    LastAnswer = table.Column<string>(type: "TEXT", nullable: true),
                    SentAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Outbox", x => new { x.BusinessId, x.Id });
                    table.ForeignKey(
                        name: "FK_Outbox_Businesses_BusinessId",
                        column: x => x.BusinessId,
                        principalTable: "Businesses",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Outbox_Invoices_BusinessId_AttachedInvoiceId",
                        columns: x => new { x.BusinessId, x.AttachedInvoiceId },
                        principalTable: "Invoices",
                        principalColumns: new[] { "BusinessId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Outbox_Members_BusinessId_CreatedBy",
                        columns: x => new { x.BusinessId, x.CreatedBy },
                        principalTable: "Members",
                        principalColumns: new[] { "BusinessId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Parked",
                columns: table => new
                {
                    BusinessId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ContractId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Period = table.Column<string>(type: "TEXT", nullable: false),
                    Outcome = table.Column<string>(type: "TEXT", nullable: false),
                    Message = table.Column<string>(type: "TEXT", nullable: false),
                    Since = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Parked", x => new { x.BusinessId, x.ContractId });
                    table.ForeignKey(
                        name: "FK_Parked_Contracts_BusinessId_ContractId",
                        columns: x => new { x.BusinessId, x.ContractId },
                        principalTable: "Contracts",
                        principalColumns: new[] { "BusinessId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Receipts",
                columns: table => new
                {
                    BusinessId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    FreeLineId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ContentType = table.Column<string>(type: "TEXT", nullable: false),
                    Bytes = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Sha256 = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Receipts", x => new { x.BusinessId, x.FreeLineId });
                    table.ForeignKey(
                        name: "FK_Receipts_FreeLines_BusinessId_FreeLineId",
                        columns: x => new { x.BusinessId, x.FreeLineId },
                        principalTable: "FreeLines",
                        principalColumns: new[] { "BusinessId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_IssuedAt",
                table: "Invoices",
                column: "IssuedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_BusinessId_TaxRateOn",
                table: "Invoices",
                columns: new[] { "BusinessId", "TaxRateOn" },
                filter: "\"TaxRateOn\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_BilledLines_BusinessId_ContractId_ServiceMonth",
                table: "BilledLines",
                columns: new[] { "BusinessId", "ContractId", "ServiceMonth" });

            migrationBuilder.CreateIndex(
                name: "IX_BilledLines_BusinessId_FreeLineId",
                table: "BilledLines",
                columns: new[] { "BusinessId", "FreeLineId" });

            migrationBuilder.CreateIndex(
                name: "IX_ExchangeRates_BusinessId_Date",
                table: "ExchangeRates",
                columns: new[] { "BusinessId", "Date" });

            migrationBuilder.CreateIndex(
                name: "IX_FreeLines_BusinessId_ContractId_Date",
                table: "FreeLines",
                columns: new[] { "BusinessId", "ContractId", "Date" });

            migrationBuilder.CreateIndex(
                name: "IX_FreeLines_BusinessId_MadeBy",
                table: "FreeLines",
                columns: new[] { "BusinessId", "MadeBy" });

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_BusinessId_AttachedInvoiceId",
                table: "Outbox",
                columns: new[] { "BusinessId", "AttachedInvoiceId" });

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_BusinessId_CreatedAt",
                table: "Outbox",
                columns: new[] { "BusinessId", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_BusinessId_CreatedBy",
                table: "Outbox",
                columns: new[] { "BusinessId", "CreatedBy" });

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_BusinessId_Purpose_About_Recipient_Ordinal",
                table: "Outbox",
                columns: new[] { "BusinessId", "Purpose", "About", "Recipient", "Ordinal" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_State_NextAttemptAt",
                table: "Outbox",
                columns: new[] { "State", "NextAttemptAt" });
        }

        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "BilledLines");

            migrationBuilder.DropTable(
                name: "ChangedMonths");

            migrationBuilder.DropTable(
                name: "Drafts");

            migrationBuilder.DropTable(
                name: "ExchangeRates");

            migrationBuilder.DropTable(
                name: "MailSettings");

            migrationBuilder.DropTable(
                name: "Outbox");

            migrationBuilder.DropTable(
                name: "Parked");

            migrationBuilder.DropTable(
                name: "Receipts");

            migrationBuilder.DropTable(
                name: "FreeLines");

            migrationBuilder.DropIndex(
                name: "IX_Invoices_IssuedAt",
                table: "Invoices");

            migrationBuilder.DropIndex(
                name: "IX_Invoices_BusinessId_TaxRateOn",
                table: "Invoices");

            migrationBuilder.DropColumn(
                name: "Planned",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "Withheld",
                table: "RunOutcomes");

            migrationBuilder.DropColumn(
                name: "TaxCurrency",
                table: "Invoices");

            migrationBuilder.DropColumn(
                name: "TaxRateOn",
                table: "Invoices");

            migrationBuilder.DropColumn(
                name: "BillingMode",
                table: "Contracts");

            migrationBuilder.DropColumn(
                name: "VatCategory",
                table: "Clients");

            migrationBuilder.DropColumn(
                name: "TaxCurrency",
                table: "Businesses");

            migrationBuilder.DropColumn(
                name: "VatCategory",
                table: "Businesses");
        }
    }
}
