using Billing.Domain.Contracts;

namespace Billing.UnitTests.Contracts;

public sealed class VatIdTests
{
    [Theory]
    [InlineData("fr 19 812 345 676", "FR19812345676")]
    [InlineData("ATU12345678", "ATU12345678")]
    [InlineData("NL123456789B01", "NL123456789B01")]
    [InlineData("RO18", "RO18")]
    public void Parse_VatId_IsKeptWithoutSpaces(string typed, string kept) => Assert.Equal(kept, VatId.Parse(typed).Value.Text);

    [Theory]
    [InlineData("")]
    [InlineData("FR1")]
    [InlineData("1912345676")]
    [InlineData("F119812345676")]
    [InlineData("FR19.812.345")]
    [InlineData("FR12345678901234")]
    [InlineData("ÉR19812345676")]
    [InlineData("FR19812345٣")]
    public void Parse_OtherShape_IsRefused(string typed) => Assert.Equal("VatId", Assert.Single(VatId.Parse(typed).Refusals).Field);

    [Theory]
    [InlineData("agri frpp", "AGRIFRPP")]
    [InlineData("DEUTDEFF500", "DEUTDEFF500")]
    public void Parse_Bic_IsKeptWithoutSpaces(string typed, string kept) => Assert.Equal(kept, Bic.Parse(typed).Value.Text);

    [Theory]
    [InlineData("AGRIFRP")]
    [InlineData("AGRIFRPP1")]
    [InlineData("AGRI-FRP")]
    public void Parse_OtherBic_IsRefused(string typed) => Assert.False(Bic.Parse(typed).IsOk);
}
