namespace Billing.Domain.Rating;

/// <summary>The words of RATING §2.</summary>
public static class RatingErrorCodes
{
    /// <summary>A session does not stop after its start.</summary>
    public const string StopNotAfterStart = "stop-not-after-start";

    /// <summary>One engineer in two places at once.</summary>
    public const string Overlap = "overlap";

    /// <summary>A session or an incident names an incident that is not there, or incidents continue one another in a circle.</summary>
    public const string UnknownIncident = "unknown-incident";

    /// <summary>Not a name of the tz database.</summary>
    public const string UnknownTimeZone = "unknown-time-zone";

    /// <summary>Not a code of ISO 4217.</summary>
    public const string UnknownCurrency = "unknown-currency";

    /// <summary>Work before the first terms.</summary>
    public const string NoTerms = "no-terms";

    /// <summary>Two terms from one date.</summary>
    public const string DuplicateTerms = "duplicate-terms";

    /// <summary>A rate, multiplier, fee, cap or number of minutes below 0.</summary>
    public const string Negative = "negative";

    /// <summary>Steps of a threshold that do not rise.</summary>
    public const string StepsNotRising = "steps-not-rising";

    /// <summary>Increments, or caps, of different scopes in one contract.</summary>
    public const string MixedScope = "mixed-scope";

    /// <summary>Two sessions, or two incidents, with one id.</summary>
    public const string DuplicateId = "duplicate-id";

    /// <summary>Not what RATING §1 describes; reported alone.</summary>
    public const string Malformed = "malformed";
}

/// <summary>Collects errors and lists them as RATING §2 asks.</summary>
internal sealed class RatingErrors
{
    private readonly List<RatingError> found = [];

    public bool Any => found.Count > 0;

    public void Add(string code, string message, params IEnumerable<string> sessions) =>
        found.Add(new(code, message, [.. sessions.Order(CodePoints.Comparer)]));

    public void Add(Refusal refusal) => Add(refusal.Code, refusal.Message);

    /// <summary>By code, then session; what is malformed is reported alone.</summary>
    public IReadOnlyList<RatingError> Listed() =>
        found.Find(e => e.Code == RatingErrorCodes.Malformed) is { } malformed
            ? [malformed]
            : [.. found.OrderBy(e => e.Code, StringComparer.Ordinal)
                .ThenBy(e => e.Sessions, CodePoints.ListComparer)
                .ThenBy(e => e.Message, CodePoints.Comparer)];
}
