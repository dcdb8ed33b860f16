namespace Billing.Web.Features.Account;

/// <summary>The very first form: who owns the instance, and for which business.</summary>
public sealed class WelcomeForm
{
    public string? BusinessName { get; set; }

    public string? TimeZone { get; set; }

    public string? Name { get; set; }

    public string? Email { get; set; }

    public string? Password { get; set; }

    public string? Code { get; set; }
}

/// <summary>Sign-in.</summary>
public sealed class SignInForm
{
    public string? Email { get; set; }

    public string? Password { get; set; }
}

/// <summary>Joining a business by an invitation.</summary>
public sealed class JoinForm
{
    public string? Name { get; set; }

    public string? Email { get; set; }

    public string? Password { get; set; }

    public string? TimeZone { get; set; }
}

/// <summary>Who invites to what, above the form.</summary>
public sealed record JoinPage(string Business, string Role, JoinForm Form);
