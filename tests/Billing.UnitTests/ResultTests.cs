using Billing.Domain;

namespace Billing.UnitTests;

public sealed class ResultTests
{
    private static readonly Refusal No = new("overlap", "Choose another time.", "start");

    [Fact]
    public void Value_OfAValue_IsThere()
    {
        Result<int> result = 7;

        Assert.True(result.IsOk);
        Assert.Equal(7, result.Value);
        Assert.Empty(result.Refusals);
    }

    [Fact]
    public void Value_OfARefusal_Throws()
    {
        Result<int> result = No;

        Assert.False(result.IsOk);
        Assert.Equal([No], result.Refusals);
        Assert.Throws<InvalidOperationException>(() => result.Value);
    }

    [Fact]
    public void Conversion_FromNoRefusals_Throws() => Assert.Throws<ArgumentException>(() => (Result<int>)new List<Refusal>());

    [Fact]
    public void Id_WrittenAndRead_IsTheSame()
    {
        var id = Id<string>.New();

        Assert.Equal(id, Id<string>.Parse(id.ToString(), null));
        Assert.Matches("^[0-9a-f]{32}$", id.ToString());
        Assert.False(Id<string>.TryParse("not an id", null, out _));
        Assert.NotEqual(id, Id<string>.New());
    }
}
