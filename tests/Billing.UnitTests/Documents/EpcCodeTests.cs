using Billing.Documents.Invoices;
using Billing.Domain.Invoicing;

namespace Billing.UnitTests.Documents;

public sealed class EpcCodeTests
{
    private static readonly InvoiceSnapshot Sample = Samples.OneLine();

    [Fact]
    public void Payload_EuroToSepaAccount_HasTheLinesOfTheStandard() => Assert.Equal(
        "BCD\n002\n1\nSCT\nAGRIFRPP\nAna Ruiz\nFR7630006000011234567890189\nEUR350.00\n\n\n2026-0042", EpcCode.Payload(Sample));

    [Fact]
    public void Payload_CreditorReference_StandsInItsOwnLineAndEndsThere() =>
        Assert.EndsWith("\nEUR350.00\n\nRF18539007547034", EpcCode.Payload(Sample with { Payment = Sample.Payment with { Reference = "RF18539007547034" } }), StringComparison.Ordinal);

    [Fact]
    public void Payload_NoBic_LeavesItsLineEmpty() =>
        Assert.Contains("SCT\n\nAna Ruiz", EpcCode.Payload(Sample with { Payment = Sample.Payment with { Bic = null } }), StringComparison.Ordinal);

    [Fact]
    public void Payload_WhereNoTransferCanBe_IsNone()
    {
        Assert.Null(EpcCode.Payload(Sample with { Currency = "CHF" }));
        Assert.Null(EpcCode.Payload(Sample with { Totals = new(0, 0, 0, 0) }));
        Assert.Null(EpcCode.Payload(Sample with { Totals = new(-5, 0, 0, -5) }));
        Assert.Null(EpcCode.Payload(Sample with { Payment = Sample.Payment with { Iban = null } }));
        Assert.Null(EpcCode.Payload(Sample with { Payment = Sample.Payment with { Iban = "FR7630006000011234567890188" } }));
        Assert.Null(EpcCode.Payload(Sample with { Payment = Sample.Payment with { Iban = "US12345678901234567890" } }));
    }

    [Fact]
    public void Payload_LongText_IsCutToTheStandardsLengths()
    {
        var payload = EpcCode.Payload(Sample with { Payment = Sample.Payment with { AccountName = new('n', 99), Reference = new string('r', 200) } })!.Split('\n');
        Assert.Equal((70, 140), (payload[5].Length, payload[10].Length));
    }

    [Fact]
    public void Modules_Code_HasItsThreeFinders()
    {
        var (runs, size) = EpcCode.Modules(EpcCode.Payload(Sample)!);
        Assert.Contains((0, 0, 7), runs);
        Assert.Contains((size - 7, 0, 7), runs);
        Assert.Contains((0, size - 1, 7), runs);
        Assert.All(runs, r => Assert.InRange(r.Column + r.Count, 1, size));
        Assert.InRange(size, 21, 69);
    }
}
