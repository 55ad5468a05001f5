// SPDX-License-Identifier: Apache-2.0

/// A public identifier: the kind's two letters, ten random characters and two check digits, as
/// `fi-4t9x2m7q0c61`.
///
/// The alphabet is Crockford's base 32 in lower case (no i, l, o, u). The check digits are ISO/IEC 7064 MOD
/// 97-10 over kind and body, so that every single wrong character and every swap of neighbours is found
/// before any query. A PID is never used again.
package struct PID: Hashable, Sendable {
    /// What can be identified; the raw value is the two letters before the dash.
    package enum Kind: String, CaseIterable, Sendable {
        case organisation = "or"
        case person = "pe"
        case token = "tk"
        case invitation = "iv"
        case dataset = "ds"
        case accessRequest = "ac"
        case problem = "pb"
        case finding = "fi"
        case authorInvitation = "ai"
        case clearance = "cl"
        case flag = "fl"
        case review = "rv"
        case publication = "pu"
    }

    /// What sort of thing it identifies, as the two letters before the dash say.
    package let kind: Kind
    /// The ten characters between the dash and the check digits.
    package let body: String

    private init(kind: Kind, body: String) {
        self.kind = kind
        self.body = body
    }

    /// The identifier whose body is made of the low fifty of the random `bits`, five to a character.
    package init(kind: Kind, bits: UInt64) {
        let characters = (0..<10).map { Self.alphabet[Int(bits >> (5 * UInt64($0)) & 31)] }
        self.init(kind: kind, body: String(decoding: characters, as: UTF8.self))
    }

    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    private var check: Int {
        var remainder = 0
        for byte in (kind.rawValue + body).utf8 {
            // Letters of the kind that the alphabet lacks count by their place in ASCII;
            // each value has two digits.
            let value = Self.alphabet.firstIndex(of: byte) ?? Int(byte) - 64
            remainder = (remainder * 100 + value) % 97
        }
        return 98 - remainder * 100 % 97
    }
}

extension PID: LosslessStringConvertible {
    package var description: String {
        "\(kind.rawValue)-\(body)\(check < 10 ? "0" : "")\(check)"
    }

    /// Reads exactly the form that `description` writes; `nil` when the kind, the
    /// alphabet or the check is wrong.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 15, bytes[2] == UInt8(ascii: "-"),
            let kind = Kind(rawValue: String(decoding: bytes[0..<2], as: UTF8.self)),
            bytes[3..<13].allSatisfy({ Self.alphabet.contains($0) })
        else { return nil }
        self.init(kind: kind, body: String(decoding: bytes[3..<13], as: UTF8.self))
        guard description == text else { return nil }
    }
}

extension PID {
    /// Reads an identifier of one kind; `nil` also for those of every other.
    package init?(_ text: String, of kind: Kind) {
        self.init(text)
        guard self.kind == kind else { return nil }
    }
}

extension PID: Comparable {
    package static func < (left: Self, right: Self) -> Bool {
        // As the descriptions do, whose check digits follow from the rest.
        left.kind == right.kind ? left.body < right.body : left.kind.rawValue < right.kind.rawValue
    }
}
