// SPDX-License-Identifier: Apache-2.0

/// Finds the roots of subtrees in tiles, of which each is fetched once.
package struct TileReader: SubtreeReader {
    private let size: Int64
    private let fetch: (Tile) throws -> TileRows
    private var tiles: [Tile: TileRows] = [:]

    /// - Parameter fetch: gives a tile, or throws.
    package init(size: Int64, fetch: @escaping (Tile) throws -> TileRows) {
        self.size = size
        self.fetch = fetch
    }

    package mutating func root(level: Int, index: Int64) throws -> [UInt8] {
        let tileLevel = level / Tile.height
        let rows = level % Tile.height
        let first = index << Int64(rows)
        let tile = try tile(tileLevel, first >> Int64(Tile.height))
        guard let root = tile.root(row: rows, index: Int(first & Int64(Tile.width - 1)) >> rows) else {
            throw MissingTile(level: tileLevel, number: first >> Int64(Tile.height))
        }
        return root
    }

    private mutating func tile(_ level: Int, _ number: Int64) throws -> TileRows {
        let (full, rest) = Tile.row(level, inLogOf: size)
        let tile = Tile(level: level, number: number, count: number < full ? Tile.width : max(rest, 1))
        if let known = tiles[tile] { return known }
        let rows = try fetch(tile)
        guard rows.hashes.count == tile.count * TreeHash.byteCount else {
            throw MissingTile(level: level, number: number)
        }
        tiles[tile] = rows
        return rows
    }
}

/// A log does not have a tile that its size needs.
package struct MissingTile: Error, Hashable, CustomStringConvertible {
    package let level: Int
    package let number: Int64

    package var description: String { "tile \(number) of level \(level) is missing or too short" }
}
