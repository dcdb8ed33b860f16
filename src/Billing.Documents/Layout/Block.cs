using Billing.Documents.Pdf;

namespace Billing.Documents.Layout;

/// <summary>A part of a document, not yet broken to a width or to pages. Blocks are made anew for each document.</summary>
internal abstract class Block
{
    /// <summary>Space above, points; left out at the top of a page.</summary>
    public double Before { get; init; }

    /// <summary>Stands on the same page as what follows: a heading never ends a page.</summary>
    public bool KeepWithNext { get; init; }

    /// <summary>Breaks the block to a width.</summary>
    /// <param name="setter">Of the document.</param>
    /// <param name="width">Points.</param>
    /// <param name="parent">What its structure elements hang under; null makes it an artifact (a running header or footer).</param>
    public abstract IEnumerable<Fragment> Lay(TypeSetter setter, double width, StructureElement? parent);

    /// <summary>The width it would take with all the room in the world, points.</summary>
    public virtual double NaturalWidth(TypeSetter setter) => 0;
}

/// <summary>A piece of a block that has a width and a height, and is put on a page whole or split.</summary>
internal abstract class Fragment
{
    /// <summary>Points.</summary>
    public abstract double Height { get; }

    /// <summary>How much of it must fit for it to begin on a page, points.</summary>
    public virtual double LeastHeight => Height;

    /// <summary>Space above, points; left out at the top of a page.</summary>
    public double Before { get; set; }

    /// <summary>Stands on the same page as the next fragment.</summary>
    public bool KeepWithNext { get; set; }

    /// <summary>Opens a new page.</summary>
    public bool StartsPage { get; init; }

    /// <summary>Said again at the top when this one opens a page: a table's header row.</summary>
    public Fragment? Repeat { get; set; }

    /// <summary>May split at the end of any page; others do only where they are taller than a page.</summary>
    public virtual bool SplitsFreely => false;

    /// <summary>Splits so that the head is at most this high, points; null where no part of it would fit.</summary>
    public virtual (Fragment Head, Fragment Tail)? Split(double height) => null;

    /// <summary>Draws it with its top left corner here.</summary>
    public abstract void Draw(PdfPage page, double x, double top);
}
