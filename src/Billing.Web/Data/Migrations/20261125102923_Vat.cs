using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Billing.Web.Data.Migrations
{
    public partial class Vat : Migration
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

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_BusinessId_TaxRateOn",
                table: "Invoices",
                columns: new[] { "BusinessId", "TaxRateOn" },
                filter: "\"TaxRateOn\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ExchangeRates_BusinessId_Date",
                table: "ExchangeRates",
                columns: new[] { "BusinessId", "Date" });
        }

        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ExchangeRates");

            migrationBuilder.DropIndex(
                name: "IX_Invoices_BusinessId_TaxRateOn",
                table: "Invoices");

            migrationBuilder.DropColumn(
                name: "TaxCurrency",
                table: "Invoices");

            migrationBuilder.DropColumn(
                name: "TaxRateOn",
                table: "Invoices");

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
