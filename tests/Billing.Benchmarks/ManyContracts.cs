using BenchmarkDotNet.Attributes;
using Billing.Domain.Rating;

namespace Billing.Benchmarks;

/// <summary>A million sessions: 5,000 contracts of 200 sessions each, with three premiums. Times and bytes are per session.</summary>
public class ManyContracts
{
    private const int Contracts = 5_000;
    private const int Each = 200;

    private RatingInput[] inputs = [];
    private Piece[] pieces = [];

    [GlobalSetup]
    public void Make()
    {
        inputs = [.. Enumerable.Range(0, Contracts).Select(i => Workloads.Contract(Each, 2_580 + i % 60, 4))];
        pieces = [.. inputs.SelectMany(i => Workloads.Pieces(Rater.Rate(i).Periods))];
        Console.WriteLine(FormattableString.Invariant($"// {pieces.Length} pieces"));
    }

    [BenchmarkCategory("1,000,000 sessions"), Benchmark(Baseline = true, OperationsPerInvoke = Contracts * Each)]
    public decimal Bare() => Workloads.BareLoop(pieces);

    [BenchmarkCategory("1,000,000 sessions"), Benchmark(OperationsPerInvoke = Contracts * Each)]
    public decimal Engine()
    {
        var total = 0m;
        foreach (var input in inputs)
            foreach (var period in Rater.Rate(input).Periods) total += period.Total;
        return total;
    }
}
