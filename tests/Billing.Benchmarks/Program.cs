using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Billing.Benchmarks;
using Billing.Benchmarks.Runs;

// A run is done once on a database, which the tool below has no notion of.
if (args is ["runs", ..]) return await RunReport.PrintAsync(repetitions: 3);

// In this process: a generated project would be built under this repository's analyzers, which it does not satisfy.
var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithLaunchCount(1).WithWarmupCount(1).WithIterationCount(3);
var config = DefaultConfig.Instance.AddJob(job).AddDiagnoser(MemoryDiagnoser.Default).AddLogicalGroupRules(BenchmarkLogicalGroupRule.ByCategory)
    .HideColumns(Column.Job, Column.Error, Column.StdDev, Column.RatioSD, Column.Gen0, Column.Gen1, Column.Gen2);
BenchmarkSwitcher.FromAssembly(typeof(ManyContracts).Assembly).Run(args.Length == 0 ? ["--filter", "*", "--join"] : args, config);
return 0;
