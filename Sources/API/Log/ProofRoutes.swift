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
        let query = try call.query(["index", "size"])
        guard let index = try query.count("index") else {
            throw ProblemDetails.badRequest("bad_parameter", "index is missing.")
        }
        let wanted = try query.count("size")
        let proof = try await call.readPublic { db -> Answer in
            let log = PublishedLogStore(db)
            let size = try call.services.logTiles.size(wanted, log)
            guard index < size else { throw ProblemDetails.notFound }
            var reader = call.services.logTiles.reader(size, log)
            let leaf = try reader.root(level: 0, index: index)
            var tree = MerkleTree(size: size, reading: reader)
            let path = try tree.inclusion(of: index)
            return .representation([
                "size": .integer(size), "index": .integer(index),
                "leaf_hash": .text(Digest(bytes: leaf)),
                "root": .text(
                    MerkleProof.root(of: leaf, at: index, size: size, path: path).flatMap(Digest.init(bytes:))
                ),
                "path": .array(path.map { .text(Digest(bytes: $0)) }),
            ])
        }
        return call.conditional(proof)
    }

    private static func consistency(_ call: Call) async throws -> Answer {
        let query = try call.query(["from", "to"])
        guard let from = try query.count("from"), from > 0 else {
            throw ProblemDetails.badRequest("bad_parameter", "from is the smaller log's size, 1 or more.")
        }
        let wanted = try query.count("to")
        let proof = try await call.readPublic { db -> Answer in
            let log = PublishedLogStore(db)
            let size = try call.services.logTiles.size(wanted, log)
            guard from <= size else { throw ProblemDetails.notFound }
            var old = MerkleTree(size: from, reading: call.services.logTiles.reader(from, log))
            var tree = MerkleTree(size: size, reading: call.services.logTiles.reader(size, log))
            return .representation([
                "from": .integer(from), "to": .integer(size),
                "from_root": .text(Digest(bytes: try old.root())),
                "to_root": .text(Digest(bytes: try tree.root())),
                "path": .array(try tree.consistency(from: from).map { .text(Digest(bytes: $0)) }),
            ])
        }
        return call.conditional(proof)
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
