using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Billing.Domain;

/// <summary>A currency of ISO 4217: its code and how many digits its minor unit has.</summary>
public sealed record Currency
{
    // ISO 4217 list one. Two digits unless named in the other two rows.
    private const string NoDigits = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
    private const string ThreeDigits = "BHD IQD JOD KWD LYD OMR TND";
    private const string TwoDigits =
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC " +
        "CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES " +
        "KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR " +
        "NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT " +
        "TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG";

    private static readonly FrozenDictionary<string, Currency> ByCode = Read().ToFrozenDictionary(c => c.Code, StringComparer.Ordinal);

    private Currency(string code, int minorDigits) => (Code, MinorDigits) = (code, minorDigits);

    /// <summary>Three capital letters of ISO 4217, e.g. <c>EUR</c>.</summary>
    public string Code { get; }

    /// <summary>Digits of the minor unit, 0 to 3: EUR 2, JPY 0, KWD 3.</summary>
    public int MinorDigits { get; }

    /// <summary>Every currency we know, by code.</summary>
    public static IEnumerable<Currency> All => ByCode.Values.OrderBy(c => c.Code, StringComparer.Ordinal);

    /// <summary>The currency with this code.</summary>
    /// <exception cref="ArgumentException">ISO 4217 has no such code. Text from people goes through <see cref="TryGet"/>.</exception>
    public static Currency Of(string code) =>
        TryGet(code, out var currency) ? currency : throw new ArgumentException($"Unknown currency '{code}'.", nameof(code));

    /// <summary>Looks a code up, exactly as ISO 4217 writes it.</summary>
    public static bool TryGet(string? code, [NotNullWhen(true)] out Currency? currency)
    {
        currency = null;
        return code is not null && ByCode.TryGetValue(code, out currency);
    }

    /// <summary>Rounds half away from zero to the minor unit (RATING §10).</summary>
    public decimal Round(decimal amount) => decimal.Round(amount, MinorDigits, MidpointRounding.AwayFromZero);

    /// <summary>The code.</summary>
    public override string ToString() => Code;

    private static IEnumerable<Currency> Read() =>
        Codes(NoDigits, 0).Concat(Codes(TwoDigits, 2)).Concat(Codes(ThreeDigits, 3));

    private static IEnumerable<Currency> Codes(string codes, int digits) => codes.Split(' ').Select(c => new Currency(c, digits));
}
