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
    /// All fifteen characters, as many as a `String` has without memory of its own.
    private let text: String

    /// The identifier whose body is made of the low fifty of the random `bits`, five to a character.
    package init(kind: Kind, bits: UInt64) {
        let body = (0..<10).map { Self.alphabet[Int(bits >> (5 * UInt64($0)) & 31)] }
        let stem = Array("\(kind.rawValue)-".utf8) + body
        self.kind = kind
        text = String(decoding: stem + Self.check(of: stem), as: UTF8.self)
    }

    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    /// The value of each byte in the check: letters of the kind that the alphabet lacks count by their
    /// place in ASCII.
    private static let values: [Int] = (0..<256).map { byte in
        alphabet.firstIndex(of: UInt8(byte)) ?? byte - 64
    }

    /// The two check digits of what stands before them.
    private static func check(of stem: some Sequence<UInt8>) -> [UInt8] {
        var remainder = 0
        for byte in stem where byte != UInt8(ascii: "-") {
            // Each value has two digits.
            remainder = (remainder * 100 + values[Int(byte)]) % 97
        }
        let check = UInt8(98 - remainder * 100 % 97)
        return [UInt8(ascii: "0") + check / 10, UInt8(ascii: "0") + check % 10]
    }
}

extension PID: LosslessStringConvertible {
    package var description: String { text }

    /// Reads exactly the form that `description` writes; `nil` when the kind, the
    /// alphabet or the check is wrong.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 15, bytes[2] == UInt8(ascii: "-"),
            let kind = Kind(rawValue: String(decoding: bytes[0..<2], as: UTF8.self)),
            bytes[3..<13].allSatisfy({ Self.alphabet.contains($0) }),
            bytes[13...].elementsEqual(Self.check(of: bytes[..<13]))
        else { return nil }
        self.kind = kind
        self.text = String(decoding: bytes, as: UTF8.self)
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
        left.text < right.text
    }
}
