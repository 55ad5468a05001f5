// SPDX-License-Identifier: Apache-2.0

/// How much of a version a provider's objections cover, all of them together; an objection to everything is a
/// veto in all but name, in however many pieces it comes.
package struct ObjectionExtent: Sendable {
    private let sizes: [Digest: Int64]
    private var passages: [Digest: [ClosedRange<Int64>]] = [:]

    /// `sizes` are those of the version's files; two of the same bytes are one.
    package init(sizes: [Digest: Int64]) {
        self.sizes = sizes
    }

    /// Adds an objection to these bytes of a file, counted from 0; the bounds belong to it, and overlaps
    /// count once.
    package mutating func add(_ bytes: ClosedRange<Int64>, of file: Digest) {
        passages[file, default: []].append(bytes)
    }

    /// Whether more than nine tenths of all bytes are objected to.
    package var isEverything: Bool {
        let total = sizes.values.reduce(0, +)
        let covered = sizes.keys.reduce(0) { $0 + Self.length(of: passages[$1] ?? []) }
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
