using Billing.Documents.Pdf;

namespace Billing.Documents.Layout;

/// <summary>Blocks side by side, for looks only: it is read column by column and is no table.</summary>
/// <param name="columns">Widths.</param>
/// <param name="cells">One for each column.</param>
internal sealed class Row(IReadOnlyList<Column> columns, IReadOnlyList<Cell> cells) : Block
{
    /// <summary>Between columns, points.</summary>
    public double Gap { get; init; } = 18;

    public override IEnumerable<Fragment> Lay(TypeSetter setter, double width, StructureElement? parent)
    {
        var widths = ColumnWidths.Find(columns, i => cells[i].NaturalWidth(setter), width, Gap);
        var (placed, x) = (new List<PlacedCell>(), 0.0);
        for (var i = 0; i < cells.Count; i++)
        {
            placed.Add(new(x, [.. cells[i].Content.SelectMany(b => b.Lay(setter, widths[i], parent))]));
            x += widths[i] + Gap;
        }
        yield return new RowFragment(placed, width, default) { Before = Before, KeepWithNext = KeepWithNext };
    }
}
