// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import JSON
import Postgres
import Publication
import Store

/// `/v1/log/inclusion` and `/v1/log/consistency`: what shows that an entry is in the log, and that the log only grew.
enum ProofRoutes {
    static let all: [Route] = [
        Route(.get, "/v1/log/inclusion", "Show that an entry is in the log", scope: nil, inclusion),
        Route(
            .get,
            "/v1/log/consistency",
            "Show that a smaller log is the beginning of a larger one",
            scope: nil,
            consistency
        ),
    ]

    private static func inclusion(_ call: Call) async throws -> Answer {
        let query = try call.query(["index", "leaf_hash", "size"])
        let leaf = try query["leaf_hash"].map { text in
            guard let digest = Digest(text) else {
                throw ProblemDetails.badRequest("bad_parameter", "leaf_hash is sha256: and 64 digits.")
            }
            return digest
        }
        let (index, wanted) = (try query.count("index"), try query.count("size"))
        guard (leaf == nil) != (index == nil) else {
            throw ProblemDetails.badRequest("bad_parameter", "Ask for an index or for a leaf_hash.")
        }
        return try await call.readPublic { db in
            let log = PublishedLogStore(db)
            let size = try size(wanted, log)
            let place = try index ?? leaf.flatMap { try log.index(ofLeaf: $0.bytes) }.orNotFound()
            guard place < size, let entry = try log.entries(from: place, limit: 1).first else {
                throw ProblemDetails.notFound
            }
            var tree = MerkleTree(size: size, reading: reader(size, log))
            return .representation([
                "size": .integer(size), "index": .integer(place), "leaf_hash": .text(Digest(bytes: entry.hash)),
                "root": .text(Digest(bytes: try tree.root())),
                "path": .array(try tree.inclusion(of: place).map { .text(Digest(bytes: $0)) }),
            ])
        }
    }

    private static func consistency(_ call: Call) async throws -> Answer {
        let query = try call.query(["from", "to"])
        guard let from = try query.count("from"), from > 0 else {
            throw ProblemDetails.badRequest("bad_parameter", "from is the smaller log's size, 1 or more.")
        }
        let wanted = try query.count("to")
        return try await call.readPublic { db in
            let log = PublishedLogStore(db)
            let size = try size(wanted, log)
            guard from <= size else { throw ProblemDetails.notFound }
            var old = MerkleTree(size: from, reading: reader(from, log))
            var tree = MerkleTree(size: size, reading: reader(size, log))
            return .representation([
                "from": .integer(from), "to": .integer(size),
                "from_root": .text(Digest(bytes: try old.root())),
                "to_root": .text(Digest(bytes: try tree.root())),
                "path": .array(try tree.consistency(from: from).map { .text(Digest(bytes: $0)) }),
            ])
        }
    }

    /// The size that was asked for, or the newest; of what is sealed only.
    private static func size(_ wanted: Int64?, _ log: PublishedLogStore) throws -> Int64 {
        let head = try log.head().orNotFound()
        let size = wanted ?? head.size
        guard size > 0, size <= head.size else { throw ProblemDetails.notFound }
        return size
    }

    private static func reader(_ size: Int64, _ log: PublishedLogStore) -> TileReader {
        TileReader(size: size) { tile in
            try log.tile(level: tile.level ?? 0, number: tile.number, count: tile.count)
        }
    }
}

extension Query {
    /// A whole number from 0 on.
    fileprivate func count(_ name: String) throws -> Int64? {
        guard let text = self[name] else { return nil }
        guard let value = Int64(text), value >= 0, String(value) == text else {
            throw ProblemDetails.badRequest("bad_parameter", "\(name) is a whole number from 0 on.")
        }
        return value
    }
}
