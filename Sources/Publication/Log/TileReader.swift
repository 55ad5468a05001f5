// SPDX-License-Identifier: Apache-2.0

/// Finds the roots of subtrees in tiles, of which each is fetched once.
package struct TileReader: SubtreeReader {
    private let size: Int64
    private let fetch: (Tile) throws -> [UInt8]
    private var tiles: [Tile: [UInt8]] = [:]

    /// - Parameter fetch: gives a tile's hashes, one behind the other, or throws.
    package init(size: Int64, fetch: @escaping (Tile) throws -> [UInt8]) {
        self.size = size
        self.fetch = fetch
    }

    package mutating func root(level: Int, index: Int64) throws -> [UInt8] {
        let tileLevel = level / Tile.height
        let rows = level % Tile.height
        let first = index << Int64(rows)
        let hashes = try hashes(tileLevel, first >> Int64(Tile.height))
        let start = Int(first & Int64(Tile.width - 1))
        let end = start + (1 << rows)
        guard end * TreeHash.byteCount <= hashes.count else {
            throw MissingTile(level: tileLevel, number: first >> Int64(Tile.height))
        }
        return TreeHash.root(of: hashes[start * TreeHash.byteCount..<end * TreeHash.byteCount])
    }

    private mutating func hashes(_ level: Int, _ number: Int64) throws -> [UInt8] {
        let (full, rest) = Tile.row(level, inLogOf: size)
        let tile = Tile(level: level, number: number, count: number < full ? Tile.width : max(rest, 1))
        if let known = tiles[tile] { return known }
        let bytes = try fetch(tile)
        guard bytes.count == tile.count * TreeHash.byteCount else {
            throw MissingTile(level: level, number: number)
        }
        tiles[tile] = bytes
        return bytes
    }
}

/// A log does not have a tile that its size needs.
package struct MissingTile: Error, Hashable, CustomStringConvertible {
    package let level: Int
    package let number: Int64

    package var description: String { "tile \(number) of level \(level) is missing or too short" }
}
