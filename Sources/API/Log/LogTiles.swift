// SPDX-License-Identifier: Apache-2.0
import Publication
import Store
import Synchronization

/// The log's tiles, in memory: what a tile of some width holds never changes.
package final class LogTiles: Sendable {
    /// Room for all that a log of a million entries has: a tile has 8 KiB at most, and the
    /// rows above it as much again.
    private let tiles = BoundedCache<Tile, TileRows>(byteLimit: 64 << 20, overhead: 512) {
        2 * $0.hashes.count
    }
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
        tiles.dropAll()
        sealed.withLock { $0 = 0 }
    }

    /// The subtrees of a log of `size`, from memory where it has them.
    func reader(_ size: Int64, _ log: PublishedLogStore) -> TileReader {
        TileReader(size: size) { tile in try self.tile(tile, log) }
    }

    /// A tile as far as the log has it.
    func tile(_ tile: Tile, _ log: PublishedLogStore) throws -> TileRows {
        if let known = tiles.value(tile) { return known }
        let bytes = try log.tile(level: tile.level ?? 0, number: tile.number, count: tile.count)
        let rows = TileRows(bytes)
        if bytes.count == tile.count * TreeHash.byteCount { tiles.keep(rows, for: tile) }
        return rows
    }
}
