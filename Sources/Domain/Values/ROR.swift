// SPDX-License-Identifier: Apache-2.0

/// A research organisation's ROR id, `03yrm5c26`: a zero, six characters of Crockford's base 32 and two check
/// digits by ISO/IEC 7064 MOD 97-10.
package struct ROR: Hashable, Sendable {
    /// The nine characters, without `https://ror.org/`.
    package let description: String

    /// Reads the nine characters, in small letters, with or without `https://ror.org/`.
    package init(reading text: String) throws(IdentifierFault) {
        let prefix = "https://ror.org/"
        let bare = text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text
        let bytes = Array(bare.utf8)
        guard bytes.count == 9, bytes[0] == UInt8(ascii: "0"),
            bytes[7...].allSatisfy({ (48...57).contains($0) })
        else { throw .form }
        let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
        var number = 0
        for byte in bytes[0..<7] {
            guard let value = alphabet.firstIndex(of: byte) else { throw .form }
            number = number * 32 + value
        }
        let check = Int(bytes[7] - 48) * 10 + Int(bytes[8] - 48)
        guard check == 98 - number * 100 % 97 else { throw .check }
        description = bare
    }

    /// The id as a link.
    package var url: String { "https://ror.org/" + description }
}

extension ROR: LosslessStringConvertible {
    /// Reads what ``init(reading:)`` reads; `nil` for all else.
    package init?(_ text: String) {
        do throws(IdentifierFault) {
            try self.init(reading: text)
        } catch {
            return nil
        }
    }
}
