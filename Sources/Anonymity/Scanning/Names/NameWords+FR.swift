// SPDX-License-Identifier: Apache-2.0

extension NameWords {
    /// French.
    static let fr: NameWords = {
        var words = NameWords()
        words.always = [
            "prenom", "prenoms", "nomfamille", "nomclient", "nomusuel", "nomnaissance", "nomutilisateur",
            "nomoperateur", "telephone", "telportable", "courriel", "datenaissance",
            "lieunaissance", "adressepostale", "adressemail", "immatriculation", "plaqueimmatriculation",
            "numeroserie", "numserie", "noserie", "nserie", "numerochassis", "numeroclient",
            "securitesociale", "numerosecu", "nir", "carteidentite", "passeport", "cartebancaire",
            "numerotelephone", "numtel",
        ]
        words.alone = [
            "nom", "noms", "portable", "rue", "employe", "employee", "salarie", "salariee", "operateur",
            "operatrice", "conducteur", "conductrice", "chauffeur", "proprietaire", "matricule",
            "utilisateur",
            "utilisatrice", "technicien", "technicienne", "cliente", "naissance",
        ]
        words.qualifiers = ["numero", "identifiant", "n"]
        words.keys = ["numero", "identifiant"]
        words.fillers = ["de", "du", "d", "l", "la", "le", "les"]
        words.births = ["datenaissance", "naissance"]
        words.confirmed = [
            "telephone": .phone, "telportable": .phone, "portable": .phone, "numerotelephone": .phone,
            "numtel": .phone, "courriel": .email, "adressemail": .email, "nir": .frenchNIR,
            "securitesociale": .frenchNIR, "numerosecu": .frenchNIR, "immatriculation": .plate,
            "plaqueimmatriculation": .plate, "numerochassis": .vin,
        ]
        return words
    }()
}
