// SPDX-License-Identifier: Apache-2.0

/// How much of a version a provider's objections cover, all of them together; an objection to everything is a
/// veto in all but name, in however many pieces it comes.
package struct ObjectionExtent: Sendable {
    private let sizes: [VersionPart: Int64]
    private var passages: [VersionPart: [ClosedRange<Int64>]] = [:]
    private var moved: Int64 = 0

    /// `sizes` are those of the version's parts, in bytes.
    package init(sizes: [VersionPart: Int64]) {
        self.sizes = sizes
    }

    /// Adds an objection to these bytes of a part, counted from 0; the bounds belong to it, and overlaps
    /// count once.
    package mutating func add(_ bytes: ClosedRange<Int64>, of part: VersionPart) {
        passages[part, default: []].append(bytes)
    }

    /// Adds an objection to a passage of so many bytes that stands somewhere in the version.
    package mutating func add(passageOf length: Int64) {
        moved += length
    }

    /// Whether more than nine tenths of all bytes are objected to.
    package var isEverything: Bool {
        let total = sizes.values.reduce(0, +)
        let covered = sizes.keys.reduce(moved) { $0 + Self.length(of: passages[$1] ?? []) }
        return covered * 10 > total * 9
    }

    /// The bytes in at least one of the ranges.
    private static func length(of ranges: [ClosedRange<Int64>]) -> Int64 {
        var end: Int64 = -1
        var length: Int64 = 0
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where range.upperBound > end {
            length += range.upperBound - max(range.lowerBound, end + 1) + 1
            end = range.upperBound
        }
        return length
    }
}
