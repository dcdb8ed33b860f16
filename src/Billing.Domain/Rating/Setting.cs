namespace Billing.Domain.Rating;

/// <summary>What the wall clock alone says about the price: the terms in force, and which of their windows and holidays match.</summary>
/// <param name="Rules">Of the terms in force.</param>
/// <param name="Matches">Per premium, whether it is a window or holiday that matches.</param>
internal sealed record Setting(TermsRules Rules, bool[] Matches);
