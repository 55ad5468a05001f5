// SPDX-License-Identifier: Apache-2.0

/// Extends a log: takes leaves one after the other and gives the tiles that become full.
package struct TileBuilder: Sendable {
    /// A full tile with its hashes, one behind the other, and the root over them.
    package struct FullTile: Hashable, Sendable {
        package let level: Int
        package let number: Int64
        package let hashes: [UInt8]
        package let root: [UInt8]
    }

    package private(set) var size: Int64
    /// Of each level, the hashes behind the last full tile, one behind the other.
    private var edge: [[UInt8]]

    /// The builder of an empty log.
    package init() {
        size = 0
        edge = []
    }

    /// Goes on from a log of `size`; `fetch` gives the hashes of its last tiles, which are not full.
    package init(size: Int64, fetch: (Tile) throws -> [UInt8]) throws {
        self.size = size
        edge = []
        var level = 0
        while size >> Int64(Tile.height * level) > 0 {
            let (full, rest) = Tile.row(level, inLogOf: size)
            let bytes = rest == 0 ? [] : try fetch(Tile(level: level, number: full, count: rest))
            guard bytes.count == rest * TreeHash.byteCount else {
                throw MissingTile(level: level, number: full)
            }
            edge.append(bytes)
            level += 1
        }
    }

    /// Adds a leaf by its hash; the tiles that it fills, lowest first.
    package mutating func append(_ leaf: [UInt8]) -> [FullTile] {
        var full: [FullTile] = []
        var hash = leaf
        size += 1
        for level in 0... {
            if level == edge.count { edge.append([]) }
            edge[level] += hash
            guard edge[level].count == Tile.width * TreeHash.byteCount else { break }
            hash = TreeHash.root(of: edge[level][...])
            full.append(
                FullTile(
                    level: level,
                    number: size >> Int64(Tile.height * (level + 1)) - 1,
                    hashes: edge[level],
                    root: hash
                )
            )
            edge[level] = []
        }
        return full
    }

    /// The tiles at the edge, which are not full, with their hashes; lowest first.
    package var partialTiles: [(tile: Tile, hashes: [UInt8])] {
        edge.enumerated().filter { !$1.isEmpty }.map { level, hashes in
            let (number, count) = Tile.row(level, inLogOf: size)
            return (Tile(level: level, number: number, count: count), hashes)
        }
    }

    /// The root of all leaves so far.
    package var root: [UInt8] {
        var root: [UInt8]?
        for hashes in edge {
            // The bits of the number of hashes are the complete subtrees, the smallest at the end.
            let count = hashes.count / TreeHash.byteCount
            var end = hashes.count
            for row in 0..<Tile.height where count >> row & 1 == 1 {
                let start = end - (TreeHash.byteCount << row)
                let subtree = TreeHash.root(of: hashes[start..<end])
                root = root.map { TreeHash.node(subtree, $0) } ?? subtree
                end = start
            }
        }
        return root ?? TreeHash.empty
    }
}
