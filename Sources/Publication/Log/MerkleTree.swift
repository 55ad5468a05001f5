// SPDX-License-Identifier: Apache-2.0

/// Gives the roots of a tree's complete subtrees.
package protocol SubtreeReader {
    /// The root of the subtree over the leaves from `index << level` on, `1 << level` in number, all
    /// of which are in the tree.
    mutating func root(level: Int, index: Int64) throws -> [UInt8]
}

/// A Merkle tree of some size, of which only complete subtrees are read (RFC 6962, section 2.1).
package struct MerkleTree<Reader: SubtreeReader> {
    package let size: Int64
    private var reader: Reader

    package init(size: Int64, reading reader: Reader) {
        self.size = size
        self.reader = reader
    }

    package mutating func root() throws -> [UInt8] {
        size == 0 ? TreeHash.empty : try root(0..<size)
    }

    /// What leads from the leaf at `index`, which is in the tree, to the root: the audit
    /// path, leaf's neighbour first.
    package mutating func inclusion(of index: Int64) throws -> [[UInt8]] {
        var path: [[UInt8]] = []
        var range = 0..<size
        while range.count > 1 {
            let middle = range.lowerBound + Self.split(Int64(range.count))
            if index < middle {
                path.append(try root(middle..<range.upperBound))
                range = range.lowerBound..<middle
            } else {
                path.append(try root(range.lowerBound..<middle))
                range = middle..<range.upperBound
            }
        }
        return path.reversed()
    }

    /// What shows that the tree of `old` leaves, between 1 and the size, is a beginning of this one.
    package mutating func consistency(from old: Int64) throws -> [[UInt8]] {
        var path: [[UInt8]] = []
        var range = 0..<size
        var isKnown = true
        while range.upperBound != old {
            let middle = range.lowerBound + Self.split(Int64(range.count))
            if old <= middle {
                path.append(try root(middle..<range.upperBound))
                range = range.lowerBound..<middle
            } else {
                path.append(try root(range.lowerBound..<middle))
                range = middle..<range.upperBound
                isKnown = false
            }
        }
        if !isKnown { path.append(try root(range)) }
        return path.reversed()
    }

    /// The root over some leaves, which begin where a split of the tree does.
    private mutating func root(_ range: Range<Int64>) throws -> [UInt8] {
        var hashes: [[UInt8]] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let level = Int64.bitWidth - 1 - (range.upperBound - start).leadingZeroBitCount
            hashes.append(try reader.root(level: level, index: start >> Int64(level)))
            start += 1 << Int64(level)
        }
        guard var root = hashes.popLast() else { return TreeHash.empty }
        while let left = hashes.popLast() { root = TreeHash.node(left, root) }
        return root
    }

    /// The largest power of two that is smaller than the count, which is at least 2.
    private static func split(_ count: Int64) -> Int64 {
        1 << Int64(Int64.bitWidth - 1 - (count - 1).leadingZeroBitCount)
    }
}
