using System.Globalization;

namespace Billing.Documents.Text;

/// <summary>What an invoice says in its own words, in one language. Texts with <c>{0}</c> take what stands there.</summary>
internal sealed record InvoiceLabels
{
    public required string Invoice { get; init; }
    public required string InvoiceTo { get; init; }
    public required string Due { get; init; }
    public required string WorkOf { get; init; }
    public required string Contract { get; init; }
    public required string YourOrder { get; init; }
    public required string VatId { get; init; }

    public required string Work { get; init; }
    public required string Hours { get; init; }
    public required string Rate { get; init; }
    public required string Amount { get; init; }
    public required string WithoutIncident { get; init; }
    public required string Annex { get; init; }
    public required string BaseRate { get; init; }
    public required string Beyond { get; init; }
    public required string MinimumCallOut { get; init; }
    public required string ResponseFee { get; init; }
    public required string Cap { get; init; }
    public required string Covered { get; init; }
    public required string Clause { get; init; }
    public required string Clauses { get; init; }
    public required string And { get; init; }
    public required string Stretches { get; init; }
    public required string AlertAndStart { get; init; }
    public required string Subtotal { get; init; }
    public required string EveryLine { get; init; }

    public required string Item { get; init; }
    public required string MonthlyCharges { get; init; }
    public required string OtherCharges { get; init; }
    public required string Expense { get; init; }
    public required string Discount { get; init; }
    public required string RoundingDifference { get; init; }
    public required string PartOfMonth { get; init; }
    public required string PercentOf { get; init; }
    public required string BilledLater { get; init; }
    public required string TakenBack { get; init; }

    /// <summary>Names of units by their code of UN/ECE Recommendation 20: of one, and of several. Pieces have none.</summary>
    public required IReadOnlyDictionary<string, (string One, string Several)> Units { get; init; }

    public required string Net { get; init; }
    public required string Vat { get; init; }
    public required string SmallBusiness { get; init; }
    public required string Exempt { get; init; }
    public required string ReverseCharge { get; init; }
    public required string OutsideScope { get; init; }
    public required string VatOn { get; init; }
    public required string VatTotal { get; init; }
    public required string VatInCurrency { get; init; }
    public required string Gross { get; init; }
    public required string ToPayBy { get; init; }
    public required string NothingToPay { get; init; }
    public required string InYourFavour { get; init; }
    public required string PayTo { get; init; }
    public required string Account { get; init; }
    public required string Reference { get; init; }
    public required string ScanCode { get; init; }
    public required string CodeAlternative { get; init; }

    public required string AnnexTo { get; init; }
    public required string Alerted { get; init; }
    public required string Started { get; init; }
    public required string Resolved { get; init; }
    public required string AllTimes { get; init; }
    public required string Session { get; init; }
    public required string Engineer { get; init; }
    public required string ClauseColumn { get; init; }
    public required string Time { get; init; }
    public required string Factor { get; init; }
    public required string Total { get; init; }
    public required string RoundedUp { get; init; }
    public required string RoundedDown { get; init; }
    public required string WhatWasDone { get; init; }
    public required string WhatWasAgreed { get; init; }
    public required string Agreed { get; init; }
    public required string PictureAlternative { get; init; }
    public required string Page { get; init; }

    /// <summary>Words for the severities we know; others are printed as typed.</summary>
    public required IReadOnlyDictionary<string, string> Severities { get; init; }

    /// <summary>The labels of a language.</summary>
    /// <param name="language"><c>en</c>, <c>fr</c> or <c>de</c>.</param>
    /// <exception cref="ArgumentException">Another language.</exception>
    public static InvoiceLabels Of(string language) => language switch
    {
        "en" => InvoiceTexts.English,
        "fr" => InvoiceTexts.French,
        "de" => InvoiceTexts.German,
        _ => throw new ArgumentException($"No texts in the language '{language}'.", nameof(language)),
    };

    /// <summary>Puts values into a text of ours.</summary>
    public static string Fill(string text, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var value = Convert.ToString(values[i], CultureInfo.InvariantCulture);
            text = text.Replace("{" + i.ToString(CultureInfo.InvariantCulture) + "}", value, StringComparison.Ordinal);
        }
        return text;
    }
}
