// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Publication
import Store

/// `/v1/log/inclusion` and `/v1/log/consistency`: what shows that an entry is in the log,
/// and that the log only grew.
enum Proofs {
    static let routes: [Route] = [
        .document(
            "proveInclusion",
            "Show that an entry is in the log",
            .log,
            as: .everybody,
            at: "/v1/log/inclusion",
            asking: Parameters(
                Parameter.integer("index", 0...largest).required,
                Parameter.integer("size", 1...largest).optional
            ) { (index: Int64($0), size: $1.map { Int64($0) }) },
            Inclusion.shown,
            key: { $0.services.logTiles }
        ) { tiles, asked, _, db in
            try Inclusion(of: asked.index, in: asked.size, tiles, PublishedLogStore(db))
        },
        .document(
            "proveConsistency",
            "Show that a smaller log is the beginning of a larger one",
            .log,
            as: .everybody,
            at: "/v1/log/consistency",
            asking: Parameters(
                Parameter.integer("from", 1...largest).required,
                Parameter.integer("to", 1...largest).optional
            ) { (from: Int64($0), to: $1.map { Int64($0) }) },
            Consistency.shown,
            key: { $0.services.logTiles }
        ) { tiles, asked, _, db in
            try Consistency(from: asked.from, to: asked.to, tiles, PublishedLogStore(db))
        },
    ]

    /// What every client's numbers can say.
    private static let largest = (1 << 53) - 1
}

/// That an entry is in the log.
private struct Inclusion: Sendable {
    let size: Int64
    let index: Int64
    let leaf: [UInt8]
    let root: [UInt8]
    let path: [[UInt8]]

    init(of index: Int64, in wanted: Int64?, _ tiles: LogTiles, _ log: PublishedLogStore) throws {
        size = try tiles.size(wanted, log)
        guard index < size else { throw ProblemDetails.notFound }
        var reader = tiles.reader(size, log)
        leaf = try reader.root(level: 0, index: index)
        var tree = MerkleTree(size: size, reading: reader)
        path = try tree.inclusion(of: index)
        root = try MerkleProof.root(of: leaf, at: index, size: size, path: path).orNotFound()
        self.index = index
    }

    static let shown = Representation<Self>("Inclusion", "What shows that an entry is in the log.") {
        Member("size", .count) { $0.size }
        Member("index", .count) { $0.index }
        Member("leaf_hash", .digest) { $0.leaf }
        Member("root", .digest) { $0.root }
        Member("path", .list(of: .digest)) { $0.path }
    }
}

/// That the log only grew.
private struct Consistency: Sendable {
    let from: Int64
    let size: Int64
    let oldRoot: [UInt8]
    let root: [UInt8]
    let path: [[UInt8]]

    init(from: Int64, to wanted: Int64?, _ tiles: LogTiles, _ log: PublishedLogStore) throws {
        size = try tiles.size(wanted, log)
        guard from <= size else { throw ProblemDetails.notFound }
        var old = MerkleTree(size: from, reading: tiles.reader(from, log))
        var tree = MerkleTree(size: size, reading: tiles.reader(size, log))
        oldRoot = try old.root()
        root = try tree.root()
        path = try tree.consistency(from: from)
        self.from = from
    }

    static let shown = Representation<Self>(
        "Consistency",
        "What shows that a smaller log is the beginning of a larger one."
    ) {
        Member("from", .count) { $0.from }
        Member("to", .count) { $0.size }
        Member("from_root", .digest) { $0.oldRoot }
        Member("to_root", .digest) { $0.root }
        Member("path", .list(of: .digest)) { $0.path }
    }
}
