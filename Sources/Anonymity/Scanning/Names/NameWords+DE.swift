// SPDX-License-Identifier: Apache-2.0

extension NameWords {
    /// German.
    static let de: NameWords = {
        var words = NameWords()
        words.always = [
            "seriennummer", "seriennr", "fahrgestellnummer", "fahrgestellnr", "telefon", "telefonnr",
            "telefonnummer", "handynummer", "mobilnummer", "rufnummer", "durchwahl", "mailadresse",
            "emailadresse", "kennzeichen", "nachname", "familienname", "vorname", "geburtsname", "rufname",
            "geburtsdatum", "geburtstag", "gebdatum", "gebdat", "personalnummer", "personalnr",
            "sozialversicherungsnummer", "rentenversicherungsnummer", "steueridentifikationsnummer",
            "steuernummer", "steuerid", "ansprechpartner", "ansprechpartnerin", "kontaktperson",
            "mitarbeitername", "benutzername", "kundenname", "anschrift", "wohnort", "strasse", "hausnummer",
            "personalausweis", "reisepass", "breitengrad", "laengengrad", "fahrzeughalter",
        ]
        words.alone = [
            "bediener", "bedienerin", "kunde", "kunden", "kundin", "mitarbeiter", "mitarbeiterin",
            "mitarbeitende", "beschaeftigter", "benutzer", "benutzerin", "anwender", "nutzer", "fahrer",
            "fahrerin", "halter", "besitzer", "eigentuemer", "techniker", "monteur", "werker", "pruefer",
            "bearbeiter", "sachbearbeiter", "handy", "geb", "fin", "kfz",
        ]
        words.qualifiers = ["nummer", "nr", "kennung", "kuerzel", "kennz"]
        words.keys = ["nummer", "nr", "kennung", "kuerzel"]
        words.fillers = ["der", "des", "von"]
        words.stems = [
            "kunden", "mitarbeiter", "personal", "bediener", "benutzer", "nutzer", "fahrer", "halter",
            "besitzer", "techniker", "monteur", "werker", "pruefer", "patienten", "serien", "geraete",
            "geraeteserien", "maschinenserien", "fahrgestell", "fahrzeugident", "fahrzeugidentifikations",
            "ausweis", "pass", "versicherungs", "konto", "karten", "telefon", "handy", "mobil", "fax",
            "kontakt", "inventar", "zaehler", "fabrikations", "fabrik", "ansprechpartner",
        ]
        words.endings = ["nummer", "nummern", "nr", "no", "id", "kennung", "kuerzel", "name", "namen"]
        words.places = ["rechtswert", "hochwert", "ostwert", "nordwert"]
        words.births = ["geburtsdatum", "geburtstag", "gebdatum", "gebdat", "geb"]
        words.confirmed = [
            "telefon": .phone, "telefonnr": .phone, "telefonnummer": .phone, "handynummer": .phone,
            "mobilnummer": .phone, "rufnummer": .phone, "durchwahl": .phone, "handy": .phone,
            "mailadresse": .email, "emailadresse": .email, "kennzeichen": .plate, "kfz": .plate,
            "fahrgestellnummer": .vin, "fahrgestellnr": .vin, "fin": .vin, "breitengrad": .coordinates,
            "laengengrad": .coordinates, "steuerid": .germanTaxID, "steuernummer": .germanTaxID,
            "steueridentifikationsnummer": .germanTaxID, "sozialversicherungsnummer": .germanPensionNumber,
            "rentenversicherungsnummer": .germanPensionNumber,
        ]
        return words
    }()
}
