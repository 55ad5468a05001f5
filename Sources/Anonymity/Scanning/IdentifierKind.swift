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
    case vin
    case uuid
    case coordinates
    case socialSecurity = "social_security"

    /// Known by the column's name alone.
    case columnName = "column_name"
    /// Near-unique values of one fixed shape, such as a letter and five digits.
    case serial
    /// Near-unique text or whole numbers.
    case nearUnique = "near_unique"

    /// The share of a column's cells that must look like this before mere likeness counts; `nil` when it
    /// never does.
    ///
    /// One number in ten passes a Luhn check and one in eleven the check digit of a VIN, so a single such
    /// cell proves nothing, while half a column cannot be chance. Small four-part numbers are versions as
    /// often as addresses.
    var vote: Double? {
        switch self {
        case .card, .imei, .phone, .coordinates, .socialSecurity, .mac: 0.5
        case .vin: 0.3
        default: nil
        }
    }
}

/// One place where a recogniser found something.
struct Hit {
    let kind: IdentifierKind
    let range: Range<Int>
    /// Whether its structure or check digits settle it; otherwise it only looks like it and the column
    /// decides.
    let isCertain: Bool
}
