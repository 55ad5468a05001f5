// SPDX-License-Identifier: Apache-2.0
import OpenSSL
import Postgres
import Publication
import Store

/// Goes over the whole log: every entry's hash, every tile, every checkpoint with its signature, in
/// one view of the database.
package struct LogAudit: Sendable {
    private let database: Database
    private let keys: [Ed25519.PublicKey]
    /// Those that nobody else ever had.
    private let soundKeys: [Ed25519.PublicKey]
    private static let page = 10_000

    /// - Parameter database: any role that sees published views.
    package init(_ database: Database, keys: Signed<KeyList>) throws {
        self.database = database
        self.keys = keys.content.publicKeys
        soundKeys = try TrustedKeys(list: keys).sound
    }

    /// Checks the log, and that it begins with the log of `older`, a signed note from
    /// before, where there is one.
    package func verify(older: String? = nil) async throws -> Verification {
        let old = try older.map(read)
        return try await database.snapshot { db in
            let log = PublishedLogStore(db)
            var verification = Verification()
            guard let head = try log.head() else {
                verification.record("log", .failed, "nothing was sealed yet")
                return verification
            }
            var builder = TileBuilder()
            var isOldFound = old == nil || old?.size == 0
            var count = 0
            let resumptions = try log.resumptions()
            verification.check("checkpoints and entries") {
                try check(log.checkpoint(after: -1), builder, log)
                var next = try log.checkpoint(after: 0)
                while let checkpoint = next {
                    try extend(&builder, to: checkpoint.size, log) { builder in
                        guard let old, builder.size == old.size else { return }
                        try requireStanding(old, resumptions)
                        guard builder.root == old.root else {
                            throw CheckFailure("the older checkpoint of \(old.size) entries has another root")
                        }
                        isOldFound = true
                    }
                    try check(checkpoint, builder, log)
                    try check(checkpoint, named: resumptions)
                    count += 1
                    next = try log.checkpoint(after: checkpoint.size)
                }
                guard let last = SignedCheckpoint(head.note), last.isSigned(by: soundKeys) else {
                    throw CheckFailure("the newest checkpoint is signed by a key that others have had")
                }
                return ((), "\(head.size) entries, \(count) checkpoints")
            }
            if let last = resumptions.last, let index = last.index {
                verification.record(
                    "resumption",
                    .passed,
                    "from entry \(index) on the log goes on as \(last.origin), having lost what was signed before"
                )
            }
            if let old {
                verification.check("older checkpoint") {
                    try requireStanding(old, resumptions)
                    guard isOldFound else {
                        throw CheckFailure(
                            "the log has \(head.size) entries, the older checkpoint \(old.size)"
                        )
                    }
                    return ((), "the log begins with the one of \(old.size) entries")
                }
            }
            return verification
        }
    }

    private func read(_ note: String) throws -> Checkpoint {
        guard let signed = SignedNote(note), let checkpoint = Checkpoint(signed.text) else {
            throw CheckFailure("the older checkpoint is no signed note of a log")
        }
        guard isSigned(signed, checkpoint) else {
            throw CheckFailure("the older checkpoint is not signed by a key of this platform")
        }
        return checkpoint
    }

    /// Throws for a checkpoint of what was lost when the log was opened anew, which says itself that it was.
    private func requireStanding(_ old: Checkpoint, _ resumptions: [LogResumption]) throws {
        for resumption in resumptions {
            guard let previous = SignedCheckpoint(resumption.previous)?.checkpoint,
                previous.origin == old.origin, let index = resumption.index, old.size > index
            else { continue }
            throw CheckFailure(
                "the older checkpoint of \(old.size) entries is of what was lost: \(previous.origin) ended at "
                    + "\(previous.size), \(index) of them are left, and the log goes on as \(resumption.origin)"
            )
        }
    }

    /// Throws unless a checkpoint bears the name that the log's entries give it.
    private func check(_ stored: LogCheckpoint, named resumptions: [LogResumption]) throws {
        let open = resumptions.last { $0.index.map { $0 < stored.size } ?? false }
        guard let open else { return }
        guard SignedCheckpoint(stored.note)?.checkpoint.origin == open.origin else {
            throw CheckFailure("the checkpoint of \(stored.size) entries is not of \(open.origin)")
        }
    }

    private func isSigned(_ note: SignedNote, _ checkpoint: Checkpoint) -> Bool {
        keys.contains { note.isSigned(as: checkpoint.origin, by: $0) }
    }

    /// Reads entries up to `size`, calling `at` after each.
    private func extend(
        _ builder: inout TileBuilder,
        to size: Int64,
        _ log: PublishedLogStore,
        at: (TileBuilder) throws -> Void
    ) throws {
        while builder.size < size {
            let entries = try log.entries(
                from: builder.size,
                limit: Int(min(Int64(Self.page), size - builder.size))
            )
            guard !entries.isEmpty else { throw CheckFailure("entry \(builder.size) is missing") }
            for entry in entries {
                guard entry.index == builder.size else {
                    throw CheckFailure("entry \(builder.size) is missing")
                }
                let hash = TreeHash.leaf(Array(entry.body.utf8))
                guard hash == entry.hash else {
                    throw CheckFailure("entry \(entry.index) is not what was sealed")
                }
                for tile in builder.append(hash) { try check(tile, log) }
                try at(builder)
            }
        }
    }

    private func check(_ tile: TileBuilder.FullTile, _ log: PublishedLogStore) throws {
        let stored = try log.tile(level: tile.level, number: tile.number, count: Tile.width)
        guard stored == tile.hashes else {
            throw CheckFailure("\(Tile(level: tile.level, number: tile.number)) is not what its entries make")
        }
    }

    private func check(_ stored: LogCheckpoint?, _ builder: TileBuilder, _ log: PublishedLogStore) throws {
        guard let stored, stored.size == builder.size else { return }
        guard let note = SignedNote(stored.note), let checkpoint = Checkpoint(note.text),
            checkpoint.size == stored.size, checkpoint.root == stored.root
        else { throw CheckFailure("the checkpoint of \(stored.size) entries is not what it says") }
        guard builder.root == checkpoint.root else {
            throw CheckFailure("the checkpoint of \(stored.size) entries has another root than its entries")
        }
        guard isSigned(note, checkpoint) else {
            throw CheckFailure(
                "the checkpoint of \(stored.size) entries is not signed by a key of this platform"
            )
        }
    }
}
