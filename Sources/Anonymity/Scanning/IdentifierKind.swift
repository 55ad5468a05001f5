// SPDX-License-Identifier: Apache-2.0

/// What a direct identifier may be.
package enum IdentifierKind: String, CaseIterable, Sendable {
    case email
    case urlWithUser = "url_with_user"
    case ipv4
    case ipv6
    case mac
    case phone
    case iban
    case card
    case imei
    case imeisv
    case iccid
    case vin
    case plate
    case uuid
    case coordinates
    case socialSecurity = "social_security"
    case chineseIdentityCard = "cn_identity_card"
    case chineseCreditCode = "cn_credit_code"
    case germanTaxID = "de_tax_id"
    case germanPensionNumber = "de_pension_number"
    case frenchNIR = "fr_nir"
    case spanishDNI = "es_dni"
    case britishNINO = "uk_nino"
    case britishNHS = "uk_nhs_number"
    /// A word that the organisation lists.
    case ownWord = "own_word"
    /// Of a shape that the organisation lists.
    case ownShape = "own_shape"

    /// Known by the column's name alone.
    case columnName = "column_name"
    /// Near-unique values of one fixed shape, such as a letter and five digits.
    case serial
    /// Near-unique text or whole numbers.
    case nearUnique = "near_unique"

    /// The share of a column's cells that must look like this before mere likeness counts; `nil` when it
    /// never does.
    ///
    /// Small four-part numbers are versions as often as addresses.
    var vote: Double? {
        switch self {
        case .vin: 0.8
        case .phone, .coordinates, .socialSecurity, .mac, .imeisv, .plate, .britishNINO: 0.5
        default: nil
        }
    }

    /// The share of a column's cells whose check digit must be right before that counts.
    ///
    /// One number in ten passes a Luhn check, one in eleven the check digit of a VIN, one in twenty-three a
    /// Spanish letter: a single such cell proves nothing, while many times what chance gives cannot be
    /// chance.
    var checkedVote: Double? {
        switch self {
        case .card, .imei, .britishNHS: 0.5
        case .vin, .germanTaxID, .spanishDNI: 0.3
        case .iccid, .chineseCreditCode, .germanPensionNumber, .frenchNIR: 0.2
        default: nil
        }
    }

    /// Whether one of them in a text, or a few in a column, is worth a person's look.
    var isWorthALook: Bool {
        switch self {
        case .vin, .iccid, .socialSecurity, .frenchNIR, .germanPensionNumber, .chineseCreditCode,
            .britishNINO:
            true
        default: false
        }
    }
}
