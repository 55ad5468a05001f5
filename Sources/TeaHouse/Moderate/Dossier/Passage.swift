// SPDX-License-Identifier: Apache-2.0

/// A place in a file, with the lines around it.
struct Passage: Sendable {
    private let bytes: [UInt8]
    private static let longest = 400

    init(in bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The lines that the bytes of `range` are on, and one before and after, the range
    /// itself between `»` and `«`.
    func around(_ range: ClosedRange<Int>, _ style: Style) -> String {
        guard range.upperBound < bytes.count else { return style(.dim, "  (not in this file)") }
        let all = lines()
        // A line's own end counts as its: a range may be nothing but that.
        let touched = all.indices.filter {
            all[$0].range.lowerBound <= range.upperBound && all[$0].range.upperBound >= range.lowerBound
        }
        guard let first = touched.first, let last = touched.last else { return "" }
        return all[max(0, first - 1)...min(all.count - 1, last + 1)].map { number, line in
            let inside = line.clamped(to: range.lowerBound..<range.upperBound + 1)
            let isTouched = !inside.isEmpty
            var text = Self.text(bytes[line])
            if isTouched {
                text =
                    Self.text(bytes[line.lowerBound..<inside.lowerBound])
                    + style(.reverse, "»\(Self.text(bytes[inside]))«")
                    + Self.text(bytes[inside.upperBound..<line.upperBound])
            }
            return Self.row(number, isTouched, text, style)
        }.joined(separator: "\n")
    }

    /// One line by its number, from 1.
    func line(_ number: Int, _ style: Style) -> String? {
        lines().first { $0.number == number }.map {
            Self.row(number, true, Self.text(bytes[$0.range]), style)
        }
    }

    private static func row(_ number: Int, _ isTouched: Bool, _ text: String, _ style: Style) -> String {
        let gutter = String(repeating: " ", count: max(0, 5 - "\(number)".count)) + "\(number)"
        return style(.dim, "  \(gutter) \(isTouched ? ">" : " ") ") + text
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        let text = String(decoding: bytes, as: UTF8.self).harmless
        return text.count <= longest ? text : text.prefix(longest) + "…"
    }

    private func lines() -> [(number: Int, range: Range<Int>)] {
        var found: [(number: Int, range: Range<Int>)] = []
        var start = 0
        for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") {
            found.append((found.count + 1, start..<index))
            start = index + 1
        }
        if start < bytes.count { found.append((found.count + 1, start..<bytes.count)) }
        return found
    }
}
