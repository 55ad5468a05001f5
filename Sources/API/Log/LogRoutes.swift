// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import HummingbirdCore
import JSON
import OpenSSL
import Postgres
import Publication
import Store

/// `/v1/log`: the transparency log, as C2SP tlog-tiles for machines and as JSON for people.
enum LogRoutes {
    static let all: [Route] =
        [
            Route(
                .get,
                "/v1/log/checkpoint",
                "The newest checkpoint, as a signed note",
                scope: nil,
                checkpoint
            ),
            Route(.get, "/v1/log/head", "The newest checkpoint, and the key to check it", scope: nil, head),
            Route(.get, "/v1/log/entries", "The entries, oldest first", scope: nil, entries),
            Route(.get, "/v1/log/leaves/{leaf_hash}", "The entry with this leaf", scope: nil, leaf),
        ]
        // A tile's number has a group of digits for each thousand, and its width behind it when it is not full.
        + ["{a}", "{a}/{b}", "{a}/{b}/{c}", "{a}/{b}/{c}/{d}"].map { place in
            Route(
                .get,
                "/v1/log/tile/{level}/\(place)",
                "A tile of hashes, or a bundle of entries",
                scope: nil,
                tile
            )
        }

    private static func checkpoint(_ call: Call) async throws -> Answer {
        _ = try call.query()
        let head = try await call.readPublic { db in try PublishedLogStore(db).head().orNotFound() }
        var answer = Answer.representation(bytes: Array(head.note.utf8))
        answer.headers[.contentType] = "text/plain; charset=utf-8"
        answer.headers[.cacheControl] = revalidated
        return call.conditional(answer)
    }

    private static func head(_ call: Call) async throws -> Answer {
        _ = try call.query()
        let head = try await call.readPublic { db in try PublishedLogStore(db).head().orNotFound() }
        let origin = SignedNote(head.note).flatMap { Checkpoint($0.text) }?.origin ?? ""
        let key = try KeyRing(opening: call.services.keysDirectory).publicKey
        var answer = Answer.representation([
            "origin": .string(origin), "size": .integer(head.size), "root": .text(Digest(bytes: head.root)),
            "sealed_at": .text(head.sealedAt),
            "verifier_key": .string(SignedNote.verifierKey(origin, key)),
        ])
        answer.headers[.cacheControl] = revalidated
        return call.conditional(answer)
    }

    private static func entries(_ call: Call) async throws -> Answer {
        let (page, _) = try call.page()
        let last = try page.cursor.map { text in
            guard let index = Int64(text) else { throw ProblemDetails.badCursor }
            return index
        }
        return try await call.readPublic { db in
            page.answer(
                try PublishedLogStore(db).entries(from: last.map { $0 + 1 } ?? 0, limit: page.limit + 1),
                key: { String($0.index) },
                json: json
            )
        }
    }

    private static func leaf(_ call: Call) async throws -> Answer {
        guard let hash = Digest(call.parameter("leaf_hash")) else { throw ProblemDetails.notFound }
        _ = try call.query()
        let entry = try await call.readPublic { db in
            try PublishedLogStore(db).entry(ofLeaf: hash.bytes).orNotFound()
        }
        return call.conditional(.representation(json(entry)))
    }

    private static func json(_ entry: SealedEntry) -> JSON {
        [
            "index": .integer(entry.index), "entry": .string(entry.body),
            "leaf_hash": .text(Digest(bytes: entry.hash)),
        ]
    }

    private static func tile(_ call: Call) async throws -> Answer {
        _ = try call.query()
        guard let tile = Tile(String(call.request.uri.path.dropFirst("/v1/log/".count))) else {
            throw ProblemDetails.notFound
        }
        let bytes = try await call.readPublic { db -> [UInt8] in
            let log = PublishedLogStore(db)
            guard let head = try log.head(), tile.exists(inLogOf: head.size) else {
                throw ProblemDetails.notFound
            }
            guard tile.level != nil else {
                let entries = try log.entries(from: tile.number * Int64(Tile.width), limit: tile.count)
                return LogEntry.bundle(entries.map { Array($0.body.utf8) })
            }
            return try call.services.logTiles.tile(tile, log).hashes
        }
        var answer = Answer.representation(bytes: bytes)
        answer.headers[.contentType] = "application/octet-stream"
        // What a tile holds never changes, but one that is not full gives way to the full one.
        answer.headers[.cacheControl] =
            tile.count == Tile.width ? "public, max-age=31536000, immutable" : "public, max-age=86400"
        return call.conditional(answer)
    }

    private static let revalidated = "public, max-age=0, must-revalidate"
}
