using Billing.Domain.Invoicing;
using FsCheck;
using FsCheck.Fluent;

namespace Billing.UnitTests.Invoicing;

public sealed class InvoiceNumberFormatTests
{
    [Theory]
    [InlineData("{yyyy}-{seq:0000}", 2026, 42, "2026-0042")]
    [InlineData("{yyyy}-{seq:0000}", 2026, 12345, "2026-12345")]
    [InlineData("{yy}{seq}", 2006, 7, "067")]
    [InlineData("R+{yyyy}/{seq:000}_x", 2027, 1, "R+2027/001_x")]
    [InlineData("{seq}-{yy}-{yyyy}", 2026, 3, "3-26-2026")]
    public void Format_ValidFormat_FillsEveryPart(string pattern, int year, int number, string expected) =>
        Assert.Equal(expected, InvoiceNumberFormat.Parse(pattern).Value.Format(year, number));

    [Theory]
    [InlineData("", "number-format-seq")]
    [InlineData("{yyyy}", "number-format-seq")]
    [InlineData("{yyyy}-{seq}-{seq:00}", "number-format-seq")]
    [InlineData("INV-{seq:0000}", "number-format-year")]
    [InlineData("{yyyy} {seq}", "number-format-character")]
    [InlineData("\0{yyyy}-{seq}", "number-format-character")]
    [InlineData("№{yyyy}-{seq}", "number-format-character")]
    [InlineData("{yyyy}-{month}-{seq}", "number-format-part")]
    [InlineData("{yyyy}-{SEQ}", "number-format-part")]
    [InlineData("{yyyy}-{seq:}", "number-format-part")]
    [InlineData("{yyyy}-{seq:01}", "number-format-part")]
    [InlineData("{yyyy}-{seq:00000000000}", "number-format-part")]
    [InlineData("{yyyy}-{seq", "number-format-braces")]
    [InlineData("{yyyy}-seq}", "number-format-braces")]
    [InlineData("{yyyy}{{seq}}", "number-format-braces")]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUV{yyyy}{seq}", "number-format-length")]
    public void Parse_WrongFormat_SaysWhatToDo(string pattern, string code)
    {
        var parsed = InvoiceNumberFormat.Parse(pattern);

        Assert.Equal(code, Assert.Single(parsed.Refusals).Code);
    }

    [Fact]
    public void Parse_JustShortEnough_KeepsRoomForTheLargestNumber()
    {
        var format = InvoiceNumberFormat.Parse("ABCDEFGHIJKLMNOPQRSTU{yyyy}{seq}").Value;

        Assert.Equal(InvoiceNumberFormat.MostCharacters, format.Format(2026, int.MaxValue).Length);
    }

    [Fact]
    public void Parse_AnyText_NeverThrowsAndAcceptedFormatsNeverRepeatANumber() =>
        Prop.ForAll(
            Gen.Elements("{yyyy}", "{yy}", "{seq}", "{seq:000}", "{seq:0000000}", "{", "}", "{x}", "-", "/", "A", "1", "0", " ", "é").ListOf().Select(string.Concat).ToArbitrary(),
            Gen.Choose(1, 2_000_000).ToArbitrary(),
            (text, number) =>
            {
                var parsed = InvoiceNumberFormat.Parse(text);
                if (!parsed.IsOk) return true;
                var numbers = from year in Enumerable.Range(2024, 60) from n in (int[])[number, number + 1, number * 10, number * 10 + 1] select parsed.Value.Format(year, n);
                return numbers.Distinct(StringComparer.Ordinal).Count() == 240;
            }).QuickCheckThrowOnFailure();
}
