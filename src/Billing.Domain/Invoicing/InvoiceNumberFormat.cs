using System.Globalization;

namespace Billing.Domain.Invoicing;

/// <summary>Placeholder until Settings brings the validated one.</summary>
public sealed record InvoiceNumberFormat(string Pattern)
{
    public static Result<InvoiceNumberFormat> Parse(string text) => new InvoiceNumberFormat(text);

    public string Format(int year, int number) => string.Create(CultureInfo.InvariantCulture, $"{year:D4}-{number:D4}");
}
