using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Billing.Domain.Contracts;
using NodaTime;

namespace Billing.Domain.Audit;

/// <summary>One change, chained by hash to the one before it in its business (DESIGN §8). Append-only.</summary>
public sealed record AuditEntry : IOwned
{
    /// <summary>The business it belongs to.</summary>
    public required Id<Business> BusinessId { get; init; }

    /// <summary>1, 2, … without a gap in the business.</summary>
    public required long Sequence { get; init; }

    /// <summary>Whole seconds.</summary>
    public required Instant At { get; init; }

    /// <summary>Null when the program did it by itself.</summary>
    public required Id<Member>? MemberId { get; init; }

    /// <summary>Network address it came from; null for the program itself.</summary>
    public required string? From { get; init; }

    /// <summary><c>added</c>, <c>changed</c> or <c>deleted</c>, or a verb of its own.</summary>
    public required string Action { get; init; }

    /// <summary>What kind of row, e.g. <c>Contract</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>Which row.</summary>
    public required string SubjectId { get; init; }

    /// <summary>Changed fields before, as JSON; null when it is new.</summary>
    public required string? Before { get; init; }

    /// <summary>Changed fields after, as JSON; null when it is gone.</summary>
    public required string? After { get; init; }

    /// <summary>Hash of the entry before; 32 zero bytes for the first.</summary>
    public required byte[] PreviousHash { get; init; }

    /// <summary>SHA-256 over everything above.</summary>
    public byte[] Hash { get; init; } = [];

    /// <summary>This entry with its hash.</summary>
    public AuditEntry Sealed() => this with { Hash = ComputeHash() };

    /// <summary>The hash this entry should have. Each field goes in with its length, so that no two entries read the same.</summary>
    public byte[] ComputeHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(PreviousHash);
        Append(hash, BusinessId.ToString());
        Append(hash, Sequence);
        Append(hash, At.ToUnixTimeSeconds());
        foreach (var text in (string?[])[MemberId?.ToString(), From, Action, Subject, SubjectId, Before, After]) Append(hash, text);
        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, string? text)
    {
        var bytes = text is null ? [] : Encoding.UTF8.GetBytes(text);
        Append(hash, text is null ? -1 : bytes.Length);
        hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
