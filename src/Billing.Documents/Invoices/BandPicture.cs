using Billing.Documents.Layout;
using Billing.Documents.Pdf;
using Billing.Documents.Text;
using Billing.Domain.Invoicing;
using NodaTime;

namespace Billing.Documents.Invoices;

/// <summary>The hours of an incident as bars coloured by rate, a lane for each engineer, with the times at which the rate changed.</summary>
internal sealed class BandPicture
{
    private const double BarHeight = 24;
    private const double LaneHeight = 42;
    private const double NameHeight = 13;
    private const double PauseWidth = 7;
    private const int LanesOfPicture = 8;
    private const double LeastBand = 2.5;

    private static readonly TextStyle BandText = new(Typeface.Strong, 8, Rgb.Black);
    private static readonly TextStyle ClockText = new(Typeface.Regular, 7.4, Look.Quiet);

    private readonly InvoiceText text;
    private readonly TypeSetter setter;
    private readonly List<(string Engineer, List<Band> Bands)> lanes;

    private BandPicture(InvoiceText text, TypeSetter setter, IEnumerable<(string Engineer, List<Band> Bands)> lanes) =>
        (this.text, this.setter, this.lanes) = (text, setter, [.. lanes]);

    private double Height => lanes.Count * (LaneHeight + (lanes.Count > 1 ? NameHeight : 0));

    /// <summary>The picture; several where so many worked that one would not fit on a page.</summary>
    public static IEnumerable<Figure> Of(InvoiceText text, TypeSetter setter, IEnumerable<WorkSession> sessions)
    {
        var all = sessions.GroupBy(s => s.Engineer, StringComparer.Ordinal).Select(g => (g.Key, Bands(g.SelectMany(s => s.Slices))));
        foreach (var some in all.Chunk(LanesOfPicture))
        {
            var picture = new BandPicture(text, setter, some);
            yield return new(picture.Height, picture.Alternative(), picture.Draw) { Before = 13, KeepWithNext = true };
        }
    }

    private static List<Band> Bands(IEnumerable<InvoiceSlice> slices)
    {
        var bands = new List<Band>();
        foreach (var slice in slices)
        {
            var seconds = (slice.Stop - slice.Start).TotalSeconds;
            var opens = bands.Count == 0 || bands[^1].Stop != slice.Start;
            if (!opens && bands[^1].Multiplier == slice.Multiplier) bands[^1] = bands[^1] with { Stop = slice.Stop, Seconds = bands[^1].Seconds + seconds };
            else bands.Add(new(slice.Start, slice.Stop, seconds, slice.Multiplier, slice.Reasons, opens));
        }
        return bands;
    }

    private string Alternative() => InvoiceLabels.Fill(text.Labels.PictureAlternative, string.Join("; ", lanes.Select(l =>
        (lanes.Count > 1 ? l.Engineer + ": " : "") + string.Join(", ", l.Bands.Select(b => text.Stretch(b.Start, b.Stop) + " " + text.Format.Multiplier(b.Multiplier))))));

    private void Draw(PdfPage page, double x, double top, double width)
    {
        // One scale for all lanes, so that their lengths compare; pauses give way before hours do.
        var pauses = Math.Max(1, lanes.Max(l => l.Bands.Count(b => b.Opens) - 1));
        var pause = Math.Min(PauseWidth, 0.3 * width / pauses);
        var least = Math.Min(LeastBand, 0.3 * width / lanes.Max(l => l.Bands.Count));
        var scale = lanes.Min(l => (width - pause * (l.Bands.Count(b => b.Opens) - 1) - least * l.Bands.Count) / Math.Max(1, l.Bands.Sum(b => b.Seconds)));
        foreach (var (engineer, bands) in lanes)
        {
            if (lanes.Count > 1)
            {
                Write(page, engineer, ClockText, x, top);
                top += NameHeight;
            }
            DrawLane(page, bands, (x, top, width), (pause, least, scale));
            top += LaneHeight;
        }
    }

    private void DrawLane(PdfPage page, List<Band> bands, (double X, double Top, double Width) box, (double Pause, double Least, double Scale) measure)
    {
        var (at, free, right, top) = (box.X, box.X, box.X + box.Width, box.Top);
        for (var i = 0; i < bands.Count; i++)
        {
            var band = bands[i];
            if (band.Opens && i > 0) at += measure.Pause;
            var wide = measure.Least + band.Seconds * measure.Scale;
            var seam = i == bands.Count - 1 || bands[i + 1].Opens ? 0 : Math.Min(1.2, wide / 3);
            var (fill, ink) = Look.Band(band.Multiplier);
            page.Rounded(at, top, wide - seam, BarHeight, 2.5, fill);
            DrawName(page, band, BandText with { Colour = ink }, at, top, wide);
            free = DrawClock(page, Label(bands, i), at, free, top + BarHeight + 3, right);
            at += wide;
            if (i == bands.Count - 1 || bands[i + 1].Opens) free = DrawStop(page, band.Stop, at, free, top + BarHeight + 3);
        }
    }

    private void DrawName(PdfPage page, Band band, TextStyle style, double x, double top, double width)
    {
        var factor = text.Format.Multiplier(band.Multiplier);
        foreach (var name in new[] { factor + " " + string.Join(", ", band.Reasons.Select(text.Reason)), factor })
        {
            var line = Line(name.TrimEnd(), style);
            if (line.Width > width - 8) continue;
            line.Draw(page, x + (width - line.Width) / 2, top + (BarHeight - line.Height) / 2);
            return;
        }
    }

    // Work of one night needs no date; work over days says each new one.
    private string Label(List<Band> bands, int i)
    {
        var start = bands[i].Start;
        var newDay = i == 0 || text.DateOf(bands[i - 1].Start) != text.DateOf(start);
        var overDays = bands[^1].Stop - bands[0].Start > Duration.FromHours(24);
        return overDays && newDay && bands[i].Opens ? text.Format.ShortDate(text.DateOf(start)) + " " + text.Clock(start) : text.Clock(start);
    }

    // A time is left out where it would run into the one before it.
    private double DrawClock(PdfPage page, string label, double x, double free, double top, double right)
    {
        var line = Line(label, ClockText);
        if (x < free || x + line.Width > right) return free;
        line.Draw(page, x, top);
        return x + line.Width + 6;
    }

    private double DrawStop(PdfPage page, Instant instant, double end, double free, double top)
    {
        var line = Line(text.Clock(instant), ClockText);
        var x = end - line.Width;
        if (x < free) return free;
        line.Draw(page, x, top);
        return x + line.Width + 6;
    }

    private void Write(PdfPage page, string words, TextStyle style, double x, double top) => Line(words, style).Draw(page, x, top);

    private TextLine Line(string words, TextStyle style)
    {
        var glyphs = setter.Shape([new(words, style)]);
        return new(glyphs, 0, glyphs.Count, style);
    }

    private sealed record Band(Instant Start, Instant Stop, double Seconds, decimal Multiplier, IReadOnlyList<string> Reasons, bool Opens);
}
