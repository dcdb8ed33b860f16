using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Rating;
using Billing.Domain.Work;

namespace Billing.Domain.Invoicing;

/// <summary>Gathers rated lines by incident for people: incidents in order of time, work without one last; positions run through.</summary>
internal static class InvoiceGroups
{
    public static IEnumerable<InvoiceGroup> Of(ProposalFacts facts, RatedPeriod rated, ClauseNumbers clauses, Dictionary<RatedSlice, int> positions)
    {
        var sessions = facts.Work.Sessions.ToDictionary(s => s.Id.ToString(), StringComparer.Ordinal);
        var incidents = facts.Work.Incidents.ToDictionary(i => i.Id.ToString(), StringComparer.Ordinal);
        var position = 0;
        foreach (var group in rated.Lines.GroupBy(l => l.Incident, StringComparer.Ordinal).OrderBy(g => g.Key is null))
        {
            var lines = new List<InvoiceLine>();
            var slices = new List<InvoiceSlice>();
            foreach (var line in group)
            {
                position++;
                foreach (var slice in line.Slices) positions[slice] = position;
                lines.Add(Line(line, position, facts, clauses));
                slices.AddRange(line.Slices.Select(s => Slice(s, position, facts, clauses, sessions[s.Session])));
            }

            var incident = group.Key is null ? null : incidents[group.Key];
            yield return new(incident?.Code, incident?.Title, incident?.Severity, incident?.AlertedAt, incident?.ResolvedAt, lines, [.. slices.OrderBy(s => s.Start).ThenBy(s => s.Position)]);
        }
    }

    private static InvoiceLine Line(RatedLine line, int position, ProposalFacts facts, ClauseNumbers clauses) => new(
        position, line.Kind.ToString().ToLowerInvariant(), line.Reasons, line.Slices.Count == 0 ? [] : [.. line.Slices.SelectMany(clauses.Of).Distinct().Order()],
        line.Engineer is null ? null : NameOf(line.Engineer, facts), line.Seconds, line.HourlyRate, line.Multiplier, line.Covered, line.Amount,
        line.Slices.Count == 0 ? null : line.Slices[0].Start, line.Slices.Count == 0 ? null : line.Slices.Max(s => s.Stop))
    {
        Vat = Vat.TreatmentOf(facts.Business, facts.Client),
    };

    private static InvoiceSlice Slice(RatedSlice slice, int position, ProposalFacts facts, ClauseNumbers clauses, WorkSession session) => new(
        NameOf(slice.Engineer, facts), slice.Start, slice.Stop, slice.Seconds, slice.Multiplier, slice.Reasons, [.. clauses.Of(slice)], position,
        session.Description.Length == 0 ? null : session.Description)
    {
        Kind = slice.Kind.ToString().ToLowerInvariant(),
        SessionStart = session.Start,
        SessionStop = session.Stop,
    };

    private static string NameOf(string engineer, ProposalFacts facts) => facts.Members[Id<Member>.Parse(engineer, null)];
}

/// <summary>Numbers the clauses of every terms version in force in a month: 1 is the base rate, premiums follow in their order; a later version counts on.</summary>
internal sealed class ClauseNumbers
{
    private readonly Dictionary<ContractTerms, int> firstOf = new(ReferenceEqualityComparer.Instance);
    private readonly List<string> sentences = [];

    public ClauseNumbers(ProposalFacts facts, BillingPeriod period)
    {
        var inForce = facts.Work.Terms.Where((t, i) => t.EffectiveFrom <= period.LastDay && (i + 1 == facts.Work.Terms.Count || facts.Work.Terms[i + 1].EffectiveFrom > period.FirstDay)).ToList();
        foreach (var terms in inForce)
        {
            firstOf[terms] = sentences.Count + 1;
            sentences.AddRange(Words(terms, facts, inForce.Count > 1));
        }
    }

    /// <summary>Every clause as a sentence; the first is clause 1.</summary>
    public IReadOnlyList<string> Sentences => sentences;

    /// <summary>The clauses that priced a slice.</summary>
    public IEnumerable<int> Of(RatedSlice slice)
    {
        var first = firstOf.GetValueOrDefault(slice.Terms, 1);
        return slice.Premiums.Count == 0 ? [first] : slice.Premiums.Select(p => first + 1 + p);
    }

    // Where the terms changed within the month, the first clause of each version says from when it holds.
    private static IEnumerable<string> Words(ContractTerms terms, ProposalFacts facts, bool dated)
    {
        // What an invoice cites is what the client agreed to read.
        var language = facts.Client.Language;
        return TermsInWords.Clauses(terms, facts.Contract.Currency, id => facts.Members[Id<Member>.Parse(id, null)], language)
            .Select((clause, i) => dated && i == 0 ? TermsInWords.Dated(terms.EffectiveFrom, clause.Sentence, language) : clause.Sentence);
    }
}
