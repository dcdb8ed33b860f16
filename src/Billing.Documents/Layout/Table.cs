using System.Globalization;
using Billing.Documents.Pdf;

namespace Billing.Documents.Layout;

/// <summary>Rows of data under a header that is repeated on every page the table reaches.</summary>
/// <param name="columns">In order.</param>
internal sealed class Table(params IReadOnlyList<Column> columns) : Block
{
    private readonly List<(IReadOnlyList<Cell> Cells, RowLook Look, bool Keep)> rows = [];
    private (IReadOnlyList<Cell> Cells, RowLook Look)? header;

    /// <summary>Between columns, points.</summary>
    public double Gap { get; init; } = 12;

    /// <summary>Names the columns.</summary>
    public void Header(RowLook look, params IReadOnlyList<Cell> cells) => header = (cells, look);

    /// <summary>Adds a row; its cells' columns add up to the table's.</summary>
    /// <param name="look">Space and rule.</param>
    /// <param name="keepWithNext">A heading of the rows below it.</param>
    /// <param name="cells">In order.</param>
    public void Add(RowLook look, bool keepWithNext, params IReadOnlyList<Cell> cells) => rows.Add((cells, look, keepWithNext));

    public override IEnumerable<Fragment> Lay(TypeSetter setter, double width, StructureElement? parent)
    {
        var widths = ColumnWidths.Find(columns, i => Widest(setter, i), width, Gap);
        var table = parent?.Add("Table");
        var first = true;
        Fragment? repeat = null;
        if (header is { } h)
        {
            repeat = LayRow(setter, widths, h.Cells, h.Look, null);
            yield return Opening(LayRow(setter, widths, h.Cells, h.Look, table?.Add("TR")), keep: true);
            first = false;
        }
        foreach (var (cells, look, keep) in rows)
        {
            var row = LayRow(setter, widths, cells, look, table?.Add("TR"));
            row.Repeat = repeat;
            if (first) Opening(row, keep);
            row.KeepWithNext = keep;
            first = false;
            yield return row;
        }
    }

    private RowFragment Opening(RowFragment row, bool keep)
    {
        (row.Before, row.KeepWithNext) = (Before, keep);
        return row;
    }

    private RowFragment LayRow(TypeSetter setter, double[] widths, IReadOnlyList<Cell> cells, RowLook look, StructureElement? row)
    {
        var (placed, column, x) = (new List<PlacedCell>(cells.Count), 0, 0.0);
        foreach (var cell in cells)
        {
            var width = Gap * (cell.Columns - 1);
            for (var i = 0; i < cell.Columns; i++) width += widths[column + i];
            placed.Add(new(x, cell.Lay(setter, width, row?.Add(cell.Heading == HeadingOf.Nothing ? "TD" : "TH", Attributes(cell)))));
            (column, x) = (column + cell.Columns, x + width + Gap);
        }
        return new RowFragment(placed, widths.Sum() + Gap * (widths.Length - 1), look);
    }

    // PDF/UA asks for the scope of every header cell.
    private static string? Attributes(Cell cell)
    {
        if (cell.Heading == HeadingOf.Nothing && cell.Columns == 1) return null;
        var scope = cell.Heading switch { HeadingOf.Column => "/Scope/Column", HeadingOf.Row => "/Scope/Row", _ => "" };
        var span = cell.Columns > 1 ? "/ColSpan " + cell.Columns.ToString(CultureInfo.InvariantCulture) : "";
        return "/O/Table" + scope + span;
    }

    private double Widest(TypeSetter setter, int column)
    {
        var widest = header is { } h ? Single(setter, h.Cells, column) : 0;
        foreach (var (cells, _, _) in rows) widest = Math.Max(widest, Single(setter, cells, column));
        return widest;
    }

    private static double Single(TypeSetter setter, IReadOnlyList<Cell> cells, int column)
    {
        var at = 0;
        foreach (var cell in cells)
        {
            if (at == column) return cell.Columns == 1 ? cell.NaturalWidth(setter) : 0;
            at += cell.Columns;
        }
        return 0;
    }
}
