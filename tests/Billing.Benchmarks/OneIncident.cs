using BenchmarkDotNet.Attributes;
using Billing.Domain.Rating;

namespace Billing.Benchmarks;

/// <summary>One incident of 10,000 sessions, and of four times as many to see that the cost is linear. Times and bytes are per session.</summary>
public class OneIncident
{
    private const int Sessions = 10_000;

    private readonly RatingInput input = Workloads.Contract(Sessions, 160, Sessions);
    private readonly RatingInput fourfold = Workloads.Contract(4 * Sessions, 160, 4 * Sessions);
    private readonly Piece[] pieces;
    private readonly Piece[] fourfoldPieces;

    public OneIncident()
    {
        pieces = Workloads.Pieces(Rater.Rate(input).Periods);
        fourfoldPieces = Workloads.Pieces(Rater.Rate(fourfold).Periods);
    }

    [BenchmarkCategory("10,000 on one incident"), Benchmark(Baseline = true, OperationsPerInvoke = Sessions)]
    public decimal Bare() => Workloads.BareLoop(pieces);

    [BenchmarkCategory("10,000 on one incident"), Benchmark(OperationsPerInvoke = Sessions)]
    public int Engine() => Rater.Rate(input).Periods.Count;

    [BenchmarkCategory("40,000 on one incident"), Benchmark(Baseline = true, OperationsPerInvoke = 4 * Sessions)]
    public decimal BareFourfold() => Workloads.BareLoop(fourfoldPieces);

    [BenchmarkCategory("40,000 on one incident"), Benchmark(OperationsPerInvoke = 4 * Sessions)]
    public int EngineFourfold() => Rater.Rate(fourfold).Periods.Count;
}
