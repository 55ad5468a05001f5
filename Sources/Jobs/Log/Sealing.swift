// SPDX-License-Identifier: Apache-2.0
import Files
import Postgres
import Publication
import Store
import Workflow

/// One act of sealing: what waits gets its indexes, and the log's new state is signed, unless a larger one
/// was signed before.
package struct Sealing: Sendable {
    private let database: Database
    private let keysDirectory: String
    private let origin: String
    /// Entries at a time; what waits beyond that is sealed right after.
    package static let batch = 65_536

    /// The state that stands beside the keys once the transaction is in force.
    private struct Raise: Sendable {
        let lock: FileLock
        let signed: SignedCheckpoint
    }

    /// - Parameters:
    ///   - database: a pool of the platform's own role.
    ///   - origin: the log's name, for a log that has none yet.
    package init(_ database: Database, keysDirectory: String, origin: String) {
        self.database = database
        self.keysDirectory = keysDirectory
        self.origin = origin
    }

    /// The entry that opens the log anew is younger than a transaction that is open.
    private struct EntryWaits: Error {}

    /// Seals a batch at most; how many entries that was.
    ///
    /// - Throws: `SigningRefused` where the keys may not sign for this database, ``BrokenLog``, and
    ///   `LockHeld` where another process is about to write down what it has signed with these keys.
    package func run() async throws -> Int {
        let count: Int
        let raise: Raise?
        do {
            (count, raise) = try await database.write { db in try begin(db) }
        } catch is EntryWaits {
            return 0
        }
        if let raise {
            try HighCheckpoint(in: keysDirectory).replace(with: raise.signed)
            withExtendedLifetime(raise.lock) {}
        }
        return count
    }

    private func begin(_ db: Connection) throws -> (Int, Raise?) {
        guard try LogStore(db).lock() else { return (0, nil) }
        let high = HighCheckpoint(in: keysDirectory)
        let head = try PublishedLogStore(db).head()
        let leaves = try LogStore(db).seal(atMost: Self.batch)
        // A log without entries has a state as well, which is signed at its first look.
        let isNews = head == nil || !leaves.isEmpty
        let known = head.flatMap { SignedCheckpoint($0.note) }
        if !isNews, try high.read() == known { return (0, nil) }
        let keys = try SigningState(db, keysDirectory: keysDirectory).begin()
        guard let signed = isNews ? try seal(db, keys, head, leaves) : known else { return (0, nil) }
        return (leaves.count, Raise(lock: try high.lock(), signed: signed))
    }

    /// Extends the tree by leaves that have their indexes; the log's state then, signed.
    private func seal(_ db: Connection, _ keys: KeyRing, _ head: LogCheckpoint?, _ leaves: [[UInt8]]) throws
        -> SignedCheckpoint
    {
        let log = LogStore(db)
        let published = PublishedLogStore(db)
        let resumption = try published.resumptions().last
        // `nil` while it waits; at or behind the head it is one of these leaves.
        if let resumption, resumption.index.map({ $0 > head?.size ?? 0 }) ?? true {
            // It is the first under the new name; what is younger waits until it can be sealed.
            throw EntryWaits()
        }
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
            origin: resumption?.origin
                ?? head.flatMap { SignedCheckpoint($0.note) }?.checkpoint.origin ?? origin,
            size: builder.size,
            root: builder.root
        )
        let signed = try keys.sign(checkpoint)
        try log.add(checkpoint: signed.note.description, size: checkpoint.size, root: checkpoint.root)
        return signed
    }
}

/// The stored tree is not the one that was signed; nothing more is sealed on it.
package struct BrokenLog: Error, CustomStringConvertible {
    let size: Int64

    package var description: String {
        "the log's tree is not the one of its last checkpoint, of \(size) entries: run teahouse verify log"
    }
}
