using System.Text.Json;
using Billing.Domain.Contracts;
using Billing.Domain.Rating;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Billing.UnitTests.Rating;

/// <summary>What must hold for every contract. A failure prints the smallest contract found that shows it.</summary>
public sealed class PropertyTests(ITestOutputHelper output)
{
    private static readonly int Contracts =
        int.TryParse(Environment.GetEnvironmentVariable("RATING_CONTRACTS"), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var n) ? n : 2000;

    // Printed, and set to have the same contracts again.
    private static readonly ulong Seed = ulong.TryParse(
        Environment.GetEnvironmentVariable("RATING_SEED"), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var n) ? n : (ulong)Random.Shared.NextInt64();

    [Fact]
    public void Rate_AnyContract_AgreesWithReadingEverySecond() => Hold(input =>
    {
        var (fast, slow) = (Print(Rater.Rate(input)), SlowReading.Read(input));
        return fast.SequenceEqual(slow) ? null : "engine:\n" + string.Join('\n', fast) + "\nslow reading:\n" + string.Join('\n', slow);
    });

    [Fact]
    public void Rate_OneMonth_IsTheSameAsAmongAll() => Hold(input =>
    {
        var all = Rater.Rate(input);
        return all.Periods.SelectMany(p => new[] { p.Period.Previous, p.Period, p.Period.Next }).Distinct().Select(month =>
        {
            var expected = Print(all).SkipWhile(l => l != Head(all, month)).TakeWhile(l => l == Head(all, month) || !IsHead(l)).ToList();
            var alone = Print(Rater.Rate(input, month));
            return alone.SequenceEqual(expected) ? null : "alone:\n" + string.Join('\n', alone) + "\namong all:\n" + string.Join('\n', Print(all));
        }).FirstOrDefault(difference => difference is not null);
    });

    [Fact]
    public void Rate_InputInAnyOrder_GivesTheSame() => Hold(input =>
    {
        var turned = new RatingInput(input.Contract with { Terms = [.. input.Contract.Terms.Reverse()] }, [.. input.Incidents.Reverse()], [.. input.Sessions.Reverse()]);
        var mixed = input with { Sessions = [.. input.Sessions.OrderBy(s => s.Stop.ToUnixTimeSeconds() % 7)] };
        return Print(Rater.Rate(input)).SequenceEqual(Print(Rater.Rate(turned))) && Print(Rater.Rate(input)).SequenceEqual(Print(Rater.Rate(mixed)))
            ? null : "the order of the input matters";
    });

    [Fact]
    public void Rate_SessionSplitInTwo_ChangesNoAmount() => Hold(input =>
    {
        var plain = WithTerms(input, t => t with { Increment = null, MinimumCallOut = null, Retainer = null });
        var split = plain with { Sessions = [.. plain.Sessions.SelectMany(Halves)] };
        var (whole, halves) = (Rater.Rate(plain).Periods, Rater.Rate(split).Periods);
        return whole.SelectMany(p => p.Lines).Select(LineText).SequenceEqual(halves.SelectMany(p => p.Lines).Select(LineText)) ? null : "a split changed an amount";
    });

    [Fact]
    public void Rate_WorkOfALaterMonthAdded_LeavesEarlierMonthsAlone() => Hold(input =>
    {
        var graduated = WithTerms(input, t => t with { MinimumCallOut = null, Premiums = [.. t.Premiums.Where(p => p is not ThresholdPremium { Mode: ThresholdMode.Retroactive })] });
        var all = Rater.Rate(graduated).Periods;
        var zone = input.Contract.Zone;

        // There a month comes back after the next has begun, so "later" has no one meaning.
        if (zone.Id == "America/St_Johns") return null;
        return all.Skip(1).Select(later =>
        {
            var before = graduated with { Sessions = [.. graduated.Sessions.Where(s => s.Stop <= later.Period.StartIn(zone))] };
            var untouched = all.TakeWhile(p => p.Period < later.Period).ToList();
            var crossing = graduated.Sessions.Any(s => s.Start < later.Period.StartIn(zone) && s.Stop > later.Period.StartIn(zone));
            return crossing || PrintAll(Rater.Rate(before).Periods).SequenceEqual(PrintAll(untouched)) ? null : "a later month changed an earlier one";
        }).FirstOrDefault(difference => difference is not null);
    });

    [Fact]
    public void Rate_AnyContract_AddsUp() => Hold(input =>
    {
        foreach (var period in Rater.Rate(input).Periods)
        {
            if (period.Total != period.Lines.Sum(l => l.Amount)) return "the lines are not the total";
            if (period.Lines.Any(l => l.Seconds != (l.Slices.Count == 0 ? null : l.Slices.Sum(s => s.Seconds)))) return "a line's slices are not its seconds";
            if (period.Lines.Sum(l => l.Slices.Count) != period.Slices.Count) return "a slice is in no line, or in two";
            if (period.Lines.Any(l => l.Kind == LineKind.Cap ? l.Amount > 0 : l.Amount < 0)) return "an amount has the wrong sign";
            if (period.Slices.Any(s => !s.Premiums.Select(i => s.Terms.Premiums[i].Name).Zip(s.Reasons).All(p => p.Second.StartsWith(p.First, StringComparison.Ordinal)))) return "reasons are not the premiums'";
        }

        return null;
    });

    [Fact]
    public void ReadTerms_WhatWasWritten_IsTheSame() => Hold(input =>
    {
        foreach (var terms in input.Contract.Terms)
        {
            var text = RatingJson.WriteTerms(terms);
            if (RatingJson.WriteTerms(RatingJson.ReadTerms(text)) != text) return text;
        }

        var reread = WithTerms(input, t => RatingJson.ReadTerms(RatingJson.WriteTerms(t)));
        return Print(Rater.Rate(input)).SequenceEqual(Print(Rater.Rate(reread))) ? null : "terms read again price otherwise";
    });

    private static RatingInput WithTerms(RatingInput input, Func<ContractTerms, ContractTerms> change) =>
        input with { Contract = input.Contract with { Terms = [.. input.Contract.Terms.Select(change)] } };

    private static IEnumerable<RatedSession> Halves(RatedSession session)
    {
        var seconds = session.Stop.ToUnixTimeSeconds() - session.Start.ToUnixTimeSeconds();
        if (seconds < 2) return [session];
        var middle = session.Start + NodaTime.Duration.FromSeconds(seconds * 2 / 5 + 1);
        return [session with { Stop = middle }, session with { Id = session.Id + "b", Start = middle }];
    }

    private static string Head(RatingResult all, Domain.Invoicing.BillingPeriod month) =>
        all.Periods.FirstOrDefault(p => p.Period == month) is { } period ? "period " + month + " " + SlowMonths.Text(period.Total) : "no such month";

    private static bool IsHead(string line) => line.StartsWith("period ", StringComparison.Ordinal);

    private void Hold(Func<RatingInput, string?> broken)
    {
        var again = FormattableString.Invariant($"RATING_CONTRACTS={Contracts} RATING_SEED={Seed}");
        Console.WriteLine(again);
        output.WriteLine(again);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Contracts).WithReplay(new Replay(new Rnd(Seed), null)), ForAll(broken));
    }

    private static Property ForAll(Func<RatingInput, string?> broken) =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>().Generator.Resize(1_000_000_000).ToArbitrary(), seed =>
        {
            var input = new RandomContracts(seed).Next();
            if (broken(input) is null) return true;
            var small = Smaller.Until(input, i => broken(i) is not null);
            throw new InvalidOperationException(Describe(small) + "\n" + broken(small));
        });

    private static string Describe(RatingInput input) => string.Join('\n',
        [input.Contract.Currency.Code + " " + input.Contract.Zone.Id + " holidays " + string.Join(',', input.Contract.Holidays),
            .. input.Contract.Terms.Select(RatingJson.WriteTerms), .. input.Incidents.Select(i => i.ToString()), .. input.Sessions.Select(s => s.ToString())]);

    private static List<string> Print(RatingResult result)
    {
        if (!result.IsOk) return [.. result.Errors.Select(e => e.Code + " " + e.Message)];
        return PrintAll(result.Periods);
    }

    private static List<string> PrintAll(IEnumerable<RatedPeriod> periods)
    {
        List<string> printed = [];
        foreach (var period in periods)
        {
            printed.Add("period " + period.Period + " " + SlowMonths.Text(period.Total));
            printed.AddRange(period.Lines.Select(LineText));
            printed.AddRange(period.Slices.Select(SliceText));
        }

        return printed;
    }

    private static string LineText(RatedLine l) => l.Kind switch
    {
        LineKind.Fee => "fee " + l.Incident + " " + SlowMonths.Text(l.Amount),
        LineKind.Cap => "cap " + (l.Incident ?? l.Date?.ToString("uuuu-MM-dd", System.Globalization.CultureInfo.InvariantCulture)) + " " + SlowMonths.Text(l.Amount),
        _ => string.Join(' ', l.Kind == LineKind.Work ? "work" : "minimum", l.Incident, l.Engineer, SlowMonths.Text(l.HourlyRate!.Value), SlowMonths.Text(l.Multiplier!.Value),
            string.Join('|', l.Reasons), l.Covered, l.Seconds, SlowMonths.Text(l.Amount)),
    };

    private static string SliceText(RatedSlice s) => string.Join(
        ' ', "slice", s.Session, s.Kind, s.Start.ToUnixTimeSeconds(), s.Stop.ToUnixTimeSeconds(), s.Seconds, SlowMonths.Text(s.HourlyRate), SlowMonths.Text(s.Multiplier),
        string.Join('|', s.Reasons), s.Covered);
}

/// <summary>Takes away from a contract whatever a failure does not need.</summary>
internal static class Smaller
{
    public static RatingInput Until(RatingInput input, Func<RatingInput, bool> stillFails)
    {
        while (Candidates(input).FirstOrDefault(c => Fails(c, stillFails)) is { } smaller) input = smaller;
        return input;
    }

    private static bool Fails(RatingInput input, Func<RatingInput, bool> stillFails) => Rater.Rate(input).IsOk && stillFails(input);

    private static IEnumerable<RatingInput> Candidates(RatingInput input)
    {
        foreach (var session in input.Sessions) yield return input with { Sessions = [.. input.Sessions.Where(s => s != session)] };
        foreach (var incident in input.Incidents) yield return input with { Incidents = [.. input.Incidents.Where(i => i != incident)] };
        foreach (var terms in input.Contract.Terms)
        {
            yield return input with { Contract = input.Contract with { Terms = [.. input.Contract.Terms.Where(t => t != terms)] } };
            foreach (var less in Less(terms))
                yield return input with { Contract = input.Contract with { Terms = [.. input.Contract.Terms.Select(t => t == terms ? less : t)] } };
        }
    }

    private static IEnumerable<ContractTerms> Less(ContractTerms terms)
    {
        foreach (var premium in terms.Premiums) yield return terms with { Premiums = [.. terms.Premiums.Where(p => !ReferenceEquals(p, premium))] };
        if (terms.Increment is not null) yield return terms with { Increment = null };
        if (terms.MinimumCallOut is not null) yield return terms with { MinimumCallOut = null };
        if (terms.ResponseFee is not null) yield return terms with { ResponseFee = null };
        if (terms.Cap is not null) yield return terms with { Cap = null };
        if (terms.Retainer is not null) yield return terms with { Retainer = null };
        if (terms.MaximumMultiplier is not null) yield return terms with { MaximumMultiplier = null };
        if (terms.EngineerRates.Count > 0) yield return terms with { EngineerRates = new Dictionary<string, decimal>(StringComparer.Ordinal) };
    }
}
