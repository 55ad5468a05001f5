// SPDX-License-Identifier: Apache-2.0

/// A researcher's ORCID iD, `0000-0002-1825-0097`, checked by ISO/IEC 7064 MOD 11-2.
package struct ORCID: Hashable, Sendable, LosslessStringConvertible {
    /// The 19 characters, without `https://orcid.org/`.
    package let description: String

    /// Reads the four groups of four, with or without `https://orcid.org/`.
    ///
    /// `nil` when the form or the check character is wrong; a check of ten is a capital `X`.
    package init?(_ text: String) {
        let prefix = "https://orcid.org/"
        let bare = text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text
        let bytes = Array(bare.utf8)
        guard bytes.count == 19 else { return nil }
        var total = 0
        for (index, byte) in bytes.dropLast().enumerated() {
            if index == 4 || index == 9 || index == 14 {
                guard byte == UInt8(ascii: "-") else { return nil }
            } else {
                guard (48...57).contains(byte) else { return nil }
                total = (total + Int(byte - 48)) * 2
            }
        }
        let check = (12 - total % 11) % 11
        guard bytes[18] == (check == 10 ? UInt8(ascii: "X") : UInt8(48 + check)) else { return nil }
        description = bare
    }
}
