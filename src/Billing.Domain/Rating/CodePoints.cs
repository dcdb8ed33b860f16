namespace Billing.Domain.Rating;

/// <summary>The order of words in RATING §9: by Unicode code point.</summary>
/// <remarks>Ordinal comparison is by UTF-16 unit and would put U+1F525 before U+FF5E.</remarks>
internal static class CodePoints
{
    public static readonly IComparer<string?> Comparer = Comparer<string?>.Create(Compare);

    public static readonly IComparer<IReadOnlyList<string>> ListComparer = Comparer<IReadOnlyList<string>>.Create(Compare);

    public static int Compare(string? a, string? b)
    {
        // What has no name comes last, as RATING §11 says of engineers.
        if (a is null || b is null) return (a is null).CompareTo(b is null);
        var same = a.AsSpan().CommonPrefixLength(b);
        if (same == a.Length || same == b.Length) return a.Length.CompareTo(b.Length);
        return Rank(a[same]).CompareTo(Rank(b[same]));
    }

    public static int Compare(IReadOnlyList<string> a, IReadOnlyList<string> b)
    {
        for (var i = 0; i < a.Count && i < b.Count; i++)
        {
            var order = Compare(a[i], b[i]);
            if (order != 0) return order;
        }

        return a.Count.CompareTo(b.Count);
    }

    // Surrogates stand for code points above U+FFFF, so they rank above every other unit.
    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
