// SPDX-License-Identifier: Apache-2.0
import Publication
import Store
import Synchronization

/// The log's tiles that were read last: what a tile of some width holds never changes.
package final class LogTiles: Sendable {
    /// Of 16 KiB each at most: all that a log of a million entries has.
    private static let limit = 4096

    private let tiles = Mutex<[Tile: TileRows]>([:])
    /// Up to where the log is known to be sealed; it never shrinks.
    private let sealed = Mutex<Int64>(0)

    package init() {}

    /// The size that was asked for, or the newest; of what is sealed only.
    func size(_ wanted: Int64?, _ log: PublishedLogStore) throws -> Int64 {
        if let wanted, wanted > 0, wanted <= sealed.withLock({ $0 }) { return wanted }
        let head = try log.head().orNotFound().size
        sealed.withLock { $0 = max($0, head) }
        let size = wanted ?? head
        guard size > 0, size <= head else { throw ProblemDetails.notFound }
        return size
    }

    func dropAll() {
        tiles.withLock { $0 = [:] }
        sealed.withLock { $0 = 0 }
    }

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
