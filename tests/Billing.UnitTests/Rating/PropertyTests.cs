using System.Text.Json;
using Billing.Domain.Contracts;
using Billing.Domain.Rating;
using FsCheck;
using FsCheck.Fluent;

namespace Billing.UnitTests.Rating;

/// <summary>What must hold for every contract. A failure prints the smallest contract found that shows it.</summary>
public sealed class PropertyTests
{
    private static readonly int Contracts =
        int.TryParse(Environment.GetEnvironmentVariable("RATING_CONTRACTS"), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var n) ? n : 300;

    [Fact]
    public void Rate_AnyContract_AgreesWithReadingEverySecond() => Hold(input =>
    {
        var (fast, slow) = (Print(Rater.Rate(input)), SlowReading.Read(input));
        return fast.SequenceEqual(slow) ? null : "engine:\n" + string.Join('\n', fast) + "\nslow reading:\n" + string.Join('\n', slow);
    });

    private static void Hold(Func<RatingInput, string?> broken) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(Contracts),
        Prop.ForAll(ArbMap.Default.ArbFor<int>().Generator.Resize(1_000_000_000).ToArbitrary(), seed =>
        {
            var input = new RandomContracts(seed).Next();
            if (broken(input) is null) return true;
            var small = Smaller.Until(input, i => broken(i) is not null);
            throw new InvalidOperationException(Describe(small) + "\n" + broken(small));
        }));

    private static string Describe(RatingInput input) => string.Join('\n',
        [input.Contract.Currency.Code + " " + input.Contract.Zone.Id + " holidays " + string.Join(',', input.Contract.Holidays),
            .. input.Contract.Terms.Select(RatingJson.WriteTerms), .. input.Incidents.Select(i => i.ToString()), .. input.Sessions.Select(s => s.ToString())]);

    private static List<string> Print(RatingResult result)
    {
        if (!result.IsOk) return [.. result.Errors.Select(e => e.Code + " " + e.Message)];
        List<string> output = [];
        foreach (var period in result.Periods)
        {
            output.Add("period " + period.Period + " " + SlowMonths.Text(period.Total));
            output.AddRange(period.Lines.Select(LineText));
            output.AddRange(period.Slices.Select(SliceText));
        }

        return output;
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
