using Billing.Documents.Text;
using NodaTime;

namespace Billing.UnitTests.Documents;

public sealed class ReaderFormatTests
{
    [Theory]
    [InlineData("en", "1 December 2026", "1 Dec", "Tue 1 Dec")]
    [InlineData("fr", "1er décembre 2026", "1er déc.", "mar. 1er déc.")]
    [InlineData("de", "1. Dezember 2026", "1. Dez.", "Di 1. Dez.")]
    public void Date_InEachLanguage_IsAsReadersWriteIt(string language, string full, string brief, string weekday)
    {
        var (format, date) = (ReaderFormat.Of(language), new LocalDate(2026, 12, 1));
        Assert.Equal((full, brief, weekday), (format.Date(date), format.ShortDate(date), format.WeekdayDate(date)));
    }

    [Theory]
    [InlineData("en", 1, 11, 30, 11, "1–30 November 2026", "1–30 Nov")]
    [InlineData("fr", 1, 11, 30, 11, "1er au 30 novembre 2026", "1er–30 nov.")]
    [InlineData("de", 1, 11, 30, 11, "1.–30. November 2026", "1.–30. Nov.")]
    [InlineData("en", 30, 10, 2, 11, "30 October – 2 November 2026", "30 Oct – 2 Nov")]
    [InlineData("en", 5, 11, 5, 11, "5 November 2026", "5 Nov")]
    public void Range_TwoDays_SaysNothingTwice(string language, int day, int month, int lastDay, int lastMonth, string full, string brief)
    {
        var (format, from, to) = (ReaderFormat.Of(language), new LocalDate(2026, month, day), new LocalDate(2026, lastMonth, lastDay));
        Assert.Equal((full, brief), (format.Range(from, to), format.ShortRange(from, to)));
    }

    [Fact]
    public void Range_AcrossYears_SaysBoth() => Assert.Equal("31 December 2026 – 1 January 2027", ReaderFormat.Of("en").Range(new(2026, 12, 31), new(2027, 1, 1)));

    [Theory]
    [InlineData("en", "EUR", "1234.5", "€1,234.50")]
    [InlineData("en", "USD", "1234.5", "$1,234.50")]
    [InlineData("en", "GBP", "0", "£0.00")]
    [InlineData("en", "CHF", "1234567.89", "CHF\u00A01,234,567.89")]
    [InlineData("en", "EUR", "-5", "-€5.00")]
    [InlineData("en", "CHF", "-5", "-CHF\u00A05.00")]
    [InlineData("en", "JPY", "1234", "JPY\u00A01,234")]
    [InlineData("en", "EUR", "133.335", "€133.335")]
    [InlineData("fr", "EUR", "1234.5", "1\u202F234,50\u00A0€")]
    [InlineData("fr", "USD", "-1234.5", "-1\u202F234,50\u00A0USD")]
    [InlineData("fr", "EUR", "999.9", "999,90\u00A0€")]
    [InlineData("de", "EUR", "1234567.5", "1.234.567,50\u00A0€")]
    [InlineData("de", "CHF", "12", "12,00\u00A0CHF")]
    public void Money_InEachLanguage_IsAsReadersWriteIt(string language, string currency, string amount, string expected) =>
        Assert.Equal(expected, ReaderFormat.Of(language).Money(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), currency));

    [Theory]
    [InlineData(0, "0:00")]
    [InlineData(2760, "0:46")]
    [InlineData(8165, "2:16:05")]
    [InlineData(360000, "100:00")]
    [InlineData(-3600, "-1:00")]
    public void Duration_Seconds_AreShownOnlyWhereThereAreAny(long seconds, string expected) => Assert.Equal(expected, ReaderFormat.Of("en").Duration(seconds));

    [Theory]
    [InlineData(240, "4\u00A0h")]
    [InlineData(90, "1\u00A0h\u00A030\u00A0min")]
    [InlineData(30, "30\u00A0min")]
    public void Minutes_Length_InWordsUnits(int minutes, string expected) => Assert.Equal(expected, ReaderFormat.Of("fr").Minutes(minutes));

    [Fact]
    public void Multiplier_AndPercent_FollowTheLanguage()
    {
        Assert.Equal(("×1.5", "×1,5", "×2"), (ReaderFormat.Of("en").Multiplier(1.50m), ReaderFormat.Of("de").Multiplier(1.5m), ReaderFormat.Of("fr").Multiplier(2.00m)));
        Assert.Equal(("8.1%", "8,1\u00A0%"), (ReaderFormat.Of("en").Percent(8.1m), ReaderFormat.Of("de").Percent(8.10m)));
    }

    [Fact]
    public void Time_WithSeconds_ShowsThem() => Assert.Equal(("09:05", "09:05:07"), (ReaderFormat.Of("de").Time(new(9, 5)), ReaderFormat.Of("de").Time(new(9, 5, 7))));

    [Fact]
    public void Of_OtherLanguage_Throws() => Assert.Throws<ArgumentException>(() => ReaderFormat.Of("it"));
}
