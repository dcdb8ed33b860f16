namespace Billing.Domain.Rating;

/// <summary>Sorts what mostly comes in order already, at the cost of one look through it.</summary>
internal static class Ordering
{
    /// <summary>The first so many of both lists, by the keys.</summary>
    public static void Sort<T>(long[] keys, T[] items, int count)
    {
        for (var i = 1; i < count; i++)
        {
            if (keys[i - 1] <= keys[i]) continue;
            Array.Sort(keys, items, 0, count);
            return;
        }
    }

    public static void Sort<T>(List<T> items, Comparison<T> order)
    {
        for (var i = 1; i < items.Count; i++)
        {
            if (order(items[i - 1], items[i]) <= 0) continue;
            items.Sort(order);
            return;
        }
    }
}
