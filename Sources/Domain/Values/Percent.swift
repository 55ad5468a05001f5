// SPDX-License-Identifier: Apache-2.0

/// Percent-decoding, RFC 3986, section 2.1, strictly: a bad escape, a control
/// character or bad UTF-8 is `nil`.
package enum Percent {
    /// The text with each `%` and two hexadecimal digits made a byte again; a plus stays a plus.
    ///
    /// `nil` for a bad escape, bytes that are not UTF-8, or an ASCII control character in the outcome.
    package static func decode(_ text: String) -> String? {
        var output: [UInt8] = []
        var bytes = text.utf8.makeIterator()
        while let byte = bytes.next() {
            guard byte == UInt8(ascii: "%") else {
                output.append(byte)
                continue
            }
            guard let high = bytes.next().flatMap(value), let low = bytes.next().flatMap(value) else {
                return nil
            }
            output.append(high << 4 | low)
        }
        guard !output.contains(where: { $0 < 32 || $0 == 127 }) else { return nil }
        return String(validating: output, as: UTF8.self)
    }

    /// The pairs of a query or a form, in which a plus is a space, as programs that fill in forms write them.
    ///
    /// In their order; a name without `=` has the empty value. `nil` when one of them is not well formed.
    package static func pairs(_ text: String) -> [(name: String, value: String)]? {
        var pairs: [(name: String, value: String)] = []
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                .map { decode(String($0.map { $0 == "+" ? " " : $0 })) }
            guard let name = parts[0], let value = parts.count > 1 ? parts[1] : "" else { return nil }
            pairs.append((name, value))
        }
        return pairs
    }

    /// Escapes the UTF-8 of all but the unreserved characters of RFC 3986, section 2.3, in capital digits.
    package static func encode(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var output: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 48...57, 65...90, 97...122, 45, 46, 95, 126: output.append(byte)
            default: output += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 48...57: digit - 48
        case 65...70: digit - 55
        case 97...102: digit - 87
        default: nil
        }
    }
}
