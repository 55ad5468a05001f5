// SPDX-License-Identifier: Apache-2.0

extension NameWords {
    /// English, and what is written alike everywhere.
    static let common: NameWords = {
        var words = NameWords()
        words.always = [
            "macaddress", "ipaddress", "email", "mail", "phone", "telephone", "telefax", "msisdn", "phoneno",
            "phonenumber", "cellphone", "mobilephone", "mobileno", "mobilenumber", "contactperson",
            "contactname", "contactphone", "contactnumber", "contactno", "contactdetails", "iban",
            "creditcard", "passport", "passportno", "licenseplate", "licenceplate", "numberplate", "surname",
            "firstname", "lastname", "middlename", "maidenname", "fullname", "givenname", "familyname",
            "forename", "nickname", "username", "birthdate", "datebirth", "dateofbirth", "birthday",
            "homeaddress", "postaladdress", "streetaddress", "mailingaddress", "nationalid",
            "identitycard", "idcard", "personnelno", "personnelnumber", "staffid", "staffno",
            "staffname", "driverlicense", "driverlicence", "drivinglicence", "taxid", "taxnumber",
        ]
        words.alone = [
            "sn", "mac", "ip", "tel", "mobile", "fax", "operator", "badge", "plate", "customer", "client",
            "employee", "worker", "driver", "user", "owner", "person", "patient", "technician", "name",
            "login", "gps", "lat", "latitude", "lon", "lng", "longitude", "dob", "street", "card",
            "contactperson",
        ]
        words.qualifiers = [
            "id", "ids", "no", "nr", "num", "number", "nummer", "code", "key", "tag", "address", "addr",
            "the", "of",
        ]
        words.keys = [
            "id", "uid", "uuid", "guid", "key", "no", "nr", "num", "number", "ref", "reference",
            "identifier",
        ]
        words.fillers = ["of", "the"]
        words.places = [
            "x", "y", "utm", "easting", "northing", "xcoord", "ycoord", "xcoordinate", "ycoordinate",
        ]
        words.births = ["birthdate", "datebirth", "dateofbirth", "birthday", "dob"]
        words.confirmed = [
            "mac": .mac, "macaddress": .mac, "ip": .ipv4, "ipaddress": .ipv4, "email": .email,
            "mail": .email, "phone": .phone, "telephone": .phone, "telefax": .phone, "msisdn": .phone,
            "phoneno": .phone, "phonenumber": .phone, "cellphone": .phone, "mobilephone": .phone,
            "mobileno": .phone, "mobilenumber": .phone, "contactphone": .phone, "contactnumber": .phone,
            "contactno": .phone, "tel": .phone, "mobile": .phone, "fax": .phone, "iban": .iban,
            "creditcard": .card, "card": .card, "gps": .coordinates, "lat": .coordinates,
            "latitude": .coordinates, "lon": .coordinates, "lng": .coordinates, "longitude": .coordinates,
            "plate": .plate, "licenseplate": .plate, "licenceplate": .plate, "numberplate": .plate,
        ]
        return words
    }()
}
