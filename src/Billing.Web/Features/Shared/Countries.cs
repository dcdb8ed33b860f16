using System.Collections.Frozen;

namespace Billing.Web.Features.Shared;

/// <summary>Countries of ISO 3166-1 by their two letters, with their English names.</summary>
public static class Countries
{
    private const string List =
        "AD Andorra|AE United Arab Emirates|AL Albania|AM Armenia|AR Argentina|AT Austria|AU Australia|AZ Azerbaijan|BA Bosnia and Herzegovina|BE Belgium|BG Bulgaria|"
        + "BH Bahrain|BR Brazil|BY Belarus|CA Canada|CH Switzerland|CL Chile|CN China|CO Colombia|CR Costa Rica|CY Cyprus|CZ Czechia|DE Germany|DK Denmark|DO Dominican Republic|"
        + "DZ Algeria|EC Ecuador|EE Estonia|EG Egypt|ES Spain|FI Finland|FO Faroe Islands|FR France|GB United Kingdom|GE Georgia|GG Guernsey|GI Gibraltar|GL Greenland|GR Greece|"
        + "HK Hong Kong|HR Croatia|HU Hungary|ID Indonesia|IE Ireland|IL Israel|IM Isle of Man|IN India|IS Iceland|IT Italy|JE Jersey|JP Japan|KE Kenya|KR South Korea|KW Kuwait|"
        + "KZ Kazakhstan|LB Lebanon|LI Liechtenstein|LK Sri Lanka|LT Lithuania|LU Luxembourg|LV Latvia|MA Morocco|MC Monaco|MD Moldova|ME Montenegro|MK North Macedonia|MT Malta|"
        + "MU Mauritius|MX Mexico|MY Malaysia|NG Nigeria|NL Netherlands|NO Norway|NZ New Zealand|PA Panama|PE Peru|PH Philippines|PK Pakistan|PL Poland|PT Portugal|QA Qatar|"
        + "RO Romania|RS Serbia|RU Russia|SA Saudi Arabia|SE Sweden|SG Singapore|SI Slovenia|SK Slovakia|SM San Marino|SN Senegal|TH Thailand|TN Tunisia|TR Türkiye|TW Taiwan|"
        + "UA Ukraine|US United States|UY Uruguay|VA Vatican City|VN Vietnam|WS Samoa|ZA South Africa";

    /// <summary>Names by code.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } =
        List.Split('|').ToFrozenDictionary(entry => entry[..2], entry => entry[3..], StringComparer.Ordinal);

    /// <summary>Name of a code; the code itself when we have no name for it.</summary>
    public static string Name(string code) => All.GetValueOrDefault(code, code);
}
