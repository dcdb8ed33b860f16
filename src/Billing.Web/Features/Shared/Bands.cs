using System.Globalization;
using Billing.Domain.Rating;

namespace Billing.Web.Features.Shared;

/// <summary>A stretch of a picture of hours by rate.</summary>
/// <param name="X">From the left, of 1000.</param>
/// <param name="Width">Of 1000.</param>
/// <param name="Tone">Class of its colour.</param>
public sealed record Band(string X, string Width, string Tone);

/// <summary>Hours in order, coloured by rate.</summary>
public static class Bands
{
    /// <summary>Class of a multiplier's colour.</summary>
    public static string Tone(decimal? multiplier, bool covered) => multiplier switch
    {
        null => "band-0",
        _ when covered => "band-0",
        < 1m => "band-0",
        1m => "band-1",
        < 2m => "band-15",
        < 3m => "band-2",
        _ => "band-3",
    };

    /// <summary>The worked slices in order of time, without the gaps between them.</summary>
    public static IReadOnlyList<Band> Of(IEnumerable<RatedSlice> slices)
    {
        List<(string Tone, decimal Seconds)> stretches = [];
        foreach (var slice in slices.Where(s => s.Kind == SliceKind.Work).OrderBy(s => s.Start))
        {
            var tone = Tone(slice.Multiplier, slice.Covered);
            if (stretches.Count > 0 && stretches[^1].Tone == tone) stretches[^1] = (tone, stretches[^1].Seconds + slice.Seconds);
            else stretches.Add((tone, slice.Seconds));
        }

        var (all, at) = (stretches.Sum(s => s.Seconds), 0m);
        return stretches.ConvertAll(s => new Band(Text((at += s.Seconds) * 1000 / all - s.Seconds * 1000 / all), Text(s.Seconds * 1000 / all), s.Tone));
    }

    /// <summary>A rating's reason for people: a threshold's is its name, " &gt; " and its step in minutes (RATING §5).</summary>
    /// <param name="reason">As the rater gives it.</param>
    /// <param name="named">False leaves a threshold's name out, where the place for words is small.</param>
    public static string InWords(string reason, bool named = true)
    {
        var at = reason.LastIndexOf(" > ", StringComparison.Ordinal);
        if (at < 0 || !decimal.TryParse(reason.AsSpan(at + 3), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var minutes)) return reason;
        var beyond = $"beyond {(minutes % 60 == 0 ? Show.Number(minutes / 60) : Show.Hours((long)(minutes * 60)))} h";
        return named ? $"{reason[..at]} {beyond}" : beyond;
    }

    private static string Text(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
