using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Billing.Web.Data.Migrations
{
    public partial class Ledger : Migration
    {
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
                name: "BillingMode",
                table: "Contracts",
                type: "TEXT",
                nullable: false,
                defaultValue: "Automatic");

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

            migrationBuilder.CreateIndex(
                name: "IX_BilledLines_BusinessId_ContractId_ServiceMonth",
                table: "BilledLines",
                columns: new[] { "BusinessId", "ContractId", "ServiceMonth" });

            migrationBuilder.CreateIndex(
                name: "IX_BilledLines_BusinessId_FreeLineId",
                table: "BilledLines",
                columns: new[] { "BusinessId", "FreeLineId" });
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
                name: "Parked");

            migrationBuilder.DropColumn(
                name: "Planned",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "Withheld",
                table: "RunOutcomes");

            migrationBuilder.DropColumn(
                name: "BillingMode",
                table: "Contracts");
        }
    }
}
