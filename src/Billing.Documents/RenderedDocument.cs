using System.Text;

namespace Billing.Documents;

/// <summary>A finished document.</summary>
/// <param name="Bytes">The PDF file. The same input gives the same bytes with one version of the program.</param>
/// <param name="PageCount">1 or more.</param>
/// <param name="Replaced">Characters that no font of ours has; a replacement mark stands in their place. Empty when all is as typed.</param>
public sealed record RenderedDocument(byte[] Bytes, int PageCount, IReadOnlyList<ReplacedCharacter> Replaced);

/// <summary>A character that could not be shown.</summary>
/// <param name="Character">As typed.</param>
/// <param name="Count">How often it was asked for.</param>
public sealed record ReplacedCharacter(Rune Character, int Count);
