using System.Diagnostics.CodeAnalysis;

namespace Billing.Domain;

/// <summary>The identity of one <typeparamref name="T"/>: 128 bits, never reused, written as 32 hexadecimal digits.</summary>
/// <typeparam name="T">What it identifies, so that a client's id is never taken for a contract's.</typeparam>
/// <param name="Value">The bits. <see cref="Guid.Empty"/> identifies nothing and is refused on save.</param>
public readonly record struct Id<T>(Guid Value) : IParsable<Id<T>>
{
    /// <summary>A new id. Ids rise with time, so that rows made together lie together in an index.</summary>
    public static Id<T> New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static Id<T> Parse(string s, IFormatProvider? provider) => new(Guid.Parse(s));

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Id<T> result)
    {
        var ok = Guid.TryParse(s, out var value);
        result = new(value);
        return ok;
    }

    /// <summary>32 hexadecimal digits, lower case.</summary>
    public override string ToString() => Value.ToString("N");
}
