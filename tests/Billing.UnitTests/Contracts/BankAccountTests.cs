using Billing.Domain.Contracts;

namespace Billing.UnitTests.Contracts;

public sealed class BankAccountTests
{
    // Examples of the registry of ISO 13616.
    [Theory]
    [InlineData("FR14 2004 1010 0505 0001 3M02 606", "FR1420041010050500013M02606")]
    [InlineData("de89370400440532013000", "DE89370400440532013000")]
    [InlineData("NO93 8601 1117 947", "NO9386011117947")]
    [InlineData("MT84MALT011000012345MTLCAST001S", "MT84MALT011000012345MTLCAST001S")]
    [InlineData("  GB29 NWBK 6016 1331 9268 19 ", "GB29NWBK60161331926819")]
    public void Parse_Iban_IsKeptWithoutSpaces(string typed, string number) =>
        Assert.Equal(new BankAccount(number, true), BankAccount.Parse(typed).Value);

    [Theory]
    [InlineData("DE89370400440532013001", "iban-check")]
    [InlineData("DE89370400440532010300", "iban-check")]
    [InlineData("DE8937040044", "iban-length")]
    [InlineData("DE89-3704-0044-0532-0130-00", "iban-characters")]
    [InlineData("123456789012345678901234567890123456", "account-long")]
    [InlineData(" ", "account-empty")]
    public void Parse_WrongAccount_IsRefused(string typed, string code) =>
        Assert.Equal(code, Assert.Single(BankAccount.Parse(typed).Refusals).Code);

    [Theory]
    [InlineData("021000021 / 123456789")]
    [InlineData("AB1-2345")]
    [InlineData("7")]
    public void Parse_OtherAccount_IsKeptAsTyped(string typed) =>
        Assert.Equal(new BankAccount(typed, false), BankAccount.Parse(typed).Value);

    [Fact]
    public void Parse_AnyOneDigitMistyped_IsNoticed()
    {
        const string iban = "DE89370400440532013000";
        for (var at = 2; at < iban.Length; at++)
            foreach (var digit in "0123456789".Where(d => d != iban[at]))
                Assert.False(BankAccount.Parse(iban[..at] + digit + iban[(at + 1)..]).IsOk);
    }
}
