using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Billing.Web.Data.Migrations
{
    public partial class FreeLines : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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
                name: "IX_FreeLines_BusinessId_ContractId_Date",
                table: "FreeLines",
                columns: new[] { "BusinessId", "ContractId", "Date" });

            migrationBuilder.CreateIndex(
                name: "IX_FreeLines_BusinessId_MadeBy",
                table: "FreeLines",
                columns: new[] { "BusinessId", "MadeBy" });
        }

        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Receipts");

            migrationBuilder.DropTable(
                name: "FreeLines");
        }
    }
}
