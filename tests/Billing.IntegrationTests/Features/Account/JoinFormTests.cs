using System.Security.Cryptography;
using System.Text;
using Billing.Domain.Contracts;
using Billing.IntegrationTests.App;
using NodaTime;

namespace Billing.IntegrationTests.Features.Account;

public sealed class JoinFormTests(FilledApp filled) : IClassFixture<FilledApp>
{
    [Theory]
    [InlineData("Form.Name", "", "Enter your name.")]
    [InlineData("Form.Name", "x*101", "Your name can have at most 100 characters; this has 101.")]
    [InlineData("Form.Email", "", "Enter your e-mail address.")]
    [InlineData("Form.Email", "jonas", "Enter an e-mail address, for example ana@example.org.")]
    [InlineData("Form.Password", "short", "Choose a password of at least 12 characters.")]
    [InlineData("Form.Password", "", "Choose a password of at least 12 characters.")]
    [InlineData("Form.TimeZone", "Europe/Pariss", "There is no time zone “Europe/Pariss”. Choose one from the list, for example Europe/Paris.")]
    [InlineData("Form.Email", TestApp.Email, "There is an account with this e-mail address, and this is not its password.", "Form.Password")]
    public async Task Join_WithBadInput_SaysSoKeepsItAndWritesNothing(string field, string typed, string sentence, string? beside = null)
    {
        var secret = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
        await filled.App.SaveAsync(new Invitation(filled.App.Owner.BusinessId, "Jonas", Role.Engineer, SHA256.HashData(Encoding.UTF8.GetBytes(secret)), filled.App.Owner.Id, filled.App.Clock.Now, filled.App.Clock.Now + Duration.FromDays(1)));
        var before = await filled.RowsAsync();
        using var guest = await filled.App.Browser().GetAsync("/join/" + secret);
        Dictionary<string, string> values = new() { ["Form.Name"] = "Jonas K.", ["Form.Email"] = "jonas@example.org", ["Form.Password"] = "another long password", ["Form.TimeZone"] = "Asia/Tokyo", [field] = FilledApp.Typed(typed) };

        await guest.SubmitAsync(values);

        Assert.Equal(sentence, guest.Error(beside ?? field));
        Assert.Equal([sentence], guest.Errors);
        Assert.Equal((values["Form.Name"], values["Form.Email"], values["Form.TimeZone"]), (guest.Value("Form.Name"), guest.Value("Form.Email"), guest.Value("Form.TimeZone")));
        Assert.Equal("", guest.Value("Form.Password"));
        Assert.Equal(before, await filled.RowsAsync());
    }
}
