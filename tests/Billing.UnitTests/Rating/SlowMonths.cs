using System.Globalization;
using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Rating;
using NodaTime;

namespace Billing.UnitTests.Rating;

/// <summary>RATING.md §§9–11 for <see cref="SlowReading"/>.</summary>
internal sealed class SlowMonths(Currency currency, IReadOnlyList<ContractTerms> allTerms, Func<string, string> first)
{
    private readonly Dictionary<string, Fraction> earlier = new(StringComparer.Ordinal);

    private CapScope? CapScope => allTerms.Select(t => t.Cap?.Scope).FirstOrDefault(s => s is not null);

    public List<string> Print(List<SlowSlice> slices, List<SlowFee> fees)
    {
        List<string> output = [];
        var firsts = slices.Select(s => (Scope: ScopeOf(s.Session.Incident, s.Date), s.Start, s.Terms))
            .Concat(fees.Select(f => (Scope: ScopeOf(f.Incident, f.Date), f.Start, f.Terms)))
            .Where(s => s.Scope is not null).GroupBy(s => s.Scope!).ToDictionary(g => g.Key, g => g.MinBy(s => s.Start), StringComparer.Ordinal);
        foreach (var month in slices.Select(s => Month(s.Date)).Concat(fees.Select(f => Month(f.Date))).Distinct().Order(StringComparer.Ordinal))
        {
            var covered = Cover(Ordered(slices.Where(s => Month(s.Date) == month)));
            var own = fees.Where(f => Month(f.Date) == month).ToList();
            var lines = Gather(covered, own);
            var caps = Caps(covered, own, firsts);
            output.Add("period " + month + " " + Text(lines.Sum(l => l.Amount) + caps.Sum(c => c.Amount)));
            output.AddRange(lines.Select(l => l.Text));
            output.AddRange(caps.Select(c => c.Text));
            output.AddRange(covered.Select(SliceText));
        }

        return output;
    }

    private static string Month(LocalDate date) => date.ToString("uuuu-MM", CultureInfo.InvariantCulture);

    public static string Text(decimal value) => value.ToString("G29", CultureInfo.InvariantCulture);

    private static List<SlowSlice> Ordered(IEnumerable<SlowSlice> slices) =>
        [.. slices.OrderBy(s => s.Start).ThenBy(s => s.Kind).ThenBy(s => s.Session.Id, StringComparer.Ordinal)];

    // §9, a second at a time.
    private static List<SlowSlice> Cover(List<SlowSlice> month)
    {
        if (month.Count == 0 || month[0].Terms.Retainer is not { } retainer) return month;
        List<SlowSlice> result = [];
        var left = retainer.IncludedMinutes * 60;
        foreach (var slice in month)
        {
            var weight = retainer.Weighted ? slice.Multiplier : 1;
            var seconds = 0L;
            while (seconds < slice.Seconds && weight <= left)
            {
                seconds++;
                left -= weight;
            }

            var (paid, rest) = (slice.Copy(), slice.Copy());
            (paid.Seconds, paid.Covered, rest.Seconds) = (seconds, true, slice.Seconds - seconds);
            if (slice.Kind == SliceKind.Work) rest.Start += seconds;
            if (rest.Seconds > 0) left = 0;
            result.AddRange(new[] { paid, rest }.Where(s => s.Seconds > 0));
        }

        return result;
    }

    private List<(string Text, decimal Amount)> Gather(List<SlowSlice> slices, List<SlowFee> fees)
    {
        var lines = slices.GroupBy(s => (
                s.Session.Incident, s.Session.Engineer, Kind: s.Kind == SliceKind.Minimum ? "minimum" : "work", s.Rate, s.Multiplier,
                Reasons: string.Join('|', s.Reasons), s.Covered))
            .Select(g =>
            {
                var amount = g.Aggregate(Fraction.Zero, (sum, s) => sum + s.Exact).Rounded(currency);
                var k = g.Key;
                var text = string.Join(' ', k.Kind, k.Incident, k.Engineer, Text(k.Rate), Text(k.Multiplier), k.Reasons, k.Covered, g.Sum(s => s.Seconds), Text(amount));
                return (Start: g.First().Start, Engineer: k.Engineer, Kind: k.Kind == "work" ? 0 : 1, k.Covered, Incident: k.Incident, g.First().Reasons, k.Rate, k.Multiplier, text, amount);
            }).ToList();
        lines.AddRange(fees.Select(f =>
        {
            var amount = Fraction.Of(f.Amount).Rounded(currency);
            return (f.Start, Engineer: "\uFFFF", Kind: 2, Covered: false, Incident: (string?)f.Incident, Reasons: new List<string>(), Rate: 0m, Multiplier: 0m, text: "fee " + f.Incident + " " + Text(amount), amount);
        }));
        return [.. lines.OrderBy(l => l.Start).ThenBy(l => l.Engineer, StringComparer.Ordinal).ThenBy(l => l.Kind).ThenByDescending(l => l.Covered)
            .ThenBy(l => l.Incident ?? "\uFFFF", StringComparer.Ordinal).ThenBy(l => string.Join('\u0001', l.Reasons), StringComparer.Ordinal)
            .ThenBy(l => l.Rate).ThenBy(l => l.Multiplier).Select(l => (l.text, l.amount))];
    }

    private string? ScopeOf(string? incident, LocalDate date) => CapScope switch
    {
        Domain.Contracts.CapScope.Incident => incident is null ? null : first(incident),
        Domain.Contracts.CapScope.Day => date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture),
        Domain.Contracts.CapScope.Month => Month(date),
        _ => null,
    };

    // §10, Cap.
    private List<(string Text, decimal Amount)> Caps(
        List<SlowSlice> slices, List<SlowFee> fees, Dictionary<string, (string? Scope, long Start, ContractTerms Terms)> firsts)
    {
        List<(string Text, decimal Amount)> caps = [];
        var costs = slices.Select(s => (Scope: ScopeOf(s.Session.Incident, s.Date), s.Exact))
            .Concat(fees.Select(f => (Scope: ScopeOf(f.Incident, f.Date), Exact: Fraction.Of(f.Amount)))).Where(c => c.Scope is not null);
        foreach (var scope in costs.GroupBy(c => c.Scope!).OrderBy(g => firsts[g.Key].Start).ThenBy(g => g.Key, StringComparer.Ordinal))
        {
            var now = scope.Aggregate(Fraction.Zero, (sum, c) => sum + c.Exact);
            var before = earlier.GetValueOrDefault(scope.Key, Fraction.Zero);
            earlier[scope.Key] = before + now;
            if (firsts[scope.Key].Terms.Cap is not { } rule) continue;
            var cap = Fraction.Of(rule.Amount);
            var allowed = Fraction.Min(cap, before + now) - Fraction.Min(cap, before);
            if (!(now > allowed)) continue;
            var amount = -(now - allowed).Rounded(currency);
            caps.Add(("cap " + (CapScope == Domain.Contracts.CapScope.Month ? "" : scope.Key) + " " + Text(amount), amount));
        }

        return caps;
    }

    private static string SliceText(SlowSlice s) => string.Join(
        ' ', "slice", s.Session.Id, s.Kind, s.Start, s.Kind == SliceKind.Work ? s.Start + s.Seconds : s.Start, s.Seconds, Text(s.Rate), Text(s.Multiplier),
        string.Join('|', s.Reasons), s.Covered);
}
