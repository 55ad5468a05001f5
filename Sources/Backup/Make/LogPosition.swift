// SPDX-License-Identifier: Apache-2.0

/// A place in PostgreSQL's write-ahead log, whose files have 16 MiB each.
struct LogPosition: Hashable, Comparable, Sendable {
    static let segmentSize: UInt64 = 16 << 20
    let timeline: UInt32
    let byte: UInt64

    init(_ byte: UInt64, timeline: UInt32) {
        self.byte = byte
        self.timeline = timeline
    }

    /// Reads `16/B374D848`.
    init?(_ text: some StringProtocol, timeline: UInt32) {
        let halves = text.split(separator: "/")
        guard halves.count == 2, let high = UInt32(halves[0], radix: 16),
            let low = UInt32(halves[1], radix: 16)
        else { return nil }
        self.init(UInt64(high) << 32 | UInt64(low), timeline: timeline)
    }

    /// The name of the file that holds the byte here: 24 hexadecimal digits.
    var segment: String { Self.name(byte / Self.segmentSize, timeline) }

    /// The name of the file with a number.
    static func name(_ number: UInt64, _ timeline: UInt32) -> String {
        let each = (1 << 32) / segmentSize
        return [UInt64(timeline), number / each, number % each]
            .map { part in
                let digits = String(part, radix: 16, uppercase: true)
                return String(repeating: "0", count: 8 - digits.count) + digits
            }
            .joined()
    }

    /// The number of a file with a name; `nil` for any other name.
    static func number(of segment: some StringProtocol) -> UInt64? {
        let name = segment.prefix(24)
        guard name.count == 24, name.allSatisfy(\.isHexDigit),
            let high = UInt64(name.dropFirst(8).prefix(8), radix: 16),
            let low = UInt64(name.suffix(8), radix: 16)
        else { return nil }
        return high * ((1 << 32) / segmentSize) + low
    }

    static func < (left: Self, right: Self) -> Bool { left.byte < right.byte }
}
