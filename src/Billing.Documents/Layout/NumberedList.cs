using System.Globalization;
using Billing.Documents.Pdf;

namespace Billing.Documents.Layout;

/// <summary>Numbered sentences, 1, 2, 3 …; a list to a screen reader too.</summary>
/// <param name="items">In order.</param>
/// <param name="numberStyle">Of the numbers.</param>
/// <param name="style">Of the sentences.</param>
internal sealed class NumberedList(IReadOnlyList<string> items, TextStyle numberStyle, TextStyle style) : Block
{
    private const double Gap = 6;

    /// <summary>Between two items, points.</summary>
    public double Spacing { get; init; }

    public override IEnumerable<Fragment> Lay(TypeSetter setter, double width, StructureElement? parent)
    {
        var list = parent?.Add("L", "/O/List/ListNumbering/Decimal");
        var numbers = items.Select((_, i) => new Paragraph((i + 1).ToString(CultureInfo.InvariantCulture), numberStyle)).ToList();
        var indent = numbers.Select(n => n.NaturalWidth(setter)).DefaultIfEmpty().Max() + Gap;
        for (var i = 0; i < items.Count; i++)
        {
            var item = list?.Add("LI");
            var number = numbers[i].Lines(setter, indent, item?.Add("Lbl"));
            var sentence = new Paragraph(items[i], style).Lines(setter, width - indent, item?.Add("LBody"));
            yield return new RowFragment([new(0, [number]), new(indent, [sentence])], width, default)
            {
                Before = i == 0 ? Before : Spacing,
                KeepWithNext = KeepWithNext && i == items.Count - 1,
            };
        }
    }
}
