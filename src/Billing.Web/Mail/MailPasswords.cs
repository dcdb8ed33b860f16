using System.Security.Cryptography;
using System.Text;
using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Mail;
using Microsoft.AspNetCore.DataProtection;

namespace Billing.Web.Mail;

/// <summary>Keeps mail passwords encrypted, each for its business alone. The keys lie in the data folder.</summary>
public sealed class MailPasswords(IDataProtectionProvider protection)
{
    /// <summary>What may be stored.</summary>
    public byte[] Protect(Id<Business> business, string password) => For(business).Protect(Encoding.UTF8.GetBytes(password));

    /// <summary>The password in the clear; null when there is none.</summary>
    /// <returns>A refusal when the key that encrypted it is gone.</returns>
    public Result<string?> Reveal(MailSettings settings)
    {
        if (settings.ProtectedPassword is not { } bytes) return (string?)null;
        try
        {
            return Encoding.UTF8.GetString(For(settings.BusinessId).Unprotect(bytes));
        }
        catch (CryptographicException)
        {
            return new Refusal("password-lost", "The key that the mail password was encrypted with is gone. Type the password again in Settings, Mail.");
        }
    }

    private IDataProtector For(Id<Business> business) => protection.CreateProtector("Billing.Mail.Password", business.ToString());
}
