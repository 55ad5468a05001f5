// SPDX-License-Identifier: Apache-2.0
import Publication
import Store
import Synchronization

/// The log's tiles that were read last: what a tile of some width holds never changes.
package final class LogTiles: Sendable {
    /// Of 16 KiB each at most.
    private static let limit = 1024

    private let tiles = Mutex<[Tile: TileRows]>([:])

    package init() {}

    /// The subtrees of a log of `size`, from memory where it has them.
    func reader(_ size: Int64, _ log: PublishedLogStore) -> TileReader {
        TileReader(size: size) { tile in try self.tile(tile, log) }
    }

    /// A tile as far as the log has it.
    func tile(_ tile: Tile, _ log: PublishedLogStore) throws -> TileRows {
        if let known = tiles.withLock({ $0[tile] }) { return known }
        let bytes = try log.tile(level: tile.level ?? 0, number: tile.number, count: tile.count)
        let rows = TileRows(bytes)
        guard bytes.count == tile.count * TreeHash.byteCount else { return rows }
        tiles.withLock { tiles in
            // All at once: most of them are asked for once, and the rest are soon back.
            if tiles.count >= Self.limit { tiles.removeAll(keepingCapacity: true) }
            tiles[tile] = rows
        }
        return rows
    }
}
