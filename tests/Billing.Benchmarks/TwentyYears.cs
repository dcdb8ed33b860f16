using BenchmarkDotNet.Attributes;
using Billing.Domain.Invoicing;
using Billing.Domain.Rating;

namespace Billing.Benchmarks;

/// <summary>Twenty years of one contract, about a session a day: all of it, and one month of it. Times and bytes are for the whole call.</summary>
public class TwentyYears
{
    private static readonly BillingPeriod Month = new(2036, 5);

    private readonly RatingInput input = Workloads.Contract(7_300, 1_447, 4);
    private readonly Piece[] pieces;
    private readonly Piece[] monthPieces;

    public TwentyYears()
    {
        pieces = Workloads.Pieces(Rater.Rate(input).Periods);
        monthPieces = Workloads.Pieces(Rater.Rate(input, Month).Periods);
    }

    [BenchmarkCategory("20 years"), Benchmark(Baseline = true)]
    public decimal Bare() => Workloads.BareLoop(pieces);

    [BenchmarkCategory("20 years"), Benchmark]
    public int Engine() => Rater.Rate(input).Periods.Count;

    [BenchmarkCategory("One month of 20 years"), Benchmark(Baseline = true)]
    public decimal BareMonth() => Workloads.BareLoop(monthPieces);

    [BenchmarkCategory("One month of 20 years"), Benchmark]
    public int EngineMonth() => Rater.Rate(input, Month).Periods.Count;
}
