using System.Net.Mail;
using Billing.Domain;

namespace Billing.Web.Mail;

/// <summary>Addresses that we can write to.</summary>
public static class MailAddresses
{
    /// <summary>The address without outer space.</summary>
    /// <returns>A refusal when it is none, or one that needs SMTPUTF8, which our way of sending lacks.</returns>
    public static Result<string> Parse(string text)
    {
        var value = text.Trim();
        if (value.Any(char.IsControl) || !MailAddress.TryCreate(value, out var address) || !string.Equals(address.Address, value, StringComparison.Ordinal))
            return new Refusal("not-an-address", "Enter an e-mail address, for example ana@example.org.");
        if (address.User.All(char.IsAscii)) return value;
        return new Refusal("not-ascii", $"Mail cannot be sent to “{value}”: before the @ it has letters beyond A to Z, which many servers do not take. Ask for an address without them.");
    }
}
