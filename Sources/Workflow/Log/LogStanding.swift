// SPDX-License-Identifier: Apache-2.0
import Postgres
import Publication
import Store

/// How far the log of a database was signed, and under which names.
struct LogStanding {
    let head: SignedCheckpoint?
    let resumptions: [LogResumption]
    private let log: PublishedLogStore

    init(_ db: Connection) throws {
        log = PublishedLogStore(db)
        head = try log.head().flatMap { SignedCheckpoint($0.note) }
        resumptions = try log.resumptions()
    }

    /// How many entries are signed.
    var size: Int64 { head?.checkpoint.size ?? 0 }

    /// The names of this log, or of the one that is called `other` where there is none yet.
    func names(orOf other: String) -> LogNames {
        if let last = resumptions.last { return LogNames(last.origin, number: last.number) }
        return LogNames(head?.checkpoint.origin ?? other)
    }

    /// Throws unless the log goes on from a state that was signed, or has said that it does not.
    ///
    /// - Parameter source: where that state is known from, for the message.
    func require(toInclude high: Checkpoint, from source: String) throws {
        let names = names(orOf: high.origin)
        guard let number = names.number(of: high.origin) else {
            throw SigningRefused.otherLog(source: source, high.origin, here: names[1])
        }
        let later = resumptions.filter { $0.number > number }
        if !later.isEmpty {
            // What is known of that name; where its own end was lost as well, a later one has said so.
            let ends = later.compactMap { SignedCheckpoint($0.previous)?.checkpoint }
                .filter { $0.origin == high.origin }
            guard ends.isEmpty || ends.contains(where: { high.size < $0.size || high == $0 }) else {
                throw SigningRefused.unknownEntries(source: source, high, here: size)
            }
            return
        }
        guard let head = head?.checkpoint, head.origin == high.origin, head.size >= high.size else {
            throw SigningRefused.wentBack(source: source, high, here: size)
        }
        guard try root(at: high.size) == high.root else {
            throw SigningRefused.forked(source: source, high, here: size)
        }
    }

    /// The root of the log's first `size` entries, which are not more than it has.
    private func root(at size: Int64) throws -> [UInt8] {
        if let head = head?.checkpoint, head.size == size { return head.root }
        return try TileBuilder(size: size) { tile in
            try log.tile(level: tile.level ?? 0, number: tile.number, count: tile.count)
        }
        .root
    }
}
