// SPDX-License-Identifier: Apache-2.0
import Logging
import Postgres
import Publication
import ServiceLifecycle
import Store

/// Seals the log: gives waiting entries their indexes, extends the tree and signs its new
/// state, one sealer at a time.
///
/// It runs in every server. What it does is one transaction, so it may die at any moment.
package struct Sealer: Service {
    private let context: JobContext
    private let listening: PoolOptions
    private let origin: String
    /// Entries at a time; what waits beyond that is sealed right after.
    package static let batch = 65_536

    /// - Parameter origin: the log's name, for a log that has none yet.
    package init(_ context: JobContext, listening: PoolOptions, origin: String) {
        self.context = context
        self.listening = listening
        self.origin = origin
    }

    package func run() async throws {
        await WakefulWork(channel: "log", every: .seconds(1), listening: listening, logger: context.logger)
            .run { await sealSafely() }
    }

    private func sealSafely() async {
        do {
            while !Task.isCancelled, try await seal() == Self.batch {}
        } catch {
            // The next second tries again; the database may be away.
            context.logger.warning("the log could not be sealed: \(error)")
        }
    }

    /// Seals what waits, up to a batch; how many entries that was.
    @discardableResult
    package func seal() async throws -> Int {
        let keys = try KeyRing(opening: context.keysDirectory)
        let origin = origin
        return try await context.write { db in
            let log = LogStore(db)
            guard try log.lock() else { return 0 }
            let published = PublishedLogStore(db)
            let head = try published.head()
            let leaves = try log.seal(atMost: Self.batch)
            // A log without entries has a state as well, which is signed at its first look.
            guard head == nil || !leaves.isEmpty else { return 0 }
            var builder = try TileBuilder(size: head?.size ?? 0) { tile in
                try published.tile(level: tile.level ?? 0, number: tile.number, count: tile.count)
            }
            if let head, builder.root != head.root { throw BrokenLog(size: head.size) }
            let tiles = leaves.flatMap { builder.append($0) }
            if !tiles.isEmpty {
                try log.add(
                    levels: tiles.map(\.level),
                    numbers: tiles.map(\.number),
                    hashes: tiles.flatMap(\.hashes),
                    roots: tiles.flatMap(\.root)
                )
            }
            let checkpoint = Checkpoint(
                origin: head.flatMap { SignedNote($0.note) }.flatMap { Checkpoint($0.text) }?.origin
                    ?? origin,
                size: builder.size,
                root: builder.root
            )
            try log.add(
                checkpoint: keys.sign(checkpoint).description,
                size: checkpoint.size,
                root: checkpoint.root
            )
            return leaves.count
        }
    }
}

/// The stored tree is not the one that was signed; nothing more is sealed on it.
package struct BrokenLog: Error, CustomStringConvertible {
    let size: Int64

    package var description: String {
        "the log's tree is not the one of its last checkpoint, of \(size) entries: run teahouse verify log"
    }
}
