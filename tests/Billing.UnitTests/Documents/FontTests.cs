using System.Buffers.Binary;
using Billing.Documents.Layout;
using Billing.Documents.Pdf;

namespace Billing.UnitTests.Documents;

public sealed class FontTests
{
    [Theory]
    [InlineData("ABCXYZabcxyz0123456789 .,:;!?()[]{}@#%&*+-/\\'\"<>=_~^|$")]
    [InlineData("ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿŒœŠšŽžŸ")]
    [InlineData("ĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĮįİıĴĵĶķĹĺĻļĽľŁłŃńŅņŇňŌōŐőŔŕŘřŚśŜŝŞşŢţŤťŨũŪūŬŭŮůŰűŲųŴŵŶŷŹźŻżȘșȚț")]
    [InlineData("ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρστυφχψωάέήίόύώς")]
    [InlineData("АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюяЄєІіЇїҐґЉњЂћ")]
    [InlineData("€£¥×÷–—·…•„“”‚‘’«»‹›§°±−©®™\u00A0\u202F\u2011\uFFFD")]
    public void GlyphOf_CharactersOfEurope_EveryOneThereInBothWeights(string characters)
    {
        foreach (var face in new[] { Typeface.Regular, Typeface.Strong })
            foreach (var rune in characters.EnumerateRunes())
                Assert.True(face.Font.GlyphOf(rune.Value) != 0, face.Name + " lacks " + rune);
    }

    [Fact]
    public void GlyphOf_Arrows_AreInTheFallback() => Assert.All("→←↑↓✓".EnumerateRunes(), r => Assert.NotEqual(0, Typeface.Fallback.Font.GlyphOf(r.Value)));

    [Fact]
    public void AdvanceOf_Figures_AreAllEquallyWide()
    {
        foreach (var face in new[] { Typeface.Regular, Typeface.Strong })
            Assert.Single("0123456789".Select(c => face.Font.AdvanceOf(face.Font.GlyphOf(c))).Distinct());
    }

    [Fact]
    public void KerningOf_Figures_IsNone()
    {
        var font = Typeface.Regular.Font;
        foreach (var a in "0123456789")
            foreach (var b in "0123456789") Assert.Equal(0, font.KerningOf(font.GlyphOf(a), font.GlyphOf(b)));
    }

    [Fact]
    public void KerningOf_WideGap_IsClosed()
    {
        var font = Typeface.Regular.Font;
        Assert.True(font.KerningOf(font.GlyphOf('T'), font.GlyphOf('o')) < 0);
        Assert.True(font.KerningOf(font.GlyphOf('A'), font.GlyphOf('V')) < 0);
    }

    [Fact]
    public void Build_SomeGlyphs_ParsesAgainWithSameMetricsAndOutlines()
    {
        var font = Typeface.Regular.Font;
        List<int> glyphs = [0, .. "Hn 7€ж".Select(c => font.GlyphOf(c))];
        var subset = new TrueTypeFont(FontSubset.Build(font, glyphs));
        for (var i = 0; i < glyphs.Count; i++)
        {
            Assert.Equal(font.AdvanceOf(glyphs[i]), subset.AdvanceOf(i));
            Assert.Equal(font.LeftBearingOf(glyphs[i]), subset.LeftBearingOf(i));
            Assert.True(subset.OutlineOf(i).StartsWith(font.OutlineOf(glyphs[i])));
        }
        Assert.Equal((font.UnitsPerEm, font.Ascent, font.Descent), (subset.UnitsPerEm, subset.Ascent, subset.Descent));
    }

    [Fact]
    public void Build_CompositeGlyph_BringsItsPartsAndPointsAtThem()
    {
        var font = Typeface.Regular.Font;
        var accented = "éàüőŁźÑ".Select(c => font.GlyphOf(c)).Where(g => BinaryPrimitives.ReadInt16BigEndian(font.OutlineOf(g)) < 0).ToList();
        Assert.NotEmpty(accented);
        var subset = new TrueTypeFont(FontSubset.Build(font, [0, .. accented]));
        Assert.True(subset.GlyphCount > accented.Count + 1);
        for (var i = 1; i <= accented.Count; i++)
            Assert.InRange(BinaryPrimitives.ReadUInt16BigEndian(subset.OutlineOf(i)[12..]), accented.Count + 1, subset.GlyphCount - 1);
    }

    [Fact]
    public void Build_WholeFile_ChecksumIsTheOneOfTrueType()
    {
        var bytes = FontSubset.Build(Typeface.Strong.Font, [0, Typeface.Strong.Font.GlyphOf('x')]);
        var sum = 0u;
        for (var i = 0; i < bytes.Length; i += 4) sum += BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(i));
        Assert.Equal(0xB1B0AFBA, sum);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    [InlineData(200)]
    public void Constructor_CutShort_SaysThatItIsNoFont(int length) =>
        Assert.Throws<InvalidDataException>(() => new TrueTypeFont(FontSubset.Build(Typeface.Regular.Font, [0, 40])[..length]));

    [Fact]
    public void CodeOf_CharactersThatShareAGlyph_KeepCodesOfTheirOwn()
    {
        var font = new PdfDocument(new("t", "a", "en", new(2026, 1, 1))).Font(Typeface.Regular.Font, "F");
        Assert.Equal(3, new[] { font.CodeOf('A'), font.CodeOf('Α'), font.CodeOf('А') }.Distinct().Count());
        Assert.Throws<ArgumentException>(() => font.CodeOf(0x4E00));
    }
}
