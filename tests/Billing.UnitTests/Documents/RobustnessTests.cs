using Billing.Documents.Invoices;
using Billing.Documents.Layout;
using Billing.Domain.Invoicing;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Billing.UnitTests.Documents;

public sealed class RobustnessTests
{
    private static readonly Arbitrary<string> AnyText = ArbMap.Default.ArbFor<string>().Filter(s => s is not null);

    [Fact]
    public void Break_AnyTextInAnyWidth_KeepsEveryGlyphInOrder() => Check.QuickThrowOnFailure(Prop.ForAll(AnyText, text =>
    {
        var glyphs = TestText.Setter().Shape([new(text, TestText.Body)]);
        foreach (var width in new[] { 0.0, 30, 400 })
        {
            var lines = LineBreaker.Break(glyphs, width, TestText.Body);
            if (width > 30) Assert.All(lines, l => Assert.InRange(l.Width, 0, width + 0.01));
            Assert.InRange(lines.Count, 1, glyphs.Count + 1);
        }
    }));

    [Fact]
    public void Render_AnyTextAnywhere_IsADocument() => Check.QuickThrowOnFailure(Prop.ForAll(AnyText, text =>
    {
        var sample = Samples.Realistic();
        var odd = sample with
        {
            Number = text, ContractCode = text, ContractTitle = text, OrderNumber = text, Notes = [text], Clauses = [text, text],
            Seller = sample.Seller with { Name = text, VatId = text, Tagline = text }, Buyer = sample.Buyer with { Name = text, Address = new(text, text, text, text, text, text, text) },
            Payment = new(text, text, text, text, text),
            Groups = [.. sample.Groups.Select(g => g with { Title = text, Severity = text, Slices = [.. g.Slices.Select(s => s with { Description = text, Reasons = [text] })] })],
        };
        Assert.True(InvoiceDocument.Render(odd).PageCount > 0);
    }));

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(3)]
    public void Render_OddAmounts_IsADocument(int factor)
    {
        var sample = Samples.Realistic("fr");
        var groups = sample.Groups.Select(g => g with { Lines = [.. g.Lines.Select(l => l with { Amount = l.Amount * factor, Seconds = l.Seconds * factor, Multiplier = l.Multiplier * factor })] });
        var odd = sample with { Groups = [.. groups], Totals = new(100m * factor, 20m, 20m * factor, 120m * factor), Currency = factor == 0 ? "JPY" : "XYZ" };
        Tool.Run("qpdf", InvoiceDocument.Render(odd).Bytes, "--check", "FILE");
    }

    [Fact]
    public void Render_WorkForAYearByManyEngineers_KeepsThePictureOnThePage()
    {
        var slices = Enumerable.Range(0, 60).Select(i => Samples.Slice("Engineer " + i % 20, Start(i), Start(i) + Duration.FromHours(2), 1m + i % 5, ["R"], [2], i + 1, null)).ToList();
        var document = InvoiceDocument.Render(Samples.Snapshot("en", [new("INC-1", "Long", null, null, null, [.. slices.Select(s => Samples.Work(s, 1m))], slices)]));
        var text = Tool.Text(document.Bytes);
        Assert.All(Enumerable.Range(0, 20), i => Assert.Contains("Engineer " + i, text, StringComparison.Ordinal));

        static Instant Start(int i) => Samples.At(1, 0, 0) - Duration.FromDays(6 * (60 - i));
    }

    [Fact]
    public void Render_SeveralLinesOfOnePosition_IsADocument()
    {
        var sample = Samples.OneLine();
        var group = sample.Groups[0] with { Lines = [sample.Groups[0].Lines[0], sample.Groups[0].Lines[0]], IncidentCode = "INC-2" };
        Assert.Equal(2, InvoiceDocument.Render(sample with { Groups = [group] }).PageCount);
    }
}
