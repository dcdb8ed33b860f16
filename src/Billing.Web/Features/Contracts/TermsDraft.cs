using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Rating;

namespace Billing.Web.Features.Contracts;

/// <summary>Terms on their way between the editor and “What would it cost?”, as the text of a hidden field. Nothing of them is stored.</summary>
internal static class TermsDraft
{
    private static readonly Refusal Unreadable = new("draft", "The draft did not arrive as the editor sent it. Open the terms and write it again.");

    /// <summary>The field's text.</summary>
    public static string Write(ContractTerms terms) => RatingJson.WriteTerms(terms);

    /// <summary>Reads the field as any other input: what comes through is what the editor itself would take.</summary>
    /// <param name="text">As a browser sent it.</param>
    /// <param name="facts">Of the contract that the draft is for.</param>
    /// <returns>The terms, or one refusal of the form as a whole.</returns>
    public static Result<ContractTerms> Read(string? text, TermsFacts facts)
    {
        if (FormOf(text, facts) is not { } form) return Unreadable;
        var reading = new TermsReading(form, new());
        var terms = facts.Read(reading);
        return reading.IsOk ? terms : Unreadable;
    }

    private static TermsForm? FormOf(string? text, TermsFacts facts)
    {
        try
        {
            var terms = RatingJson.ReadTerms(text ?? "");
            return terms.Premiums.Count <= TermsButtons.MostPremiums && TermsValidation.Check(terms).Count == 0 ? TermsForm.Of(terms, facts.Engineers) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
