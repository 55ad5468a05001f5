// SPDX-License-Identifier: Apache-2.0

/// A SHA-256 digest; written `sha256:` and 64 lower-case hexadecimal digits.
package struct Digest: Hashable, Sendable {
    /// The 32 bytes.
    package let bytes: [UInt8]

    /// Takes 32 bytes; `nil` for any other number of them.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// The 64 hexadecimal digits without the prefix.
    package var hex: String { bytes.hexadecimal }
}

extension Digest: LosslessStringConvertible {
    package var description: String { "sha256:" + hex }

    /// Reads `sha256:` and 64 lower-case hexadecimal digits; `nil` for all else.
    package init?(_ text: String) {
        guard text.hasPrefix("sha256:") else { return nil }
        self.init(hex: text.dropFirst(7))
    }

    /// Reads 64 lower-case hexadecimal digits without the prefix; `nil` for all else.
    package init?(hex: Substring) {
        let digits = Array(hex.utf8)
        guard digits.count == 64 else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: 64, by: 2) {
            guard let high = Self.value(digits[index]), let low = Self.value(digits[index + 1]) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        self.init(bytes: bytes)
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 48...57: digit - 48
        case 97...102: digit - 87
        default: nil
        }
    }
}

extension Digest: Comparable {
    /// Orders digests by their bytes, the first byte first.
    package static func < (left: Self, right: Self) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}
