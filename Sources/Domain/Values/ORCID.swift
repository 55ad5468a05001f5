// SPDX-License-Identifier: Apache-2.0

/// A researcher's ORCID iD, `0000-0002-1825-0097`, checked by ISO/IEC 7064 MOD 11-2.
package struct ORCID: Hashable, Sendable {
    /// The 19 characters, without `https://orcid.org/`.
    package let description: String

    /// Reads the four groups of four, with or without `https://orcid.org/`; a check of ten is a capital `X`.
    package init(reading text: String) throws(IdentifierFault) {
        let prefix = "https://orcid.org/"
        let bare = text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text
        let bytes = Array(bare.utf8)
        guard bytes.count == 19 else { throw .form }
        var total = 0
        for (index, byte) in bytes.dropLast().enumerated() {
            if index == 4 || index == 9 || index == 14 {
                guard byte == UInt8(ascii: "-") else { throw .form }
            } else {
                guard (48...57).contains(byte) else { throw .form }
                total = (total + Int(byte - 48)) * 2
            }
        }
        guard (48...57).contains(bytes[18]) || bytes[18] == UInt8(ascii: "X") else { throw .form }
        let check = (12 - total % 11) % 11
        guard bytes[18] == (check == 10 ? UInt8(ascii: "X") : UInt8(48 + check)) else { throw .check }
        description = bare
    }
}

/// How far an ORCID iD can be believed.
package enum ORCIDStatus: String, CaseIterable, Sendable {
    /// Somebody says so; others may say the same.
    case asserted
    /// Its holder signed in with it; no two persons have the same authenticated iD.
    case authenticated
}

extension ORCID: LosslessStringConvertible {
    /// Reads what ``init(reading:)`` reads; `nil` for all else.
    package init?(_ text: String) {
        do throws(IdentifierFault) {
            try self.init(reading: text)
        } catch {
            return nil
        }
    }
}
