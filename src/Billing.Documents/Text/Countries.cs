using System.Collections.Frozen;

namespace Billing.Documents.Text;

/// <summary>Names of countries in the languages of our documents, and how their addresses are written.</summary>
internal static class Countries
{
    // Code of ISO 3166-1, then the name in English, French and German.
    private const string Names = """
        AT Austria|Autriche|Österreich
        AU Australia|Australie|Australien
        BE Belgium|Belgique|Belgien
        BG Bulgaria|Bulgarie|Bulgarien
        BR Brazil|Brésil|Brasilien
        CA Canada|Canada|Kanada
        CH Switzerland|Suisse|Schweiz
        CY Cyprus|Chypre|Zypern
        CZ Czechia|Tchéquie|Tschechien
        DE Germany|Allemagne|Deutschland
        DK Denmark|Danemark|Dänemark
        EE Estonia|Estonie|Estland
        ES Spain|Espagne|Spanien
        FI Finland|Finlande|Finnland
        FR France|France|Frankreich
        GB United Kingdom|Royaume-Uni|Vereinigtes Königreich
        GR Greece|Grèce|Griechenland
        HR Croatia|Croatie|Kroatien
        HU Hungary|Hongrie|Ungarn
        IE Ireland|Irlande|Irland
        IL Israel|Israël|Israel
        IN India|Inde|Indien
        IS Iceland|Islande|Island
        IT Italy|Italie|Italien
        JP Japan|Japon|Japan
        LI Liechtenstein|Liechtenstein|Liechtenstein
        LT Lithuania|Lituanie|Litauen
        LU Luxembourg|Luxembourg|Luxemburg
        LV Latvia|Lettonie|Lettland
        MA Morocco|Maroc|Marokko
        MC Monaco|Monaco|Monaco
        MT Malta|Malte|Malta
        MX Mexico|Mexique|Mexiko
        NL Netherlands|Pays-Bas|Niederlande
        NO Norway|Norvège|Norwegen
        NZ New Zealand|Nouvelle-Zélande|Neuseeland
        PL Poland|Pologne|Polen
        PT Portugal|Portugal|Portugal
        RO Romania|Roumanie|Rumänien
        RS Serbia|Serbie|Serbien
        SE Sweden|Suède|Schweden
        SG Singapore|Singapour|Singapur
        SI Slovenia|Slovénie|Slowenien
        SK Slovakia|Slovaquie|Slowakei
        TN Tunisia|Tunisie|Tunesien
        TR Türkiye|Turquie|Türkei
        UA Ukraine|Ukraine|Ukraine
        US United States|États-Unis|Vereinigte Staaten
        ZA South Africa|Afrique du Sud|Südafrika
        """;

    private static readonly FrozenDictionary<string, string[]> ByCode = Names.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .ToFrozenDictionary(line => line[..2], line => line[3..].Split('|'), StringComparer.Ordinal);

    /// <summary>The country's name for a reader; its code where we have none.</summary>
    public static string Name(string code, string language) =>
        ByCode.TryGetValue(code, out var names) ? names[language switch { "fr" => 1, "de" => 2, _ => 0 }] : code;

    /// <summary>Whether the house number stands before the street there.</summary>
    public static bool NumberFirst(string code) => code is "FR" or "GB" or "IE" or "US" or "CA" or "AU" or "NZ" or "LU" or "MC" or "IN" or "SG" or "ZA" or "MA" or "TN";

    /// <summary>Whether the postcode stands after town and region there.</summary>
    public static bool PostcodeLast(string code) => code is "GB" or "IE" or "US" or "CA" or "AU" or "NZ" or "IN" or "SG" or "JP";
}
