// SPDX-License-Identifier: Apache-2.0

/// Some of Unicode's characters, as ranges in ascending order.
package struct ScalarRanges: Hashable, Sendable {
    /// Each with the values of its first and its last character.
    package let ranges: [ClosedRange<UInt32>]

    private init(_ ranges: ClosedRange<UInt32>...) {
        self.ranges = ranges
    }

    private init(sorting ranges: [ClosedRange<UInt32>]) {
        self.ranges = ranges.sorted { $0.lowerBound < $1.lowerBound }
    }

    /// Whether the character lies in one of the ranges.
    package func contains(_ scalar: Unicode.Scalar) -> Bool {
        for range in ranges {
            if scalar.value < range.lowerBound { return false }
            if scalar.value <= range.upperBound { return true }
        }
        return false
    }

    /// The characters of either.
    package static func + (left: Self, right: Self) -> Self {
        Self(sorting: left.ranges + right.ranges)
    }

    /// The characters that are not among the others.
    package static func - (left: Self, right: Self) -> Self {
        Self(
            sorting: right.ranges.reduce(left.ranges) { rest, hole in
                rest.flatMap { range -> [ClosedRange<UInt32>] in
                    guard range.overlaps(hole) else { return [range] }
                    let before = range.lowerBound < hole.lowerBound
                    let behind = range.upperBound > hole.upperBound
                    return (before ? [range.lowerBound...(hole.lowerBound - 1)] : [])
                        + (behind ? [(hole.upperBound + 1)...range.upperBound] : [])
                }
            }
        )
    }
}

extension ScalarRanges {
    /// Unicode's category Cc, which never grows; asking for the category itself costs far more.
    package static let controls = Self(0x00...0x1F, 0x7F...0x9F)

    /// Controls but for tabs and line feeds.
    static let controlsInLines = Self(0x00...0x08, 0x0B...0x1F, 0x7F...0x9F)

    /// What ends a line without being a control character.
    static let separators = Self(0x2028...0x2029)

    /// Embeddings, overrides and isolates: they show a text in another order than it has, and so
    /// other words than a machine reads (CVE-2021-42574).
    ///
    /// The marks (U+200E, U+200F, U+061C), which move nothing but their neighbours, are not among them.
    static let bidirectional = Self(0x202A...0x202E, 0x2066...0x2069)

    /// The 66 that Unicode promises never to assign; XML, YAML and file systems have no place for
    /// some of them.
    static let noncharacters = Self(
        sorting: [0xFDD0...0xFDEF] + (0...0x10).map { ($0 << 16 | 0xFFFE)...($0 << 16 | 0xFFFF) }
    )

    /// What shows nothing by itself: white space, what Unicode calls default ignorable, marks of
    /// annotations, and two symbols that are drawn blank.
    package static let blank = Self(
        0x09...0x0D,
        0x20...0x20,
        0x85...0x85,
        0xA0...0xA0,
        0xAD...0xAD,
        0x034F...0x034F,
        0x061C...0x061C,
        0x115F...0x1160,
        0x1680...0x1680,
        0x17B4...0x17B5,
        0x180B...0x180F,
        0x2000...0x200F,
        0x2028...0x202F,
        0x205F...0x206F,
        0x2800...0x2800,
        0x3000...0x3000,
        0x3164...0x3164,
        0xFE00...0xFE0F,
        0xFEFF...0xFEFF,
        0xFFA0...0xFFA0,
        0xFFF0...0xFFFB,
        0x1BCA0...0x1BCA3,
        0x1D159...0x1D159,
        0x1D173...0x1D17A,
        0xE0000...0xE0FFF
    )
}
