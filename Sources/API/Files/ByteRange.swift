// SPDX-License-Identifier: Apache-2.0

/// What a `Range` header asks of a representation of known size (RFC 9110, section 14).
package enum ByteRange: Hashable, Sendable {
    /// Nothing that we serve in part: no header, another unit, a malformed one, or several ranges.
    case whole
    /// The bytes from the first to the last, counted from 0.
    case part(ClosedRange<Int64>)
    /// The ranges are well formed and lie all behind the end.
    case unsatisfiable

    /// Reads the header of a request for `size` bytes.
    package init(_ header: String?, size: Int64) {
        guard let header, let specs = Self.specs(in: header) else {
            self = .whole
            return
        }
        let parts = specs.compactMap { $0.part(of: size) }
        if parts.isEmpty {
            self = .unsatisfiable
        } else if specs.count == 1, let part = parts.first {
            self = .part(part)
        } else {
            // RFC 9110, section 14.2, allows to ignore the header; nobody downloads tables
            // in several parts at once.
            self = .whole
        }
    }

    private enum Spec {
        case from(Int64, through: Int64?)
        case last(Int64)

        func part(of size: Int64) -> ClosedRange<Int64>? {
            switch self {
            case .from(let first, let last):
                first < size ? first...min(last ?? size - 1, size - 1) : nil
            case .last(let count):
                count > 0 && size > 0 ? max(0, size - count)...(size - 1) : nil
            }
        }
    }

    /// The ranges of a well-formed `bytes=…`; `nil` for all else.
    private static func specs(in header: String) -> [Spec]? {
        let parts = header.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].lowercased() == "bytes" else { return nil }
        var specs: [Spec] = []
        // A list may have empty elements (section 5.6.1.2).
        for element in parts[1].utf8.split(separator: UInt8(ascii: ",")) {
            let text = trimmed(element)
            if text.isEmpty { continue }
            guard let spec = spec(text) else { return nil }
            specs.append(spec)
        }
        return specs.isEmpty ? nil : specs
    }

    private static func spec(_ text: Substring.UTF8View) -> Spec? {
        let ends = text.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard ends.count == 2 else { return nil }
        if ends[0].isEmpty { return number(ends[1]).map(Spec.last) }
        guard let first = number(ends[0]) else { return nil }
        if ends[1].isEmpty { return .from(first, through: nil) }
        guard let last = number(ends[1]), first <= last else { return nil }
        return .from(first, through: last)
    }

    /// A number of one digit or more; what no file is as long as counts as the largest.
    private static func number(_ text: Substring.UTF8View) -> Int64? {
        guard !text.isEmpty else { return nil }
        var number: Int64 = 0
        for byte in text {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            let (product, isTooLarge) = number.multipliedReportingOverflow(by: 10)
            let (sum, isTooLargeToo) = product.addingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
            number = isTooLarge || isTooLargeToo ? .max : sum
        }
        return number
    }

    private static func trimmed(_ text: Substring.UTF8View) -> Substring.UTF8View {
        func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        var rest = text.drop(while: isSpace)
        while let last = rest.last, isSpace(last) { rest = rest.dropLast() }
        return rest
    }
}
