using Billing.Documents.Pdf;

namespace Billing.Documents.Layout;

/// <summary>How text looks.</summary>
/// <param name="Face">Weight.</param>
/// <param name="Size">Points.</param>
/// <param name="Colour">Of the letters.</param>
internal sealed record TextStyle(Typeface Face, double Size, Rgb Colour)
{
    /// <summary>Distance from baseline to baseline, in sizes.</summary>
    public double Leading { get; init; } = 1.36;
}

/// <summary>Text of one style within a paragraph. A line feed breaks the line.</summary>
internal readonly record struct TextSpan(string Text, TextStyle Style);

/// <summary>Where text stands in its width.</summary>
internal enum Align { Left, Centre, Right }
