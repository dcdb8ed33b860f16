namespace Billing.Domain.Contracts;

/// <summary>A VAT identifier as it is printed (BT-31, BT-48): the country's two letters and what that country wrote behind them.</summary>
/// <param name="Text">Without spaces, upper case, e.g. <c>FR19812345676</c>.</param>
/// <remarks>Only the shape is checked. Countries change their check digits, and whether an identifier is valid only the tax office knows.</remarks>
public readonly record struct VatId(string Text)
{
    /// <summary>Reads an identifier; spaces and letter case do not matter.</summary>
    public static Result<VatId> Parse(string text)
    {
        var value = string.Concat(text.Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
        var shaped = value.Length is >= 4 and <= 15 && char.IsAsciiLetterUpper(value[0]) && char.IsAsciiLetterUpper(value[1]) && value.All(char.IsAsciiLetterOrDigit);
        return shaped
            ? new VatId(value)
            : new Refusal("vat-id", "A VAT number begins with the two letters of its country, then 2 to 13 letters or digits, for example FR19812345676.", "VatId");
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
