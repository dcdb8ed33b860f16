namespace Billing.Domain;

/// <summary>An expected "no": what was asked for cannot be done, and the person can do something about it.</summary>
/// <param name="Code">A stable word for programs, in kebab case, e.g. <c>overlap</c>.</param>
/// <param name="Message">One sentence for the person that says what to do.</param>
/// <param name="Field">The form field it belongs to, or null when it belongs to the whole request.</param>
/// <remarks>Refusals are values. A bug is an exception.</remarks>
public sealed record Refusal(string Code, string Message, string? Field = null);

/// <summary>Either a value or the refusals that prevented it; never both, never neither.</summary>
/// <typeparam name="T">What is returned on success.</typeparam>
public readonly struct Result<T>
{
    private readonly T? value;
    private readonly IReadOnlyList<Refusal>? refusals;

    private Result(T? value, IReadOnlyList<Refusal>? refusals) => (this.value, this.refusals) = (value, refusals);

    /// <summary>True when there is a value.</summary>
    public bool IsOk => refusals is null;

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">There is none: it was refused.</exception>
    public T Value => refusals is null ? value! : throw new InvalidOperationException($"Refused: {refusals[0].Message}");

    /// <summary>Why not; empty when there is a value.</summary>
    public IReadOnlyList<Refusal> Refusals => refusals ?? [];

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Refusal refusal) => new(default, [refusal]);

    public static implicit operator Result<T>(List<Refusal> refusals) =>
        refusals.Count > 0 ? new(default, refusals) : throw new ArgumentException("A result without a value needs a refusal.", nameof(refusals));
}
