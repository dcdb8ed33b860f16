namespace Billing.Documents.Text;

/// <summary>The labels of invoices in the languages we write.</summary>
internal static class InvoiceTexts
{
    public static readonly InvoiceLabels English = new()
    {
        Invoice = "Invoice {0}", InvoiceTo = "Invoice to", Due = "due {0}", WorkOf = "work of {0}", Contract = "contract {0}", YourOrder = "your order {0}", VatId = "VAT {0}",
        Work = "Work", Hours = "Hours", Rate = "Rate per hour", Amount = "Amount", WithoutIncident = "Without incident", Annex = "annex {0}",
        BaseRate = "Base rate", Beyond = "{0}, beyond {1}", MinimumCallOut = "Minimum call-out", ResponseFee = "Fast response", Cap = "Agreed maximum reached",
        Covered = "covered by retainer", Clause = "clause {0}", Clauses = "clauses {0}", And = "and", Stretches = "{0} times, {1}",
        AlertAndStart = "alert {0}, at work {1}", Subtotal = "Subtotal {0}", EveryLine = "Every line",
        SmallBusiness = "No VAT, small business", Exempt = "Exempt from VAT", ReverseCharge = "Reverse charge", OutsideScope = "Not subject to VAT",
        VatOn = "{0} on {1}", VatTotal = "VAT in total", VatInCurrency = "VAT in {0}, at {1} for {2} ({3})",
        Net = "Net", Vat = "VAT {0}", Gross = "Total", ToPayBy = "To pay by {0}", NothingToPay = "Nothing to pay", InYourFavour = "In your favour",
        PayTo = "Pay to {0}", Account = "Account", Reference = "Reference {0}", ScanCode = "Scan the code in your banking app.",
        CodeAlternative = "QR code for the bank transfer: {0} to {1}, {2}, reference {3}",
        Item = "Item", MonthlyCharges = "Monthly charges", OtherCharges = "Other", Expense = "Expense", Discount = "Discount", RoundingDifference = "Rounding difference",
        PartOfMonth = "{0} of {1} days of {2}", PercentOf = "{0} of {1}", BilledLater = "{0}, billed later", TakenBack = "{0}, taken back",
        Units = Unit(("hour", "hours"), ("day", "days"), ("night", "nights"), ("month", "months")),
        AnnexTo = "Annex {0} to invoice {1}", Alerted = "alert {0}", Started = "at work {0}", Resolved = "resolved {0}", AllTimes = "all times {0}",
        Session = "Session", Engineer = "Engineer", ClauseColumn = "Clause", Time = "Time", Factor = "×", Total = "Total",
        RoundedUp = "rounded up", RoundedDown = "rounded down", WhatWasDone = "What was done", WhatWasAgreed = "What was agreed", Agreed = "contract {0}, {1}",
        PictureAlternative = "Hours by rate: {0}", Page = "Page {0} of {1}",
        Severities = Severity("Critical", "High", "Medium", "Normal", "Low"),
    };

    public static readonly InvoiceLabels French = new()
    {
        Invoice = "Facture {0}", InvoiceTo = "Facturé à", Due = "échéance {0}", WorkOf = "prestations du {0}", Contract = "contrat {0}", YourOrder = "votre commande {0}",
        VatId = "TVA {0}",
        Work = "Prestation", Hours = "Heures", Rate = "Taux horaire", Amount = "Montant", WithoutIncident = "Hors incident", Annex = "annexe {0}",
        BaseRate = "Taux de base", Beyond = "{0}, au-delà de {1}", MinimumCallOut = "Minimum d’intervention", ResponseFee = "Intervention rapide", Cap = "Plafond convenu atteint",
        Covered = "inclus dans le forfait", Clause = "clause {0}", Clauses = "clauses {0}", And = "et", Stretches = "{0} fois, {1}",
        AlertAndStart = "alerte {0}, au travail {1}", Subtotal = "Sous-total {0}", EveryLine = "Détail des lignes",
        SmallBusiness = "Sans TVA, franchise en base", Exempt = "Exonéré de TVA", ReverseCharge = "Autoliquidation", OutsideScope = "Non soumis à la TVA",
        VatOn = "{0} sur {1}", VatTotal = "Total TVA", VatInCurrency = "TVA en {0}, à {1} pour {2} ({3})",
        Net = "Total HT", Vat = "TVA {0}", Gross = "Total TTC", ToPayBy = "À payer au plus tard le {0}", NothingToPay = "Rien à payer", InYourFavour = "En votre faveur",
        PayTo = "À l’ordre de {0}", Account = "Compte", Reference = "Référence {0}", ScanCode = "Scannez le code dans votre application bancaire.",
        CodeAlternative = "Code QR pour le virement : {0} à {1}, {2}, référence {3}",
        Item = "Désignation", MonthlyCharges = "Forfaits mensuels", OtherCharges = "Autres", Expense = "Frais", Discount = "Remise", RoundingDifference = "Différence d’arrondi",
        PartOfMonth = "{3} sur {1}, à {2} par mois", PercentOf = "{0} de {1}", BilledLater = "{0}, facturé ultérieurement", TakenBack = "{0}, repris",
        Units = Unit(("heure", "heures"), ("jour", "jours"), ("nuit", "nuits"), ("mois", "mois")),
        AnnexTo = "Annexe {0} à la facture {1}", Alerted = "alerte {0}", Started = "au travail {0}", Resolved = "résolu {0}", AllTimes = "heures locales {0}",
        Session = "Session", Engineer = "Intervenant", ClauseColumn = "Clause", Time = "Durée", Factor = "×", Total = "Total",
        RoundedUp = "arrondi par excès", RoundedDown = "arrondi par défaut", WhatWasDone = "Ce qui a été fait", WhatWasAgreed = "Ce qui a été convenu", Agreed = "contrat {0}, {1}",
        PictureAlternative = "Heures par taux : {0}", Page = "Page {0} sur {1}",
        Severities = Severity("Critique", "Élevée", "Moyenne", "Normale", "Faible"),
    };

    public static readonly InvoiceLabels German = new()
    {
        Invoice = "Rechnung {0}", InvoiceTo = "Rechnung an", Due = "fällig am {0}", WorkOf = "Leistung {0}", Contract = "Vertrag {0}", YourOrder = "Ihre Bestellung {0}",
        VatId = "USt-IdNr. {0}",
        Work = "Leistung", Hours = "Stunden", Rate = "Stundensatz", Amount = "Betrag", WithoutIncident = "Ohne Störung", Annex = "Anlage {0}",
        BaseRate = "Basissatz", Beyond = "{0}, über {1} hinaus", MinimumCallOut = "Mindesteinsatz", ResponseFee = "Schnelle Reaktion", Cap = "Vereinbarte Obergrenze erreicht",
        Covered = "durch Pauschale abgedeckt", Clause = "Ziffer {0}", Clauses = "Ziffern {0}", And = "und", Stretches = "{0}-mal, {1}",
        AlertAndStart = "Alarm {0}, an der Arbeit {1}", Subtotal = "Zwischensumme {0}", EveryLine = "Alle Positionen",
        SmallBusiness = "Ohne USt., Kleinunternehmer", Exempt = "Steuerfrei", ReverseCharge = "Steuerschuldnerschaft des Leistungsempfängers", OutsideScope = "Nicht steuerbar",
        VatOn = "{0} auf {1}", VatTotal = "USt. gesamt", VatInCurrency = "USt. in {0}, zu {1} für {2} ({3})",
        Net = "Netto", Vat = "USt. {0}", Gross = "Gesamt", ToPayBy = "Zahlbar bis {0}", NothingToPay = "Nichts zu zahlen", InYourFavour = "Zu Ihren Gunsten",
        PayTo = "Empfänger {0}", Account = "Konto", Reference = "Verwendungszweck {0}", ScanCode = "Code mit der Banking-App scannen.",
        CodeAlternative = "QR-Code für die Überweisung: {0} an {1}, {2}, Verwendungszweck {3}",
        Item = "Position", MonthlyCharges = "Monatliche Pauschalen", OtherCharges = "Sonstiges", Expense = "Auslage", Discount = "Nachlass", RoundingDifference = "Rundungsdifferenz",
        PartOfMonth = "{0} von {1} Tagen zu {2} im Monat", PercentOf = "{0} von {1}", BilledLater = "{0}, nachberechnet", TakenBack = "{0}, zurückgenommen",
        Units = Unit(("Stunde", "Stunden"), ("Tag", "Tage"), ("Nacht", "Nächte"), ("Monat", "Monate")),
        AnnexTo = "Anlage {0} zur Rechnung {1}", Alerted = "Alarm {0}", Started = "an der Arbeit {0}", Resolved = "behoben {0}", AllTimes = "alle Zeiten {0}",
        Session = "Zeitraum", Engineer = "Bearbeitet von", ClauseColumn = "Ziffer", Time = "Dauer", Factor = "×", Total = "Summe",
        RoundedUp = "aufgerundet", RoundedDown = "abgerundet", WhatWasDone = "Was getan wurde", WhatWasAgreed = "Was vereinbart ist", Agreed = "Vertrag {0}, {1}",
        PictureAlternative = "Stunden nach Satz: {0}", Page = "Seite {0} von {1}",
        Severities = Severity("Kritisch", "Hoch", "Mittel", "Normal", "Niedrig"),
    };

    private static Dictionary<string, (string One, string Several)> Unit((string, string) hour, (string, string) day, (string, string) night, (string, string) month) =>
        new(StringComparer.Ordinal) { ["HUR"] = hour, ["DAY"] = day, ["E48"] = night, ["MON"] = month, ["KMT"] = ("km", "km"), ["C62"] = ("", "") };

    private static Dictionary<string, string> Severity(string critical, string high, string medium, string normal, string low) =>
        new(StringComparer.Ordinal) { ["critical"] = critical, ["high"] = high, ["medium"] = medium, ["normal"] = normal, ["low"] = low };
}
