// SPDX-License-Identifier: Apache-2.0

extension NameHint {
    /// Words that name a direct identifier in whatever company.
    static let always: Set<String> = [
        "serial", "serialno", "serialnumber", "seriennummer", "vin", "fahrgestellnummer", "imei", "imsi",
        "iccid",
        "macaddress", "ipaddress", "email", "mail", "phone", "telephone", "telefon", "telefax", "msisdn",
        "iban", "ssn",
        "socialsecurity", "creditcard", "passport", "tailnum", "tailnumber", "kennzeichen", "licenseplate",
        "licenceplate", "numberplate", "surname", "firstname", "lastname", "fullname", "givenname",
        "familyname",
        "username", "birthdate", "datebirth",
    ]

    /// Words that name one only when nothing but qualifiers stands beside them.
    static let alone: Set<String> = [
        "sn", "mac", "ip", "tel", "mobile", "fax", "operator", "bediener", "badge", "plate", "customer",
        "kunde",
        "client", "employee", "worker", "driver", "user", "owner", "person", "patient", "technician", "name",
        "login",
        "gps", "lat", "latitude", "lon", "lng", "longitude", "dob", "street", "card",
    ]

    static let qualifiers: Set<String> = [
        "id", "ids", "no", "nr", "num", "number", "nummer", "code", "key", "tag", "address", "addr", "the",
        "of",
    ]

    static let keys: Set<String> = [
        "id", "uid", "uuid", "guid", "key", "no", "nr", "num", "number", "nummer", "ref", "reference",
        "identifier",
    ]

    /// Two words that are one, written apart.
    static let pairs: Set<String> = [
        "email", "tailnum", "tailnumber", "firstname", "lastname", "fullname", "givenname", "familyname",
        "username",
        "serialno", "serialnumber", "licenseplate", "licenceplate", "numberplate", "macaddress", "ipaddress",
        "birthdate", "datebirth", "socialsecurity", "creditcard",
    ]

    /// The kind that a word confirms when values only look like it.
    static let confirmed: [String: IdentifierKind] = [
        "vin": .vin, "fahrgestellnummer": .vin, "imei": .imei, "mac": .mac, "macaddress": .mac, "ip": .ipv4,
        "ipaddress": .ipv4, "email": .email, "mail": .email, "phone": .phone, "telephone": .phone,
        "telefon": .phone,
        "telefax": .phone, "msisdn": .phone, "tel": .phone, "mobile": .phone, "fax": .phone, "iban": .iban,
        "ssn": .socialSecurity, "socialsecurity": .socialSecurity, "creditcard": .card, "card": .card,
        "gps": .coordinates, "lat": .coordinates, "latitude": .coordinates, "lon": .coordinates,
        "lng": .coordinates, "longitude": .coordinates,
    ]
}
