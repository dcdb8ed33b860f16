using System.Text.RegularExpressions;
using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Rating;
using Billing.UnitTests.Rating;
using NodaTime;

namespace Billing.UnitTests.Contracts;

/// <summary>What people read cannot drift from what they pay: random terms, read back.</summary>
public sealed partial class TermsDriftTests
{
    private const int Contracts = 150;
    private const string Refused = "refused";

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("de")]
    public void Clauses_OfRandomTerms_SayEveryNumberThatPrices(string language)
    {
        var read = new SaidNumbers(language);
        ForEach((terms, currency, seed) =>
        {
            var clauses = TermsInWords.Clauses(terms, currency, id => id, language);
            var sign = Sign(currency, language);
            for (var i = 0; i < terms.Premiums.Count; i++) Holds(terms.Premiums[i], clauses[i + 1].Sentence, read, seed);
            Same([terms.HourlyRate, .. terms.EngineerRates.Values], read.Amounts(clauses[0].Sentence, sign), clauses[0], seed);
            if (terms.MaximumMultiplier is { } maximum) Same([maximum], read.Multipliers(Only(clauses, ClauseKind.Maximum).Sentence), Only(clauses, ClauseKind.Maximum), seed);
            if (terms.Increment is { Rounding: not IncrementRounding.None } increment) Same([increment.Minutes], read.Spans(Only(clauses, ClauseKind.Increment).Sentence), Only(clauses, ClauseKind.Increment), seed);
            if (terms.MinimumCallOut is { } callOut) Same([callOut.Minutes, callOut.JoinWithinMinutes], read.Spans(Only(clauses, ClauseKind.MinimumCallOut).Sentence), Only(clauses, ClauseKind.MinimumCallOut), seed);
            if (terms.ResponseFee is { } fee)
            {
                Same([fee.Amount], read.Amounts(Only(clauses, ClauseKind.ResponseFee).Sentence, sign), Only(clauses, ClauseKind.ResponseFee), seed);
                Same([fee.WithinMinutes], read.Spans(Only(clauses, ClauseKind.ResponseFee).Sentence), Only(clauses, ClauseKind.ResponseFee), seed);
            }

            if (terms.Cap is { } cap) Same([cap.Amount], read.Amounts(Only(clauses, ClauseKind.Cap).Sentence, sign), Only(clauses, ClauseKind.Cap), seed);
            if (terms.Retainer is { } retainer) Assert.Equal(retainer.IncludedMinutes, read.Spans(Only(clauses, ClauseKind.Retainer).Sentence)[0]);
        });
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("de")]
    public void Clauses_OfTermsThatPriceDifferently_AreNeverTheSame(string language)
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        ForEach((terms, currency, seed) =>
        {
            var text = Text(terms, currency, language);
            foreach (var variation in TermsVariation.Of(terms).Where(v => v.Prices))
            {
                Assert.False(text == Text(variation.Terms, currency, language), $"Seed {seed}, {language}: {variation.What} makes no difference in\n{text}");
                told.Add(Digits().Replace(variation.What, "#"));
            }
        });

        // Every field was tried.
        Assert.Equal(29, told.Count);
    }

    // The other way round, with the engine itself: equal words, equal prices.
    [Fact]
    public void Clauses_ThatAreTheSame_PriceTheSame()
    {
        var same = 0;
        foreach (var seed in Enumerable.Range(1, Contracts))
        {
            var input = new RandomContracts(seed).Next();
            var (first, expected) = (input.Contract.Terms[0], Total(input));
            foreach (var variation in TermsVariation.Of(first).Where(v => Text(v.Terms, input.Contract.Currency, "en") == Text(first, input.Contract.Currency, "en")))
            {
                var other = Total(input with { Contract = input.Contract with { Terms = [variation.Terms, .. input.Contract.Terms.Skip(1)] } });

                // Beside other terms of the contract a scope may no longer be allowed.
                if (other == Refused) continue;
                Assert.True(expected == other, $"Seed {seed}: {variation.What} changes the price, not the words.");
                same++;
            }
        }

        Assert.True(same > Contracts);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("de")]
    public void Summary_ChangesWithEveryClauseItDoesNotLeaveToItsNumber(string language) => ForEach((terms, currency, seed) =>
    {
        var summary = TermsInWords.Summary(terms, currency, id => id, language);
        foreach (var variation in TermsVariation.Of(terms).Where(v => v.Prices && v.Clause is ClauseKind.Rate or ClauseKind.Premium or ClauseKind.Stacking or ClauseKind.Maximum or ClauseKind.Cap))
        {
            var other = TermsInWords.Summary(variation.Terms, currency, id => id, language);
            Assert.False(variation.Prices && summary == other, $"Seed {seed}, {language}: {variation.What} makes no difference in\n{summary}");
        }

        // What it leaves out, it names: no clause is neither said nor numbered.
        var further = TermsInWords.Clauses(terms, currency, id => id, language).Where(c => c.Kind is ClauseKind.Increment or ClauseKind.MinimumCallOut or ClauseKind.ResponseFee or ClauseKind.Retainer or ClauseKind.Recurrence);
        var tail = summary[(summary.LastIndexOf(':') + 1)..];
        Assert.All(further, c => Assert.Contains(Numbers(tail), n => n == c.Number));
    });

    private static void ForEach(Action<ContractTerms, Currency, int> check)
    {
        foreach (var seed in Enumerable.Range(1, Contracts))
        {
            var contract = new RandomContracts(seed).Next().Contract;
            foreach (var terms in contract.Terms) check(terms, contract.Currency, seed);
        }
    }

    private static void Holds(Premium premium, string sentence, SaidNumbers read, int seed)
    {
        switch (premium)
        {
            case ThresholdPremium threshold:
                Assert.Equal(threshold.Steps.Select(s => s.Multiplier), read.Multipliers(sentence));
                Assert.Equal(threshold.Steps.Select(s => s.AfterMinutes), read.Spans(sentence));
                break;
            case WindowPremium window:
                Assert.Equal([window.Multiplier], read.Multipliers(sentence));
                Assert.Equal(window.From == window.To ? window.From == LocalTime.Midnight ? [] : [window.From] : [window.From, window.To], read.Times(sentence));
                break;
            case HolidayPremium holiday:
                Assert.Equal([holiday.Multiplier], read.Multipliers(sentence));
                break;
            case SeverityPremium { Severities.Count: > 0 } severity:
                Assert.Equal([severity.Multiplier], read.Multipliers(sentence));
                break;
            default:
                Assert.True(premium is SeverityPremium, $"Seed {seed}: {premium.GetType().Name} is not read.");
                break;
        }
    }

    private static void Same(IEnumerable<decimal> expected, IReadOnlyList<decimal> said, Clause clause, int seed) =>
        Assert.True(expected.Order().SequenceEqual(said.Order()), $"Seed {seed}: {string.Join(", ", expected)} is said as “{clause.Sentence}”");

    private static Clause Only(IReadOnlyList<Clause> clauses, ClauseKind kind) => clauses.Single(c => c.Kind == kind);

    private static string Text(ContractTerms terms, Currency currency, string language) => string.Join('\n', TermsInWords.Clauses(terms, currency, id => id, language).Select(c => c.Sentence));

    private static string Total(RatingInput input)
    {
        var result = Rater.Rate(input);
        return result.IsOk ? string.Join(' ', result.Periods.Select(p => $"{p.Period} {string.Join('+', p.Lines.Select(l => l.Amount.ToString(System.Globalization.CultureInfo.InvariantCulture)))}")) : Refused;
    }

    private static string Sign(Currency currency, string language) => (currency.Code, language) switch { ("EUR", _) => "€", ("JPY", "en") => "¥", _ => currency.Code };

    // 4, 7–9, 11
    private static IEnumerable<int> Numbers(string listed) => Run().Matches(listed).SelectMany(m =>
    {
        var from = int.Parse(m.Groups["from"].Value, System.Globalization.CultureInfo.InvariantCulture);
        return m.Groups["to"].Success ? Enumerable.Range(from, int.Parse(m.Groups["to"].Value, System.Globalization.CultureInfo.InvariantCulture) - from + 1) : [from];
    });

    [GeneratedRegex(@"(?<from>\d+)(–(?<to>\d+))?", RegexOptions.ExplicitCapture)]
    private static partial Regex Run();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();
}
