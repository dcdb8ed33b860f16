namespace Billing.Domain.Contracts;

/// <summary>Where clients pay to (BT-84): an IBAN, or what a country without IBANs calls an account.</summary>
/// <param name="Number">An IBAN without spaces, upper case; anything else as it was typed.</param>
/// <param name="IsIban">True when it is an IBAN whose check digits are right.</param>
public readonly record struct BankAccount(string Number, bool IsIban)
{
    /// <summary>The longest that an IBAN, and so an account here, can be (ISO 13616).</summary>
    public const int MostCharacters = 34;

    // Norway's, the shortest in the registry of ISO 13616.
    private const int ShortestIban = 15;

    /// <summary>Reads an account. What begins like an IBAN must be one: a mistyped digit would send the client's money nowhere.</summary>
    public static Result<BankAccount> Parse(string text)
    {
        var dense = string.Concat(text.Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
        if (BeginsLikeIban(dense)) return Iban(dense);
        var account = text.Trim();
        if (account.Length == 0) return No("account-empty", "Enter an account number.");
        return account.Length > MostCharacters ? No("account-long", "An account number can have at most 34 characters.") : new BankAccount(account, false);
    }

    private static Result<BankAccount> Iban(string dense)
    {
        if (!dense.All(char.IsAsciiLetterOrDigit)) return No("iban-characters", "An IBAN has letters and digits only. Check what stands between them.");
        if (dense.Length is < ShortestIban or > MostCharacters) return No("iban-length", "An IBAN has 15 to 34 letters and digits. Check that nothing is missing or twice.");
        return Remainder(dense) == 1 ? new BankAccount(dense, true) : No("iban-check", "This IBAN is mistyped: its check digits do not fit. Compare it with your bank's letter.");
    }

    private static bool BeginsLikeIban(string dense) =>
        dense.Length >= 4 && char.IsAsciiLetterUpper(dense[0]) && char.IsAsciiLetterUpper(dense[1]) && char.IsAsciiDigit(dense[2]) && char.IsAsciiDigit(dense[3]);

    // ISO 7064 MOD 97-10 as ISO 13616 uses it: the first four go last, A is 10, Z is 35.
    private static int Remainder(string dense)
    {
        var rest = 0;
        foreach (var c in dense[4..] + dense[..4])
            rest = char.IsAsciiDigit(c) ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97;
        return rest;
    }

    private static Refusal No(string code, string sentence) => new(code, sentence, "Iban");
}
