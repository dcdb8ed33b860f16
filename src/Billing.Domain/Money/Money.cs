using System.Globalization;

namespace Billing.Domain;

/// <summary>An amount in one currency, exact to the minor unit.</summary>
/// <remarks>Never holds a fraction of a minor unit: what is not yet rounded is a plain <see cref="decimal"/>.</remarks>
public readonly record struct Money
{
    /// <summary>An amount that is already a whole number of minor units.</summary>
    /// <exception cref="ArgumentException">It has a fraction of a minor unit: round first, and say how.</exception>
    public Money(decimal amount, Currency currency)
    {
        if (currency.Round(amount) != amount)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{amount} has a fraction of a minor unit of {currency.Code}."), nameof(amount));
        Amount = amount;
        Currency = currency;
    }

    /// <summary>In major units, e.g. 83.33.</summary>
    public decimal Amount { get; }

    /// <summary>The currency.</summary>
    public Currency Currency { get; }

    /// <summary>In minor units, e.g. 8333 for 83.33 EUR; the form the database stores.</summary>
    /// <exception cref="OverflowException">Beyond 64 bits.</exception>
    public long Minor => decimal.ToInt64(Amount * Scale(Currency));

    /// <summary>Rounds an exact amount once, half away from zero (RATING §10).</summary>
    public static Money Round(decimal exact, Currency currency) => new(currency.Round(exact), currency);

    /// <summary>From minor units.</summary>
    public static Money FromMinor(long minor, Currency currency) => new(minor / Scale(currency), currency);

    /// <summary>Nothing, in this currency.</summary>
    public static Money Zero(Currency currency) => new(0m, currency);

    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    public static Money operator +(Money a, Money b) => new(a.Amount + b.In(a.Currency), a.Currency);

    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    public static Money operator -(Money a, Money b) => new(a.Amount - b.In(a.Currency), a.Currency);

    public static Money operator -(Money a) => new(-a.Amount, a.Currency);

    /// <summary>For logs and tests: invariant, e.g. <c>83.33 EUR</c>. Pages and documents format in the reader's language.</summary>
    public override string ToString() =>
        Amount.ToString("F" + Currency.MinorDigits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) + " " + Currency.Code;

    private static decimal Scale(Currency currency) => currency.MinorDigits switch { 0 => 1m, 2 => 100m, 3 => 1000m, _ => throw new InvalidOperationException(currency.Code) };

    private decimal In(Currency currency) =>
        currency == Currency ? Amount : throw new InvalidOperationException($"Cannot combine {currency.Code} with {Currency.Code}.");
}
