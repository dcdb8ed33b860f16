namespace Billing.Domain.Contracts;

/// <summary>The code of a bank (ISO 9362, BT-86).</summary>
/// <param name="Text">Eight or eleven letters and digits, upper case.</param>
public readonly record struct Bic(string Text)
{
    /// <summary>Reads a code; spaces and letter case do not matter.</summary>
    public static Result<Bic> Parse(string text)
    {
        var value = string.Concat(text.Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
        return value.Length is 8 or 11 && value.All(char.IsAsciiLetterOrDigit)
            ? new Bic(value)
            : new Refusal("bic", "A BIC has 8 or 11 letters and digits, for example AGRIFRPP.", "Bic");
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
