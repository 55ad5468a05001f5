// SPDX-License-Identifier: Apache-2.0
import OpenSSL

/// A bearer token's text: a prefix, 43 characters of base 62 from 256 random bits, and 6 of their CRC-32.
///
/// The check sum finds a typing error without a query; the database keeps only the SHA-256 of the whole text.
package struct TokenText: Sendable {
    /// What the token is for, as its first four characters say.
    package enum Prefix: String, CaseIterable, Sendable {
        /// Of a person.
        case personal = "thp_"
        /// An invitation's one-time code.
        case invitation = "thi_"
    }

    /// All 53 characters, which only the holder knows.
    package let text: String

    /// What the database keeps.
    package var hash: [UInt8] { SHA256.digest(of: Array(text.utf8)) }

    /// The last six characters, by which people tell their tokens apart.
    package var tail: String { String(text.suffix(6)) }

    /// Makes a new one.
    package init(_ prefix: Prefix) throws(OpenSSLError) {
        let body = Self.base62(try randomBytes(32), digits: 43)
        text = prefix.rawValue + body + Self.check(of: body)
    }

    /// Reads one; `nil` when prefix, length, alphabet or check sum is wrong.
    package init?(_ prefix: Prefix, _ text: String) {
        let bytes = Array(text.utf8)
        // Bytes, since texts also match when they are only canonically equivalent (the kelvin sign is a K).
        guard bytes.count == 53, bytes.starts(with: prefix.rawValue.utf8),
            bytes[4..<47].allSatisfy({ Self.alphabet.contains($0) }),
            bytes[47...].elementsEqual(Self.check(of: String(decoding: bytes[4..<47], as: UTF8.self)).utf8)
        else { return nil }
        self.text = text
    }

    private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

    private static func check(of body: String) -> String {
        let sum = CRC32.checksum(of: body.utf8)
        return base62(
            [UInt8(sum >> 24), UInt8(sum >> 16 & 255), UInt8(sum >> 8 & 255), UInt8(sum & 255)],
            digits: 6
        )
    }

    /// A big-endian number in base 62, with leading zeros up to `digits`.
    private static func base62(_ number: [UInt8], digits: Int) -> String {
        var rest = number
        var text: [UInt8] = []
        for _ in 0..<digits {
            var remainder = 0
            for index in rest.indices {
                let value = remainder << 8 | Int(rest[index])
                rest[index] = UInt8(value / 62)
                remainder = value % 62
            }
            text.append(alphabet[remainder])
        }
        return String(decoding: text.reversed(), as: UTF8.self)
    }
}
