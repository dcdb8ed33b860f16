using Billing.Documents.Layout;
using Billing.Documents.Pdf;
using static System.FormattableString;

namespace Billing.UnitTests.Documents;

public sealed class LayoutTests
{
    private static readonly RowLook Look = new(3, 3, 0.5, Rgb.Black);

    [Fact]
    public void Break_Words_NoLineIsWiderThanItsWidth()
    {
        var lines = Lines("The message broker dropped acknowledgements after its update, the shop retried each order until its connections ran out.", 120);
        Assert.True(lines.Count > 4);
        Assert.All(lines, l => Assert.InRange(l.Width, 1, 120.01));
    }

    [Fact]
    public void Break_LongWord_IsBrokenWithinIt()
    {
        var lines = Lines("a " + new string('W', 100) + " b", 120);
        Assert.All(lines, l => Assert.InRange(l.Width, 1, 120.01));
        var text = PageText(100, "a " + new string('W', 100) + " b");
        Assert.Equal(100, text.Count(c => c == 'W'));
    }

    [Theory]
    [InlineData("aaaa bbbb", 2)]
    [InlineData("aaaa\u00A0bbbb", 1)]
    [InlineData("aaaa\u202Fbbbb", 1)]
    [InlineData("aaaa\u2007bbbb", 1)]
    [InlineData("aaaa-bbbb", 2)]
    [InlineData("2026-0042", 1)]
    public void Break_SpacesAndHyphens_OnlyWhereALineMayEnd(string word, int parts)
    {
        var setter = TestText.Setter();
        var width = new Paragraph("xxxx " + word, TestText.Body).NaturalWidth(setter) - 1;
        var first = LineBreaker.Break(setter.Shape([new("xxxx " + word, TestText.Body)]), width, TestText.Body)[0];
        var alone = new Paragraph("xxxx", TestText.Body).NaturalWidth(setter);
        Assert.Equal(parts == 1, Math.Abs(first.Width - alone) < 0.01);
    }

    [Fact]
    public void Break_LineFeeds_AreKept() => Assert.Equal(4, Lines("one\ntwo\n\nthree", 300).Count);

    [Fact]
    public void Break_NoWidthAtAll_StillPutsAGlyphOnEachLine() => Assert.Equal(3, Lines("abc", 0).Count);

    [Fact]
    public void Shape_Kerning_DrawsAsWideAsMeasured()
    {
        var setter = TestText.Setter();
        var together = new Paragraph("To", TestText.Body).NaturalWidth(setter);
        var apart = new Paragraph("T", TestText.Body).NaturalWidth(setter) + new Paragraph("o", TestText.Body).NaturalWidth(setter);
        Assert.True(together < apart);
    }

    [Fact]
    public void Shape_MissingCharacters_AreReplacedAndReported()
    {
        var document = TestText.Render(new Paragraph("Tea 茶 茶 \U0001F525 \u05D0 \uE000 \u0007 → done", TestText.Body));
        Assert.Equal([(7, 1), (0x5D0, 1), (0x8336, 2), (0xE000, 1), (0x1F525, 1)], document.Replaced.Select(r => (r.Character.Value, r.Count)));
        Assert.Contains("Tea \uFFFD \uFFFD \uFFFD \uFFFD \uFFFD \uFFFD → done", Tool.Text(document.Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void Shape_InvisibleCharacters_LeaveNoTrace()
    {
        var document = TestText.Render(new Paragraph("a\u00ADb\u200Dc\uFE0Fd\u200Ee", TestText.Body));
        Assert.Empty(document.Replaced);
        Assert.Contains("abcde", Tool.Text(document.Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void Table_OverManyPages_RepeatsItsHeaderAndKeepsEveryRowWhole()
    {
        var table = new Table(Column.Share(), Column.Fit(40, Align.Right));
        table.Header(Look, new Cell(new Paragraph("Heading of it", TestText.Body)), new Cell(new Paragraph("Figure", TestText.Body)));
        for (var i = 1; i <= 200; i++)
            table.Add(Look, false, new Cell(new Paragraph(Invariant($"first{i}"), TestText.Body), new Paragraph(Invariant($"second{i}"), TestText.Body)), new Cell(new Paragraph(Invariant($"{i}"), TestText.Body)));
        var pages = Tool.Pages(TestText.Render(table).Bytes);
        Assert.True(pages.Length > 5);
        Assert.All(pages, p => Assert.Contains("Heading of it", p, StringComparison.Ordinal));
        for (var i = 1; i <= 200; i++)
            Assert.Single(pages, p => p.Contains(Invariant($"first{i} "), StringComparison.Ordinal) && p.Contains(Invariant($"second{i}\n"), StringComparison.Ordinal));
    }

    [Fact]
    public void Table_RowTallerThanAPage_IsSplitAndNothingIsLost()
    {
        var table = new Table(Column.Share(), Column.Share());
        table.Header(Look, new Cell(new Paragraph("Head", TestText.Body)), new Cell(new Paragraph("Head", TestText.Body)));
        var words = string.Join('\n', Enumerable.Range(1, 150).Select(i => Invariant($"word{i}.")));
        table.Add(Look, false, new Cell(new Paragraph("before", TestText.Body)), new Cell(new Paragraph("x", TestText.Body)));
        table.Add(Look, false, new Cell(new Paragraph(words, TestText.Body)), new Cell(new Paragraph("short", TestText.Body)));
        var document = TestText.Render(table);
        var text = Tool.Text(document.Bytes);
        Assert.Equal(3, document.PageCount);
        for (var i = 1; i <= 150; i++) Assert.Contains(Invariant($"word{i}."), text, StringComparison.Ordinal);
        Assert.Equal(1, text.Split("short").Length - 1);
    }

    [Theory]
    [InlineData(46)]
    [InlineData(47)]
    [InlineData(48)]
    [InlineData(49)]
    [InlineData(50)]
    [InlineData(51)]
    public void Heading_WhereThePageEnds_MovesWithWhatFollows(int linesBefore)
    {
        var before = Enumerable.Range(0, linesBefore).Select(i => (Block)new Paragraph("line", TestText.Body));
        var pages = Tool.Pages(TestText.Render([.. before, new Paragraph("HEADING", TestText.Strong) { Role = "H2", KeepWithNext = true }, new Paragraph("follows", TestText.Body)]).Bytes);
        Assert.Contains("follows", pages.Single(p => p.Contains("HEADING", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void Paragraph_LongerThanAPage_LeavesNoSingleLineBehind()
    {
        for (var before = 44; before < 52; before++)
        {
            var lines = string.Join('\n', Enumerable.Range(1, 60).Select(i => Invariant($"line{i}.")));
            var pages = Tool.Pages(TestText.Render([.. Enumerable.Range(0, before).Select(_ => (Block)new Paragraph("x", TestText.Body)), new Paragraph(lines, TestText.Body)]).Bytes);
            Assert.Equal(pages.Single(p => p.Contains("line1.", StringComparison.Ordinal)), pages.Single(p => p.Contains("line2.", StringComparison.Ordinal)));
            Assert.Equal(pages.Single(p => p.Contains("line59.", StringComparison.Ordinal)), pages.Single(p => p.Contains("line60.", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Footer_EveryPage_SaysWhichOfHowMany()
    {
        var pages = Tool.Pages(TestText.Render(new Paragraph("a", TestText.Body), new PageBreak(), new Paragraph("b", TestText.Body), new PageBreak(), new Paragraph("c", TestText.Body)).Bytes);
        Assert.Equal(3, pages.Length);
        for (var i = 0; i < 3; i++) Assert.Contains(Invariant($"page {i + 1} of 3"), pages[i], StringComparison.Ordinal);
    }

    [Fact]
    public void PageBreak_First_LeavesNoEmptyPage() => Assert.Equal(1, TestText.Render(new PageBreak(), new Paragraph("a", TestText.Body)).PageCount);

    [Fact]
    public void Find_EndlessNames_FiguresKeepTheirWidth()
    {
        var widths = ColumnWidths.Find([Column.Share(), Column.Fit(), Column.Fit(), Column.Fixed(50)], i => i == 1 ? 5000 : 60, 500, 10);
        Assert.Equal(60, widths[2], 3);
        Assert.Equal(50, widths[3], 3);
        Assert.Equal(500, widths.Sum() + 30, 3);
        Assert.True(widths[0] > 100);
    }

    [Fact]
    public void Setup_Letter_GivesPagesOfThatSize() =>
        Assert.Contains("612 x 792", Tool.Run("pdfinfo", TestText.Render(PageSetup.Letter, new Paragraph("a", TestText.Body)).Bytes, "FILE"), StringComparison.Ordinal);

    private static List<TextLine> Lines(string text, double width) => LineBreaker.Break(TestText.Setter().Shape([new(text, TestText.Body)]), width, TestText.Body);

    private static string PageText(double width, string text) =>
        Tool.Text(TestText.Render(new Row([Column.Fixed(width)], [new(new Paragraph(text, TestText.Body))])).Bytes);
}
